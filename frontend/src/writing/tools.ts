import { EditorSelection } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { UndoManager } from "yjs";

/** The buttons above the text: [data-tool] says which. They work on what is marked, or on the line. */
const AROUND: Record<string, [string, string]> = { bold: ["**", "**"], italic: ["*", "*"], link: ["[", "](https://)"] };
const IN_FRONT: Record<string, string> = { heading: "## ", list: "- ", quote: "> " };

export function tools(bar: HTMLElement, view: EditorView, undo: UndoManager): void {
  bar.addEventListener("click", (event) => {
    const tool = (event.target as Element).closest<HTMLElement>("[data-tool]")?.dataset.tool;
    if (!tool) return;
    event.preventDefault();
    if (tool === "undo") undo.undo();
    else if (tool === "redo") undo.redo();
    else if (AROUND[tool]) around(view, ...AROUND[tool]);
    else if (IN_FRONT[tool]) inFront(view, IN_FRONT[tool]);
    view.focus();
  });
}

function around(view: EditorView, before: string, after: string): void {
  view.dispatch(
    view.state.changeByRange((range) => ({
      changes: [{ from: range.from, insert: before }, { from: range.to, insert: after }],
      range: EditorSelection.range(range.from + before.length, range.to + before.length),
    })),
    { userEvent: "input" },
  );
}

/** Put it in front of every line, or take it away where all have it. */
function inFront(view: EditorView, mark: string): void {
  const { from, to } = view.state.selection.main;
  const lines = [];
  for (let at = from; ; ) {
    const line = view.state.doc.lineAt(at);
    lines.push(line);
    if (line.to >= to) break;
    at = line.to + 1;
  }
  const all = lines.every((line) => line.text.startsWith(mark));
  const changes = lines.map((line) => (all ? { from: line.from, to: line.from + mark.length } : { from: line.from, insert: mark }));
  view.dispatch({ changes, userEvent: "input" });
}
