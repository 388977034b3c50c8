// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Small tools to make elements without markup strings, so that nothing a member
// wrote can become HTML.

type Props = Record<string, string | number | boolean | null | undefined>;

/** el makes an element; a true property is an empty attribute, false none. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K, props: Props = {}, ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, String(value));
  }
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** icon is a picture of the sprite, silent to screen readers. */
export function icon(name: string, size = ""): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", size ? `ic ${size}` : "ic");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${__SPRITE__}#${name}`);
  svg.append(use);
  return svg;
}

/** iconButton is a button whose name is read and shown as a tooltip. */
export function iconButton(name: string, label: string, props: Props = {}): HTMLButtonElement {
  return el("button", { type: "button", class: "iconbtn", "aria-label": label, title: label, ...props }, icon(name));
}

/** number writes a number as the page's language does. */
export function number(n: number): string {
  return n.toLocaleString(document.documentElement.lang || "fr");
}

/** fill replaces {name} in a translated text. */
export function fill(text: string, values: Record<string, string | number>): string {
  const written = (value: string | number) => (typeof value === "number" ? number(value) : value);
  return text.replace(/\{(\w+)\}/g, (all, key: string) => (key in values ? written(values[key]!) : all));
}

export type Say = (key: string, values?: Record<string, string | number>) => string;

/** labels reads the translated texts of a custom element (attribute `labels`). */
export function labels(host: Element): Say {
  let texts: Record<string, string> = {};
  try {
    texts = JSON.parse(host.getAttribute("labels") ?? "{}");
  } catch {
    console.warn("labels are not JSON", host);
  }
  return (key, values = {}) => fill(texts[key] ?? "", values);
}

let sequence = 0;

/** uid is an id that no other element of the page has. */
export function uid(prefix: string): string {
  sequence += 1;
  return `${prefix}-${sequence}`;
}

/** fold drops case and accents, so that « energie » finds « Énergie ». */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/gi, "oe").replace(/æ/gi, "ae").toLowerCase();
}

/** changed tells the form, htmx and the guards that a field has a new value. */
export function changed(field: Element): void {
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
