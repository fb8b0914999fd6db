import { again } from "../live.ts";
import { isTyping } from "../page.ts";

/**
 * <hr-agenda>: whatever says data-key="d" in here is done by that key, without a mouse and without a page load.
 * A field gets the focus, a folded form opens and waits for words, anything else is clicked. Escape folds it again.
 *
 * Whose window is open is here: it joins by itself, and leaves when it is closed or goes on to another page. Of two windows
 * of one person the one that stays joins again, once it hears that they have left.
 */
export class Agenda extends HTMLElement {
  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && this.contains(document.activeElement)) return this.fold();
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const over = document.querySelector("dialog:modal");
    if (isTyping(event.target) || (over && !over.contains(this))) return;
    const target = this.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!target) return;
    event.preventDefault();
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) target.focus();
    else if (target.tagName === "SUMMARY") this.unfold(target.closest("details") as HTMLDetailsElement);
    else target.click();
  };

  private gone = false; // by their own word: nothing brings them back but their own word

  private readonly went = (): void => {
    const form = this.querySelector<HTMLFormElement>("form[data-leave]");
    if (form) navigator.sendBeacon(form.action, new URLSearchParams([...new FormData(form)] as [string, string][]));
  };

  private readonly came = (): void => {
    const form = this.querySelector<HTMLFormElement>("form[data-join]:not([data-sent])");
    if (!form || this.gone) return;
    form.dataset.sent = "";
    form.requestSubmit();
  };

  private readonly watch = new MutationObserver(this.came);

  private readonly back = (event: PageTransitionEvent): void => {
    const session = this.querySelector<HTMLElement>("[data-live-url]");
    if (event.persisted && session) void again(session);
  };

  private readonly said = (event: Event): void => {
    if (!(event.target instanceof HTMLElement)) return;
    if (event.target.matches("form[data-leave]")) this.gone = true;
    else if (event.target.matches("form[data-join]")) this.gone = false;
  };

  connectedCallback(): void {
    document.addEventListener("keydown", this.pressed);
    this.addEventListener("submit", this.said);
    window.addEventListener("pagehide", this.went);
    window.addEventListener("pageshow", this.back);
    this.watch.observe(this, { childList: true, subtree: true });
    this.came();
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.pressed);
    window.removeEventListener("pagehide", this.went);
    window.removeEventListener("pageshow", this.back);
    this.watch.disconnect();
    this.went();
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
