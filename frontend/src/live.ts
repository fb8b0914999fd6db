import { isDirty } from "./dialog.ts";
import { htmx, morph } from "./htmx.ts";
import { icon, make, meta, word } from "./page.ts";

/**
 * What a colleague changes appears without reload, and never under your hands.
 *
 *   <section id="now" data-live="customer:12 plan:7">            refetches itself out of this page
 *   <section id="now" data-live="*" data-live-url="/part/now">   or out of a cheaper part
 *
 * The stream's changes: {"t": ["customer:12"], "k": "plan.changed", "b": 4}: topics ("*" for all), kind, by whom.
 */
interface Change { t?: string[]; k?: string; b?: number | null }

const GATHER = 300, FIRST_WAIT = 1000, LONGEST_WAIT = 30000, HIDDEN_FOR = 30000;

const due = new Set<HTMLElement>();
/** Parts that wait since somebody is at work in them, and whether only one's own changes wait. */
const held = new Map<HTMLElement, boolean>();
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
  const mine = change.b != null && String(change.b) === meta("handrail-member");
  for (const element of listeners(change.t)) {
    if (inUse(element, mine)) held.set(element, mine && held.get(element) !== false);
    else due.add(element);
  }
  showPill();
  soon();
  document.dispatchEvent(new CustomEvent("live", { detail: change }));
}

function soon(): void {
  clearTimeout(timer);
  timer = window.setTimeout(refresh, GATHER);
}

/** One's own save may be heard of before its answer has closed the form: then nobody is at work there any more. */
function settled(): void {
  for (const [element, mine] of held) {
    if (!mine || inUse(element, true)) continue;
    held.delete(element);
    due.add(element);
  }
  showPill();
  if (due.size) soon();
}

/** Fetch this part now, after one's own change, whatever the stream says. */
export async function again(element: HTMLElement): Promise<void> {
  await fetchInto(addressOf(element), [element]);
}

function addressOf(element: HTMLElement): string {
  return element.dataset.liveUrl ?? element.getAttribute("hx-get") ?? location.href;
}

async function refresh(): Promise<void> {
  const byAddress = Map.groupBy(due, addressOf);
  due.clear();
  await Promise.all([...byAddress].map(([address, elements]) => fetchInto(address, elements)));
}

async function fetchInto(address: string, elements: HTMLElement[]): Promise<void> {
  const headers: Record<string, string> = { "Handrail-Live": "1" };
  if (address !== location.href) headers["HX-Request"] = "true";
  const answer = await fetch(address, { headers }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const element of elements) put(element, page.getElementById(element.id));
}

function put(element: HTMLElement, fresh: HTMLElement | null): void {
  if (!fresh || !element.isConnected) return;
  delete element.dataset.changed;
  held.delete(element);
  for (const node of morph(element, fresh)) if (node instanceof HTMLElement) htmx.process(node);
  showPill();
}

function showPill(): void {
  for (const element of held.keys()) {
    if (element.isConnected) element.dataset.changed = "";
    else held.delete(element);
  }
  if (held.size && !pill) document.body.append((pill = makePill()));
  if (!held.size) pill = (pill?.remove(), null);
}

function makePill(): HTMLElement {
  const button = make("button", { type: "button", class: "btn livepill", "data-live-pill": "" }, icon("refresh-cw"), word("changed_show"));
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
  document.addEventListener("visibilitychange", visibility);
  document.addEventListener("htmx:afterSettle", settled);
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", (event) => event.persisted && connect());
}
