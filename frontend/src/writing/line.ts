import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates, type Awareness } from "y-protocols/awareness";
import * as sync from "y-protocols/sync";
import type { Doc } from "yjs";
import type { Keeping, Mark } from "../unsent/keeping.ts";

/** "lost": it tries again, and what is written meanwhile is kept here. The others are for good; "other": somebody else signed in. */
export type State = "lost" | "open" | "gone" | "long" | "other";

const SYNC = 0, AWARENESS = 1, KEPT = 100;
const FIRST_WAIT = 500, LONGEST_WAIT = 15000, ALIVE = 15000;
const ENDS: Record<number, State> = { 4404: "gone", 4400: "gone", 1008: "gone", 4413: "long", 4403: "other" };

/** The line of one document to the server: the protocol of Yjs, and a word for each stroke that is kept there. */
export class Line {
  private socket: WebSocket | null = null;
  private state: State = "lost";
  private sent = 0;
  private kept = 0;
  private marks: [number, Mark][] = []; // with what was sent went all that was here
  private greeted = false;
  private waiting = false; // written while there was no line
  private wait = FIRST_WAIT;
  private timer = 0;
  private alive: number;

  constructor(
    private path: string, private user: string, private doc: Doc, private awareness: Awareness, private keeping: Keeping,
    private told: (state: State) => void,
  ) {
    doc.on("update", this.wrote);
    awareness.on("update", this.moved);
    addEventListener("online", this.again);
    addEventListener("offline", this.away);
    this.alive = window.setInterval(() => awareness.setLocalState(awareness.getLocalState()), ALIVE);
    this.open();
  }

  get unsaved(): boolean {
    return this.waiting || this.sent > this.kept;
  }

  close(): void {
    clearTimeout(this.timer);
    clearInterval(this.alive);
    removeEventListener("online", this.again);
    removeEventListener("offline", this.away);
    removeAwarenessStates(this.awareness, [this.doc.clientID], "closed");
    this.doc.off("update", this.wrote);
    this.awareness.off("update", this.moved);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  private again = (): void => {
    clearTimeout(this.timer);
    if (!this.socket && this.state === "lost") this.open();
  };

  /** Without a network a line looks open for minutes. Whoever writes is told at once, and what they write waits. */
  private away = (): void => {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    clearTimeout(this.timer);
    if (socket) this.lost(0);
  };

  private open(): void {
    const address = new URL(this.path, location.href);
    address.searchParams.set("by", this.user); // whoever has signed in meanwhile does not send it
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.addEventListener("open", () => this.greet());
    socket.addEventListener("message", (event) => this.hear(new Uint8Array(event.data as ArrayBuffer)));
    socket.addEventListener("close", (event) => this.socket === socket && this.lost(event.code));
  }

  private greet(): void {
    this.clear();
    this.send(SYNC, (encoder) => sync.writeSyncStep1(encoder, this.doc));
  }

  private clear(): void {
    this.sent = this.kept = 0;
    this.marks = [];
    this.greeted = false;
  }

  private lost(code: number): void {
    this.waiting = this.waiting || this.sent > this.kept;
    this.clear();
    this.socket = null;
    const elsewhere = [...this.awareness.getStates().keys()].filter((client) => client !== this.doc.clientID);
    removeAwarenessStates(this.awareness, elsewhere, this);
    const state = ENDS[code] ?? "lost";
    if (state === "gone" || state === "long") this.keeping.refused(state);
    this.tell(state);
    if (state !== "lost") return;
    this.timer = window.setTimeout(() => this.open(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }

  private tell(state: State): void {
    this.state = state;
    this.told(state);
  }

  private hear(data: Uint8Array): void {
    const decoder = decoding.createDecoder(data);
    const kind = decoding.readVarUint(decoder);
    if (kind === SYNC) this.hearSync(decoder);
    else if (kind === AWARENESS) applyAwarenessUpdate(this.awareness, decoding.readVarUint8Array(decoder), this);
    else if (kind === KEPT) {
      this.kept = decoding.readVarUint(decoder);
      while (this.marks.length && this.marks[0]![0] <= this.kept) this.keeping.kept(this.marks.shift()![1]);
      if (this.greeted) this.tell("open");
    }
  }

  /** The server's own first question is answered last: by then both sides have all of it. */
  private hearSync(decoder: decoding.Decoder): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, SYNC);
    const before = encoding.length(encoder);
    if (decoding.peekVarUint(decoder) === sync.messageYjsSyncStep1) this.keeping.bring(this.doc, this);
    const what = sync.readSyncMessage(decoder, encoder, this.doc, this);
    if (encoding.length(encoder) > before) this.count(bytes(encoder));
    if (what !== sync.messageYjsSyncStep1) return;
    this.greeted = true;
    this.waiting = false;
    this.wait = FIRST_WAIT;
    this.tell("open");
    if (this.awareness.getLocalState()) this.here([this.doc.clientID]);
  }

  private wrote = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return;
    this.keeping.wrote(update);
    if (!this.greeted) this.waiting = true;
    else {
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, SYNC);
      sync.writeUpdate(encoder, update);
      this.count(bytes(encoder));
    }
    this.told(this.state);
  };

  private count(data: Uint8Array<ArrayBuffer>): void {
    this.sent += 1;
    this.marks.push([this.sent, this.keeping.mark()]);
    this.socket?.send(data);
  }

  private moved = ({ added, updated, removed }: Record<string, number[]>, origin: unknown): void => {
    if (origin !== this && this.greeted) this.here([...(added ?? []), ...(updated ?? []), ...(removed ?? [])]);
  };

  private here(clients: number[]): void {
    const mine = clients.filter((client) => client === this.doc.clientID);
    if (mine.length) this.send(AWARENESS, (encoder) => encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(this.awareness, mine)));
  }

  private send(kind: number, write: (encoder: encoding.Encoder) => void): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, kind);
    write(encoder);
    this.socket.send(bytes(encoder));
  }
}

function bytes(encoder: encoding.Encoder): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encoding.toUint8Array(encoder));
}
