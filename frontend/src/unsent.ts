import { word } from "./page.ts";
import { toast } from "./toast.ts";
import * as store from "./unsent/store.ts";

/**
 * What somebody wrote in a note without a connection and left behind in this browser: it is sent from the next page that
 * they open, and deleted when they sign out (form[data-signs-out="their number"]), after they were asked.
 */
const SENDING = "handrail-sending";

function user(): string {
  return document.querySelector<HTMLElement>("form[data-signs-out]")?.dataset.signsOut ?? "";
}

/** One page at a time sends; the others then find nothing. Where a note is being written, its own line brings it. */
async function look(here = document.querySelector<HTMLElement>("hr-writing")?.dataset.line): Promise<void> {
  const who = user();
  if (!who) return;
  const others = (await store.of(who)).map((piece) => piece.window);
  const open = await store.windows();
  for (const window of new Set(others)) if (open.has(window)) store.whenClosed(window, () => void soon(""));
  const pieces = (await store.left(who)).filter((piece) => piece.path !== here);
  if (pieces.length) await (await import("./unsent/sending.ts")).send(who, pieces);
}

async function soon(here?: string): Promise<void> {
  const job = (): Promise<void> => look(here).catch(() => {});
  await (navigator.locks ? navigator.locks.request(SENDING, job) : job());
}

/** Nobody's words stay behind when they sign out, and nobody's are thrown away unasked. */
function leaving(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement, who = form.dataset.signsOut;
  if (!who || form.hasAttribute("data-sent")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  void leave(form, who);
}

/** Deleted once they are out, not before. Their other windows hear of it, and keep nothing more. */
async function leave(form: HTMLFormElement, who: string): Promise<void> {
  const pieces = await store.of(who).catch(() => []);
  const titles = [...new Set(pieces.map((piece) => piece.title))].join(", ");
  if (pieces.length && !confirm(word("unsent_leave", { titles }))) return;
  form.setAttribute("data-sent", "");
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
  form.removeAttribute("data-sent");
  if (!answer) return toast({ message: word("offline"), tone: "bad" });
  if (!answer.ok) return form.submit(); // the page that says why
  await store.forget(who).catch(() => {});
  location.assign(answer.url);
}

export function start(): void {
  document.addEventListener("submit", leaving, true);
  void store.forgetOld().catch(() => {}).then(() => soon());
}
