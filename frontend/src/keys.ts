import { open } from "./dialog.ts";
import { isTyping } from "./page.ts";
import { undo } from "./toast.ts";

const PAUSE = 900;
let waitingForPlace = 0;

function go(letter: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(`a[data-go="${letter}"]`);
  link?.click();
  return Boolean(link);
}

function items(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-list] [data-item]")].filter((item) => item.checkVisibility());
}

function step(by: number): void {
  const all = items();
  const now = all.findIndex((item) => item.getAttribute("aria-current") === "true" || item.contains(document.activeElement));
  const next = all[Math.min(Math.max(now + by, 0), all.length - 1)];
  if (!next) return;
  for (const item of all) item.removeAttribute("aria-current");
  next.setAttribute("aria-current", "true");
  (handle(next) ?? next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function handle(item: HTMLElement): HTMLElement | null {
  return item.matches("a, button") ? item : item.querySelector<HTMLElement>("a, button");
}

function enter(): void {
  const chosen = document.querySelector<HTMLElement>('[data-list] [data-item][aria-current="true"]');
  if (chosen) handle(chosen)?.click();
}

function focusFilter(): void {
  document.querySelector<HTMLInputElement>("[data-filter]")?.focus();
}

/** The field the focus is on or in, else the first of its row, else the first among the facts of the page or panel. */
function edit(): boolean {
  const scope = document.querySelector("dialog:modal") ?? document.getElementById("main") ?? document.body;
  const here = scope.contains(document.activeElement) ? document.activeElement : null;
  const near = here?.closest("[data-cell]") ?? here?.closest("[data-item], tr");
  const field = near?.querySelector<HTMLElement>("a.edit")
    ?? scope.querySelector<HTMLElement>(".table.facts a.edit")
    ?? scope.querySelector<HTMLElement>("a.edit");
  field?.click();
  return Boolean(field);
}

const KEYS: Record<string, () => unknown> = {
  c: () => open("capture"),
  e: edit,
  j: () => step(1),
  k: () => step(-1),
  z: () => void undo(),
  "/": focusFilter,
  "?": () => open("help"),
  g: () => (waitingForPlace = Date.now()),
};

/** Escape leaves a field's form as its Cancel does. */
function leaveCell(event: KeyboardEvent): void {
  const form = event.key === "Escape" && (event.target as Element).closest("form[data-cell]");
  if (!form) return;
  event.preventDefault();
  form.querySelector<HTMLElement>("a[hx-get]")?.click();
}

function pressed(event: KeyboardEvent): void {
  if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  const over = document.querySelector("dialog:modal");
  // Over the page only a record in the side panel has something to edit.
  if (over && !(key === "e" && over.id === "side")) return;
  const following = Date.now() - waitingForPlace < PAUSE;
  waitingForPlace = 0;
  if (following && go(key)) return event.preventDefault();
  if (key === "enter" && document.activeElement === document.body) return enter();
  if (!KEYS[key]) return;
  event.preventDefault();
  KEYS[key]();
}

export function start(): void {
  document.addEventListener("keydown", leaveCell);
  document.addEventListener("keydown", pressed);
}
