// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type Plugin } from "vite";
import { compressAll } from "./scripts/compress.ts";
import { cutFonts } from "./scripts/fonts.ts";
import { BASE, type Static, statics, urlOf } from "./scripts/statics.ts";

const root = import.meta.dirname;
const files = statics(root);
await cutFonts(root);

/** extras adds the files that no module imports, then compresses everything. */
function extras(list: Static[]): Plugin {
  return {
    name: "aipress24-extras",
    apply: "build",
    generateBundle() {
      for (const f of list) this.emitFile({ type: "asset", fileName: f.file, source: f.source });
    },
    closeBundle() {
      const path = join(root, "dist/.vite/manifest.json");
      const manifest: Record<string, unknown> = JSON.parse(readFileSync(path, "utf8"));
      for (const f of list) manifest[f.key] = { file: f.file, src: f.key };
      const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
      writeFileSync(path, `${JSON.stringify(sorted, null, 2)}\n`);
      compressAll(join(root, "dist"));
    },
  };
}

export default defineConfig({
  root,
  base: BASE,
  publicDir: false,
  plugins: [tailwindcss(), extras(files)],
  define: { __SPRITE__: JSON.stringify(urlOf(files, "icons.svg")) },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
    cssTarget: ["chrome123", "safari17.5", "firefox128"],
    cssCodeSplit: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { main: "src/ts/main.ts", style: "src/css/main.css", site: "src/css/site.css" },
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
});
