import * as Y from "yjs";
import { windowName } from "../page.ts";
import { offer, put, type Reason } from "./notice.ts";
import * as store from "./store.ts";
import type { Piece } from "./store.ts";

/** How far what is kept here was on its way when something was sent. */
export interface Mark { upTo: number; brought: Piece[] }

const PATIENCE = 8000;

/** What one window writes in one note is kept until the server has it, and what earlier windows left is brought in. */
export class Keeping {
  /** Whether this browser keeps anything: not in some private windows, and not when its disk is full. */
  works = false;
  private n = 0;
  private mine: Piece[] = [];
  private left: Piece[] = [];
  private brought = false;
  private new = false;
  private timer = 0;

  constructor(private user: string, private path: string, private title = "") {}

  /** Before the line is opened: what was left here. */
  async load(): Promise<void> {
    this.works = await store.ready();
    if (this.works) this.left = await store.left(this.user, this.path).catch(() => []);
    if (this.left.length) this.timer = window.setTimeout(() => offer("waiting", this.left), PATIENCE);
  }

  /** They have signed out, here or in another window: nothing more is kept. */
  get over(): boolean {
    return store.hasSignedOut(this.user);
  }

  wrote(update: Uint8Array): void {
    if (!this.user || this.over) return;
    const { user, path, title } = this;
    const piece = { window: windowName, n: (this.n += 1), user, path, title, at: Date.now(), update };
    this.mine.push(piece);
    if (this.works) void store.add(piece).catch(() => (this.works = false));
  }

  /** Into the text, once all is there that it was written into; where that is missing it is no text, but it was words. */
  bring(doc: Y.Doc, origin: unknown): void {
    if (this.brought || !this.left.length) return;
    if (!fits(doc, this.left)) return this.refused("apart");
    const heard = (): void => void (this.new = true);
    doc.on("update", heard);
    for (const piece of this.left) Y.applyUpdate(doc, piece.update, origin);
    doc.off("update", heard);
    this.brought = true;
  }

  mark(): Mark {
    return { upTo: this.n, brought: this.brought ? this.left : [] };
  }

  /** The server has all that was there at this mark. */
  kept({ upTo, brought }: Mark): void {
    if (this.mine.length && this.mine[0]!.n <= upTo) {
      this.mine = this.mine.filter((piece) => piece.n > upTo);
      void store.drop(windowName, upTo).catch(() => {});
    }
    if (!brought.length || !this.left.length) return;
    clearTimeout(this.timer);
    this.left = [];
    void store.dropAll(brought).catch(() => {});
    if (this.new) put(brought);
  }

  /** It can not be put in, now or at all: they are offered what they wrote. */
  refused(reason: Reason): void {
    clearTimeout(this.timer);
    const all = [...this.left, ...this.mine];
    if (reason === "apart") this.left = [];
    if (all.length && !this.over) offer(reason, all);
  }
}

function fits(doc: Y.Doc, pieces: Piece[]): boolean {
  const trial = new Y.Doc();
  Y.applyUpdate(trial, Y.encodeStateAsUpdate(doc));
  for (const piece of pieces) Y.applyUpdate(trial, piece.update);
  const whole = !trial.store.pendingStructs && !trial.store.pendingDs;
  trial.destroy();
  return whole;
}
