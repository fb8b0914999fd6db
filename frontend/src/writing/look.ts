import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The text looks as the rest of the page does: its tokens reach into the shadow. */
export const colours = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "640", color: "var(--ink)" },
  { tag: tags.strong, fontWeight: "680" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: [tags.link, tags.url], color: "var(--accent)" },
  { tag: tags.monospace, fontFamily: "var(--mono)" },
  { tag: tags.quote, color: "var(--ink-2)" },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.list], color: "var(--ink-3)" },
]);

const TONES = ["--accent", "--warn", "--bad", "--good", "--ink-2"];
const SOFT = ["--accent-soft", "--warn-soft", "--bad-soft", "--good-soft", "--soft"];
const toned = Object.fromEntries(
  TONES.flatMap((tone, n) => [
    [`.other-caret.tone-${n}`, { borderColor: `var(${tone})` }],
    [`.tone-${n} .other-name`, { background: `var(${tone})` }],
    [`.other-mark.tone-${n}`, { background: `var(${SOFT[n]})` }],
  ]),
);

export const look = EditorView.theme({
  "&": { color: "var(--ink)", background: "transparent", fontSize: "var(--text-m)", minHeight: "24rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--font)", lineHeight: "1.6", minHeight: "24rem" },
  ".cm-content": { padding: "var(--space-4)", caretColor: "var(--ink)", maxInlineSize: "52rem" },
  ".cm-placeholder": { color: "var(--ink-3)" },
  ".other-caret": { borderInlineStart: "2px solid", marginInline: "-1px", position: "relative" },
  ".other-name": {
    position: "absolute", insetBlockEnd: "100%", insetInlineStart: "-2px", color: "var(--surface)", fontSize: "11px",
    fontWeight: "600", lineHeight: "1.3", padding: "0 4px", borderRadius: "3px 3px 3px 0", whiteSpace: "nowrap",
    pointerEvents: "none", userSelect: "none",
  },
  ...toned,
});
