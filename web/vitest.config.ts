// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

import { defineConfig } from "vitest/config";

export default defineConfig({
  define: { __SPRITE__: '"/assets/icons.svg"' },
  test: { include: ["test/**/*.test.ts"] },
});
