// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Autosave } from "../src/ts/autosave";
import { fill } from "../src/ts/dom";

const texts: Record<string, string> = { kept: "kept {time}", offline: "offline", expired: "expired", others: "{names} too", yourself: "you too" };
const say = (key: string, values: Record<string, string | number> = {}) => fill(texts[key] ?? "", values);

let answer: () => Promise<Response>;
let sent: URLSearchParams[];
let autosave: Autosave;

function form(): HTMLFormElement {
  document.body.innerHTML = `<form><input name="title" value="Un"><input type="file" name="image">
    <input type="hidden" name="version" value="3"><div class="form-actions"></div></form>`;
  return document.querySelector("form")!;
}

const alarm = () => document.querySelector("[role=status]")!.textContent;
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  answer = async () => new Response("{}");
  vi.stubGlobal("fetch", (_url: string, init: RequestInit) => {
    sent.push(init.body as URLSearchParams);
    return answer();
  });
});

afterEach(() => {
  autosave.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("autosave", () => {
  it("says that the tab is there, and nothing of the form", async () => {
    autosave = new Autosave(form(), "/draft", say);
    await settle();
    expect(sent.length).toBe(1);
    expect(sent[0].get("_beat")).toBe("1");
    expect(sent[0].has("title")).toBe(false);
    expect(sent[0].get("_tab")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("sends what is typed, without files, once for several changes", async () => {
    answer = async () => new Response(JSON.stringify({ time: "10:42" }));
    autosave = new Autosave(form(), "/draft", say);
    autosave.later();
    autosave.later();
    await settle();
    expect(sent.length).toBe(2);
    expect([...sent[1].keys()]).toEqual(["title", "version", "_tab"]);
    expect(document.querySelector(".autosave")!.textContent).toBe("kept 10:42");
    autosave.later();
    await settle();
    expect(sent.length).toBe(2);
    await vi.advanceTimersByTimeAsync(8000);
    expect(sent.length).toBe(3);
  });

  it("tells when only this device keeps the text, and when the server is back", async () => {
    autosave = new Autosave(form(), "/draft", say);
    await settle();
    answer = () => Promise.reject(new TypeError("network"));
    autosave.later();
    await settle();
    expect(alarm()).toBe("offline");
    answer = async () => new Response("", { status: 401 });
    await vi.advanceTimersByTimeAsync(8000);
    autosave.later();
    await settle();
    expect(alarm()).toBe("expired");
    answer = async () => new Response(JSON.stringify({ time: "10:43" }));
    await vi.advanceTimersByTimeAsync(8000);
    autosave.later();
    await settle();
    expect(alarm()).toBe("");
  });

  it("names who else has the text open", async () => {
    answer = async () => new Response(JSON.stringify({ others: ["Ada", "Bob"], self: true }));
    autosave = new Autosave(form(), "/draft", say);
    await settle();
    expect(alarm()).toBe("Ada, Bob too");
    answer = async () => new Response(JSON.stringify({ self: true }));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(alarm()).toBe("you too");
  });

  it("sends nothing more of a form that is being saved", async () => {
    autosave = new Autosave(form(), "/draft", say);
    await settle();
    autosave.later();
    autosave.pause();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(sent.length).toBe(1);
    autosave.later();
    await settle();
    expect(sent.length).toBe(2); // it came back refused, and is typed in again
  });
});
