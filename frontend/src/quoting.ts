/** Words that are marked on the page come along to a form: a[data-quoting] carries them as its `quote`. */
const MOST = 2000;

let marked = "";

function remember(): void {
  const words = String(window.getSelection() ?? "").replace(/\s+/g, " ").trim();
  // A press on the link itself takes the marking away on some screens: what was marked last is meant.
  if (words) marked = words.slice(0, MOST);
}

function carry(event: Event): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-quoting]") : null;
  if (!link) {
    if (event.type === "pointerdown") marked = "";
    return;
  }
  const address = new URL(link.href);
  if (marked) address.searchParams.set("quote", marked);
  else address.searchParams.delete("quote");
  link.href = address.href;
}

export function start(): void {
  document.addEventListener("selectionchange", remember);
  document.addEventListener("pointerdown", carry, { capture: true });
  document.addEventListener("click", carry, { capture: true });
}
