/** Custom elements that load their code when the page has one: add a line here for a new island. */
const ISLANDS: Record<string, () => Promise<unknown>> = {
  "hr-agenda": () => import("./islands/agenda.ts"),
  "hr-board": () => import("./islands/board.ts"),
  "hr-calendar": () => import("./islands/calendar.ts"),
  "hr-copy": () => import("./islands/copy.ts"),
  "hr-drop": () => import("./islands/drop.ts"),
  "hr-mention": () => import("./islands/mention.ts"),
  "hr-grid": () => import("./islands/grid.ts"),
  "hr-horizons": () => import("./islands/horizons.ts"),
  "hr-passkey": () => import("./islands/passkey.ts"),
  "hr-proof": () => import("./islands/proof.ts"),
  "hr-timeline": () => import("./islands/timeline.ts"),
  "hr-writing": () => import("./islands/writing.ts"),
};

function load(scope: ParentNode): void {
  for (const [name, module] of Object.entries(ISLANDS)) {
    if (!customElements.get(name) && scope.querySelector(name)) void module();
  }
}

export function start(): void {
  load(document);
  document.addEventListener("htmx:load", (event) => load((event.target as Element).parentElement ?? document));
}
