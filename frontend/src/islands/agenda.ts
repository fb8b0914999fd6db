import { isTyping } from "../page.ts";

/**
 * <hr-agenda>: whatever says data-key="d" in here is done by that key, without a mouse and without a page load.
 * A field gets the focus, a folded form opens and waits for words, anything else is clicked. Escape folds it again.
 */
export class Agenda extends HTMLElement {
  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && this.contains(document.activeElement)) return this.fold();
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (isTyping(event.target) || document.querySelector("dialog:modal")) return;
    const target = this.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!target) return;
    event.preventDefault();
    if (target instanceof HTMLInputElement) target.focus();
    else if (target.matches("summary")) this.unfold(target.closest("details") as HTMLDetailsElement);
    else target.click();
  };

  connectedCallback(): void {
    document.addEventListener("keydown", this.pressed);
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.pressed);
  }

  private unfold(details: HTMLDetailsElement): void {
    for (const other of this.querySelectorAll<HTMLDetailsElement>("details[open]")) other.open = false;
    details.open = true;
    details.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select")?.focus();
  }

  private fold(): void {
    const open = document.activeElement?.closest<HTMLDetailsElement>("details[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary")?.focus();
  }
}

customElements.define("hr-agenda", Agenda);
