import { htmx } from "../htmx.ts";
import { again } from "../live.ts";
import { isTyping, make, meta, word } from "../page.ts";
import { toast, type Toast } from "../toast.ts";

/**
 * <hr-board data-move="/…/move/"> around the stages that the server drew: [data-stage] columns of [data-card] cards.
 * A card is drawn to its place, or moved with Shift and an arrow key. The server has the last word: what it refuses
 * goes back, and its answer opens beside the board. Where the board is drawn as rows ([data-lane]), a card stays in its row.
 */
interface Place { stage: HTMLElement; before: HTMLElement | null }

const FIRST = 12; // of a stage, from the start

export class Board extends HTMLElement {
  private dragged: HTMLElement | null = null;
  private busy = false;
  private readonly home = location.href; // the side panel puts its own address into the bar

  connectedCallback(): void {
    this.addEventListener("dragstart", (event) => this.start(event));
    this.addEventListener("dragover", (event) => this.over(event));
    this.addEventListener("drop", (event) => this.drop(event));
    this.addEventListener("dragend", () => this.end());
    this.addEventListener("keydown", (event) => this.keyed(event));
    const watch = { childList: true, subtree: true, attributes: true, attributeFilter: ["data-live", "data-live-url"] };
    new MutationObserver(() => this.seen()).observe(this, watch);
    this.seen();
  }

  /** What was scrolled to stays when the board is drawn again, and is listened to: the refresh asks for as many. */
  private seen(): void {
    const part = this.querySelector<HTMLElement>("#board");
    if (!part) return;
    const address = new URL(this.home), topics = new Set((part.dataset.live ?? "").split(" "));
    address.searchParams.delete("drawn");
    const drawn = new Map<string, number>(); // of a stage, in the row that shows the most of it
    for (const stage of this.querySelectorAll<HTMLElement>("[data-stage]")) {
      const key = stage.dataset.stage ?? "";
      drawn.set(key, Math.max(drawn.get(key) ?? 0, this.cardsOf(stage).length));
    }
    for (const [key, most] of drawn) if (most > FIRST) address.searchParams.append("drawn", `${key}:${String(most)}`);
    for (const card of this.querySelectorAll<HTMLElement>("[data-task]")) topics.add(`task:${card.dataset.task ?? ""}`);
    const live = [...topics].join(" ");
    if (part.dataset.live !== live) part.dataset.live = live;
    if (part.dataset.liveUrl !== address.href) part.dataset.liveUrl = address.href;
  }

  private cardOf(event: Event): HTMLElement | null {
    return (event.target as Element).closest<HTMLElement>("[data-card]");
  }

  private laneOf(place: Element): Element {
    return place.closest("[data-lane]") ?? this;
  }

  private stagesOf(lane: Element): HTMLElement[] {
    return [...lane.querySelectorAll<HTMLElement>("[data-stage]")];
  }

  private cardsOf(stage: Element): HTMLElement[] {
    return [...stage.querySelectorAll<HTMLElement>("[data-card]")];
  }

  // -- by hand

  private start(event: DragEvent): void {
    const card = this.cardOf(event);
    if (!card || this.busy) return;
    this.dragged = card;
    card.classList.add("moving");
    event.dataTransfer?.setData("text/plain", card.dataset.card ?? "");
    if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
  }

  private over(event: DragEvent): void {
    const place = this.dragged && this.placeAt(event);
    if (!place) return;
    event.preventDefault();
    this.unmark();
    place.stage.classList.add("over");
    place.before?.classList.add("before");
  }

  private placeAt(event: DragEvent): Place | null {
    const stage = (event.target as Element).closest<HTMLElement>("[data-stage]");
    if (!stage || !this.dragged || this.laneOf(stage) !== this.laneOf(this.dragged)) return null;
    const below = this.cardsOf(stage).find((card) => {
      const box = card.getBoundingClientRect();
      return card !== this.dragged && event.clientY < box.top + box.height / 2;
    });
    return { stage, before: below ?? null };
  }

  private drop(event: DragEvent): void {
    const [card, place] = [this.dragged, this.dragged && this.placeAt(event)];
    if (!card || !place) return;
    event.preventDefault();
    this.dragged = null;
    this.unmark();
    void this.move(card, place);
  }

  private end(): void {
    this.dragged?.classList.remove("moving");
    this.dragged = null;
    this.unmark();
  }

  private unmark(): void {
    for (const marked of this.querySelectorAll(".over[data-stage], .before")) marked.classList.remove("over", "before");
  }

  // -- by key

  private keyed(event: KeyboardEvent): void {
    const card = this.cardOf(event);
    if (card && !isTyping(event.target) && this.pressed(card, event)) return event.preventDefault();
    if (!card || !event.key.startsWith("Arrow") || event.ctrlKey || event.metaKey || event.altKey) return;
    const place = this.beside(card, event.key);
    event.preventDefault();
    if (!place) return;
    if (event.shiftKey) void this.move(card, place);
    else this.focusOn(this.neighbour(card, event.key));
  }

  /** X ticks the card, A goes to where the next one is written. */
  private pressed(card: HTMLElement, event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key.toLowerCase() === "x") card.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
    else if (event.key.toLowerCase() === "a") card.closest("[data-stage]")?.querySelector<HTMLInputElement>(".quick input[name=title]")?.focus();
    else return false;
    return true;
  }

  private neighbour(card: HTMLElement, key: string): HTMLElement | null {
    const stages = this.stagesOf(this.laneOf(card));
    const at = stages.findIndex((stage) => stage.contains(card));
    const mine = this.cardsOf(stages[at] ?? this);
    const row = mine.indexOf(card);
    if (key === "ArrowUp") return mine[row - 1] ?? this.inNextLane(card, at, -1);
    if (key === "ArrowDown") return mine[row + 1] ?? this.inNextLane(card, at, 1);
    const rest = key === "ArrowLeft" ? stages.slice(0, at).reverse() : stages.slice(at + 1);
    const next = rest.find((stage) => this.cardsOf(stage).length);
    const cards = next ? this.cardsOf(next) : [];
    return cards[Math.min(row, cards.length - 1)] ?? null;
  }

  /** The next card of the same stage in the rows above or below. */
  private inNextLane(card: HTMLElement, at: number, by: -1 | 1): HTMLElement | null {
    const lanes = [...this.querySelectorAll<HTMLElement>("[data-lane]")];
    for (let n = lanes.indexOf(this.laneOf(card) as HTMLElement) + by; n >= 0 && n < lanes.length; n += by) {
      const lane = lanes[n];
      const stage = lane && this.stagesOf(lane)[at];
      const found = stage && this.cardsOf(stage).at(by === 1 ? 0 : -1);
      if (found) return found;
    }
    return null;
  }

  private beside(card: HTMLElement, key: string): Place | null {
    const stages = this.stagesOf(this.laneOf(card));
    const at = stages.findIndex((stage) => stage.contains(card));
    const stage = stages[at];
    if (!stage) return null;
    const mine = this.cardsOf(stage), row = mine.indexOf(card);
    if (key === "ArrowUp") return row > 0 ? { stage, before: mine[row - 1] ?? null } : { stage, before: card };
    if (key === "ArrowDown") return { stage, before: mine[row + 2] ?? null };
    const next = stages[at + (key === "ArrowLeft" ? -1 : 1)];
    return next ? { stage: next, before: null } : { stage, before: card };
  }

  private focusOn(card: HTMLElement | null): void {
    card?.querySelector<HTMLElement>("a")?.focus();
  }

  // -- saving

  private async move(card: HTMLElement, place: Place): Promise<void> {
    if (this.busy || place.before === card) return card.classList.remove("moving");
    this.busy = true;
    const [home, next] = [card.parentElement, card.nextSibling];
    const list = place.stage.querySelector(".cards");
    list?.insertBefore(card, place.before ?? list.querySelector(".more"));
    const answer = await this.send(card, place).catch(() => null);
    card.classList.remove("moving");
    this.busy = false;
    if (!answer?.ok) home?.insertBefore(card, next?.parentNode === home ? next : null);
    await this.told(answer, card, place);
    const part = this.querySelector<HTMLElement>("#board");
    if (part && answer?.ok) await again(part);
    if (!document.querySelector("dialog:modal")) this.focusOn(document.getElementById(card.id));
  }

  private send(card: HTMLElement, place: Place): Promise<Response> {
    const body = new URLSearchParams({ card: card.dataset.card ?? "", stage: place.stage.dataset.stage ?? "" });
    if (place.before?.dataset.card) body.set("before", place.before.dataset.card);
    const headers = { "X-CSRFToken": meta("csrf-token"), "HX-Request": "true" };
    return fetch(this.dataset.move ?? "", { method: "POST", headers, body });
  }

  private async told(answer: Response | null, card: HTMLElement, place: Place): Promise<void> {
    const said = answer ? this.said(answer) : null;
    if (answer?.status === 409 && !said) return this.refused(await answer.text(), card, place.stage);
    if (said) toast(said);
    else if (!answer?.ok) toast({ message: word(answer ? "failed" : "offline"), tone: "bad" });
  }

  private said(answer: Response): Toast | null {
    try {
      return (JSON.parse(answer.headers.get("HX-Trigger") ?? "{}") as { toast?: Toast }).toast ?? null;
    } catch {
      return null;
    }
  }

  /** The checks that do not hold, in the side panel: each with a button that does what would pass it. */
  private refused(html: string, card: HTMLElement, stage: HTMLElement): void {
    const panel = document.getElementById("side");
    const body = panel?.querySelector<HTMLElement>("[data-body]");
    if (!(panel instanceof HTMLDialogElement) || !body) return;
    stage.classList.add("refused");
    panel.addEventListener("close", () => void this.back(card, stage), { once: true });
    const page = new DOMParser().parseFromString(html, "text/html");
    body.replaceChildren(...[...page.body.childNodes].map((node) => document.importNode(node, true)));
    if (!body.childNodes.length) body.append(make("p", {}, word("failed")));
    htmx.process(body);
    if (!panel.open) panel.showModal();
  }

  /** From the panel to the card, wherever it is by now. */
  private async back(card: HTMLElement, stage: HTMLElement): Promise<void> {
    stage.classList.remove("refused");
    const part = this.querySelector<HTMLElement>("#board");
    if (part) await again(part);
    if (!document.querySelector("dialog:modal")) this.focusOn(document.getElementById(card.id));
  }
}

customElements.define("hr-board", Board);
