// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { bytesOf, fit, parseRatio } from "../src/ts/crop";
import { fill, fold } from "../src/ts/dom";
import { readForm, same, writeForm } from "../src/ts/draft";
import { wrap } from "../src/ts/media-carousel";
import { next } from "../src/ts/menu";

describe("crop", () => {
  it.each([["4/1", 4], ["16:9", 16 / 9], ["1.5", 1.5], ["", Number.NaN], [null, Number.NaN], ["a/b", Number.NaN], ["1/0", Number.NaN], ["-1", Number.NaN]])(
    "ratio %s", (text, want) => expect(parseRatio(text)).toBe(want));

  it.each([
    [4000, 1000, 1200, 300, 1200, 300],
    [800, 200, 1200, 300, 800, 200],
    [1000, 3000, 1600, 1600, 533, 1600],
    [0.2, 0.2, 10, 10, 1, 1],
  ])("fits %d × %d", (w, h, mw, mh, width, height) => expect(fit(w, h, mw, mh)).toEqual({ width, height }));

  it("weighs data URLs", () => {
    expect(bytesOf(`data:x;base64,${btoa("abcd")}`)).toBe(4);
    expect(bytesOf(`data:x;base64,${btoa("abc")}`)).toBe(3);
  });
});

describe("texts", () => {
  it("fills", () => expect(fill("{n} sur {total} {autre}", { n: 1, total: 3 })).toBe("1 sur 3 {autre}"));
  it("fills numbers as they are written", () => expect(fill("{n} sur {total}", { n: 12, total: 1868 })).toBe("12 sur 1\u202f868"));
  it("folds", () => expect(fold("Œuvre d’Été ÇA")).toBe("oeuvre d’ete ca"));
});

describe("carousel", () => {
  it.each([[-1, 3, 2], [3, 3, 0], [1, 3, 1]])("wraps %d of %d", (i, n, want) => expect(wrap(i, n)).toBe(want));
});

describe("menu", () => {
  const items = ["Profil", "Préférences", "Déconnexion"].map((text) => {
    const item = document.createElement("a");
    item.textContent = ` ${text}`;
    return item;
  });
  it.each([["ArrowDown", 2, "Profil"], ["ArrowUp", 0, "Déconnexion"], ["Home", 1, "Profil"], ["End", 0, "Déconnexion"], ["p", 0, "Préférences"], ["d", 2, "Déconnexion"]])(
    "%s from %d", (key, at, want) => expect(next(key, at, items)?.textContent?.trim()).toBe(want));
  it.each(["x", "Enter", " "])("%s goes nowhere", (key) => expect(next(key, 0, items)).toBeUndefined());
});

describe("draft", () => {
  const form = () => {
    const f = document.createElement("form");
    f.innerHTML = '<input name="t" value="a"><input type="password" name="p" value="s"><input type="hidden" name="h" value="1">' +
      '<input type="checkbox" name="c" value="1" checked><input type="checkbox" name="c" value="2">' +
      '<select name="s" multiple><option value="x" selected>X</option><option value="y">Y</option></select><textarea name="b">corps</textarea><button name="go" value="1">Go</button>';
    return f;
  };

  it("keeps what was typed and no secret", () => {
    expect(readForm(form())).toEqual({ t: ["a"], c: ["1"], s: ["x"], b: ["corps"] });
  });

  it("comes back as it was", () => {
    const f = form();
    const values = { t: ["é"], c: ["2"], s: ["y", "z"], b: ["autre"] };
    const restored: string[] = [];
    for (const field of f.elements) field.addEventListener("restore", () => restored.push((field as HTMLInputElement).name));
    writeForm(f, values);
    expect(same(readForm(f), values)).toBe(true);
    expect(restored).toEqual(["t", "c", "c", "s", "b"]);
    expect((f.elements.namedItem("p") as HTMLInputElement).value).toBe("s");
  });
});
