// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// After a swap the focus goes where the reader is expected to go on: the place
// the fragment marks, the summary of errors, or the title of a new view. A new
// page begins at its top, or at the place its address names, as if it had been
// loaded; going back in the history pushes nothing and keeps the place.

export function focusAfterSwap(event: Event): void {
  const ctx = (event as CustomEvent).detail?.ctx;
  const target: Element | undefined = ctx?.target;
  const scope = target?.isConnected ? target : document.body;
  if (scope === document.body && ctx?.push && !ctx.request?.anchor) window.scrollTo({ top: 0, behavior: "instant" });
  const marked = document.querySelector<HTMLElement>("[data-focus]");
  if (marked) {
    marked.removeAttribute("data-focus");
    marked.focus();
    return;
  }
  const errors = ctx?.response?.status === 422 && document.querySelector<HTMLElement>('.form-errors, [aria-invalid="true"]');
  if (errors) {
    if (errors.matches(".form-errors")) errors.tabIndex = -1;
    errors.focus();
    return;
  }
  if (scope !== document.body && scope.id !== "main") return;
  const title = document.querySelector<HTMLElement>("main h1");
  if (!title) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}
