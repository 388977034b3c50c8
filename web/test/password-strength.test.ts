// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import "../src/ts/password-strength";

let sent: URLSearchParams[];
let answer: () => Promise<Response>;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  answer = async () => Response.json({ score: 2, accepted: false, text: "Easily guessed." });
  vi.stubGlobal("fetch", (_url: string, init: RequestInit) => {
    sent.push(init.body as URLSearchParams);
    return answer();
  });
  const page = document.createElement("main"); // whole before it is shown, as a parsed page is
  page.innerHTML = `<form><input name="email" value="ada@example.org">
    <password-strength src="/judge" least="12" hints="email missing" labels='{"more_one":"{n} more","more_many":"{n} more!"}'>
      <input name="password" type="password"><div class="pw-meter"></div><p class="pw-said" role="status"></p>
    </password-strength></form>`;
  document.body.replaceChildren(page);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function type(text: string): Promise<void> {
  const field = document.querySelector<HTMLInputElement>("[name=password]")!;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await vi.advanceTimersByTimeAsync(400);
}

const said = () => document.querySelector(".pw-said")!.textContent;
const bars = () => document.querySelector<HTMLElement>(".pw-meter")!.dataset.score;
const accepted = () => document.querySelector("password-strength")!.hasAttribute("accepted");

describe("password-strength", () => {
  it("counts short beginnings without telling the server", async () => {
    await type("trois 🦒");
    expect(sent.length).toBe(0);
    expect(said()).toBe("5 more!"); // an emoji is one character, as for the server
    expect(bars()).toBe("1");
    await type("trois girafe");
    expect(sent.length).toBe(1);
  });

  it("shows what the server says, of the whole form", async () => {
    await type("motdepasse1234");
    expect(Object.fromEntries(sent[0]!)).toEqual({ password: "motdepasse1234", email: "ada@example.org" });
    expect([said(), bars(), accepted()]).toEqual(["Easily guessed.", "2", false]);
    answer = async () => Response.json({ score: 4, accepted: true, text: "Very strong." });
    await type("quatre girafes lentes");
    expect([said(), bars(), accepted()]).toEqual(["Very strong.", "4", true]);
    await type("");
    expect([said(), bars(), accepted()]).toEqual(["", "", false]);
  });

  it("says nothing when the server cannot be asked", async () => {
    answer = async () => new Response("", { status: 429 });
    await type("quatre girafes lentes");
    expect([said(), bars()]).toEqual(["", ""]);
    answer = () => Promise.reject(new TypeError("offline"));
    await type("quatre girafes rapides");
    expect([said(), bars()]).toEqual(["", ""]);
  });

  it("judges again when a hint changes", async () => {
    await type("quatre girafes lentes");
    const email = document.querySelector<HTMLInputElement>("[name=email]")!;
    email.value = "girafe@example.org";
    email.dispatchEvent(new Event("change", { bubbles: true }));
    await vi.advanceTimersByTimeAsync(400);
    expect(sent.at(-1)!.get("email")).toBe("girafe@example.org");
  });
});
