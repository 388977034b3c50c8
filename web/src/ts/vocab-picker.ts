// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// <vocab-picker>: a two-level vocabulary. The <select> inside stays in the form,
// hidden, and holds the value, so that what is chosen in a family that is not
// shown is posted all the same, and the page works without this script.

import { type Say, changed, el, icon, iconButton, labels, uid } from "./dom";
import { type Entry, type Family, type RemoteFamily, Vocabulary, chosenIn } from "./vocab";
import { Widget, define } from "./widget";

const SHOWN = 300; // results of a search drawn at once

// Long lists, fetched when a picker of theirs is first opened; several fields
// of a form may share one.
const lists = new Map<string, Promise<RemoteFamily[]>>();

function listAt(src: string): Promise<RemoteFamily[]> {
  let list = lists.get(src);
  if (!list) {
    list = fetch(src, { headers: { Accept: "application/json" } }).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json() as Promise<RemoteFamily[]>;
    });
    list.catch(() => lists.delete(src)); // the next opening tries again
    lists.set(src, list);
  }
  return list;
}

class VocabPicker extends Widget {
  private select!: HTMLSelectElement;
  private options = new Map<string, HTMLOptionElement>();
  private vocabulary!: Vocabulary;
  private say!: Say;
  private box!: HTMLElement;
  private search!: HTMLInputElement;
  private families!: HTMLElement;
  private list!: HTMLElement;
  private chips!: HTMLElement;
  private status!: HTMLElement;
  private opener?: HTMLButtonElement;
  private waiting = false; // the list is still to be fetched
  private current?: Family;
  private group = uid("vp");
  private undo: (() => void)[] = [];

  protected build(): void {
    const select = this.querySelector("select");
    if (!select) return;
    this.select = select;
    this.say = labels(this);
    const max = Number(this.getAttribute("max")) || Infinity;
    this.vocabulary = new Vocabulary(select.multiple, max);
    this.waiting = this.hasAttribute("src");
    this.read();
    this.draw();
    this.listen();
  }

  /** read takes the options, and those of a family under its name. */
  private read(): void {
    this.options.clear();
    for (const option of this.select.options) {
      if (!option.value) continue;
      const family = option.parentElement instanceof HTMLOptGroupElement ? option.parentElement.label : "";
      this.options.set(option.value, option);
      this.vocabulary.add(family, option.value, option.label, option.selected).chosen = option.selected;
    }
  }

  /** unfold shows the list, fetched the first time. */
  private async unfold(open = true): Promise<void> {
    if (!this.opener) return;
    this.box.classList.toggle("vp-closed", !open);
    this.opener.setAttribute("aria-expanded", String(open));
    if (!open || !this.waiting || this.getAttribute("aria-busy")) return;
    this.setAttribute("aria-busy", "true");
    this.list.replaceChildren(el("p", { class: "meta p-3" }, this.say("loading")));
    try {
      const list = await listAt(this.getAttribute("src") ?? "");
      const old = this.vocabulary;
      this.vocabulary = new Vocabulary(old.multiple, old.max);
      for (const { family, items } of list) {
        for (const { value, label } of items) this.vocabulary.add(family, value, label, false);
      }
      for (const entry of old.chosen) this.vocabulary.add(entry.family.name, entry.value, entry.label, true).chosen = true;
      this.waiting = false;
      this.current = undefined;
      this.show();
    } catch {
      this.list.replaceChildren(el("p", { class: "meta p-3", role: "alert" }, this.say("failed")));
    } finally {
      this.removeAttribute("aria-busy");
    }
  }

  private draw(): void {
    const { select, say } = this;
    const name = select.labels[0];
    if (name) name.id ||= uid("label");
    const total = Number(this.getAttribute("total")) || this.options.size;
    this.search = el("input", {
      type: "search", class: "input h-10", autocomplete: "off",
      placeholder: say("search", { n: total }), "aria-label": say("search", { n: total }),
    });
    this.status = el("span", { class: "meta", role: "status" });
    this.families = el("div", { class: "vp-fam", role: "group", "aria-label": say("families") });
    this.list = el("div", { class: "vp-list", role: select.multiple ? "group" : "radiogroup", "aria-label": say("entries") });
    this.chips = el("div", { class: "vp-chips" });
    const top = el("div", { class: "vp-top" }, this.search, this.status);
    if (this.waiting) {
      this.opener = iconButton("chevron-down", say("open"), { "aria-expanded": "false" });
      this.opener.addEventListener("click", () => void this.unfold(this.box.classList.contains("vp-closed")));
      this.search.after(this.opener);
    }
    this.box = el("div", { class: this.opener ? "vp vp-closed" : "vp", role: "group", "aria-labelledby": name?.id,
      "aria-describedby": select.getAttribute("aria-describedby") },
      top,
      el("div", { class: "vp-cols" }, this.families, this.list), this.chips);
    select.hidden = true;
    const required = select.required;
    select.required = false; // the server says it; a hidden field cannot be shown by the browser
    this.undo.push(() => { select.hidden = false; select.required = required; });
    this.append(this.box);
    this.show();
  }

  private listen(): void {
    this.search.addEventListener("input", () => { void this.unfold(); this.show(); });
    this.search.addEventListener("focus", () => void this.unfold());
    this.search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
      if (event.key === "Escape" && this.search.value) {
        event.preventDefault();
        this.search.value = "";
        this.show();
      }
    });
    this.families.addEventListener("keydown", (event) => this.onFamilyKey(event));
    const reread = () => queueMicrotask(() => { this.read(); this.show(); });
    this.select.form?.addEventListener("reset", () => setTimeout(reread));
    this.select.addEventListener("restore", reread);
    for (const label of this.select.labels) label.addEventListener("click", () => this.search.focus());
  }

  private onFamilyKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...this.families.querySelectorAll("button")];
    const to = buttons[buttons.indexOf(event.target as HTMLButtonElement) + step];
    to?.focus();
    to?.click();
  }

  /** show draws everything again but the search field. */
  private show(): void {
    const families = this.vocabulary.families;
    const flat = families.length < 2 && !families[0]?.name;
    this.current ??= flat ? families[0] : families.find((f) => chosenIn(f) > 0);
    this.box.classList.toggle("vp-flat", flat);
    const query = this.search.value.trim();
    this.box.classList.toggle("vp-found", query !== "");
    const step = this.families.scrollTop;
    this.families.replaceChildren(...(flat ? [] : families.map((f) => this.familyButton(f, query !== ""))));
    this.families.scrollTop = step;
    if (this.waiting) return this.showChosen();
    if (query) this.showFound(this.vocabulary.find(query));
    else if (this.current) this.showFamily(this.current, flat);
    else this.list.replaceChildren(el("p", { class: "meta p-3" }, this.say("pick")));
    this.showChosen();
  }

  private familyButton(family: Family, searching: boolean): HTMLElement {
    const n = chosenIn(family);
    const count = n > 0 ? `${n} / ${family.entries.length}` : String(family.entries.length);
    const pressed = !searching && family === this.current;
    const button = el("button", { type: "button", "aria-pressed": String(pressed) }, el("span", {}, family.name),
      el("span", { class: "meta" }, count));
    button.addEventListener("click", () => {
      this.current = family;
      this.search.value = "";
      const at = this.vocabulary.families.indexOf(family);
      this.box.classList.add("vp-open");
      this.show();
      this.list.scrollTop = 0;
      this.families.querySelectorAll("button")[at]?.focus();
    });
    return button;
  }

  private showFamily(family: Family, flat: boolean): void {
    const rows: Node[] = [];
    if (!flat) rows.push(this.backButton(family));
    if (this.vocabulary.multiple && this.vocabulary.max === Infinity && family.entries.length > 1) rows.push(this.allButton(family));
    rows.push(...family.entries.map((e) => this.row(e, false)));
    this.list.replaceChildren(...rows);
  }

  /** On a phone families come first, then the entries of one, then back. */
  private backButton(family: Family): HTMLElement {
    const button = el("button", { type: "button", class: "vp-back" }, icon("chevron-left", "ic-sm"), family.name);
    button.setAttribute("aria-label", `${family.name}, ${this.say("back")}`);
    button.addEventListener("click", () => {
      this.box.classList.remove("vp-open");
      this.families.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
    });
    return button;
  }

  private allButton(family: Family): HTMLElement {
    const on = chosenIn(family) < family.entries.length;
    const button = el("button", { type: "button", class: "vp-all link" }, this.say(on ? "all" : "none"));
    button.addEventListener("click", () => {
      this.vocabulary.chooseAll(family.entries, on);
      this.commit();
      this.list.querySelector<HTMLElement>(".vp-all")?.focus();
    });
    return button;
  }

  private showFound(found: Entry[]): void {
    if (found.length === 0) this.list.replaceChildren(el("p", { class: "meta p-3" }, this.say("empty")));
    else this.list.replaceChildren(...found.slice(0, SHOWN).map((e) => this.row(e, true)));
  }

  private row(entry: Entry, withFamily: boolean): HTMLElement {
    const box = el("input", { type: this.vocabulary.multiple ? "checkbox" : "radio", name: `${this.group}-shown`, form: `${this.group}-none` });
    box.checked = entry.chosen;
    box.addEventListener("change", (event) => {
      event.stopPropagation();
      if (!this.vocabulary.choose(entry, box.checked)) {
        box.checked = false;
        this.status.textContent = this.say("max", { n: this.vocabulary.max });
        return;
      }
      this.commit(false);
    });
    box.addEventListener("input", (event) => event.stopPropagation());
    const label = el("label", {}, box, el("span", {}, entry.label));
    if (withFamily && entry.family.name) label.append(el("span", { class: "meta" }, entry.family.name));
    return label;
  }

  private showChosen(): void {
    const chosen = this.vocabulary.chosen;
    this.status.textContent = chosen.length === 0 ? "" : this.say(chosen.length === 1 ? "chosen_one" : "chosen_many", { n: chosen.length });
    this.chips.replaceChildren(...chosen.map((entry, i) => this.chip(entry, i)));
    this.chips.hidden = chosen.length === 0;
  }

  private chip(entry: Entry, at: number): HTMLElement {
    const button = el("button", { type: "button", class: "tag", "aria-label": this.say("remove", { name: entry.label }) },
      entry.label, icon("x", "ic-sm"));
    button.addEventListener("click", () => {
      this.vocabulary.choose(entry, false);
      this.commit();
      const left = this.chips.querySelectorAll("button");
      (left[Math.min(at, left.length - 1)] ?? this.search).focus();
    });
    return button;
  }

  /** commit writes the choice into the select, which tells the form. */
  private commit(redraw = true): void {
    for (const entry of this.vocabulary.entries) {
      const option = this.options.get(entry.value);
      if (option) option.selected = entry.chosen;
      else if (entry.chosen) this.newOption(entry).selected = true;
    }
    const empty = this.select.querySelector<HTMLOptionElement>('option[value=""]');
    if (empty && !this.select.multiple) empty.selected = this.vocabulary.chosen.length === 0;
    changed(this.select);
    if (redraw) this.show();
    else this.refreshCounts();
  }

  /** refreshCounts spares the list, where the focus is. */
  private refreshCounts(): void {
    const buttons = this.families.querySelectorAll("button .meta");
    this.vocabulary.families.forEach((family, i) => {
      const n = chosenIn(family);
      const out = buttons[i];
      if (out) out.textContent = n > 0 ? `${n} / ${family.entries.length}` : String(family.entries.length);
    });
    this.showChosen();
  }

  private newOption(entry: Entry): HTMLOptionElement {
    const option = new Option(entry.label, entry.value);
    this.select.append(option);
    this.options.set(entry.value, option);
    return option;
  }

  protected teardown(): void {
    for (const back of this.undo.splice(0)) back();
    this.box?.remove();
  }
}

define("vocab-picker", VocabPicker);
