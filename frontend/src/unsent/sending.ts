import { Awareness } from "y-protocols/awareness";
import { Doc } from "yjs";
import { Line } from "../writing/line.ts";
import { Keeping } from "./keeping.ts";
import type { Piece } from "./store.ts";

/** Send what was left behind, note by note, from whatever page its writer has opened. */
export async function send(user: string, pieces: Piece[]): Promise<void> {
  for (const path of new Set(pieces.map((piece) => piece.path))) await sendOne(user, path);
}

/** Ends when the server has it, or has said that it never will. */
async function sendOne(user: string, path: string): Promise<void> {
  const doc = new Doc(), awareness = new Awareness(doc), keeping = new Keeping(user, path);
  awareness.setLocalState(null); // nobody is writing here
  await keeping.load();
  await new Promise<void>((done) => {
    const line = new Line(path, user, doc, awareness, keeping, (state) => {
      if (state === "lost" || (state === "open" && line.unsaved)) return;
      line.close();
      done();
    });
  });
  awareness.destroy();
  doc.destroy();
}
