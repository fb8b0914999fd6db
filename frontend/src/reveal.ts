/** A password can be looked at while it is written: input[data-reveals] gets a button beside it. */
import { word as say } from "./page.ts";

function dress(input: HTMLInputElement): void {
  const box = document.createElement("span");
  box.className = "reveals";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn small";
  button.setAttribute("aria-controls", input.id);
  const show = (shown: boolean): void => {
    input.type = shown ? "text" : "password";
    button.textContent = say(shown ? "hide" : "show");
    button.setAttribute("aria-label", say(shown ? "hide_password" : "show_password"));
  };
  button.addEventListener("click", () => show(input.type === "password"));
  // What is sent is a password again, so that the browser offers to keep it and does not remember it as a text.
  input.form?.addEventListener("submit", () => show(false));
  input.replaceWith(box);
  box.append(input, button);
  show(false);
}

export function start(): void {
  document.querySelectorAll<HTMLInputElement>("input[type=password][data-reveals]").forEach(dress);
}
