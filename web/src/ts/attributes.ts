// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Behaviours too small for a custom element, asked for by an attribute.

import { fill } from "./dom";
import { toast } from "./toast";

function onChange(event: Event): void {
  const field = event.target as HTMLInputElement;
  const auto = field.closest<HTMLElement>("[data-autosubmit]");
  if (auto) (auto instanceof HTMLFormElement ? auto : field.form)?.requestSubmit();
  const bulk = field.closest<HTMLElement>("[data-bulk]");
  if (!bulk) return;
  if (field.matches("[data-check-all]")) {
    for (const box of boxes(bulk)) box.checked = field.checked;
  }
  count(bulk);
}

const boxes = (bulk: HTMLElement) => [...bulk.querySelectorAll<HTMLInputElement>("[data-check]")];

/** count says how many rows are chosen and sets the box of the head. */
function count(bulk: HTMLElement): void {
  const all = boxes(bulk);
  const n = all.filter((box) => box.checked).length;
  const head = bulk.querySelector<HTMLInputElement>("[data-check-all]");
  if (head) {
    head.checked = n > 0 && n === all.length;
    head.indeterminate = n > 0 && n < all.length;
  }
  const out = bulk.querySelector<HTMLElement>("[data-bulk-count]");
  if (out) out.textContent = fill((n === 1 ? out.dataset.one : out.dataset.many) ?? "{n}", { n });
}

/** toField follows a link of the error summary into a field that a widget hides. */
function toField(event: MouseEvent, link: HTMLAnchorElement): void {
  const field = document.getElementById(link.hash.slice(1));
  const widget = field?.hidden && field.parentElement;
  if (!widget) return;
  event.preventDefault();
  (widget.querySelector<HTMLElement>("[contenteditable]") ?? widget.querySelector("input"))?.focus();
}

function onClick(event: MouseEvent): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>('.form-errors a[href^="#"]');
  if (link) toField(event, link);
  const button = (event.target as Element).closest<HTMLElement>("[data-copy],[data-reveal],[data-print],[data-bulk-clear]");
  if (!button) return;
  const { copy, copied, reveal } = button.dataset;
  if (copy != null) {
    navigator.clipboard?.writeText(copy).then(() => toast({ kind: "ok", text: copied ?? "" }), () => undefined);
  } else if (reveal) {
    const field = document.querySelector<HTMLInputElement>(reveal);
    if (field) unmask(button, field);
  } else if (button.hasAttribute("data-print")) {
    print();
  } else {
    const bulk = button.closest<HTMLElement>("[data-bulk]")!;
    for (const box of boxes(bulk)) box.checked = false;
    count(bulk);
  }
}

function unmask(button: HTMLElement, field: HTMLInputElement): void {
  const shown = field.type === "password";
  field.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
  const label = shown ? button.dataset.labelHide : button.dataset.labelShow;
  if (label) button.setAttribute("aria-label", label);
}

function onInput(event: Event): void {
  const field = event.target as HTMLInputElement;
  const out = field.dataset?.count && document.querySelector<HTMLElement>(field.dataset.count);
  if (out) out.textContent = fill(out.dataset.text ?? "{n}", { n: field.value.length, max: field.maxLength });
}

function onKey(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k" || event.defaultPrevented) return;
  const field = document.querySelector<HTMLInputElement>("#site-search");
  if (!field) return;
  event.preventDefault();
  if (field.checkVisibility()) field.select();
  else if (field.form) location.assign(field.form.action);
}

/** countLetters fills the counters of the fields on the page. */
export function countLetters(): void {
  for (const field of document.querySelectorAll("[data-count]")) onInput({ target: field } as unknown as Event);
}

export function startAttributes(): void {
  document.addEventListener("change", onChange);
  document.addEventListener("click", onClick);
  document.addEventListener("input", onInput);
  document.addEventListener("keydown", onKey);
  countLetters();
  for (const box of document.querySelectorAll("[data-scroll-end]")) box.scrollTop = box.scrollHeight;
}
