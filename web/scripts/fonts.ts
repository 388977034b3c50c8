// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// The Latin face of Inter with what our pages use of it: it is the heaviest file
// of a first visit. Letters beyond Latin-1 come from the extended face, as before.
// (Source Serif may not be cut: its licence reserves the name.)

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import subsetFont from "subset-font";

const SOURCE = "node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";
const RESULT = "node_modules/.fonts/inter-latin-wght-normal.woff2"; // named by src/css/fonts.css

/** The signs kept, by first and last code point: fonts.css names the same. */
const KEPT: [number, number][] = [
  [0x20, 0x7e], [0xa0, 0xff], [0x131, 0x131], [0x152, 0x153], [0x2bc, 0x2bc], [0x2c6, 0x2c6], [0x2da, 0x2da], [0x2dc, 0x2dc],
  [0x2000, 0x206f], [0x20ac, 0x20ac], [0x2122, 0x2122], [0x2191, 0x2191], [0x2193, 0x2193], [0x2212, 0x2212],
];

/** cutFonts writes the face; the style sheets use weights 400 to 700. */
export async function cutFonts(root: string): Promise<void> {
  let text = "";
  for (const [first, last] of KEPT) for (let code = first; code <= last; code += 1) text += String.fromCodePoint(code);
  const cut = await subsetFont(readFileSync(join(root, SOURCE)), text, {
    targetFormat: "woff2",
    variationAxes: { wght: { min: 400, max: 700 } },
    keepFeatures: ["calt", "ccmp", "cv11", "kern", "liga", "locl", "mark", "mkmk", "ss03", "tnum"],
  });
  mkdirSync(dirname(join(root, RESULT)), { recursive: true });
  writeFileSync(join(root, RESULT), cut);
}
