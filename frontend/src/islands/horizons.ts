import { again } from "../live.ts";
import { word, writing } from "../page.ts";
import { said, toast } from "../toast.ts";

/**
 * <hr-horizons data-url="/w/…/initiatives/{key}/edit/horizon/"> around columns that the server drew: [data-horizon]
 * columns, [data-entry] initiatives. One can be drawn to another column, or moved with Shift and an arrow key; the
 * server has the last word, and what it refuses goes back.
 */
export class Horizons extends HTMLElement {
  private dragged: HTMLElement | null = null;

  connectedCallback(): void {
    this.addEventListener("dragstart", (event) => this.start(event));
    this.addEventListener("dragover", (event) => this.over(event));
    this.addEventListener("drop", (event) => this.drop(event));
    this.addEventListener("dragend", () => this.end());
    this.addEventListener("keydown", (event) => this.keyed(event));
  }

  private start(event: DragEvent): void {
    this.dragged = (event.target as Element).closest<HTMLElement>("[data-entry]");
    if (!this.dragged || !event.dataTransfer) return;
    this.dragged.classList.add("moving");
    event.dataTransfer.setData("text/plain", this.dragged.querySelector(".name")?.textContent ?? "");
    event.dataTransfer.effectAllowed = "move";
  }

  private over(event: DragEvent): void {
    const column = (event.target as Element).closest<HTMLElement>("[data-horizon]");
    if (!this.dragged || !column) return;
    event.preventDefault();
    for (const marked of this.querySelectorAll(".over")) if (marked !== column) marked.classList.remove("over");
    column.classList.add("over");
  }

  private drop(event: DragEvent): void {
    const column = (event.target as Element).closest<HTMLElement>("[data-horizon]");
    const item = this.dragged;
    this.end();
    if (!item || !column) return;
    event.preventDefault();
    if (!column.contains(item)) void this.move(item, column);
  }

  private end(): void {
    this.dragged?.classList.remove("moving");
    this.dragged = null;
    for (const marked of this.querySelectorAll(".over")) marked.classList.remove("over");
  }

  private keyed(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const item = (event.target as Element).closest<HTMLElement>("[data-entry]");
    if (!by || !item || !event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const columns = [...this.querySelectorAll<HTMLElement>("[data-horizon]")];
    const next = columns[columns.findIndex((column) => column.contains(item)) + by];
    if (next) void this.move(item, next);
  }

  private async move(item: HTMLElement, column: HTMLElement): Promise<void> {
    const [home, next] = [item.parentElement, item.nextSibling];
    column.querySelector("ul")?.append(item);
    item.classList.add("moving");
    const answer = await this.send(item, column.dataset.horizon ?? "").catch(() => null);
    item.classList.remove("moving");
    const told = said(answer) ?? (answer?.ok ? null : { message: word(answer ? "failed" : "offline"), tone: "bad" as const });
    if (!answer?.ok) home?.insertBefore(item, next?.parentNode === home ? next : null);
    if (told) toast(told);
    const panel = this.closest<HTMLElement>("[data-live]");
    if (panel) await again(panel);
    document.getElementById(item.id)?.querySelector<HTMLElement>(".name")?.focus();
  }

  private send(item: HTMLElement, horizon: string): Promise<Response> {
    const address = (this.dataset.url ?? "").replace("{key}", encodeURIComponent(item.dataset.entry ?? ""));
    return fetch(address, { method: "POST", headers: { ...writing(), "HX-Request": "true" }, body: new URLSearchParams({ horizon }) });
  }
}

customElements.define("hr-horizons", Horizons);
