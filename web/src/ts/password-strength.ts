// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// <password-strength>: how good a password is while it is typed. The server
// judges, with the rule it will apply when the form is sent; here only the
// length is counted, so that short beginnings stay in the page.

import { labels } from "./dom";
import { Widget, define } from "./widget";

const PAUSE = 350; // ms without typing before anything is said

interface Judgement { score: number; accepted: boolean; text: string }

class PasswordStrength extends Widget {
  private field!: HTMLInputElement;
  private timer = 0;
  private stop = new AbortController();
  private asking = new AbortController();

  protected build(): void {
    const field = this.querySelector("input");
    if (!field) return;
    this.field = field;
    this.stop = new AbortController();
    const { signal } = this.stop;
    field.addEventListener("input", () => this.later(), { signal });
    for (const hint of this.hints()) hint.addEventListener("change", () => this.later(), { signal });
    if (field.value) this.later(); // filled in by the browser
  }

  /** hints are the fields whose words a guesser would try. */
  private hints(): HTMLInputElement[] {
    const names = this.getAttribute("hints")?.split(" ").filter(Boolean) ?? [];
    return names.flatMap((name) => this.field.form?.elements.namedItem(name) ?? []) as HTMLInputElement[];
  }

  private later(): void {
    clearTimeout(this.timer);
    this.asking.abort();
    this.timer = window.setTimeout(() => void this.judge(), PAUSE);
  }

  private async judge(): Promise<void> {
    const length = [...this.field.value].length;
    const missing = Number(this.getAttribute("least")) - length;
    if (length === 0) return this.show(null);
    if (missing > 0) return this.show({ score: 0, accepted: false, text: labels(this)(missing === 1 ? "more_one" : "more_many", { n: missing }) });
    const body = new URLSearchParams({ password: this.field.value });
    for (const hint of this.hints()) body.set(hint.name, hint.value);
    this.asking = new AbortController();
    const { signal } = this.asking;
    try {
      const answer = await fetch(this.getAttribute("src")!, { method: "POST", body, signal });
      this.show(answer.ok ? ((await answer.json()) as Judgement) : null);
    } catch {
      if (!signal.aborted) this.show(null); // the answer to the form will tell
    }
  }

  private show(j: Judgement | null): void {
    const meter = this.querySelector<HTMLElement>(".pw-meter");
    const said = this.querySelector<HTMLElement>(".pw-said");
    if (meter) meter.dataset.score = j ? String(Math.max(1, j.score)) : "";
    this.toggleAttribute("accepted", j?.accepted ?? false);
    if (said && said.textContent !== (j?.text ?? "")) said.textContent = j?.text ?? "";
  }

  protected teardown(): void {
    clearTimeout(this.timer);
    this.asking.abort();
    this.stop.abort();
  }
}

define("password-strength", PasswordStrength);
