import { isDirty, pageAddress } from "./dialog.ts";
import { htmx, morph } from "./htmx.ts";
import { BESIDE, icon, isBeside, make, meta, windowName, word } from "./page.ts";

/**
 * What a colleague changes appears without reload, and never under your hands.
 *
 *   <section id="now" data-live="customer:12 plan:7">            refetches itself out of this page
 *   <section id="now" data-live="*" data-live-url="/part/now">   or out of a cheaper part
 *
 * The stream's changes: {"t": ["customer:12"], "k": "plan.changed", "b": 4, "f": "k3x9"}: topics ("*" for all), kind, by
 * whom, from which window. What this window has changed it shows as soon as its own answer is there and its hands are off:
 * the stream is often faster than the answer, and nobody is told of their own change.
 */
interface Change { t?: string[]; k?: string; b?: number | null; f?: string }

const GATHER = 300, FIRST_WAIT = 1000, LONGEST_WAIT = 30000, HIDDEN_FOR = 30000, SETTLED = 60;

const due = new Set<HTMLElement>();
const held = new Map<HTMLElement, string>(); // by whom: the word for its pill
const own = new Set<HTMLElement>();
const early: Change[] = [];
const news = new WeakMap<HTMLElement, number>(); // how often something was heard for it
const shown = new WeakMap<HTMLElement, number>(); // the fetch that it shows
let underWay = 0, fetches = 0;
let source: EventSource | null = null;
let wait = FIRST_WAIT, gap = false, timer = 0, hiding = 0, pill: HTMLElement | null = null;

function listeners(topics?: string[]): HTMLElement[] {
  const all = [...document.querySelectorAll<HTMLElement>("[data-live][id]")];
  if (!topics || topics.includes("*")) return all;
  return all.filter((element) => {
    const wanted = (element.dataset.live ?? "").split(/\s+/);
    return wanted.includes("*") || topics.some((topic) => wanted.includes(topic));
  });
}

function inUse(element: HTMLElement, mine: boolean): boolean {
  if (isDirty(element) || element.querySelector("dialog[open], .moving") || element.closest("dialog[open] [data-dirty]")) return true;
  const focus = element.contains(document.activeElement) ? document.activeElement : null;
  // After one's own click the focus is on the button clicked: that is no reason to hold back one's own change.
  return mine ? Boolean(focus?.matches("input, textarea, select, [contenteditable]")) : Boolean(focus);
}

function heard(change: Change): void {
  const here = change.f === windowName;
  if (here && underWay > 0) return void early.push(change);
  const mine = change.b != null && String(change.b) === meta("handrail-member");
  for (const element of listeners(change.t)) {
    news.set(element, (news.get(element) ?? 0) + 1);
    if (!inUse(element, mine)) due.add(element);
    else if (here) own.add(element);
    else held.set(element, mine ? "changed_elsewhere" : "changed_show");
  }
  showPill();
  soon();
}

function soon(): void {
  clearTimeout(timer);
  timer = window.setTimeout(refresh, GATHER);
}

/** A request of this window has its answer, or a form was left: what waited for that is shown now. */
function handsOff(): void {
  if (underWay > 0) return;
  for (const change of early.splice(0)) heard(change);
  for (const element of own) {
    if (inUse(element, true)) continue;
    own.delete(element);
    due.add(element);
    soon();
  }
}

/** Fetch this part now, after one's own change, whatever the stream says. */
export async function again(element: HTMLElement): Promise<void> {
  await fetchInto(addressOf(element), [element]);
}

function addressOf(element: HTMLElement): string {
  return element.dataset.liveUrl ?? element.getAttribute("hx-get") ?? (isBeside(element) ? location.href : pageAddress());
}

async function refresh(): Promise<void> {
  const places = [...Map.groupBy(due, isBeside).values()].flatMap((some) => [...Map.groupBy(some, addressOf)]);
  due.clear();
  await Promise.all(places.map(([address, elements]) => fetchInto(address, elements)));
}

async function fetchInto(address: string, elements: HTMLElement[]): Promise<void> {
  const headers: Record<string, string> = { "Handrail-Live": "1" };
  const beside = isBeside(elements[0]);
  if (beside || address !== pageAddress()) headers["HX-Request"] = "true";
  if (beside) Object.assign(headers, BESIDE);
  const before = elements.map((element) => news.get(element)), turn = ++fetches;
  const answer = await fetch(address, { headers }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  elements.forEach((element, place) => {
    if ((shown.get(element) ?? 0) > turn) return; // overtaken by a later one
    shown.set(element, turn);
    put(element, page.getElementById(element.id), before[place] === news.get(element));
  });
}

/** `newest`: nothing was heard while it was fetched; what was heard meanwhile goes on waiting. */
function put(element: HTMLElement, fresh: HTMLElement | null, newest: boolean): void {
  if (!fresh || !element.isConnected) return;
  if (inUse(element, true)) return void own.add(element); // somebody began to write while it was fetched
  if (newest) {
    delete element.dataset.changed;
    held.delete(element);
    own.delete(element);
  }
  for (const node of morph(element, fresh, "outerHTML", { keepTyped: true })) if (node instanceof HTMLElement) htmx.process(node);
  showPill();
}

function showPill(): void {
  for (const element of held.keys()) {
    if (element.isConnected) element.dataset.changed = "";
    else held.delete(element);
  }
  const said = [...held.values()].includes("changed_show") ? "changed_show" : "changed_elsewhere";
  if (pill && (!held.size || pill.dataset.livePill !== said)) pill = (pill.remove(), null);
  if (held.size && !pill) document.body.append((pill = makePill(said)));
}

function makePill(said: string): HTMLElement {
  const button = make("button", { type: "button", class: "btn livepill", "data-live-pill": said }, icon("refresh-cw"), word(said));
  button.addEventListener("click", () => {
    if ([...held.keys()].some(isDirty) && !confirm(word("discard"))) return;
    for (const element of held.keys()) due.add(element);
    void refresh();
  });
  return button;
}

function connect(): void {
  const address = meta("handrail-stream");
  if (!address || source) return;
  source = new EventSource(address);
  source.addEventListener("open", () => {
    wait = FIRST_WAIT;
    if (gap) heard({});
    gap = false;
  });
  source.addEventListener("change", (event) => heard(JSON.parse(event.data) as Change));
  // Whoever leaves by a form of this page is on the way elsewhere already: a reload would hold them back.
  source.addEventListener("leave", () => {
    if (performance.now() - sent > 10_000) location.reload();
  });
  source.addEventListener("error", () => {
    disconnect();
    setTimeout(() => document.hidden || connect(), wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  });
}

let sent = Number.NEGATIVE_INFINITY;
document.addEventListener("submit", () => (sent = performance.now()), true);

function disconnect(): void {
  source?.close();
  source = null;
  gap = true;
}

/** Hidden tabs give their connection back: a browser has six per site. */
function visibility(): void {
  clearTimeout(hiding);
  if (document.hidden) hiding = window.setTimeout(disconnect, HIDDEN_FOR);
  else connect();
}

export function start(): void {
  connect();
  document.addEventListener("htmx:beforeSend", () => void underWay++);
  // The answer is in its place by then; it settles, and gives the focus away, a moment later.
  document.addEventListener("htmx:afterRequest", () => {
    underWay = Math.max(0, underWay - 1);
    setTimeout(handsOff, SETTLED);
  });
  document.addEventListener("focusout", () => setTimeout(handsOff, SETTLED));
  document.addEventListener("visibilitychange", visibility);
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", (event) => event.persisted && connect());
}
