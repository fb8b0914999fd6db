import { htmx } from "./htmx.ts";
import { BESIDE } from "./page.ts";

/**
 * A record in the side panel is worked on there. Its forms are plain ones, which on the record's own page lead on to the
 * next page; here they are sent without leaving the page that the panel stands beside. The answer is either the record
 * with what is in the way, or the word that it is done: HX-Trigger: {"beside": {"url": …}}, and the panel shows it anew.
 */
const STEP = { ...BESIDE, "Handrail-Beside": "step" };

function body(): HTMLElement | null {
  return document.querySelector<HTMLElement>("#side [data-body]");
}

/** What is sent by htmx already, or goes to another window, is left alone. */
function isStep(form: HTMLFormElement): boolean {
  const posts = form.getAttribute("method")?.toLowerCase() === "post";
  return posts && !form.matches("[hx-post], [target]") && form.closest("#side [data-body]") !== null;
}

function send(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  const panel = body();
  if (event.defaultPrevented || !panel || !isStep(form)) return;
  event.preventDefault();
  const address = event.submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href;
  void htmx.ajax("post", address, { source: form, target: panel, swap: "morph:innerHTML", headers: STEP, event });
}

interface Sent { elt: Element; xhr: XMLHttpRequest; requestConfig?: { headers: Record<string, string>; path: string } }

function sent(event: Event): Sent | null {
  const { detail } = event as CustomEvent<Sent>;
  return detail.requestConfig?.headers["Handrail-Beside"] === STEP["Handrail-Beside"] ? detail : null;
}

/** Where the answer came from another address than was asked, the step leads to another page. */
function leads(event: Event): void {
  const step = sent(event);
  if (!step?.xhr.responseURL) return;
  const there = new URL(step.xhr.responseURL), asked = new URL(step.requestConfig?.path ?? "", location.href);
  if (there.pathname === asked.pathname) return;
  (event as CustomEvent).detail.shouldSwap = false;
  location.href = there.href;
}

/** What had no answer, or was refused, may be sent again, and what is typed in it is not lost without a question. */
function settle(event: Event): void {
  const step = sent(event);
  if (!step) return;
  document.querySelector(".waiting")?.remove();
  step.elt.removeAttribute("data-sent");
  if (step.xhr.status >= 200 && step.xhr.status < 400) return;
  if (!step.elt.matches("[data-untracked]")) step.elt.setAttribute("data-dirty", "");
  body()?.querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" });
}

async function show(address: string): Promise<void> {
  const panel = body();
  if (!panel) return;
  history.replaceState(history.state, "", address);
  await htmx.ajax("get", address, { target: panel, swap: "morph:innerHTML" });
  // The button that was pressed may be gone: the hand stays in the panel.
  if (document.activeElement === document.body) panel.querySelector<HTMLElement>("a[href], button, input, summary")?.focus();
}

export function start(): void {
  document.addEventListener("submit", send);
  document.addEventListener("htmx:beforeSwap", leads);
  document.addEventListener("htmx:afterRequest", settle);
  document.addEventListener("beside", (event) => void show((event as CustomEvent<{ url: string }>).detail.url));
}
