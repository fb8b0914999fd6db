import { RangeSetBuilder, type Extension } from "@codemirror/state";
import { Decoration, ViewPlugin, WidgetType, type DecorationSet, type EditorView, type ViewUpdate } from "@codemirror/view";
import { Annotation } from "@codemirror/state";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

/** Where the others are in the text, each with their name. The names are the server's. */
interface Place { anchor: unknown; head: unknown }
interface Mark { from: number; to: number; decoration: Decoration }

const TONES = 5;
const moved = Annotation.define<boolean>();

class Caret extends WidgetType {
  constructor(private name: string, private tone: number) {
    super();
  }

  override eq(other: Caret): boolean {
    return other.name === this.name && other.tone === this.tone;
  }

  toDOM(): HTMLElement {
    const caret = document.createElement("span"), label = document.createElement("span");
    caret.className = `other-caret tone-${this.tone}`;
    label.className = "other-name";
    label.textContent = this.name;
    caret.append("\u2060", label, "\u2060");
    return caret;
  }

  override get estimatedHeight(): number {
    return -1;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

export function others(text: Y.Text, awareness: Awareness): Extension {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      private heard: () => void;

      constructor(view: EditorView) {
        this.decorations = this.drawn();
        this.heard = () => view.dispatch({ annotations: moved.of(true) });
        awareness.on("change", this.changed);
      }

      private changed = ({ added, updated, removed }: Record<string, number[]>): void => {
        const clients = [...(added ?? []), ...(updated ?? []), ...(removed ?? [])];
        if (clients.some((client) => client !== awareness.clientID)) this.heard();
      };

      destroy(): void {
        awareness.off("change", this.changed);
      }

      update(update: ViewUpdate): void {
        if (update.selectionSet || update.docChanged || update.focusChanged) this.tell(update.view);
        if (update.docChanged || update.transactions.some((one) => one.annotation(moved))) this.decorations = this.drawn();
      }

      /** My own place, as one that stays with the letters around it. */
      private tell(view: EditorView): void {
        const { anchor, head } = view.state.selection.main;
        const cursor = view.hasFocus ? { anchor: this.kept(anchor), head: this.kept(head) } : null;
        const before = awareness.getLocalState()?.cursor as Place | null | undefined;
        if (JSON.stringify(before ?? null) !== JSON.stringify(cursor)) awareness.setLocalStateField("cursor", cursor);
      }

      private kept(place: number): unknown {
        return Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, Math.min(place, text.length)));
      }

      private place(kept: unknown): number | null {
        const found = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(kept), text.doc!);
        return found?.type === text ? found.index : null;
      }

      private drawn(): DecorationSet {
        const marks: Mark[] = [];
        for (const [client, state] of awareness.getStates()) {
          const cursor = state.cursor as Place | null | undefined;
          if (client === awareness.clientID || !cursor) continue;
          const anchor = this.place(cursor.anchor), head = this.place(cursor.head);
          if (anchor === null || head === null) continue;
          const tone = client % TONES, name = String((state.user as { name?: string } | undefined)?.name ?? "");
          const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)];
          if (from < to) marks.push({ from, to, decoration: Decoration.mark({ class: `other-mark tone-${tone}` }) });
          const widget = new Caret(name, tone);
          marks.push({ from: head, to: head, decoration: Decoration.widget({ widget, side: head > anchor ? -1 : 1 }) });
        }
        marks.sort((a, b) => a.from - b.from || a.decoration.startSide - b.decoration.startSide);
        const made = new RangeSetBuilder<Decoration>();
        for (const mark of marks) made.add(mark.from, mark.to, mark.decoration);
        return made.finish();
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}
