// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Custom elements are fetched when a page has one, at first or after a swap; heavy
// ones, and one low on a long page, when one is about to come into sight, as a
// closed step never may.

const CHUNKS: Record<string, () => Promise<unknown>> = {
  "rich-text": () => import("./rich-text/element"),
  "vocab-picker": () => import("./vocab-picker"),
  "remote-select": () => import("./remote-select"),
  "town-picker": () => import("./town-picker"),
  "image-crop": () => import("./image-crop"),
  "media-carousel": () => import("./media-carousel"),
  "password-strength": () => import("./password-strength"),
  "pass-key": () => import("./pass-key"),
  "step-form": () => import("./step-form"),
  "unsaved-guard": () => import("./unsaved-guard"),
};

const HEAVY = new Set(["vocab-picker", "remote-select", "town-picker", "password-strength"]);

const asked = new Set<string>();

const sight = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) load(target.localName);
}, { rootMargin: "200px" });

function load(name: string): void {
  if (asked.has(name)) return;
  asked.add(name);
  CHUNKS[name]?.().catch(() => asked.delete(name)); // the markup inside still works; the next swap tries again
}

export function loadElements(): void {
  for (const name of Object.keys(CHUNKS)) {
    if (asked.has(name)) continue;
    const found = document.querySelectorAll(name);
    if (HEAVY.has(name)) found.forEach((element) => sight.observe(element)); // again is once
    else if (found.length > 0) load(name);
  }
}
