// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// The files that no module imports: the icon sprite, the favicons, the web
// manifest and the pictures of the shell. Each gets a name with the hash of its
// content and an entry in Vite's manifest under a short key, by which Go asks.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { extname, join } from "node:path";

export const BASE = "/assets/";

export interface Static {
  /** Name in the manifest, for instance "icons.svg". */
  key: string;
  /** Name in dist, for instance "icons-1a2b3c4d.svg". */
  file: string;
  source: Buffer;
}

const PICTURES = ["favicon.svg", "favicon.png", "apple-touch-icon.png", "icon-192.png", "icon-512.png",
  "icon-maskable-512.png", "placeholder.svg", "login.svg", "home.svg", "share.png"];

/** statics lists every such file, the web manifest last since it names others. */
export function statics(root: string): Static[] {
  const files = [hashed("icons.svg", Buffer.from(sprite(root)))];
  for (const name of PICTURES) {
    let source = readFileSync(join(root, "src/static", name));
    if (extname(name) === ".svg") source = Buffer.from(minifySVG(source.toString()));
    files.push(hashed(name, source));
  }
  files.push(hashed("app.webmanifest", Buffer.from(webManifest(files))));
  return files;
}

export function urlOf(files: Static[], key: string): string {
  const found = files.find((f) => f.key === key);
  if (!found) throw new Error(`no static file ${key}`);
  return BASE + found.file;
}

function hashed(key: string, source: Buffer): Static {
  const hash = createHash("sha256").update(source).digest("hex").slice(0, 10);
  const dot = key.lastIndexOf(".");
  return { key, file: `${key.slice(0, dot)}-${hash}${key.slice(dot)}`, source };
}

/**
 * sprite joins the icons of icons.txt and the brand drawings. Symbols carry no
 * fill, so that `.ic` decides: a « liked » heart is the same symbol, filled.
 */
export function sprite(root: string): string {
  const names = readFileSync(join(root, "icons.txt"), "utf8").split("\n")
    .map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));
  const symbols = [...new Set(names)].sort().map((name) =>
    symbol(name, readFileSync(join(root, "node_modules/lucide-static/icons", `${name}.svg`), "utf8"),
      ' stroke-linecap="round" stroke-linejoin="round"'));
  for (const file of readdirSync(join(root, "src/brand")).sort()) {
    symbols.push(symbol(file.replace(".svg", ""), readFileSync(join(root, "src/brand", file), "utf8"), ""));
  }
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

function symbol(id: string, svg: string, attributes: string): string {
  const box = /viewBox="([^"]+)"/.exec(svg)?.[1] ?? "0 0 24 24";
  const inner = svg.replace(/<!--[\s\S]*?-->/g, "").replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  return `<symbol id="${id}" viewBox="${box}"${attributes}>${minifySVG(inner)}</symbol>`;
}

function minifySVG(svg: string): string {
  return svg.replace(/<!--[\s\S]*?-->/g, "").replace(/>\s+</g, "><").replace(/\s*\/>/g, "/>").replace(/\s+/g, " ").trim();
}

function webManifest(files: Static[]): string {
  const icon = (key: string, size: string, purpose: string) =>
    ({ src: urlOf(files, key), sizes: size, type: "image/png", purpose });
  return JSON.stringify({
    name: "AiPRESS24", short_name: "AiPRESS24", id: "/", start_url: "/", scope: "/", lang: "fr", display: "standalone",
    theme_color: "#d31026", background_color: "#f3f4f6",
    icons: [icon("icon-192.png", "192x192", "any"), icon("icon-512.png", "512x512", "any"),
      icon("icon-maskable-512.png", "512x512", "maskable")],
  });
}
