import { make, problemOf, word, writing } from "../page.ts";
import { toast } from "../toast.ts";
import { inWords, months, toDay, toIso, window as reach } from "./days.ts";

/**
 * <hr-timeline data-url="/api/…/milestones/{key}" data-field="due">
 *   <script type="application/json">{"phases": […], "milestones": […], "today": "2026-11-21"}</script>
 *   <ul>…the same as a list, for readers without JavaScript…</ul>
 * </hr-timeline>
 * Moves are sent as PATCH {"due": "2026-11-30"} with If-Match: "<revision>". A phase is moved as a whole, by PATCH
 * {"starts_on": …, "ends_on": …} to data-phase-url, if that is there.
 */
interface Phase { key: string; name: string; start: string; end: string; url?: string; revision?: number }
interface Milestone {
  key: string; title: string; due: string; status?: string; owner?: string; side?: "ours" | "customer";
  url?: string; revision?: number; fixed?: boolean;
}
interface Plan { phases: Phase[]; milestones: Milestone[]; today: string }
/** What is drawn to another day: a milestone, or a phase by its first day. */
interface Piece {
  title: string; button: HTMLButtonElement; day: number; saved: number; revision?: number; address: string;
  show(): void; words(): string; body(): Record<string, string>;
}
interface Stone extends Piece { milestone: Milestone }

const TOP = 60, LANE = 28, SETTLE = 600;

export class Timeline extends HTMLElement {
  private plan!: Plan;
  private first = 0;
  private last = 1;
  private drawing!: HTMLElement;
  private said!: HTMLElement;
  private stones: Stone[] = [];
  private timers = new Map<Piece, number>();

  connectedCallback(): void {
    const source = this.querySelector('script[type="application/json"]');
    if (!source?.textContent || this.querySelector(".drawing")) return;
    this.plan = JSON.parse(source.textContent) as Plan;
    this.measure();
    this.build();
  }

  private measure(): void {
    const days = [...this.plan.phases.flatMap((p) => [p.start, p.end]), ...this.plan.milestones.map((m) => m.due)];
    [this.first, this.last] = reach(days.filter(Boolean).map(toDay), this.today());
  }

  private today(): number {
    return toDay(this.plan.today);
  }

  private words(day: number): string {
    return inWords(day, this.today());
  }

  /** A day of another age (9999, 0001) stands at the edge, and says when it really is. */
  private beyond(day: number): boolean {
    return day < this.first || day > this.last;
  }

  private share(day: number): number {
    return (Math.min(Math.max(day, this.first), this.last) - this.first) / (this.last - this.first);
  }

  private build(): void {
    this.drawing = make("div", { class: "drawing", role: "group", "aria-label": word("timeline") });
    this.said = make("p", { class: "drawing-said", role: "status" });
    this.drawMonths();
    this.drawPhases();
    this.drawToday();
    this.stones = this.plan.milestones.map((milestone) => this.drawStone(milestone));
    this.arrange();
    const scroll = make("div", { class: "drawing-scroll" }, this.drawing);
    this.prepend(scroll, this.said);
    scroll.scrollLeft = this.share(this.today()) * this.drawing.clientWidth - scroll.clientWidth / 2;
    this.fold();
  }

  /** The list behind the drawing stays one step away. */
  private fold(): void {
    const rest = [...this.children].filter((child) => !child.matches(".drawing-scroll, .drawing-said, script"));
    if (!rest.length || this.querySelector(":scope > details")) return;
    const summary = make("summary", { class: "quiet underlined" }, word("as_list"));
    this.append(make("details", {}, summary, ...rest));
  }

  private at(day: number): string {
    return `${this.share(day) * 100}%`;
  }

  private drawMonths(): void {
    for (const { day, label } of months(this.first, this.last)) {
      const line = make("div", { class: "month", "aria-hidden": "true" }, label);
      line.style.left = this.at(day);
      this.drawing.append(line);
    }
  }

  private drawPhases(): void {
    for (const phase of this.plan.phases) this.drawPhase(phase);
  }

  private drawPhase(phase: Phase): void {
    const day = toDay(phase.start), length = toDay(phase.end) - day;
    const button = make("button", { type: "button", class: "phase" }, phase.name);
    const bar: Piece = {
      title: phase.name, button, day, saved: day, revision: phase.revision,
      address: this.address(this.dataset.phaseUrl, phase.key),
      words: () => `${this.words(bar.day)} – ${this.words(bar.day + length)}`,
      body: () => ({ starts_on: toIso(bar.day), ends_on: toIso(bar.day + length) }),
      show: () => {
        button.style.left = this.at(bar.day);
        button.style.width = `calc(${this.at(bar.day + length + 1)} - ${this.at(bar.day)})`;
        button.title = bar.words();
        button.setAttribute("aria-label", `${phase.name}, ${bar.words()}`);
      },
    };
    if (bar.address && !this.beyond(day) && !this.beyond(day + length)) this.makeMovable(bar);
    this.opens(bar, phase.url);
    this.drawing.append(button);
    bar.show();
  }

  private opens({ button }: Piece, url: string | undefined): void {
    button.addEventListener("click", () => url && !button.classList.contains("moved") && (location.href = url));
  }

  private drawToday(): void {
    const line = make("div", { class: "today" }, make("span", {}, word("today")));
    line.style.left = this.at(this.today());
    this.drawing.append(line);
  }

  private drawStone(milestone: Milestone): Stone {
    const day = toDay(milestone.due);
    const label = this.beyond(day) ? `${milestone.title} · ${this.words(day)}` : milestone.title;
    const button = make("button", { type: "button", class: `stone ${milestone.side ?? ""}` }, make("i"), make("span", {}, label));
    const stone: Stone = {
      milestone, title: milestone.title, button, day, saved: day, revision: milestone.revision,
      address: this.address(this.dataset.url, milestone.key),
      words: () => this.words(stone.day),
      body: () => ({ [this.dataset.field ?? "due"]: toIso(stone.day) }),
      show: () => this.show(stone),
    };
    if (!milestone.fixed && !this.beyond(day) && stone.address) this.makeMovable(stone);
    this.opens(stone, milestone.url);
    this.drawing.append(button);
    stone.show();
    return stone;
  }

  private show(stone: Stone): void {
    const { button, milestone, day } = stone;
    const done = milestone.status === "done";
    const late = !done && day < this.today();
    button.style.left = this.at(day);
    button.classList.toggle("done", done);
    button.classList.toggle("late", late);
    button.classList.toggle("flip", this.share(day) > 0.8);
    const state = done ? word("done") : late ? word("late") : "";
    const parts = [milestone.title, this.words(day), state, milestone.owner, milestone.side === "customer" ? word("customer_side") : ""];
    button.setAttribute("aria-label", parts.filter(Boolean).join(", "));
    button.title = parts.slice(1).filter(Boolean).join(", ");
  }

  /** Each stone takes the first lane in which it covers no other. */
  private arrange(): void {
    const ends: number[] = [];
    const width = Math.max(this.drawing.clientWidth, 704);
    for (const stone of [...this.stones].sort((a, b) => a.day - b.day)) {
      const start = this.share(stone.day) * width;
      const length = (stone.button.textContent?.length ?? 0) * 6.6 + 40;
      const [from, to] = stone.button.classList.contains("flip") ? [start - length, start + 12] : [start - 10, start + length];
      let lane = ends.findIndex((end) => end < from);
      if (lane < 0) lane = ends.length;
      ends[lane] = to;
      stone.button.style.top = `${TOP + lane * LANE}px`;
    }
    this.drawing.style.setProperty("--tl-height", `${TOP + Math.max(ends.length, 1) * LANE + 28}px`);
  }

  private makeMovable(piece: Piece): void {
    piece.button.classList.add("movable");
    piece.button.setAttribute("aria-describedby", this.hint().id);
    piece.button.addEventListener("keydown", (event) => this.keyed(piece, event));
    piece.button.addEventListener("pointerdown", (event) => this.drag(piece, event));
  }

  private hint(): HTMLElement {
    const found = document.getElementById("timeline-hint");
    if (found) return found;
    const made = make("p", { id: "timeline-hint", class: "unseen" }, word("timeline_keys"));
    this.append(made);
    return made;
  }

  private keyed(stone: Piece, event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    this.place(stone, stone.day + by * (event.shiftKey ? 7 : 1));
    clearTimeout(this.timers.get(stone));
    this.timers.set(stone, window.setTimeout(() => void this.save(stone), SETTLE));
  }

  private drag(stone: Piece, down: PointerEvent): void {
    if (down.button) return;
    const perDay = this.drawing.clientWidth / (this.last - this.first);
    const from = stone.day;
    const { button } = stone;
    button.setPointerCapture(down.pointerId);
    button.classList.remove("moved");
    const move = (event: PointerEvent) => {
      const days = Math.round((event.clientX - down.clientX) / perDay);
      if (Math.abs(event.clientX - down.clientX) > 3) button.classList.add("moving", "moved");
      this.place(stone, from + days);
    };
    const end = () => {
      button.removeEventListener("pointermove", move);
      button.classList.remove("moving");
      if (stone.day !== from) void this.save(stone);
    };
    button.addEventListener("pointermove", move);
    button.addEventListener("pointerup", end, { once: true });
    button.addEventListener("pointercancel", end, { once: true });
  }

  private place(stone: Piece, day: number): void {
    stone.day = Math.min(Math.max(day, this.first), this.last);
    stone.show();
    this.say(`${stone.title}: ${stone.words()}`);
  }

  private address(url: string | undefined, key: string): string {
    return (url ?? "").replace("{key}", encodeURIComponent(key));
  }

  private async save(stone: Piece): Promise<void> {
    if (stone.day === stone.saved) return;
    stone.button.classList.add("saving");
    const answer = await this.send(stone).catch(() => null);
    stone.button.classList.remove("saving");
    if (answer?.ok) await this.settle(stone, answer);
    else await this.goBack(stone, answer);
    this.arrange();
  }

  private send(piece: Piece): Promise<Response> {
    const headers: Record<string, string> = { "Content-Type": "application/json", ...writing() };
    if (piece.revision !== undefined) headers["If-Match"] = `"${piece.revision}"`;
    return fetch(piece.address, { method: "PATCH", headers, body: JSON.stringify(piece.body()) });
  }

  private async settle(stone: Piece, answer: Response): Promise<void> {
    const fresh = (await answer.json().catch(() => ({}))) as { revision?: number; undo?: string };
    if (fresh.revision !== undefined) stone.revision = fresh.revision;
    stone.saved = stone.day;
    const moved = word("moved", { title: stone.title, date: stone.words() });
    this.say(moved);
    if (fresh.undo) toast({ message: moved, tone: "good", undo: fresh.undo });
  }

  private async goBack(stone: Piece, answer: Response | null): Promise<void> {
    stone.day = stone.saved;
    stone.show();
    const problem = answer ? await problemOf(answer) : { detail: word("offline") };
    const why = [problem.detail ?? problem.message ?? problem.title ?? word("failed"), problem.fix].filter(Boolean).join(" ");
    this.say(word("not_moved", { title: stone.title, date: stone.words(), why }), true);
  }

  private say(text: string, bad = false): void {
    this.said.textContent = text;
    this.said.classList.toggle("bad", bad);
  }
}

customElements.define("hr-timeline", Timeline);
