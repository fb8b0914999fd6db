import { EditorView, keymap, placeholder } from "@codemirror/view";
import { Compartment, EditorState } from "@codemirror/state";
import { defaultKeymap } from "@codemirror/commands";
import { markdown } from "@codemirror/lang-markdown";
import { syntaxHighlighting } from "@codemirror/language";
import { Awareness } from "y-protocols/awareness";
import { yCollab, yUndoManagerKeymap } from "y-codemirror.next";
import * as Y from "yjs";
import { isDirty } from "../dialog.ts";
import { make, windowName, word } from "../page.ts";
import { Keeping } from "../unsent/keeping.ts";
import { open } from "../unsent/store.ts";
import { Line, type State } from "../writing/line.ts";
import { colours, look } from "../writing/look.ts";
import { others } from "../writing/others.ts";
import { tools } from "../writing/tools.ts";

/**
 * <hr-writing data-line="/w/…/notes/…/live" data-name="…" data-user="…" data-note="its title"> around the plain form of a
 * note's text. Once the line to the server stands, a text takes the form's place in which several people write at once;
 * until then, and where it never does, the form is what it is.
 */
export class Writing extends HTMLElement {
  private doc = new Y.Doc();
  private awareness = new Awareness(this.doc);
  private keeping: Keeping | null = null;
  private line: Line | null = null;
  private view: EditorView | null = null;
  private free = new Compartment();
  private leaving = "";

  connectedCallback(): void {
    const path = this.dataset.line;
    if (!path || this.keeping) return;
    void this.connect(path, this.dataset.user ?? "", this.dataset.note ?? "");
    this.awareness.on("change", () => this.people());
    addEventListener("beforeunload", this.guard);
    this.addEventListener("click", (event) => this.leave(event));
  }

  private async connect(path: string, user: string, title: string): Promise<void> {
    const keeping = (this.keeping = new Keeping(user, path, title));
    open(windowName);
    await keeping.load();
    if (this.keeping === keeping) this.line = new Line(path, user, this.doc, this.awareness, keeping, (state) => this.show(state));
  }

  disconnectedCallback(): void {
    removeEventListener("beforeunload", this.guard);
    this.line?.close();
    this.view?.destroy();
    this.keeping = this.line = this.view = null;
  }

  private guard = (event: BeforeUnloadEvent): void => {
    if (this.view && this.line?.unsaved && !this.keeping?.over) event.preventDefault();
  };

  /** Whoever is done leaves once the last stroke is kept. */
  private leave(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-done]");
    if (!link || !this.line?.unsaved || this.dataset.state !== "open") return;
    event.preventDefault();
    this.leaving = link.href;
  }

  private get form(): HTMLFormElement | null {
    return this.querySelector("form");
  }

  private show(state: State): void {
    if (state === "open" && !this.view && !(this.form && isDirty(this.form))) this.begin();
    if (!this.view) return;
    const ended = state !== "open" && state !== "lost";
    const said = this.querySelector<HTMLElement>("[data-said]");
    if (said) said.textContent = word(`writing_${this.stands(state)}`);
    this.dataset.state = state;
    if (this.leaving && !this.line?.unsaved) location.assign(this.leaving);
    if (ended) this.view.dispatch({ effects: this.free.reconfigure(EditorState.readOnly.of(true)) });
  }

  private stands(state: State): string {
    if (state === "open") return this.line?.unsaved ? "saving" : "saved";
    return state === "lost" && this.keeping?.works ? "waits" : state;
  }

  private begin(): void {
    const text = this.doc.getText("text"), undo = new Y.UndoManager(text);
    const place = make("div", { class: "writing" });
    const root = place.attachShadow({ mode: "open" });
    this.awareness.setLocalStateField("user", { name: this.dataset.name ?? "" });
    this.view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text.toString(),
        extensions: [
          this.free.of([]),
          keymap.of([...yUndoManagerKeymap, ...defaultKeymap]),
          markdown(),
          syntaxHighlighting(colours),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": this.dataset.label ?? "", spellcheck: "true" }),
          placeholder(word("writing_begin")),
          look,
          yCollab(text, null, { undoManager: undo }),
          others(text, this.awareness),
        ],
      }),
    });
    this.form?.setAttribute("hidden", "");
    this.querySelector("[data-live-part]")?.removeAttribute("hidden");
    const bar = this.querySelector<HTMLElement>("[data-tools]");
    if (bar) tools(bar, this.view, undo);
    this.querySelector("[data-text]")?.append(place);
    this.people();
    this.view.focus();
  }

  /** Who else is here: each name once. */
  private people(): void {
    const place = this.querySelector<HTMLElement>("[data-people]");
    if (!place) return;
    const names = new Set<string>();
    for (const [client, state] of this.awareness.getStates()) {
      const name = (state.user as { name?: string } | undefined)?.name;
      if (client !== this.doc.clientID && name) names.add(name);
    }
    place.textContent = names.size ? word("writing_with", { names: [...names].sort().join(", ") }) : "";
  }
}

customElements.define("hr-writing", Writing);
