// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// The values of a form as a local draft: what may be kept, and where it goes back.

import { el } from "./dom";

/** Values are the fields by name, each with its values in order. */
export type Values = Record<string, string[]>;

const NEVER = new Set(["password", "file", "hidden", "submit", "button"]);

/** readForm takes what a member typed; never passwords, files or hidden fields. */
export function readForm(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const field of fields(form)) {
    const list = (values[field.name] ??= []);
    if (field instanceof HTMLSelectElement) list.push(...[...field.selectedOptions].map((o) => o.value));
    else if (!isBox(field) || (field as HTMLInputElement).checked) list.push(field.value);
  }
  return values;
}

/** writeForm puts a draft back and fires `restore` on each field it changed. */
export function writeForm(form: HTMLFormElement, values: Values): void {
  const taken = new Map<string, number>();
  for (const field of fields(form)) {
    const list = values[field.name];
    if (!list) continue;
    if (field instanceof HTMLSelectElement) {
      restoreSelect(field, list);
    } else if (isBox(field)) {
      (field as HTMLInputElement).checked = list.includes(field.value);
    } else {
      const at = taken.get(field.name) ?? 0;
      taken.set(field.name, at + 1);
      field.value = list[at] ?? "";
    }
    field.dispatchEvent(new Event("restore"));
  }
}

/** A value chosen from remote suggestions has no option yet: it gets one. */
function restoreSelect(field: HTMLSelectElement, list: string[]): void {
  for (const value of list) {
    if (![...field.options].some((o) => o.value === value)) field.append(el("option", { value }, value));
  }
  for (const option of field.options) option.selected = list.includes(option.value);
}

/** same tells whether two states of a form are equal. */
export function same(a: Values, b: Values): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function fields(form: HTMLFormElement): Field[] {
  return ([...form.elements] as Field[]).filter((f) => f.name && "value" in f && !(f instanceof HTMLButtonElement) && !NEVER.has(f.type));
}

function isBox(field: Field): boolean {
  return field.type === "checkbox" || field.type === "radio";
}
