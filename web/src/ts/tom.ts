// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// What <remote-select> and <town-picker> share: a Tom Select with translated
// words, options drawn as elements (never markup) and suggestions by JSON.

import TomSelect from "tom-select/base";
import removeButton from "tom-select/dist/esm/plugins/remove_button/plugin.js";
import "../css/tom.css";
import { type Say, el, uid } from "./dom";

TomSelect.define("remove_button", removeButton);

/** Item is one suggestion of the server. */
export interface Item {
  value: string;
  label: string;
  detail?: string;
  image?: string;
  community?: string;
}

export interface TomOptions {
  say: Say;
  /** Address of the suggestions for a query; null asks nothing. */
  address: ((query: string) => string) | null;
  /** Letters before the server is asked. */
  min: number;
  max?: number;
  create: boolean;
  /** Whether what was typed may become a value now. */
  mayCreate?: () => boolean;
  /** A single text rather than a list of values. */
  single: boolean;
}

const COMMUNITIES = new Set(["press", "pr", "expert", "transformer", "academic"]);

function draw(item: Item): HTMLElement {
  const row = el("div", { class: "ts-row" });
  if (item.image) {
    const ring = item.community && COMMUNITIES.has(item.community) ? ` ${item.community}` : "";
    row.append(el("img", { class: `av av-sm${ring}`, src: item.image, alt: "", width: 30, height: 30 }));
  }
  const words = el("span", { class: "min-w-0" }, el("b", {}, item.label));
  if (item.detail) words.append(el("span", { class: "meta block" }, item.detail));
  row.append(words);
  return row;
}

async function suggestions(url: string): Promise<Item[]> {
  const answer = await fetch(url, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(String(answer.status));
  const found = (await answer.json()) as Item[] | { items: Item[] };
  return Array.isArray(found) ? found : found.items;
}

/** tomSelect turns a select, or a text field, into a field with suggestions. */
export function tomSelect(field: HTMLSelectElement | HTMLInputElement, o: TomOptions): TomSelect {
  const { say } = o;
  const label = field.labels?.[0];
  if (label) label.id ||= uid("label");
  const words = (key: string) => () => el("div", { class: "no-results" }, say(key, { n: o.min }));
  // Suggestions for words no longer there, because of a choice or of more
  // letters, must neither open the list again nor mix with those that follow.
  const late = (query: string) => tom.control_input.value.trim() !== query.trim();
  const forget = () => {
    tom.loading = Math.max(tom.loading - 1, 0);
    if (!tom.loading) tom.wrapper.classList.remove("loading");
  };
  const tom: TomSelect = new TomSelect(field, {
    plugins: o.single ? [] : { remove_button: { title: say("remove"), label: "×" } },
    valueField: "value", labelField: "label", searchField: o.address ? [] : ["label", "detail"],
    placeholder: say("placeholder"), hidePlaceholder: true, maxItems: o.single ? 1 : (o.max ?? null), maxOptions: 100,
    create: o.create, createFilter: o.mayCreate ?? null, createOnBlur: o.create, persist: false, closeAfterSelect: o.single, delimiter: "\u001f",
    loadThrottle: 200, preload: o.min === 0 ? "focus" : false,
    shouldLoad: (query: string) => query.length >= o.min,
    load: o.address ? (query: string, done: (items?: Item[]) => void) => {
      if (late(query)) return forget();
      tom.clearOptions((option) => tom.items.includes(String(option.value)));
      suggestions(o.address!(query)).then((items) => late(query) ? forget() : done(items), () => late(query) ? forget() : done());
    } : undefined,
    score: o.address ? () => () => 1 : undefined, // the server has already sorted
    render: {
      option: draw,
      item: (item: Item) => el("div", {}, item.label),
      option_create: (data: { input: string }) => el("div", { class: "create" }, say("add", { name: data.input })),
      no_results: words("none"),
      not_loading: words("min"),
      loading: words("loading"),
    },
  } as never);
  tom.on("item_add", () => clearTimeout(tom["refreshTimeout"] ?? undefined)); // a fast typist's choice must not open the list again
  tom.wrapper.classList.remove("select", "input"); // it takes the classes of the field: one frame is enough
  const input = tom.control_input;
  for (const name of ["aria-describedby", "aria-invalid"]) {
    const value = field.getAttribute(name);
    if (value) input.setAttribute(name, value);
  }
  field.setAttribute("aria-hidden", "true"); // its label now names the visible field
  field.addEventListener("focus", () => tom.focus()); // from the summary of errors
  field.addEventListener("restore", () => tom.sync());
  return tom;
}
