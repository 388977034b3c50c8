// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Custom elements are fetched when a page has one, at first or after a swap.

const CHUNKS: Record<string, () => Promise<unknown>> = {
  "rich-text": () => import("./rich-text/element"),
  "vocab-picker": () => import("./vocab-picker"),
  "remote-select": () => import("./remote-select"),
  "town-picker": () => import("./town-picker"),
  "image-crop": () => import("./image-crop"),
  "media-carousel": () => import("./media-carousel"),
  "pass-key": () => import("./pass-key"),
  "step-form": () => import("./step-form"),
  "unsaved-guard": () => import("./unsaved-guard"),
};

const asked = new Set<string>();

export function loadElements(): void {
  for (const [name, load] of Object.entries(CHUNKS)) {
    if (asked.has(name) || !document.querySelector(name)) continue;
    asked.add(name);
    load().catch(() => asked.delete(name)); // the markup inside still works; the next swap tries again
  }
}
