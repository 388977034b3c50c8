// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

/** URL of the icon sprite, put here by vite.config.ts. */
declare const __SPRITE__: string;

declare module "htmx.org/dist/htmx.esm.js";
declare module "htmx.org/dist/ext/hx-sse.js";
