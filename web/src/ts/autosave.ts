// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// What is typed and not saved also goes to the server, for the other devices of
// its author; the server tells who else has the text open. Without an answer the
// copy on this device remains, and the member is told so.

import { el } from "./dom";

const REST = 8000; // ms between two sendings
const BEAT = 60_000; // ms between two signs that the tab is there
const TAB = "autosave-tab";

interface Answer {
  time?: string;
  others?: string[];
  self?: boolean;
}

type Say = (name: string, values?: Record<string, string>) => string;

export class Autosave {
  private readonly said = el("p", { class: "meta autosave" });
  private readonly alarm = el("p", { class: "autosave-alarm", role: "status" });
  private timer = 0;
  private beat = 0;
  private sent = 0;
  private stopped = false;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly url: string,
    private readonly say: Say,
  ) {
    form.querySelector(".form-actions")?.before(this.alarm, this.said);
    this.beat = window.setInterval(() => {
      if (!document.hidden) void this.post({ _beat: "1" });
    }, BEAT);
    void this.post({ _beat: "1" });
    addEventListener("pagehide", this.leave);
  }

  /** later sends the form soon; several changes make one sending. */
  later(): void {
    this.stopped = false;
    if (this.timer) return;
    const wait = Math.max(0, this.sent + REST - Date.now());
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.sent = Date.now();
      void this.post();
    }, wait);
  }

  /** pause sends nothing more of what is being saved. */
  pause(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    this.timer = 0;
  }

  /** stop ends it: the form leaves the page. */
  stop(): void {
    this.pause();
    clearInterval(this.beat);
    removeEventListener("pagehide", this.leave);
    this.said.remove();
    this.alarm.remove();
  }

  private readonly leave = (): void => {
    navigator.sendBeacon(this.url, new URLSearchParams({ _tab: tab(), _leave: "1" }));
  };

  private async post(only?: Record<string, string>): Promise<void> {
    const body = only ? new URLSearchParams(only) : typed(this.form);
    body.set("_tab", tab());
    try {
      const response = await fetch(this.url, { method: "POST", body, headers: { Accept: "application/json" } });
      if (this.stopped) return;
      if (response.status === 401) return this.tell(this.say("expired"));
      if (!response.ok) throw new Error(String(response.status));
      this.show((await response.json()) as Answer);
    } catch {
      if (!this.stopped && !only) this.tell(this.say("offline"));
    }
  }

  private show(answer: Answer): void {
    if (answer.time) this.said.textContent = this.say("kept", { time: answer.time });
    if (answer.others?.length) this.tell(this.say("others", { names: answer.others.join(", ") }));
    else this.tell(answer.self ? this.say("yourself") : "");
  }

  private tell(text: string): void {
    if (this.alarm.textContent !== text) this.alarm.textContent = text;
  }
}

/** typed is the form as a plain post would send it, without its files. */
function typed(form: HTMLFormElement): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") body.append(name, value);
  }
  return body;
}

/** tab names this tab, the same after a reload. */
function tab(): string {
  try {
    const held = sessionStorage.getItem(TAB);
    if (held) return held;
    const name = crypto.randomUUID();
    sessionStorage.setItem(TAB, name);
    return name;
  } catch {
    return "";
  }
}
