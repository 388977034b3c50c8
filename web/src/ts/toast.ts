// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Messages in the corner: those the server rendered with the page, and those of
// the `toast` event, which htmx fires for the header HX-Trigger.

import { el, icon, iconButton } from "./dom";

export interface Toast {
  kind?: string;
  text: string;
  detail?: string;
  url?: string;
  action?: string;
  target?: string;
}

const LIFE = 6000; // ms for each message on screen; errors stay until closed
const LOOKS: Record<string, [string, string]> = {
  ok: ["circle-check", "text-ok"],
  info: ["info", "text-info"],
  warn: ["triangle-alert", "text-warn"],
  danger: ["circle-alert", "text-danger"],
};

const region = () => document.getElementById("toasts");

function keep(card: HTMLElement): void {
  const close = card.querySelector<HTMLElement>("[data-toast-close]");
  close?.classList.remove("hidden");
  close?.addEventListener("click", () => card.remove());
  if (card.dataset.kind === "danger") return;
  let timer = 0;
  const start = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => card.remove(), LIFE * (region()?.childElementCount ?? 1));
  };
  const stop = () => clearTimeout(timer);
  for (const event of ["pointerenter", "focusin"]) card.addEventListener(event, stop);
  for (const event of ["pointerleave", "focusout"]) card.addEventListener(event, start);
  start();
}

/** toast shows a message. Its texts are text, never markup. */
export function toast(t: Toast): void {
  const box = region();
  if (!box || !t.text) return;
  const kind = t.kind && t.kind in LOOKS ? t.kind : "info";
  const [picture, tone] = LOOKS[kind]!;
  const words = el("div", { class: "min-w-0 flex-1" }, el("p", { class: "font-semibold" }, t.text));
  if (t.detail) words.append(el("p", { class: "meta" }, t.detail));
  const card = el("div", { class: "toast1", "data-kind": kind, role: kind === "danger" ? "alert" : "status" },
    el("span", { class: tone }, icon(picture)), words);
  if (t.url && t.action) words.append(el("a", { class: "link", href: t.url, ...(t.target && { target: t.target, rel: "noopener" }) }, t.action));
  card.append(iconButton("x", box.dataset.close ?? "", { "data-toast-close": true, class: "iconbtn toast-x" }));
  for (const same of [...box.children].filter((other) => other.textContent === card.textContent)) same.remove();
  box.append(card);
  keep(card);
}

/** serverError tells that nothing came back, unless the server has said more. */
function serverError(event: Event): void {
  const ctx = (event as CustomEvent).detail?.ctx;
  if (ctx?.response && ctx.response.status < 500) return;
  if (ctx?.hx?.trigger?.includes("toast")) return;
  toast({ kind: "danger", text: region()?.dataset.error ?? "" });
}

export function startToasts(): void {
  for (const card of region()?.querySelectorAll<HTMLElement>(".toast1") ?? []) keep(card);
  document.addEventListener("toast", (event) => toast((event as CustomEvent<Toast>).detail));
  document.addEventListener("htmx:response:error", serverError);
  document.addEventListener("htmx:error", serverError);
}
