import { again } from "../live.ts";
import { icon, make, word } from "../page.ts";
import { toast } from "../toast.ts";
import { DAYS, dropAll, type Piece } from "./store.ts";
import { words } from "./words.ts";

/** "gone", "long": the server does not take it. "apart": the text it belongs to is not there. "waiting": no line yet. */
export type Reason = "gone" | "long" | "apart" | "waiting";

/** It is in the note now. */
export function put(pieces: Piece[]): void {
  const box = banner("good", "circle-check", pieces, said("unsent_put", pieces));
  const note = pieces[0]!.path.replace(/live$/, "");
  if (location.pathname === note) refresh(box);
  if (!location.pathname.startsWith(note)) box.append(make("a", { class: "btn small", href: note }, word("unsent_open")));
  const close = make("button", { type: "button", class: "btn ghost small square", "aria-label": word("dismiss") }, icon("x"));
  close.addEventListener("click", () => box.remove());
  box.append(close);
}

/** The stream of a page that has only just come may not stand yet. */
function refresh(box: HTMLElement): void {
  for (const part of box.parentElement?.querySelectorAll<HTMLElement>(":scope > [data-live][id]") ?? []) void again(part);
}

/** It is not in the note: whoever wrote it takes it along. */
export function offer(reason: Reason, pieces: Piece[]): void {
  const text = words(pieces);
  if (!text && reason === "waiting") return;
  if (!text) return void dropAll(pieces); // only letters taken away: nothing that could be lost
  const box = banner(reason === "waiting" ? "" : "warn", reason === "waiting" ? "info" : "triangle-alert", pieces, said(`unsent_${reason}`, pieces));
  box.querySelector(".words")?.append(make("p", { class: "asis" }, text));
  box.append(make("div", { class: "cluster" }, copier(text), saver(text, pieces), ...(reason === "waiting" ? [] : [remover(pieces, box)])));
}

function said(key: string, pieces: Piece[]): string {
  const last = pieces.at(-1)!, until = last.at + DAYS * 86_400_000;
  const day = { weekday: "long", day: "numeric", month: "long" } as const;
  const shown = (at: number, more = {}): string => new Intl.DateTimeFormat(language(), { ...day, ...more }).format(at);
  return word(key, { title: last.title, when: shown(last.at, { hour: "numeric", minute: "2-digit" }), until: shown(until) });
}

/** Days as the pages write them: 22 November. */
function language(): string | undefined {
  const { lang } = document.documentElement;
  return lang === "en" ? "en-GB" : lang || undefined;
}

/** One for each note, at the head of the page. */
function banner(tone: string, sign: string, pieces: Piece[], sentence: string): HTMLElement {
  const path = pieces[0]!.path, role = tone === "warn" ? "alert" : "status";
  const box = make("div", { class: `banner ${tone}`, "data-unsent": path, role }, icon(sign));
  box.append(make("div", { class: "words" }, make("p", {}, sentence)));
  document.querySelector(`[data-unsent="${CSS.escape(path)}"]`)?.remove();
  const main = document.getElementById("main"), top = main?.querySelector(":scope > .top, :scope > h1");
  if (top) top.after(box);
  else main?.prepend(box);
  return box;
}

function button(sign: string, label: string, does: () => void): HTMLElement {
  const made = make("button", { type: "button", class: "btn small" }, icon(sign), label);
  made.addEventListener("click", does);
  return made;
}

function copier(text: string): HTMLElement {
  return button("copy", word("copy"), () => {
    const done = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
    done.then(() => toast({ message: word("copied"), tone: "good" }), () => toast({ message: word("not_copied"), tone: "warn" }));
  });
}

function saver(text: string, pieces: Piece[]): HTMLElement {
  return button("download", word("unsent_download"), () => {
    const href = URL.createObjectURL(new Blob([text, "\n"], { type: "text/markdown" }));
    make("a", { href, download: `${pieces[0]!.title || "note"}.md` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  });
}

function remover(pieces: Piece[], box: HTMLElement): HTMLElement {
  return button("trash-2", word("unsent_drop"), () => {
    if (!confirm(word("unsent_drop_sure"))) return;
    void dropAll(pieces).then(() => box.remove());
  });
}
