import { icon, make, word } from "../page.ts";
import { toast } from "../toast.ts";

/** <hr-copy><code>…</code></hr-copy>: a button that copies what stands there. Without a script it can be marked. */
export class Copy extends HTMLElement {
  connectedCallback(): void {
    if (this.querySelector("button")) return;
    const button = make("button", { type: "button", class: "btn" }, icon("copy"), word("copy"));
    button.addEventListener("click", () => void this.copy());
    this.append(button);
  }

  private async copy(): Promise<void> {
    const text = this.querySelector("code")?.textContent ?? "";
    const done = await navigator.clipboard.writeText(text).then(() => true, () => false);
    toast(done ? { message: word("copied"), tone: "good" } : { message: word("not_copied"), tone: "warn" });
  }
}

customElements.define("hr-copy", Copy);
