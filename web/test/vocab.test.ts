// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

import { describe, expect, it } from "vitest";
import { Vocabulary, chosenIn } from "../src/ts/vocab";

function transports(multiple = true, max = Infinity): Vocabulary {
  const v = new Vocabulary(multiple, max);
  v.add("TRANSPORTS", "TRANSPORTS / Fret", "Fret", true);
  v.add("TRANSPORTS", "TRANSPORTS / Métro", "Métro", false);
  v.add("ÉNERGIE", "ÉNERGIE / Éolien", "Éolien", false);
  v.add("ÉNERGIE", "ÉNERGIE / Cœur de réacteur", "Cœur de réacteur", false);
  return v;
}
const labels = (entries: { label: string }[]) => entries.map((e) => e.label);

describe("Vocabulary", () => {
  it.each([
    ["eolien", ["Éolien"]],
    ["METRO", ["Métro"]],
    ["energie", ["Éolien", "Cœur de réacteur"]],
    ["coeur energie", ["Cœur de réacteur"]],
    ["  ", []],
    ["rien", []],
  ])("finds %s", (query, want) => expect(labels(transports().find(query))).toEqual(want));

  it("knows an entry only once", () => {
    const v = transports();
    expect(v.add("AUTRE", "TRANSPORTS / Fret", "Fret", false).chosen).toBe(true);
    expect(v.families).toHaveLength(2);
  });

  it("replaces the choice when single", () => {
    const v = transports(false);
    expect(v.choose(v.entries[2]!, true)).toBe(true);
    expect(labels(v.chosen)).toEqual(["Éolien"]);
  });

  it("stops at the maximum", () => {
    const v = transports(true, 2);
    expect(v.choose(v.entries[1]!, true)).toBe(true);
    expect(v.choose(v.entries[2]!, true)).toBe(false);
    expect(v.chooseAll(v.families[1]!.entries, true)).toBe(false);
    expect(v.chosen).toHaveLength(2);
    v.choose(v.entries[0]!, false);
    expect(v.choose(v.entries[2]!, true)).toBe(true);
  });

  it("ticks and unticks a family", () => {
    const v = transports();
    expect(v.chooseAll(v.families[1]!.entries, true)).toBe(true);
    expect(chosenIn(v.families[1]!)).toBe(2);
    v.chooseAll(v.families[1]!.entries, false);
    expect(labels(v.chosen)).toEqual(["Fret"]);
  });
});
