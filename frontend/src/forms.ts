/** Marks a changed form with data-dirty, sends it once, and warns before it is lost (data-guard). */

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
  settle(form);
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
    const { elt, successful } = (event as CustomEvent).detail;
    if (successful && elt instanceof HTMLFormElement) settle(elt);
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => form.removeAttribute("data-sent")));
  addEventListener("beforeunload", guard);
  document.querySelector<HTMLElement>("[data-errors]")?.focus();
}
