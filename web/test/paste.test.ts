// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { parse, serialise } from "../src/ts/rich-text/element";
import { cleanPaste, keepFrench } from "../src/ts/rich-text/paste";
import { cleanLink, isMedia } from "../src/ts/rich-text/schema";

/** pasted is what the editor keeps of a clipboard. */
const pasted = (html: string) => serialise(parse(cleanPaste(html)));

describe("paste", () => {
  it.each([
    ["Google Docs wrapper", '<b style="font-weight:normal;" id="docs-internal-guid-1"><p>Un <span style="font-weight:700">mot</span></p></b>', "<p>Un <strong>mot</strong></p>"],
    ["italic span", '<p><span style="font-style: italic">là</span></p>', "<p><em>là</em></p>"],
    ["headings", "<h1>A</h1><h4>B</h4>", "<h2>A</h2><h3>B</h3>"],
    ["styles and handlers", '<p style="color:red" onclick="x()" class="MsoNormal">Un</p>', "<p>Un</p>"],
    ["Word comments and tags", "<!--[if gte mso 9]><xml>x</xml><![endif]--><p>Un<o:p></o:p></p><style>p{}</style>", "<p>Un</p>"],
    ["Word list", '<p class="MsoListParagraph"><span style="mso-list:Ignore">·  </span>Un</p><p class="MsoListParagraph"><span style="mso-list:Ignore">·  </span>Deux</p><p>Fin</p>',
      "<ul><li><p>Un</p></li><li><p>Deux</p></li></ul><p>Fin</p>"],
    ["Word numbers", '<p class="MsoListParagraph"><span style="mso-list:Ignore">1. </span>Un</p>', "<ol><li><p>Un</p></li></ol>"],
    ["empty paragraphs", "<p>Un</p><p>&nbsp;</p><p></p><p>Deux</p>", "<p>Un</p><p>Deux</p>"],
    ["table", "<table><caption>Ports</caption><thead><tr><th>Ville</th><th>2026</th></tr></thead><tr><td><p>Lyon</p></td><td><b>12</b></td></tr><tr><td></td><td>3</td></tr><tr><td></td><td> </td></tr></table>",
      "<p>Ports</p><p>Ville · 2026</p><p>Lyon · <strong>12</strong></p><p>– · 3</p>"],
    ["table for looks", "<table><tr><td><h2>Titre</h2><p>Un.</p><p>Deux.</p><ul><li>x</li><li>y</li></ul></td></tr></table>",
      "<h2>Titre</h2><p>Un.</p><p>Deux.</p><ul><li><p>x</p></li><li><p>y</p></li></ul>"],
    ["headings in cells", "<table><tr><td><pre>p</pre></td><td><h3>h</h3></td></tr></table>", "<p>p · h</p>"],
    ["table in a table", "<table><tr><td>a</td><td><table><tr><td>b</td><td>c</td></tr><tr><td>d</td></tr></table></td></tr></table>", "<p>a · b · c d</p>"],
    ["script", "<p>Un</p><script>alert(1)</script>", "<p>Un</p>"],
    ["foreign picture", '<p>Un <img src="https://example.org/a.png"></p>', "<p>Un</p>"],
    ["data picture", '<p>Un</p><img src="data:image/png;base64,AAAA">', "<p>Un</p>"],
    ["our picture", '<figure><img src="/media/a.jpg" alt="Port"><figcaption>© X</figcaption></figure>', '<figure><img src="/media/a.jpg" alt="Port"><figcaption>© X</figcaption></figure>'],
    ["our picture without caption", '<img src="/media/a.jpg">', '<figure><img src="/media/a.jpg" alt=""></figure>'],
    ["bad link", '<p><a href="javascript:alert(1)">Un</a></p>', "<p>Un</p>"],
    ["strike and code", "<p><del>a</del><code>b</code></p>", "<p><s>a</s><code>b</code></p>"],
    ["French spaces", "<p>Quoi&nbsp;? «&nbsp;Non&nbsp;» et&nbsp;puis&nbsp; rien</p>", "<p>Quoi&nbsp;? «&nbsp;Non&nbsp;» et puis rien</p>"],
  ])("%s", (_name, html, want) => {
    expect(pasted(html)).toBe(want);
  });

  it("keeps what it has cleaned", () => {
    const once = pasted('<h1>Titre</h1><p><b>Un</b> <a href="https://a.fr/?x=1&amp;y=2">lien</a></p><ul><li>a</li></ul>');
    expect(pasted(once)).toBe(once);
  });

  it("is empty when nothing is left", () => {
    expect(pasted("<p>&nbsp;</p>")).toBe("");
  });
});

describe("keepFrench", () => {
  it.each([
    ["12\u00a0000 euros", "12\u00a0000 euros"],
    ["un\u00a0\u00a0 deux", "un deux"],
    ["69,50\u00a0€", "69,50\u00a0€"],
  ])("%s", (text, want) => expect(keepFrench(text)).toBe(want));
});

describe("cleanLink", () => {
  it.each([
    ["https://example.org/a?b#c", "https://example.org/a?b#c"],
    [" example.org ", "https://example.org"],
    ["example.org:8080/x", "https://example.org:8080/x"],
    ["jane@example.org", "mailto:jane@example.org"],
    ["mailto:jane@example.org", "mailto:jane@example.org"],
    ["/wire/x1", "/wire/x1"],
    ["//evil.example", ""],
    ["javascript:alert(1)", ""],
    ["JaVaScript:alert(1)", ""],
    ["data:text/html,x", ""],
    ["ftp://example.org", ""],
    ["a b", ""],
    ["mot", ""],
    ["", ""],
    ['https://a.fr/"x', ""],
  ])("%s", (typed, want) => expect(cleanLink(typed)).toBe(want));
});

describe("isMedia", () => {
  it.each([["/media/a.jpg", true], ["/media/../x", false], ["//media/a", false], ["https://x/media/a", false], [null, false]])("%s", (src, want) => {
    expect(isMedia(src)).toBe(want);
  });
});
