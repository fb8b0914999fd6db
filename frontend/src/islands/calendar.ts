import { again } from "../live.ts";
import { isTyping, word, writing } from "../page.ts";
import { said, toast } from "../toast.ts";
import { inWords, toDay, toIso } from "./days.ts";

/**
 * <hr-calendar> around the days that the server drew: [data-day] days, [data-entry] dates.
 * A date with data-move can be drawn to another day, or moved with Shift and an arrow key; the server has the last
 * word, and what it refuses goes back. One with data-fixed says why it stays.
 */
const SETTLE = 700;
const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

export class Calendar extends HTMLElement {
  private dragged: HTMLElement | null = null;
  private pending = new Map<HTMLElement, { day: number; timer: number }>();

  connectedCallback(): void {
    this.addEventListener("dragstart", (event) => this.start(event));
    this.addEventListener("dragover", (event) => this.over(event));
    this.addEventListener("drop", (event) => this.drop(event));
    this.addEventListener("dragend", () => this.end());
    this.addEventListener("keydown", (event) => this.keyed(event));
    document.addEventListener("keydown", this.shortcut);
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.shortcut);
  }

  private entry(event: Event): HTMLElement | null {
    return (event.target as Element).closest<HTMLElement>("[data-entry]");
  }

  // -- by hand

  private start(event: DragEvent): void {
    const item = this.entry(event);
    if (!item?.dataset.move) return;
    this.dragged = item;
    item.classList.add("moving");
    event.dataTransfer?.setData("text/plain", item.dataset.title ?? "");
    if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
  }

  private over(event: DragEvent): void {
    const day = (event.target as Element).closest<HTMLElement>("[data-day]");
    if (!this.dragged || !day) return;
    event.preventDefault();
    for (const marked of this.querySelectorAll(".over")) if (marked !== day) marked.classList.remove("over");
    day.classList.add("over");
  }

  private drop(event: DragEvent): void {
    const day = (event.target as Element).closest<HTMLElement>("[data-day]");
    const item = this.dragged;
    if (!item || !day?.dataset.day) return;
    event.preventDefault();
    this.dragged = null;
    this.unmark();
    if (day.dataset.day === item.dataset.on) item.classList.remove("moving");
    else void this.move(item, day.dataset.day);
  }

  private end(): void {
    this.dragged?.classList.remove("moving");
    this.dragged = null;
    this.unmark();
  }

  private unmark(): void {
    for (const marked of this.querySelectorAll(".over")) marked.classList.remove("over");
  }

  // -- by key

  private keyed(event: KeyboardEvent): void {
    const item = this.entry(event);
    if (!item || !(event.key in STEPS) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (event.shiftKey) this.nudge(item, STEPS[event.key] ?? 0);
    else this.walk(item, Math.sign(STEPS[event.key] ?? 0));
  }

  private walk(item: HTMLElement, by: number): void {
    const all = [...this.querySelectorAll<HTMLElement>("[data-entry]")];
    all[all.indexOf(item) + by]?.querySelector<HTMLElement>("a")?.focus();
  }

  private nudge(item: HTMLElement, by: number): void {
    if (!item.dataset.move) return toast({ message: item.dataset.fixed ?? word("failed"), tone: "warn" });
    const waiting = this.pending.get(item);
    clearTimeout(waiting?.timer);
    const day = (waiting?.day ?? toDay(item.dataset.on ?? "")) + by;
    item.classList.add("moving");
    this.say(`${item.dataset.title}: ${inWords(day, toDay(item.dataset.on ?? ""))}`);
    const timer = window.setTimeout(() => {
      this.pending.delete(item);
      void this.move(item, toIso(day));
    }, SETTLE);
    this.pending.set(item, { day, timer });
  }

  private shortcut = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (document.querySelector("dialog:modal") || this.entryIn(event)) return;
    const link = this.ownerDocument.querySelector<HTMLElement>(`[data-cal-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  };

  /** On a date, arrows go to its neighbours and not to another month. */
  private entryIn(event: KeyboardEvent): boolean {
    return event.key.startsWith("Arrow") && event.target !== document.body;
  }

  // -- saving

  private async move(item: HTMLElement, day: string): Promise<void> {
    const [home, next] = [item.parentElement, item.nextSibling];
    const there = this.querySelector(`[data-day="${day}"] > ul`);
    there?.append(item);
    const answer = await this.send(item, day).catch(() => null);
    item.classList.remove("moving");
    const told = said(answer);
    if (answer?.ok) {
      item.dataset.on = day;
      if (told) toast(told);
    } else {
      home?.insertBefore(item, next?.parentNode === home ? next : null);
      toast(told ?? { message: word(answer ? "failed" : "offline"), tone: "bad" });
    }
    const part = this.querySelector<HTMLElement>("#calendar");
    if (part) await again(part);
    this.querySelector<HTMLElement>(`#${item.id} a`)?.focus();
  }

  private send(item: HTMLElement, day: string): Promise<Response> {
    const body = new URLSearchParams({ day, was: item.dataset.on ?? "" });
    const headers = { ...writing(), "HX-Request": "true" };
    return fetch(item.dataset.move ?? "", { method: "POST", headers, body });
  }

  private say(text: string): void {
    const place = this.querySelector(".cal-said");
    if (place) place.textContent = text;
  }
}

customElements.define("hr-calendar", Calendar);
