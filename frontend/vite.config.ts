import { defineConfig } from "vite";
import { sprite } from "./sprite.ts";

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [sprite()],
  build: {
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    // light-dark() must stay as written: the theme switch flips color-scheme, not classes.
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    assetsInlineLimit: 0,
    rolldownOptions: { input: { main: "src/main.ts" } },
  },
});
