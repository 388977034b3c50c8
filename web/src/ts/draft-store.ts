// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Where the local drafts of <unsaved-guard> are, and when they go. Browsers are
// shared in newsrooms: a draft belongs to the member who typed it, is offered to
// nobody else, and goes when its member signs out or another one signs in. After
// an expired session it waits for the next sign-in.
//
// A form that was sent and did not come back was accepted: its draft, kept in
// case it had failed, can go. An error page accepts nothing.

/** SENT is where the guard notes the draft of the form being sent. */
export const SENT = "draft-sent";

/** LEFT is where the member is noted who asks to be signed out. */
const LEFT = "draft-left";

const PREFIX = "draft:";
const NOBODY = "-";

/** member is who is signed in, as the server says on each page. */
function member(): string {
  return document.documentElement.dataset.member || NOBODY;
}

/** storeOf is where the drafts of a guard are, for the member signed in. */
export function storeOf(guard: Element): string {
  return `${PREFIX}${member()}:${guard.getAttribute("key") ?? location.pathname}`;
}

/** startDrafts drops what belongs to others, to who left, or was accepted. */
export function startDrafts(): void {
  quietly(dropForeign);
  quietly(() => settleSent(true));
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.getAttribute("action") === "/auth/logout") quietly(() => sessionStorage.setItem(LEFT, member()));
  });
  // htmx brought back what was refused: it was not accepted.
  const keep = () => quietly(() => sessionStorage.removeItem(SENT));
  document.addEventListener("htmx:response:error", keep);
  document.addEventListener("htmx:error", keep);
  document.addEventListener("htmx:after:swap", () => quietly(() => settleSent(false))); // a page in place of the form
}

/**
 * Drafts of others go when a member is here; those of the one who asked to be
 * signed out once nobody is, when no open form can write them again.
 */
function dropForeign(): void {
  const here = member();
  const left = sessionStorage.getItem(LEFT);
  sessionStorage.removeItem(LEFT);
  if (here !== NOBODY) drop((store) => !store.startsWith(`${PREFIX}${here}:`));
  else if (left) drop((store) => store.startsWith(`${PREFIX}${left}:`));
}

function drop(unwanted: (store: string) => boolean): void {
  for (const store of Object.keys(localStorage)) {
    if (store.startsWith(PREFIX) && unwanted(store)) localStorage.removeItem(store);
  }
}

/**
 * settleSent drops the draft of a form that was sent and is not here any more.
 * One that is here came back with the page; within a page it may still be under way.
 */
function settleSent(whole: boolean): void {
  const store = sessionStorage.getItem(SENT);
  if (!store) return;
  const refused = !!document.querySelector(".error-page");
  const here = [...document.querySelectorAll("unsaved-guard")].some((guard) => store === storeOf(guard));
  if (here && !refused && !whole) return;
  sessionStorage.removeItem(SENT);
  if (!here && !refused) localStorage.removeItem(store);
}

/** Forbidden storage keeps nothing, and nothing is to do. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // forbidden storage
  }
}
