// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// The sums of <image-crop>, without a page.

import { number } from "./dom";

/** parseRatio reads « 4/1 », « 16:9 » or « 1.5 »; NaN is a free frame. */
export function parseRatio(text: string | null): number {
  const parts = (text ?? "").split(/[/:]/).map(Number);
  const ratio = parts.length === 2 ? parts[0]! / parts[1]! : parts[0]!;
  return ratio > 0 && Number.isFinite(ratio) ? ratio : Number.NaN;
}

/** fit reduces a size to the limits and keeps its shape; it never enlarges. */
export function fit(width: number, height: number, maxWidth: number, maxHeight: number): { width: number; height: number } {
  const by = Math.min(1, maxWidth / width, maxHeight / height);
  return { width: Math.max(1, Math.round(width * by)), height: Math.max(1, Math.round(height * by)) };
}

/** kilobytes is a size as members read it. */
export function kilobytes(bytes: number): number {
  return Math.ceil(bytes / 1024);
}

/** megabytes is a limit, or what goes beyond it, as members read it. */
export function megabytes(bytes: number): string {
  const rounded = Math.ceil((bytes / 1024 / 1024) * 10) / 10;
  return number(rounded);
}

/** bytesOf is the size of what a data URL holds. */
export function bytesOf(dataURL: string): number {
  const text = dataURL.slice(dataURL.indexOf(",") + 1);
  return Math.floor((text.length * 3) / 4) - (text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0);
}
