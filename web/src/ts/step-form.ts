// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// <step-form>: a long form shown one step at a time. Without this script it is
// one page. Each step is looked at before the next, as the server will; what is
// typed is kept there on the way, but for passwords.

import { type Say, el, icon, labels } from "./dom";
import { Widget, define } from "./widget";

const REST = 4000; // ms without typing before what is typed is kept

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

class StepForm extends Widget {
  private form!: HTMLFormElement;
  private steps: HTMLElement[] = [];
  private links: HTMLAnchorElement[] = [];
  private at = 0;
  private reached = 0;
  private say!: Say;
  private timer = 0;
  private kept = "";
  private pictures = new Map<string, string>(); // those the server has
  private stop = new AbortController();

  protected build(): void {
    const form = this.querySelector<HTMLFormElement>("form");
    if (!form) return;
    this.form = form;
    this.say = labels(this);
    this.steps = [...form.querySelectorAll<HTMLElement>("[data-step]")];
    this.links = [...this.querySelectorAll<HTMLAnchorElement>("[data-steps] a")];
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.button("[data-next]")?.addEventListener("click", () => this.next(), { signal });
    this.button("[data-previous]")?.addEventListener("click", () => this.show(this.at - 1), { signal });
    this.links.forEach((link, i) => link.addEventListener("click", (event) => this.jump(event, i), { signal }));
    form.addEventListener("submit", (event) => this.submit(event), { signal });
    form.addEventListener("formdata", (event) => dropOriginals(form, event.formData), { signal });
    form.addEventListener("keydown", (event) => this.onKey(event), { signal });
    for (const name of ["input", "change"]) form.addEventListener(name, (event) => this.onInput(event), { signal });
    form.addEventListener("focusout", (event) => void this.probe(event.target as HTMLInputElement), { signal });
    this.addEventListener("click", (event) => this.toProblem(event), { capture: true, signal });
    this.querySelector("[data-later]")?.addEventListener("submit", (event) => this.later(event as SubmitEvent), { signal });
    for (const field of form.querySelectorAll<HTMLElement>(".field:has(> .err)")) field.dataset.wrong = "";
    const wrong = form.querySelector(".form-errors") !== null;
    this.reached = wrong ? this.steps.length - 1 : 0;
    this.show(this.begin(), false);
    if (wrong) this.querySelector<HTMLElement>(".form-errors")?.focus();
  }

  private button(selector: string): HTMLButtonElement | null {
    return this.form.querySelector(selector);
  }

  /** begin is the step of the address, else the one the server says. */
  private begin(): number {
    const named = this.steps.findIndex((step) => `#${step.id}` === location.hash);
    return named >= 0 ? named : Number(this.getAttribute("start")) || 0;
  }

  /** show opens a step and, when one goes there, puts the focus on its title. */
  private show(i: number, focus = true): void {
    this.at = Math.max(0, Math.min(i, this.steps.length - 1));
    this.reached = Math.max(this.reached, this.at);
    const last = this.at === this.steps.length - 1;
    this.steps.forEach((step, n) => { step.hidden = n !== this.at; });
    this.links.forEach((link, n) => {
      link.toggleAttribute("data-done", n < this.at || (n < this.reached && n !== this.at));
      link.toggleAttribute("data-wrong", !!this.steps[n]?.querySelector("[data-wrong]"));
      if (n === this.at) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    });
    const [previous, next, end] = ["[data-previous]", "[data-next]", "[data-last]"].map((s) => this.button(s));
    if (previous) previous.hidden = this.at === 0;
    if (next) next.hidden = last;
    if (end) end.hidden = !last;
    const position = this.querySelector("[data-position]");
    if (position) position.textContent = this.say("position", { n: this.at + 1, total: this.steps.length });
    if (!focus) return;
    history.replaceState(history.state, "", `#${this.steps[this.at]!.id}`);
    this.scrollIntoView({ block: "start" });
    this.steps[this.at]!.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }

  private next(): void {
    if (!this.check(this.at)) return;
    void this.keep();
    this.show(this.at + 1);
  }

  /** Steps already seen may be opened at will; the next one after a look. */
  private jump(event: Event, i: number): void {
    event.preventDefault();
    if (i > this.reached) {
      if (i === this.at + 1) this.next();
      return;
    }
    void this.keep();
    this.show(i);
  }

  private submit(event: Event): void {
    const wrong = this.steps.findIndex((_, i) => this.faults(i).length > 0);
    if (wrong < 0) return;
    event.preventDefault();
    this.show(wrong);
    this.check(wrong);
  }

  /** Enter in a line goes on instead of sending a form that is not complete. */
  private onKey(event: KeyboardEvent): void {
    const field = event.target as HTMLElement;
    if (event.key !== "Enter" || event.defaultPrevented || !(field instanceof HTMLInputElement) || field.type === "submit") return;
    if (field.closest("vocab-picker, remote-select, town-picker, dialog")) return;
    event.preventDefault();
    if (this.at < this.steps.length - 1) this.next();
  }

  private onInput(event: Event): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.keep(), REST);
    const box = (event.target as Element).closest<HTMLElement>(".field[data-wrong]");
    if (box) this.clear(box);
  }

  private clear(box: HTMLElement): void {
    delete box.dataset.wrong;
    box.querySelector(".err[data-said]")?.remove();
    for (const field of box.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  }

  /** check marks what is wrong in a step, and leads to the first of it. */
  private check(i: number): boolean {
    const faults = this.faults(i);
    for (const [field, word] of faults) this.blame(field, this.say(word));
    const first = faults[0]?.[0];
    if (!first) return true;
    const box = first.closest<HTMLElement>(".field");
    box?.scrollIntoView({ block: "center" });
    (first.hidden || first.type === "hidden" ? box?.querySelector<HTMLElement>("input:not([type=hidden]),button") : first)?.focus({ preventScroll: true });
    return false;
  }

  private faults(i: number): [Control, string][] {
    const found: [Control, string][] = [];
    for (const field of this.steps[i]!.querySelectorAll<Control>("input[name],select[name],textarea[name]")) {
      const word = fault(field);
      if (word) found.push([field, word]);
    }
    return found;
  }

  private blame(field: Control, text: string): void {
    const box = field.closest<HTMLElement>(".field");
    if (!box) return;
    box.dataset.wrong = "";
    field.setAttribute("aria-invalid", "true");
    box.querySelector(":scope > .err")?.remove(); // not the one a widget keeps
    const said = el("p", { class: "err", "data-said": true, id: `${field.id}-said` }, icon("circle-alert", "ic-sm"), el("span", {}, text));
    box.append(said);
    field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), said.id].filter(Boolean).join(" "));
  }

  /** toProblem opens the step that holds what the summary of errors names. */
  private toProblem(event: Event): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>('.form-errors a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    const i = target ? this.steps.findIndex((step) => step.contains(target)) : -1;
    if (i < 0) return;
    this.show(i);
    if (target!.hidden) return; // the widget around it takes the focus
    event.preventDefault();
    target!.scrollIntoView({ block: "center" });
    target!.focus({ preventScroll: true });
  }

  /** probe asks whether an address is free, once it is written. */
  private async probe(field: HTMLInputElement): Promise<void> {
    const path = field.dataset?.probe;
    if (!path || !field.value || !field.checkValidity()) return;
    const asked = field.value;
    const answer = await fetch(path + encodeURIComponent(asked)).catch(() => undefined);
    if (!answer?.ok || field.value !== asked) return;
    if ((await answer.text()) !== "ok") this.blame(field, this.say("taken"));
  }

  /** keep sends what is typed to the server, which judges nothing yet. */
  private async keep(): Promise<boolean> {
    clearTimeout(this.timer);
    const path = this.getAttribute("autosave");
    if (!path) return true;
    const data = new FormData(this.form);
    for (const field of this.form.querySelectorAll<HTMLInputElement>("input[type=password],input[type=file]")) data.delete(field.name);
    const now = JSON.stringify([...data.entries()]);
    if (now === this.kept) return true;
    const fresh = new Map<string, string>();
    for (const field of this.form.querySelectorAll<HTMLInputElement>("[data-cropped]")) {
      if (field.value && this.pictures.get(field.name) !== field.value) fresh.set(field.name, field.value);
      else data.delete(field.name);
    }
    this.tell("saving");
    const answer = await fetch(path, { method: "POST", body: data }).catch(() => undefined);
    if (answer?.ok) {
      this.kept = now;
      for (const [name, picture] of fresh) this.pictures.set(name, picture);
    }
    this.tell(answer?.ok ? "saved" : "failed");
    return answer?.ok ?? false;
  }

  private tell(word: string): void {
    const out = this.querySelector("[data-saved]");
    if (out) out.textContent = this.say(word);
  }

  /** later keeps everything before it asks for the link. */
  private later(event: SubmitEvent): void {
    event.preventDefault();
    void this.keep().then(() => (event.target as HTMLFormElement).submit());
  }

  protected teardown(): void {
    clearTimeout(this.timer);
    this.stop.abort();
    for (const step of this.steps) step.hidden = false;
  }
}

/** fault is the word for what is wrong with a field, or "". */
function fault(field: Control): string {
  if (field.dataset.needed != null && isEmpty(field)) return field.type === "checkbox" ? "tick" : "needed";
  if (field instanceof HTMLInputElement && field.value) {
    if (field.type === "email" && !field.checkValidity()) return "email";
    if (field.type === "url" && !/^(https?:\/\/)?[^\s/]+\.[^\s]+$/.test(field.value)) return "url";
    if (field.type === "tel" && !isPhone(field.value)) return "phone";
    if (field.autocomplete === "new-password" && [...field.value].length < 12) return "short";
  }
  return "";
}

function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, "").length;
  return /^\+?[0-9().\-\s]+$/.test(text) && digits >= 9 && digits <= 17;
}

function isEmpty(field: Control): boolean {
  if (field instanceof HTMLSelectElement) {
    const town = field.dataset.country != null ? field.closest("town-picker")?.querySelector<HTMLInputElement>("[data-town]") : null;
    return ![...field.selectedOptions].some((o) => o.value) || (town != null && !town.value.trim());
  }
  if (field.type === "checkbox" || field.type === "radio") {
    const same = [...field.form!.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(field.name)}"]`)];
    return !same.some((box) => box.checked);
  }
  if (field instanceof HTMLInputElement && field.type === "file") {
    return !field.files?.length && !cropped(field)?.value;
  }
  return !field.value.trim();
}

const cropped = (file: HTMLInputElement) => file.parentElement?.querySelector<HTMLInputElement>("[data-cropped]");

/** The part of a picture that was chosen goes alone: the whole may be ten times as large. */
function dropOriginals(form: HTMLFormElement, data: FormData): void {
  for (const file of form.querySelectorAll<HTMLInputElement>("input[type=file]")) {
    if (cropped(file)?.value) data.delete(file.name);
  }
}

define("step-form", StepForm);
