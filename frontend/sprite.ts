import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

const require = createRequire(import.meta.url);
const icons = join(dirname(require.resolve("lucide-static/package.json")), "icons");

function symbol(name: string): string {
  const svg = readFileSync(join(icons, `${name}.svg`), "utf8");
  const body = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `<symbol id="${name}" viewBox="0 0 24 24">${body.replace(/\s+/g, " ").trim()}</symbol>`;
}

/** One SVG file with the icons listed in icons.json, for `{% icon "clock" %}`; and the mark for the browser's tab. */
export function sprite(): Plugin {
  return {
    name: "handrail-sprite",
    generateBundle() {
      const listed: string[] = JSON.parse(readFileSync(new URL("./icons.json", import.meta.url), "utf8"));
      const source = `<svg xmlns="http://www.w3.org/2000/svg">${listed.map(symbol).join("")}</svg>`;
      this.emitFile({ type: "asset", name: "sprite.svg", originalFileName: "sprite.svg", source });
      const mark = readFileSync(new URL("./favicon.svg", import.meta.url), "utf8");
      this.emitFile({ type: "asset", name: "favicon.svg", originalFileName: "favicon.svg", source: mark });
    },
  };
}
