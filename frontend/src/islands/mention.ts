import { make } from "../page.ts";

/**
 * <hr-mention data-url="…"><textarea>…</textarea></hr-mention>: an @ offers the people who can be named. Without a script
 * the same is typed: @Mara Adeyemi. With data-pick="facts" the names of facts are offered as they are typed.
 */
const TYPED = /(?:^|[^\p{L}\p{N}_@/.])@([\p{L}\p{N}][\p{L}\p{N}'’ -]{0,30}|)$/u;
const FACT = /(?:^|[^a-z_."'])([a-z_]{2,20}(?:\.[a-z_]{0,20})?)$/;
const PAUSE = 120;
let count = 0;

export class Mention extends HTMLElement {
  private readonly list = make("ul", { class: "called", role: "listbox", id: `called-${++count}`, hidden: "" });
  private timer = 0;
  private asked = 0;

  private get field(): HTMLTextAreaElement {
    return this.querySelector("textarea")!;
  }

  connectedCallback(): void {
    if (!this.querySelector("textarea") || this.list.isConnected) return;
    this.list.setAttribute("aria-label", "@");
    this.append(this.list);
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-controls", this.list.id);
    this.field.addEventListener("input", () => this.soon());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const line = (event.target as Element).closest<HTMLElement>("li");
      if (line) this.choose(line);
    });
  }

  private get facts(): boolean {
    return this.dataset.pick === "facts";
  }

  private typed(): string | null {
    const before = this.field.value.slice(0, this.field.selectionStart);
    return (this.facts ? FACT : TYPED).exec(before)?.[1] ?? null;
  }

  private soon(): void {
    clearTimeout(this.timer);
    if (this.typed() === null) return this.close();
    this.timer = window.setTimeout(() => void this.ask(), PAUSE);
  }

  private async ask(): Promise<void> {
    const words = this.typed(), turn = ++this.asked;
    if (words === null) return this.close();
    const headers = { "HX-Request": "true" };
    const answer = await fetch(`${this.dataset.url}?q=${encodeURIComponent(words)}`, { headers }).catch(() => null);
    if (turn !== this.asked || !answer?.ok || answer.redirected) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("li");
    this.list.replaceChildren(...found);
    [...this.list.children].forEach((line, place) => (line.id = `${this.list.id}-${place}`));
    this.list.hidden = found.length === 0;
    if (found.length) this.point(0);
    else this.close();
  }

  private get lines(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("li")];
  }

  private get here(): number {
    return this.lines.findIndex((line) => line.ariaSelected === "true");
  }

  private point(place: number): void {
    const lines = this.lines, there = (place + lines.length) % lines.length;
    lines.forEach((line, at) => line.setAttribute("aria-selected", String(at === there)));
    this.field.setAttribute("aria-activedescendant", lines[there]!.id);
    lines[there]!.scrollIntoView({ block: "nearest" });
  }

  private key(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") return this.field.form?.requestSubmit();
    if (this.list.hidden) return;
    if (event.key === "ArrowDown") this.point(this.here + 1);
    else if (event.key === "ArrowUp") this.point(this.here - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.choose(this.lines[this.here]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private choose(line?: HTMLElement): void {
    const words = this.typed();
    if (!line || words === null) return this.close();
    const end = this.field.selectionStart;
    this.field.setRangeText(this.facts ? line.dataset.key! : `${line.dataset.key} `, end - words.length, end, "end");
    this.field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    this.close();
    this.field.focus();
  }

  private close(): void {
    this.asked++;
    this.list.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }
}

customElements.define("hr-mention", Mention);
