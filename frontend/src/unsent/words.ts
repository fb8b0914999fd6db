import * as Y from "yjs";
import type { Piece } from "./store.ts";

/** What somebody typed, out of the updates alone: without the text it was typed into, and without what they deleted again. */
interface Cell { letter: string; next: Cell | null; before: Cell | null }
type Place = { client: number; clock: number } | null;

export function words(pieces: Piece[]): string {
  const updates = pieces.map((piece) => Y.decodeUpdate(piece.update));
  const written = new Writing(), items = updates.flatMap((one) => one.structs).filter((one) => one instanceof Y.Item);
  items.sort((a, b) => a.id.client - b.id.client || a.id.clock - b.id.clock);
  for (const item of items) written.take(item);
  for (const { ds } of updates) {
    for (const [client, ranges] of ds.clients) for (const { clock, len } of ranges) written.strike(client, clock, len);
  }
  return written.text();
}

/** Runs of letters, each one piece of typing that stands together. */
class Writing {
  private cells = new Map<string, Cell>();
  private runs: Cell[] = [];

  take(item: Y.Item): void {
    const text = item.content instanceof Y.ContentString ? item.content.str : "";
    let last = this.where(item.origin, item.rightOrigin);
    for (let i = 0; i < item.length; i++) {
      last = after(last, text[i] ?? "");
      this.cells.set(`${item.id.client}:${item.id.clock + i}`, last);
    }
  }

  strike(client: number, clock: number, length: number): void {
    for (let i = 0; i < Math.min(length, 200_000); i++) {
      const cell = this.cells.get(`${client}:${clock + i}`);
      if (cell) cell.letter = "";
    }
  }

  /** Beside the letters of one's own that stood beside it when it was typed, or a run of its own. */
  private where(origin: Place, right: Place): Cell {
    const found = this.at(origin) ?? this.at(right)?.before;
    if (found) return found;
    const head: Cell = { letter: "", next: null, before: null };
    this.runs.push(head);
    return head;
  }

  private at(place: Place): Cell | undefined {
    return place ? this.cells.get(`${place.client}:${place.clock}`) : undefined;
  }

  text(): string {
    return this.runs.map(run).filter((one) => one.trim()).join("\n").trim();
  }
}

function after(cell: Cell, letter: string): Cell {
  const made: Cell = { letter, next: cell.next, before: cell };
  if (cell.next) cell.next.before = made;
  cell.next = made;
  return made;
}

function run(head: Cell): string {
  let text = "";
  for (let cell: Cell | null = head; cell; cell = cell.next) text += cell.letter;
  return text;
}
