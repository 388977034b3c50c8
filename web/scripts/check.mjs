// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// The budgets of the front end (docs: web/README.md): fails when one is exceeded. Sizes
// are those of the .gz files, fonts as they are.

import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const KB = 1024;
const BUDGET = { js: 20 * KB, css: 25 * KB, site: 4 * KB, lazy: 75 * KB, fonts: 105 * KB };

const dist = join(import.meta.dirname, "../dist");
const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));
const size = (file) => {
  const path = join(dist, file);
  return statSync(existsSync(`${path}.gz`) ? `${path}.gz` : path).size;
};

let failed = false;
function row(name, bytes, limit) {
  const over = bytes > limit;
  failed ||= over;
  console.log(`${over ? "OVER" : "ok  "}  ${name.padEnd(34)} ${(bytes / KB).toFixed(1).padStart(6)} / ${limit / KB} KB`);
}

/** closure lists an entry and everything it imports at once. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const other of manifest[key].imports ?? []) closure(other, seen);
  return seen;
}

const sum = (files) => files.reduce((n, f) => n + size(f), 0);
const main = closure("src/ts/main.ts");
row("core JS", sum([...main].map((key) => manifest[key].file)), BUDGET.js);
row("CSS", size(manifest["src/css/main.css"].file), BUDGET.css);
row("CSS of public pages", size(manifest["src/css/site.css"].file), BUDGET.site);
for (const key of manifest["src/ts/main.ts"].dynamicImports ?? []) {
  const own = [...closure(key)].filter((k) => !main.has(k));
  row(`lazy ${manifest[key].name ?? key}`, sum(own.flatMap((k) => [manifest[k].file, ...(manifest[k].css ?? [])])), BUDGET.lazy);
}
const fonts = Object.values(manifest).filter((e) => /latin-wght-normal.*\.woff2$/.test(e.file) && !e.file.includes("latin-ext"));
row(`${fonts.length} preloaded fonts`, sum(fonts.map((e) => e.file)), BUDGET.fonts);
if (fonts.length !== 2) failed = true;
process.exit(failed ? 1 : 0);
