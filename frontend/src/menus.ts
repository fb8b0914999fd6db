/** <details class="pop">: one open at a time, closed by Escape or a click elsewhere, kept inside the window. */

function openPops(): HTMLDetailsElement[] {
  return [...document.querySelectorAll<HTMLDetailsElement>("details.pop[open]")];
}

function place(pop: HTMLDetailsElement): void {
  delete pop.dataset.flip;
  const body = pop.querySelector(":scope > .pop-body");
  if (!body || getComputedStyle(body).position === "fixed") return;
  const box = body.getBoundingClientRect();
  const flips = [];
  if (box.right > document.documentElement.clientWidth - 8) flips.push("left");
  if (box.bottom > innerHeight - 8 && pop.getBoundingClientRect().top > box.height) flips.push("up");
  if (flips.length) pop.dataset.flip = flips.join(" ");
}

export function start(): void {
  document.addEventListener("toggle", (event) => {
    const pop = event.target;
    if (!(pop instanceof HTMLDetailsElement) || !pop.open || !pop.matches(".pop")) return;
    for (const other of openPops()) if (!other.contains(pop)) other.open = false;
    place(pop);
  }, true);
  document.addEventListener("click", (event) => {
    for (const pop of openPops()) if (!pop.contains(event.target as Node)) pop.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const last = openPops().at(-1);
    if (event.key !== "Escape" || !last) return;
    last.open = false;
    last.querySelector("summary")?.focus();
    event.stopPropagation();
  });
}
