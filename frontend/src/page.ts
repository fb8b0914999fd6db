/** Small readers of what the server wrote into the page. */

export function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
}

/** This window, until it is loaded anew: what it changes comes back in the stream under this name. */
export const windowName = Math.random().toString(36).slice(2, 14);

/** The headers of whatever changes something. */
export function writing(): Record<string, string> {
  return { "X-CSRFToken": meta("csrf-token"), "Handrail-Window": windowName };
}

export function embedded<T>(id: string, fallback: T): T {
  const text = document.getElementById(id)?.textContent;
  return text ? (JSON.parse(text) as T) : fallback;
}

const dictionary = embedded<Record<string, string>>("words", {});

/** The translated sentence, with {name} placeholders filled. */
export function word(key: string, values: Record<string, string | number> = {}): string {
  const sentence = dictionary[key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function isTyping(target: EventTarget | null): boolean {
  // From outside, what happens in a shadow has happened to the element that bears it.
  if (target instanceof HTMLElement && target.shadowRoot) return isTyping(target.shadowRoot.activeElement);
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
}

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Record<string, string> = {}, ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(name: string): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${meta("handrail-sprite")}#${name}`);
  svg.append(use);
  return svg;
}

export interface Problem {
  title?: string;
  detail?: string;
  message?: string;
  fix?: string;
}

/** What a refused answer says in words: problem+json from the API, or nothing. */
export async function problemOf(answer: Response): Promise<Problem> {
  const isJson = (answer.headers.get("content-type") ?? "").includes("json");
  return isJson ? ((await answer.json().catch(() => ({}))) as Problem) : {};
}

/** Whether this stands in the side panel: what it asks for is told so, and bears other ids than what is on the page. */
export function isBeside(element: unknown): boolean {
  return element instanceof Element && element.closest("#side") !== null;
}

export const BESIDE = { "Handrail-Beside": "1" };
