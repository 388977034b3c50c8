// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Compressed copies beside every text file of dist. Same sources give the same
// bytes: node writes no time into gzip headers, and the qualities are fixed.

import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TEXT = new Set([".css", ".js", ".svg", ".webmanifest"]);
const WORTH_IT = 512; // bytes; below, headers cost more than is saved

export function compressAll(dir: string): void {
  for (const name of readdirSync(dir).sort()) {
    const path = join(dir, name);
    if (statSync(path).isDirectory() || !TEXT.has(extname(name))) continue;
    const source = readFileSync(path);
    if (source.length < WORTH_IT) continue;
    const gz = gzipSync(source, { level: 9 });
    gz[9] = 255; // operating system « unknown », so that machines agree
    writeFileSync(`${path}.gz`, gz);
    writeFileSync(`${path}.br`, brotliCompressSync(source, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: source.length,
      },
    }));
  }
}
