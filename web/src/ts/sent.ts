// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// A form that was sent and did not come back was accepted: its local draft,
// kept by <unsaved-guard> in case it had failed, can go. An error page accepts
// nothing: after an ended session the draft waits for the next sign-in.

/** SENT is where the guard notes the draft of the form being sent. */
export const SENT = "draft-sent";

/** keepDraftOnError takes nothing for accepted that htmx brought back refused. */
export function keepDraftOnError(): void {
  const keep = () => {
    try {
      sessionStorage.removeItem(SENT);
    } catch {
      // forbidden storage: nothing was kept
    }
  };
  document.addEventListener("htmx:response:error", keep);
  document.addEventListener("htmx:error", keep);
}

export function dropSentDraft(): void {
  try {
    const store = sessionStorage.getItem(SENT);
    if (!store) return;
    sessionStorage.removeItem(SENT);
    if (document.querySelector(".error-page")) return;
    const guards = [...document.querySelectorAll("unsaved-guard")];
    if (!guards.some((guard) => store === `draft:${guard.getAttribute("key") ?? location.pathname}`)) localStorage.removeItem(store);
  } catch {
    // forbidden storage: nothing was kept
  }
}
