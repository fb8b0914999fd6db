/** <hr-drop>: files dropped on it, or chosen in it, are sent at once. Without a script there is a button. */
export class Drop extends HTMLElement {
  connectedCallback(): void {
    const field = this.querySelector<HTMLInputElement>("input[type=file]");
    const button = field?.form?.querySelector<HTMLElement>("button[type=submit]");
    if (!field || !button) return;
    button.hidden = true;
    field.addEventListener("change", () => field.files?.length && field.form?.requestSubmit());
    for (const name of ["dragenter", "dragover"]) this.addEventListener(name, (event) => this.over(event as DragEvent, true));
    for (const name of ["dragleave", "drop"]) this.addEventListener(name, (event) => this.over(event as DragEvent, false));
    this.addEventListener("drop", (event) => {
      const files = event.dataTransfer?.files;
      if (!files?.length) return;
      field.files = files;
      field.form?.requestSubmit();
    });
  }

  private over(event: DragEvent, here: boolean): void {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.toggleAttribute("data-over", here);
  }
}

customElements.define("hr-drop", Drop);
