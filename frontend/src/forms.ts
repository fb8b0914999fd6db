import { make, word } from "./page.ts";

/** Marks a changed form with data-dirty, sends it once, and warns before it is lost (data-guard). */

const PATIENCE = 700;

function posts(form: HTMLFormElement): boolean {
  return form.getAttribute("method")?.toLowerCase() === "post" || form.matches("[hx-post], [hx-put], [hx-patch]");
}

function markDirty(event: Event): void {
  const form = (event.target as HTMLInputElement).form;
  if (form && posts(form) && !form.hasAttribute("data-untracked")) form.setAttribute("data-dirty", "");
}

function settle(form: Element): void {
  form.removeAttribute("data-dirty");
}

function sendOnce(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (event.defaultPrevented || !posts(form)) return;
  if (form.hasAttribute("data-sent")) return event.preventDefault();
  form.setAttribute("data-sent", "");
  mark(form);
  settle(form);
  setTimeout(() => sayWaiting(form), PATIENCE);
}

/** What takes longer than a moment says so until its answer is here, and of how many it is: the ticked ones, or all. */
function sayWaiting(form: HTMLFormElement): void {
  if (!form.hasAttribute("data-sent") || document.querySelector(".waiting")) return;
  const many = manyOf(form);
  const words = many > 1 ? word("waiting_many", { n: figure(many) }) : word("waiting");
  const bar = make("progress", { "aria-label": words }), count = make("b", { "aria-hidden": "true" }); // read off the bar
  const said = make("div", { class: "words" }, make("span", {}, words), count);
  document.body.append(make("div", { class: "waiting progress", role: "status" }, said, bar));
  const mark = form.querySelector<HTMLInputElement>("input[name=far]")?.value;
  if (mark) void follow(new URL(`../${mark}/`, new URL(form.dataset.far ?? "", location.href)), count, bar);
}

/** In numbers, as the server tells them under the mark that was sent along, as long as the sign stands. */
async function follow(address: URL, count: HTMLElement, bar: HTMLProgressElement): Promise<void> {
  while (count.isConnected) {
    const told = await fetch(address).then((answer) => answer.json() as Promise<Told>).catch(() => null);
    if (told?.all) {
      bar.max = told.all;
      bar.value = told.done ?? 0;
      count.textContent = word("waiting_far", { done: figure(bar.value), n: figure(told.all) });
    }
    await new Promise((done) => setTimeout(done, PATIENCE));
  }
}

interface Told { done?: number; all?: number }

function figure(number: number): string {
  return number.toLocaleString(document.documentElement.lang || "en");
}

/** A mark of its own for what will take a while: under it the page asks how far it is. */
function mark(form: HTMLFormElement): void {
  form.querySelector("input[name=far]")?.remove();
  if (!form.dataset.far || manyOf(form) < 2) return;
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  const value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  form.append(make("input", { type: "hidden", name: "far", value }));
}

function manyOf(form: HTMLFormElement): number {
  return Number(form.querySelector<HTMLElement>("[data-all]:checked")?.dataset.all ?? ticked(form));
}

function ticked(form: HTMLFormElement): number {
  return [...form.elements].filter((box) => box.matches("input[name=card]:checked")).length;
}

function answered(): void {
  for (const form of document.querySelectorAll("form[data-sent]")) form.removeAttribute("data-sent");
  document.querySelector(".waiting")?.remove();
}

function guard(event: BeforeUnloadEvent): void {
  if (document.querySelector("form[data-guard][data-dirty]")) event.preventDefault();
}

function submitOnChange(event: Event): void {
  const field = event.target as HTMLInputElement;
  if (field.matches("[data-submits]")) field.form?.requestSubmit();
}

export function start(): void {
  document.addEventListener("input", markDirty);
  document.addEventListener("change", submitOnChange);
  document.addEventListener("submit", sendOnce);
  document.addEventListener("submit", (event) => {
    const question = (event.target as HTMLElement).dataset.confirm;
    if (question && !confirm(question)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
  document.addEventListener("htmx:afterRequest", (event) => {
    const { elt, successful, xhr } = (event as CustomEvent).detail;
    // What was refused and said in the corner is still typed, and not kept.
    if (successful && xhr.status < 400 && elt instanceof HTMLFormElement) settle(elt);
  });
  addEventListener("pageshow", answered);
  addEventListener("beforeunload", guard);
  document.querySelector<HTMLElement>("[data-errors]")?.focus();
}
