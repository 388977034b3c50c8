// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Menus are popovers: the browser opens, closes and gives the focus back. This
// adds the arrow keys, and the place under the button where CSS cannot; the
// suggestions under a search box have the same keys.

const ITEMS = '[role^="menuitem"]:not([disabled])';

let invoker: HTMLElement | null = null;

function items(menu: Element): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>(ITEMS)].filter((item) => item.checkVisibility());
}

function onToggle(event: Event): void {
  const pop = event.target as HTMLElement;
  if (!pop.matches?.("[popover]") || (event as ToggleEvent).newState !== "open") return;
  place(pop);
  const menu = pop.querySelector('[role="menu"]');
  if (menu) items(menu)[0]?.focus();
}

/** place puts the popover under its button, for browsers without CSS anchors. */
function place(pop: HTMLElement): void {
  if (!invoker || CSS.supports("position-area", "block-end")) return;
  const box = invoker.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = pop;
  const under = box.bottom + height + 8 <= innerHeight || box.top < height;
  pop.style.top = `${under ? box.bottom + 4 : box.top - height - 4}px`;
  pop.style.left = `${Math.max(8, Math.min(box.right - width, innerWidth - width - 8))}px`;
}

function onKey(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  const opener = target.closest?.<HTMLElement>('[popovertarget][aria-haspopup="menu"]');
  if (opener && event.key === "ArrowDown") {
    event.preventDefault();
    opener.click();
    return;
  }
  const box = target.closest?.(".searchbox");
  if (box) suggest(event, box, target);
  const menu = target.closest?.('[role="menu"]');
  if (!menu) return;
  const all = items(menu);
  const at = all.indexOf(target);
  const go = next(event.key, at, all);
  if (go) {
    event.preventDefault();
    go.focus();
  } else if (event.key === "Tab") {
    menu.closest<HTMLElement>("[popover]")?.hidePopover();
  }
}

/** suggest leads from a search box to the links under it and back; Escape
 * closes them, and what one types goes on in the box. */
function suggest(event: KeyboardEvent, host: Element, target: HTMLElement): void {
  const ring = [...host.querySelectorAll<HTMLElement>("input,.suggest a")];
  const at = ring.indexOf(target);
  if (ring.length < 2 || at < 0) return;
  if (event.key === "Escape") {
    ring[0]!.focus();
    host.querySelector(".suggest")!.replaceChildren();
  } else if (/^Arrow(Up|Down)$/.test(event.key)) {
    next(event.key, at, ring)!.focus();
  } else {
    if (/^(.|Backspace)$/.test(event.key)) ring[0]!.focus();
    return;
  }
  event.preventDefault();
}

/** next is the item that a key leads to: arrows wrap, letters search. */
export function next(key: string, at: number, all: HTMLElement[]): HTMLElement | undefined {
  const n = all.length;
  switch (key) {
    case "ArrowDown": return all[(at + 1) % n];
    case "ArrowUp": return all[(at - 1 + n) % n];
    case "Home": return all[0];
    case "End": return all[n - 1];
  }
  if (key.length !== 1 || key === " ") return undefined;
  const order = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  return order.find((item) => item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()));
}

export function startMenus(): void {
  document.addEventListener("click", (event) => {
    invoker = (event.target as Element).closest("[popovertarget]") ?? invoker;
  }, { capture: true });
  document.addEventListener("toggle", onToggle, { capture: true });
  document.addEventListener("keydown", onKey);
}
