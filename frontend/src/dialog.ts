import { htmx } from "./htmx.ts";
import { isTyping, word } from "./page.ts";

/**
 * Declarative dialogs:
 *   data-opens="id"    a button that opens the <dialog id>
 *   data-closes        a button that closes the dialog around it
 *   data-load="url"    on a dialog: its [data-body] is loaded when it opens
 *   a[data-side]       a link that opens in the side panel, with its own address
 */
export function open(id: string): HTMLDialogElement | null {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return null;
  dialog.showModal();
  const address = dialog.dataset.load;
  const body = dialog.querySelector<HTMLElement>("[data-body]");
  if (address && body) void fillAndType(body, address);
  return dialog;
}

async function fill(body: HTMLElement, address: string): Promise<HTMLElement | null> {
  await htmx.ajax("get", address, { target: body, swap: "innerHTML" });
  const field = begin(body);
  field?.focus();
  return field;
}

/** Where one begins: what asks for it, or a form that is all there is. Beside a record nobody is pulled into its talk. */
function begin(body: HTMLElement): HTMLElement | null {
  const form = body.querySelector("form");
  if (!form?.matches(".form")) return body.querySelector<HTMLElement>("[autofocus]");
  return form.querySelector<HTMLElement>("[autofocus], input:not([type=hidden]), textarea, select");
}

/** What is typed while the form is still on its way goes into its first field: a space would press the button that closes. */
async function fillAndType(body: HTMLElement, address: string): Promise<void> {
  let text = "";
  const gather = (event: KeyboardEvent): void => {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    text += event.key;
  };
  document.addEventListener("keydown", gather, true);
  const field = await fill(body, address).finally(() => document.removeEventListener("keydown", gather, true));
  if (!text || !isTyping(field)) return;
  (field as HTMLInputElement).value += text;
  field?.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

export function isDirty(scope: Element): boolean {
  const forms = scope.matches("form") ? [scope] : [...scope.querySelectorAll("form")];
  return forms.some((form) => form.hasAttribute("data-dirty"));
}

function close(dialog: HTMLDialogElement): void {
  if (isDirty(dialog) && !confirm(word("discard"))) return;
  dialog.close();
}

let under = "";

/** The address of the page, also while a record stands beside it under an address of its own. */
export function pageAddress(): string {
  return under || location.href;
}

function openSide(link: HTMLAnchorElement): void {
  const panel = open("side");
  const body = document.querySelector<HTMLElement>("#side [data-body]");
  if (!body) return void (location.href = link.href);
  if (panel) {
    under = location.href;
    body.replaceChildren(); // nothing of what was looked at before
  }
  history.pushState({ side: true }, "", link.href);
  void fill(body, link.href);
}

function leaveSide(): void {
  if (under && location.href !== under) history.pushState({}, "", under);
  under = "";
}

function clicked(event: MouseEvent): void {
  const target = event.target as Element;
  const opener = target.closest<HTMLElement>("[data-opens]");
  const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey;
  if (opener && !elsewhere && open(opener.dataset.opens ?? "")) event.preventDefault();
  const dialog = target.closest<HTMLDialogElement>("dialog");
  if (dialog && (target === dialog || target.closest("[data-closes]"))) close(dialog);
  const side = target.closest<HTMLAnchorElement>("a[data-side]");
  if (!side || elsewhere || event.button) return;
  event.preventDefault();
  openSide(side);
}

export function start(): void {
  document.addEventListener("click", clicked);
  document.addEventListener("opens", (event) => void open((event as CustomEvent<{ value: string }>).detail.value));
  document.addEventListener("cancel", (event) => {
    const dialog = event.target as HTMLDialogElement;
    if (isDirty(dialog) && !confirm(word("discard"))) event.preventDefault();
  }, true);
  document.addEventListener("close", (event) => {
    for (const form of (event.target as Element).querySelectorAll<HTMLFormElement>("form[data-dirty]")) {
      form.removeAttribute("data-dirty");
      form.reset();
    }
  }, true);
  document.getElementById("side")?.addEventListener("close", leaveSide);
  addEventListener("popstate", () => under && location.reload());
  // What was refused is said in the side panel, with what would pass it: HX-Trigger: open-side.
  document.addEventListener("open-side", () => void open("side"));
  // A form in a dialog answers HX-Trigger: close-dialog when its work is done.
  document.addEventListener("close-dialog", (event) => {
    const around = (event.target as Element).closest<HTMLDialogElement>("dialog");
    (around ?? [...document.querySelectorAll<HTMLDialogElement>("dialog[open]")].at(-1))?.close();
  });
}
