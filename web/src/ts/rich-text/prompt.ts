// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// A small dialog of the editor: some text fields, a check, two buttons. It hangs
// from <body>, because a form cannot be inside the form that is being written.

import { type Say, el, uid } from "../dom";

export interface Question {
  name: string;
  label: string;
  value: string;
  hint?: string;
  /** check returns the value to keep, or an error to show. */
  check?: (value: string) => { value: string } | { error: string };
}

export type Answer = Record<string, string> | "removed" | null;

interface Row {
  question: Question;
  input: HTMLInputElement;
  error: HTMLElement;
}

/** prompt asks the questions; null when the member gave up. */
export function prompt(title: string, questions: Question[], say: Say, remove = ""): Promise<Answer> {
  const rows = questions.map(row);
  const heading = el("h2", { class: "h-sec", id: uid("rt-title") }, title);
  const cancel = el("button", { type: "button", class: "btn btn-ghost h-10" }, say("cancel"));
  const apply = el("button", { type: "submit", class: "btn btn-primary h-10" }, say("apply"));
  const buttons = el("div", { class: "flex flex-wrap justify-end gap-3" });
  const removal = el("button", { type: "button", class: "btn btn-line h-10 me-auto" }, remove);
  if (remove) buttons.append(removal);
  buttons.append(cancel, apply);
  const form = el("form", { class: "modal-box rt-dialog grid gap-4", novalidate: true }, heading,
    ...rows.map((r) => r.input.closest<HTMLElement>(".field")!), buttons);
  const dialog = el("dialog", { class: "modal", "aria-labelledby": heading.id, closedby: "any" }, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    let answer: Answer = null;
    cancel.addEventListener("click", () => dialog.close());
    removal.addEventListener("click", () => { answer = "removed"; dialog.close(); });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer = check(rows);
      if (answer) dialog.close();
    });
    dialog.addEventListener("close", () => { dialog.remove(); resolve(answer); }, { once: true });
  });
}

function row(question: Question): Row {
  const id = uid("rt-field");
  const error = el("p", { class: "err", id: `${id}-err`, hidden: true, role: "alert" });
  const input = el("input", { id, class: "input w-full", type: "text", "aria-describedby": `${id}-hint ${id}-err` });
  input.value = question.value;
  const field = el("div", { class: "field" }, el("label", { for: id }, question.label), input);
  if (question.hint) field.append(el("p", { class: "hint", id: `${id}-hint` }, question.hint));
  field.append(error);
  return { question, input, error };
}

function check(rows: Row[]): Record<string, string> | null {
  const values: Record<string, string> = {};
  let ok = true;
  for (const { question, input, error } of rows) {
    const result = question.check?.(input.value) ?? { value: input.value.trim() };
    const bad = "error" in result;
    input.setAttribute("aria-invalid", String(bad));
    error.hidden = !bad;
    error.textContent = bad ? result.error : "";
    if (bad && ok) input.focus();
    if (bad) ok = false;
    else values[question.name] = result.value;
  }
  return ok ? values : null;
}
