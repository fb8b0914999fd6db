import { icon, make, meta, problemOf, word, writing } from "./page.ts";

export interface Toast {
  message: string;
  fix?: string;
  tone?: "good" | "warn" | "bad" | "";
  /** Address to POST to, which takes the change back. */
  undo?: string;
  /** That change was an undo itself. */
  redo?: boolean;
  /** What may be done next, at once: an address to POST to. */
  offer?: { label: string; url: string };
}

const ICONS = { good: "circle-check", warn: "triangle-alert", bad: "octagon-alert", "": "info" };
const LINGER = 7000;

export function toast(said: Toast): void {
  const tone = said.tone ?? "";
  // Only the last change is offered to be taken back.
  if (said.undo) for (const old of document.querySelectorAll(".toast[data-undoes]")) old.remove();
  const words = make("div", { class: "words" }, make("div", {}, said.message));
  if (said.fix) words.append(make("div", { class: "fix" }, said.fix));
  const box = make("div", { class: `toast ${tone}` }, icon(ICONS[tone]), words);
  if (said.undo) box.append(undoButton(said.undo, word(said.redo ? "redo" : "undo"), box));
  if (said.offer) box.append(offerButton(said.offer, box));
  box.append(closeButton(box));
  shelf(tone).append(box);
  // Bad news waits for the reader; what was done can be undone for longer than its word stays.
  if (tone !== "bad") fade(box, said.undo ? LINGER * 2 : LINGER);
}

function offerButton({ label, url }: { label: string; url: string }, box: HTMLElement): HTMLElement {
  const button = make("button", { type: "button", class: "btn small primary" }, label);
  button.addEventListener("click", () => {
    box.remove();
    void take(url);
  });
  return button;
}

async function take(url: string): Promise<void> {
  const answer = await fetch(url, { method: "POST", headers: { ...writing(), "HX-Request": "true" } }).catch(() => null);
  toast(said(answer) ?? { message: word(answer ? "failed" : "offline"), tone: "bad" });
}

/** What an answer wants to be said in the corner, where no htmx reads it. */
export function said(answer: Response | null): Toast | null {
  try {
    return (JSON.parse(answer?.headers.get("HX-Trigger") ?? "{}") as { toast?: Toast }).toast ?? null;
  } catch {
    return null;
  }
}

function shelf(tone: string): HTMLElement {
  const open = [...document.querySelectorAll<HTMLDialogElement>("dialog:modal")].at(-1);
  const name = tone === "bad" ? "toasts-urgent" : "toasts";
  // A modal dialog covers everything else, also for screen readers: speak inside it.
  return open ? dialogShelf(open) : (document.getElementById(name) ?? document.body);
}

function dialogShelf(open: HTMLDialogElement): HTMLElement {
  const found = open.querySelector<HTMLElement>(":scope > .toasts");
  if (found) return found;
  const made = make("div", { class: "toasts in-dialog", role: "status" });
  open.append(made);
  return made;
}

function closeButton(box: HTMLElement): HTMLElement {
  const button = make("button", { type: "button", class: "btn ghost small square", "aria-label": word("dismiss") }, icon("x"));
  button.addEventListener("click", () => box.remove());
  return button;
}

function undoButton(address: string, label: string, box: HTMLElement): HTMLElement {
  const button = make("button", { type: "button", class: "btn small" }, label);
  box.dataset.undoes = address;
  button.addEventListener("click", () => {
    box.remove();
    void undo(address);
  });
  return button;
}

/** Take a change back, by default the last one of one's own; the page says afterwards what was undone. */
export async function undo(address = meta("handrail-undo")): Promise<void> {
  if (!address) return;
  const headers = { Accept: "application/json", ...writing() };
  const answer = await fetch(address, { method: "POST", headers }).catch(() => null);
  if (answer?.ok) return location.reload();
  const problem = answer ? await problemOf(answer) : { detail: word("offline") };
  toast({ message: problem.detail ?? word("undo_failed"), fix: problem.fix, tone: "bad" });
}

function fade(box: HTMLElement, after = LINGER): void {
  const gone = () => (box.matches(":hover, :focus-within") ? fade(box) : box.remove());
  setTimeout(gone, after);
}

/** Server-made toasts in the page get their close button; HX-Trigger {"toast": {...}} makes new ones. */
export function start(): void {
  document.addEventListener("toast", (event) => toast((event as CustomEvent<Toast>).detail));
  for (const box of document.querySelectorAll<HTMLElement>("[data-toast]")) {
    box.append(closeButton(box));
    if (!box.classList.contains("bad")) fade(box);
  }
}
