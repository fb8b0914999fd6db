import htmx from "htmx.org";
import { Idiomorph } from "idiomorph";
import { BESIDE, isBeside, word, writing, type Problem } from "./page.ts";
import { toast } from "./toast.ts";

declare global {
  interface Window { htmx: typeof htmx }
}
window.htmx = htmx;

/** hx-swap="morph" (or morph:innerHTML): change only what differs, keep focus and scroll. */
htmx.defineExtension("morph", {
  isInlineSwap: (style: string) => style.startsWith("morph"),
  handleSwap(style: string, target: Node, fragment: Node) {
    if (!style.startsWith("morph")) return false;
    return morph(target as Element, fragment, style.endsWith("innerHTML") ? "innerHTML" : "outerHTML");
  },
} as never);

interface Morphing { keepTyped?: boolean }

export function morph(
  target: Element, fresh: Node, morphStyle: "outerHTML" | "innerHTML" = "outerHTML", { keepTyped = false }: Morphing = {},
): Node[] {
  const content = fresh instanceof DocumentFragment ? [...fresh.children] : fresh;
  const callbacks = { beforeAttributeUpdated: keepOpen, beforeNodeMorphed: (old: Node) => !(keepTyped && isTyped(old)) };
  const result = Idiomorph.morph(target, content, { morphStyle, restoreFocus: true, callbacks });
  return [...(result ?? [])];
}

/** Words that somebody has begun to write and not sent. */
function isTyped(node: Node): boolean {
  if (!(node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement)) return false;
  return !node.matches("[type=checkbox], [type=radio], [type=hidden], [type=file]") && node.value !== node.defaultValue;
}

/** What the reader has opened stays open: the server does not know of it. */
function keepOpen(name: string, element: Element): boolean {
  return !(name === "open" && element.matches("details, dialog"));
}

export { htmx };

function parsed(request: XMLHttpRequest): Problem {
  if (!(request.getResponseHeader("content-type") ?? "").includes("json")) return {};
  try {
    return JSON.parse(request.responseText) as Problem;
  } catch {
    return {};
  }
}

document.addEventListener("htmx:configRequest", (event) => {
  const { elt, headers, target, verb } = (event as CustomEvent).detail;
  if (verb !== "get") Object.assign(headers, writing());
  if (isBeside(elt) || isBeside(target)) Object.assign(headers, { ...BESIDE, ...headers });
});

// A refusal may come as a page part (swapped in place, see htmx-config) or as problem+json (said in a toast).
document.addEventListener("htmx:beforeSwap", (event) => {
  const detail = (event as CustomEvent).detail;
  const isJson = (detail.xhr.getResponseHeader("content-type") ?? "").includes("json");
  if (detail.xhr.status < 400 || !isJson) return;
  detail.shouldSwap = false;
  const problem = parsed(detail.xhr);
  toast({ message: problem.detail ?? problem.message ?? problem.title ?? word("failed"), fix: problem.fix, tone: "bad" });
});

document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = (event as CustomEvent).detail;
  if ((xhr.getResponseHeader("content-type") ?? "").includes("json")) return;
  const sentence = xhr.status === 403 ? "forbidden" : xhr.status === 404 ? "gone" : "failed";
  toast({ message: word(sentence), tone: "bad" });
});

document.addEventListener("htmx:sendError", () => toast({ message: word("offline"), tone: "bad" }));
