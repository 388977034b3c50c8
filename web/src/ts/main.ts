// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Entry of every page: htmx with its live stream, and the glue of the shell.

import "htmx.org/dist/htmx.esm.js";
import "htmx.org/dist/ext/hx-sse.js";
import { countLetters, startAttributes } from "./attributes";
import { openNew, startDialogs } from "./dialog";
import { focusAfterSwap } from "./focus";
import { loadElements } from "./lazy";
import { startMenus } from "./menu";
import { startDrafts } from "./draft-store";
import { startToasts } from "./toast";

startToasts();
startDialogs();
startMenus();
startAttributes();
startDrafts();
loadElements();
document.addEventListener("htmx:after:swap", (event) => {
  loadElements();
  openNew();
  countLetters();
  focusAfterSwap(event);
});
