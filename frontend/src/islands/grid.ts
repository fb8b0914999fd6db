/** <hr-grid>: a table of boxes. Arrow keys go from box to box; Space ticks, as everywhere. */
const STEPS: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export class Grid extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("keydown", (event) => this.go(event));
  }

  private go(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    const box = event.target;
    if (!step || !(box instanceof HTMLInputElement) || box.type !== "checkbox") return;
    const cell = box.closest("td");
    const row = cell?.closest("tr");
    const body = row?.parentElement;
    if (!cell || !row || !body) return;
    event.preventDefault();
    event.stopPropagation();
    this.nearest([...body.children], [...body.children].indexOf(row), cell.cellIndex, step)?.focus();
  }

  /** The next box that way, over cells that have none. */
  private nearest(rows: Element[], row: number, column: number, [down, right]: [number, number]): HTMLElement | null {
    for (let y = row + down, x = column + right; rows[y]?.children[x]; y += down, x += right) {
      const found = rows[y]?.children[x]?.querySelector<HTMLElement>('input[type="checkbox"]');
      if (found) return found;
    }
    return null;
  }
}

customElements.define("hr-grid", Grid);
