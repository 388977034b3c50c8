// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type Item, tomSelect } from "../src/ts/tom";

/** answers are those that the server still owes, by query. */
let answers: Map<string, (items: Item[]) => void>;

function field() {
  document.body.innerHTML = '<label for="f">Agence</label><input id="f" name="f">';
  const tom = tomSelect(document.querySelector("input")!, {
    say: (key) => key, address: (query) => `/names?q=${query}`, min: 2, create: true, single: true,
  });
  tom.focus();
  return tom;
}

/** type writes as a person does and waits until the server is asked. */
async function type(tom: ReturnType<typeof field>, text: string) {
  tom.control_input.value = text;
  tom.control_input.dispatchEvent(new Event("input"));
  await vi.advanceTimersByTimeAsync(500);
}

async function answer(query: string, ...names: string[]) {
  answers.get(query)!(names.map((name) => ({ value: name, label: name })));
  await vi.advanceTimersByTimeAsync(500);
}

const offered = (tom: ReturnType<typeof field>) => [...tom.dropdown.querySelectorAll("[data-value] b")].map((e) => e.textContent);

beforeEach(() => {
  vi.useFakeTimers();
  answers = new Map();
  vi.stubGlobal("fetch", (url: string) => new Promise((answered) => {
    answers.set(url.split("q=")[1]!, (items) => answered({ ok: true, json: async () => items }));
  }));
});

describe("suggestions", () => {
  it("open the list when they come in time", async () => {
    const tom = field();
    await type(tom, "Ph");
    await answer("Ph", "Phare", "Phénix");
    expect(tom.isOpen).toBe(true);
    expect(offered(tom)).toEqual(["Phare", "Phénix"]);
  });

  it("that come after the choice leave the list closed", async () => {
    const tom = field();
    await type(tom, "Agence du Phare");
    tom.createItem();
    tom.close();
    await answer("Agence du Phare", "Agence du Phare, Brest");
    expect(tom.items).toEqual(["Agence du Phare"]);
    expect(tom.isOpen).toBe(false);
    expect(tom.wrapper.classList.contains("loading")).toBe(false);
  });

  it("that come out of order do not mix", async () => {
    const tom = field();
    await type(tom, "Ph");
    await type(tom, "Phé");
    await answer("Phé", "Phénix");
    await answer("Ph", "Phare");
    expect(offered(tom)).toEqual(["Phénix"]);
  });
});
