import { open } from "./dialog.ts";
import { embedded, icon, make } from "./page.ts";
import { undo } from "./toast.ts";

interface Entry {
  label: string; url?: string; hint?: string; group?: string; opens?: string; icon?: string;
  /** An address to POST to, which takes the last change back. */
  posts?: string;
  /** The label in parts, each with whether it is what was asked for. */
  parts?: [string, boolean][];
}

const WAIT = 120;
let dialog: HTMLDialogElement, input: HTMLInputElement, list: HTMLElement, nothing: HTMLElement;
let own: Entry[] = [], shown: Entry[] = [], chosen = 0;
let timer = 0, asking: AbortController | null = null;

function matches(entry: Entry, question: string): boolean {
  const words = entry.label.toLowerCase().split(/\s+/);
  return question.toLowerCase().split(/\s+/).every((part) => words.some((word) => word.startsWith(part)));
}

function draw(entries: Entry[]): void {
  const groups = Map.groupBy(entries, (entry) => entry.group ?? "");
  shown = [...groups.values()].flat();
  chosen = 0;
  list.replaceChildren();
  for (const [name, members] of groups) list.append(drawGroup(name, members));
  nothing.hidden = shown.length > 0;
  mark();
}

function drawGroup(name: string, members: Entry[]): HTMLElement {
  const group = make("div", { role: "group", "aria-label": name });
  if (name) group.append(make("div", { class: "group", "aria-hidden": "true" }, name));
  group.append(...members.map(drawOption));
  return group;
}

function drawOption(entry: Entry): HTMLElement {
  const id = `palette-${shown.indexOf(entry)}`;
  const option = make("div", { role: "option", id, "aria-selected": "false" }, drawLabel(entry));
  if (entry.hint) option.append(make("span", { class: "hint" }, entry.hint));
  option.addEventListener("click", () => take(entry));
  return option;
}

function drawLabel(entry: Entry): HTMLElement {
  const parts = entry.parts?.map(([text, asked]) => (asked ? make("mark", {}, text) : text)) ?? [entry.label];
  return make("span", { class: "label" }, ...(entry.icon ? [icon(entry.icon)] : []), make("span", {}, ...parts));
}

function mark(): void {
  list.querySelector('[aria-selected="true"]')?.setAttribute("aria-selected", "false");
  const option = document.getElementById(`palette-${chosen}`);
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
}

function take(entry: Entry | undefined): void {
  if (!entry) return;
  dialog.close();
  if (entry.posts) void undo(entry.posts);
  else if (!(entry.opens && open(entry.opens)) && entry.url) location.href = entry.url;
}

async function ask(question: string): Promise<void> {
  const address = dialog.dataset.paletteUrl;
  if (!address || !question) return;
  asking?.abort();
  asking = new AbortController();
  const url = new URL(address, location.href);
  url.searchParams.set("q", question);
  const answer = await fetch(url, { headers: { Accept: "application/json" }, signal: asking.signal }).catch(() => null);
  if (!answer?.ok || input.value.trim() !== question) return;
  draw([...own.filter((entry) => matches(entry, question)), ...((await answer.json()) as Entry[])]);
}

function typed(): void {
  const question = input.value.trim();
  draw(question ? own.filter((entry) => matches(entry, question)) : own);
  clearTimeout(timer);
  timer = window.setTimeout(() => void ask(question), WAIT);
}

function move(by: number): void {
  chosen = (chosen + by + shown.length) % Math.max(shown.length, 1);
  mark();
}

const KEYS: Record<string, () => void> = {
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  Enter: () => take(shown[chosen]),
};

function pressed(event: KeyboardEvent): void {
  if (event.isComposing || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]?.();
}

function show(): void {
  if (!open("palette")) return;
  input.value = "";
  draw(own);
  input.focus();
}

export function start(): void {
  const found = document.getElementById("palette");
  if (!(found instanceof HTMLDialogElement)) return;
  dialog = found;
  input = found.querySelector("input")!;
  list = found.querySelector<HTMLElement>('[role="listbox"]')!;
  nothing = found.querySelector<HTMLElement>(".none")!;
  own = embedded<Entry[]>("palette-entries", []) || [];
  input.addEventListener("input", typed);
  input.addEventListener("keydown", pressed);
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show();
  });
  document.addEventListener("click", (event) => {
    if (!(event.target as Element).closest("[data-palette]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show();
  });
}
