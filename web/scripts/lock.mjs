// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Completes package-lock.json (npm run lock, after any npm install): a registry
// that lacks the binaries of other systems leaves them out of the lock, and then
// `npm ci` refuses it everywhere. They are named here with their version, so that
// the lock serves macOS and Windows too; nothing is fetched for another system.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const path = join(import.meta.dirname, "../package-lock.json");
const lock = JSON.parse(readFileSync(path, "utf8"));
const SYSTEMS = ["darwin", "linux", "win32", "freebsd", "android", "openharmony"];
const MACHINES = ["x64", "arm64", "arm", "ia32", "wasm32", "ppc64", "s390x", "riscv64"];

/** part finds which of the words the package's name is for. */
const part = (name, words) => words.filter((word) => name.split("-").includes(word));

let added = 0;
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const key = `node_modules/${name}`;
    if (lock.packages[key] || !/^\d/.test(version)) continue;
    const [os, cpu] = [part(name, SYSTEMS), part(name, MACHINES)];
    if (os.length + cpu.length === 0) continue; // wanted on every system: npm must say
    lock.packages[key] = { version, dev: true, optional: true, ...(cpu.length && { cpu }), ...(os.length && { os }) };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages of other systems added`);
