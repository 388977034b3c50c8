// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// <unsaved-guard>: warns before a changed form is left, keeps a draft on this
// machine for the member who typed it, and offers it again. The draft goes away
// once the server has the form.

import { Autosave } from "./autosave";
import { changed, el, icon, labels } from "./dom";
import { type Values, readForm, same, writeForm } from "./draft";
import { SENT, storeOf } from "./draft-store";
import { Widget, define } from "./widget";

const EVERY = 1500; // ms of rest before the draft is written
const LIFE = 14 * 24 * 3600 * 1000; // ms; older drafts are dropped

interface Draft {
  at: number;
  values: Values;
}

class UnsavedGuard extends Widget {
  private form!: HTMLFormElement;
  private saved!: Values;
  private timer = 0;
  private sending = false;
  private stop = new AbortController();
  private swaps: MutationObserver | undefined;
  private remote: Autosave | undefined;

  protected build(): void {
    this.adopt();
    if (!this.form) return;
    this.saved = readForm(this.form);
    // An answer with corrections brings a new form: what it holds is not saved.
    this.swaps = new MutationObserver(() => { if (!this.form.isConnected) this.adopt(); });
    this.swaps.observe(this, { childList: true });
    this.offer();
  }

  /** adopt listens to the form that is inside now. */
  private adopt(): void {
    const form = this.querySelector("form");
    if (!form) return;
    this.stop.abort();
    this.remote?.stop();
    this.form = form;
    this.sending = false;
    this.stop = new AbortController();
    const { signal } = this.stop;
    form.addEventListener("input", () => this.later(), { signal });
    form.addEventListener("change", () => this.later(), { signal });
    form.addEventListener("submit", () => this.onSubmit(), { signal });
    addEventListener("beforeunload", (event) => { if (this.dirty) event.preventDefault(); }, { signal });
    for (const failure of ["htmx:error", "htmx:response:error"]) {
      document.addEventListener(failure, () => { this.sending = false; }, { signal });
    }
    document.addEventListener("saved", (event) => {
      const key = (event as CustomEvent).detail?.key;
      if (key === undefined || key === this.getAttribute("key")) this.forget();
    }, { signal });
    const url = this.getAttribute("autosave");
    if (url) this.remote = new Autosave(form, url, labels(this));
  }

  private get store(): string {
    return storeOf(this);
  }

  private get dirty(): boolean {
    return !this.sending && !same(this.saved, readForm(this.form));
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.keep(), EVERY);
  }

  private keep(): void {
    if (!this.dirty) return;
    const draft: Draft = { at: Date.now(), values: readForm(this.form) };
    try {
      localStorage.setItem(this.store, JSON.stringify(draft));
    } catch {
      // full or forbidden storage: the warning on leaving remains
    }
    this.remote?.later();
  }

  /** A plain post leaves the page; htmx forms stay until the event `saved`. */
  private onSubmit(): void {
    clearTimeout(this.timer);
    this.keep();
    this.sending = true;
    this.remote?.pause();
    try {
      sessionStorage.setItem(SENT, this.store); // see draft-store.ts
    } catch {
      // forbidden storage keeps no draft either
    }
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.saved = readForm(this.form);
    this.drop();
  }

  private drop(): void {
    try {
      localStorage.removeItem(this.store);
    } catch {
      // forbidden storage holds nothing anyway
    }
  }

  private read(): Draft | undefined {
    try {
      const draft = JSON.parse(localStorage.getItem(this.store) ?? "null") as Draft | null;
      return draft ?? undefined;
    } catch {
      return undefined;
    }
  }

  /** offer shows a draft that is newer than the server's form and differs from it. */
  private offer(): void {
    const draft = this.read();
    if (!draft) return;
    const saved = Number(this.dataset.saved) || 0;
    if (draft.at < saved || Date.now() - draft.at > LIFE || same(draft.values, this.saved)) {
      this.drop();
      return;
    }
    if (!this.outdo(draft)) return;
    const say = labels(this);
    const date = new Date(draft.at).toLocaleString(document.documentElement.lang || "fr", { dateStyle: "medium", timeStyle: "short", timeZone: "Europe/Paris" });
    const restore = el("button", { type: "button", class: "btn btn-line h-9" }, say("restore"));
    const discard = el("button", { type: "button", class: "btn btn-ghost h-9" }, say("discard"));
    const note = el("div", { class: "note mb-4", role: "status" }, icon("history"), el("p", {}, say("found", { date })), restore, discard);
    restore.addEventListener("click", () => {
      writeForm(this.form, draft.values);
      note.remove();
      const first = this.form.querySelector("input,textarea,select");
      if (first) changed(first);
    });
    discard.addEventListener("click", () => {
      this.drop();
      note.remove();
    });
    this.prepend(note);
  }

  /**
   * The server may offer what it has kept, from this device or another: only a
   * draft that is newer takes the place of that offer.
   */
  private outdo(draft: Draft): boolean {
    const offered = document.querySelector<HTMLElement>("[data-unsaved]");
    if (!offered) return true;
    if (draft.at <= Number(offered.dataset.unsaved)) return false;
    offered.remove();
    return true;
  }

  protected teardown(): void {
    clearTimeout(this.timer);
    this.remote?.stop();
    this.swaps?.disconnect();
    this.stop.abort();
  }
}

define("unsaved-guard", UnsavedGuard);
