import { icon, make, meta, word } from "./page.ts";

export interface Toast {
  message: string;
  fix?: string;
  tone?: "good" | "warn" | "bad" | "";
  /** Address to POST to, which takes the change back. */
  undo?: string;
}

const ICONS = { good: "circle-check", warn: "triangle-alert", bad: "octagon-alert", "": "info" };
const LINGER = 7000;

export function toast(said: Toast): void {
  const tone = said.tone ?? "";
  const words = make("div", { class: "words" }, make("div", {}, said.message));
  if (said.fix) words.append(make("div", { class: "fix" }, said.fix));
  const box = make("div", { class: `toast ${tone}` }, icon(ICONS[tone]), words);
  if (said.undo) box.append(undoButton(said.undo, box));
  box.append(closeButton(box));
  shelf(tone).append(box);
  // Bad news and offers to undo wait for the reader.
  if (tone !== "bad" && !said.undo) fade(box);
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

function undoButton(address: string, box: HTMLElement): HTMLElement {
  const button = make("button", { type: "button", class: "btn small" }, word("undo"));
  button.addEventListener("click", async () => {
    const answer = await fetch(address, { method: "POST", headers: { "X-CSRFToken": meta("csrf-token") } }).catch(() => null);
    box.remove();
    if (answer?.ok) location.reload();
    else toast({ message: word(answer ? "undo_failed" : "offline"), tone: "bad" });
  });
  return button;
}

function fade(box: HTMLElement): void {
  const gone = () => (box.matches(":hover, :focus-within") ? fade(box) : box.remove());
  setTimeout(gone, LINGER);
}

/** Server-made toasts in the page get their close button; HX-Trigger {"toast": {...}} makes new ones. */
export function start(): void {
  document.addEventListener("toast", (event) => toast((event as CustomEvent<Toast>).detail));
  for (const box of document.querySelectorAll<HTMLElement>("[data-toast]")) {
    box.append(closeButton(box));
    if (!box.classList.contains("bad")) fade(box);
  }
}
