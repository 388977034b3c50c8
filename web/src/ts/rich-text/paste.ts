// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Pasted text as an article wants it. Word, LibreOffice and Google Docs write
// styles, empty paragraphs and false lists; the schema drops the styles, this
// repairs what the schema would misread.

import { isMedia } from "./schema";

/** cleanPaste returns the HTML of the clipboard without the traces of its program. */
export function cleanPaste(html: string): string {
  const doc = new DOMParser().parseFromString(disarm(html.replace(/<!--\[if[\s\S]*?<!\[endif\]-->/g, "")), "text/html");
  const { body } = doc;
  for (const node of body.querySelectorAll("style,script,meta,link,title,template,iframe,object,svg,xml")) node.remove();
  dropComments(body);
  for (const node of body.querySelectorAll<HTMLElement>("b,strong,i,em")) unwrapFalse(node);
  for (const node of body.querySelectorAll<HTMLElement>("span[data-style]")) emphasise(node);
  for (const node of body.querySelectorAll("*")) if (node.localName.includes(":")) unwrap(node); // o:p of Word
  wordLists(doc);
  for (const table of [...body.querySelectorAll("table")].reverse()) table.replaceWith(...rowsOf(table)); // inner ones first
  for (const image of body.querySelectorAll("img")) if (!isMedia(image.getAttribute("src"))) image.remove();
  for (const block of body.querySelectorAll("p,div,h1,h2,h3,h4,h5,h6")) {
    if (!block.querySelector("img") && isBlank(block.textContent)) block.remove();
  }
  ordinarySpaces(body);
  for (const node of body.querySelectorAll("[data-style]")) node.removeAttribute("data-style");
  return body.innerHTML;
}

/**
 * disarm sets styles and event handlers aside under other names. Our security
 * policy would refuse them anyway, and complain of each.
 */
function disarm(html: string): string {
  return html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+)(?=\s*=)/gi, " data-$1"));
}

/** emphasise makes <strong> and <em> of spans that are only drawn so. */
function emphasise(span: HTMLElement): void {
  const style = span.dataset.style ?? "";
  const wrap = (tag: string) => {
    const mark = span.ownerDocument.createElement(tag);
    mark.append(...span.childNodes);
    span.append(mark);
  };
  if (/font-weight:\s*(bold|[6-9]00)/i.test(style)) wrap("strong");
  if (/font-style:\s*italic/i.test(style)) wrap("em");
}

/**
 * rowsOf makes a paragraph of each row: articles have no tables, and their figures
 * must stay apart. A lone cell is only there for looks, as in letters: its blocks stay.
 */
function rowsOf(table: HTMLTableElement): Element[] {
  const lines = [...table.rows].map((row) => {
    const [lone] = row.cells.length === 1 ? row.cells : [];
    const line = table.ownerDocument.createElement(lone ? "div" : "p");
    if (isBlank(row.textContent) && !row.querySelector("img")) return line;
    if (lone) {
      line.append(...lone.childNodes);
      return line;
    }
    for (const cell of row.cells) {
      for (const block of cell.querySelectorAll("p,div,li,ul,ol,h1,h2,h3,h4,h5,h6,pre,blockquote")) {
        if (block.previousSibling) block.before(" ");
        unwrap(block);
      }
      if (cell.previousElementSibling) line.append(" · ");
      if (isBlank(cell.textContent)) line.append("–"); // figures keep their place
      line.append(...cell.childNodes);
    }
    return line;
  });
  if (table.caption) lines.unshift(Object.assign(table.ownerDocument.createElement("p"), { textContent: table.caption.textContent }));
  return lines;
}

function isBlank(text: string | null): boolean {
  return !text || /^[\s\u00a0\u200b]*$/.test(text);
}

function unwrap(node: Element): void {
  node.replaceWith(...node.childNodes);
}

/** unwrapFalse drops the <b style="font-weight:normal"> that Google Docs puts round everything. */
function unwrapFalse(node: HTMLElement): void {
  const style = node.getAttribute("data-style") ?? "";
  if (/font-weight:\s*(normal|400)/i.test(style) || /font-style:\s*normal/i.test(style)) unwrap(node);
}

function dropComments(root: Node): void {
  for (const child of [...root.childNodes]) {
    if (child.nodeType === 8) child.remove(); // a comment
    else dropComments(child);
  }
}

/** wordLists makes lists of the paragraphs that Word only draws as lists. */
function wordLists(doc: Document): void {
  let list: HTMLElement | null = null;
  for (const p of [...doc.body.querySelectorAll<HTMLElement>("p")]) {
    const isItem = /MsoList/i.test(p.className) || /mso-list:\s*l\d/i.test(p.getAttribute("data-style") ?? "");
    if (!isItem) {
      list = null;
      continue;
    }
    const mark = p.querySelector('[data-style*="mso-list"]');
    const sign = mark?.textContent ?? /^\s*([·•o§-]|\d+[.)])/.exec(p.textContent ?? "")?.[0] ?? "";
    mark?.remove();
    const kind = /\d/.test(sign) ? "ol" : "ul";
    if (!list || list.localName !== kind || p.previousElementSibling !== list) {
      list = doc.createElement(kind);
      p.before(list);
    }
    const item = doc.createElement("li");
    const text = doc.createElement("p");
    text.append(...p.childNodes);
    if (!mark) stripSign(text, sign);
    item.append(text);
    list.append(item);
    p.remove();
  }
}

function stripSign(p: HTMLElement, sign: string): void {
  const first = p.firstChild;
  if (sign && first?.nodeType === 3) first.textContent = (first.textContent ?? "").replace(sign, "").replace(/^[\s\u00a0]+/, "");
}

/**
 * ordinarySpaces undoes the no-break spaces that programs put for looks, and
 * keeps those of French typography: before : ; ! ? » %, after «, in numbers.
 */
function ordinarySpaces(root: Node): void {
  for (const child of root.childNodes) {
    if (child.nodeType === 3) child.textContent = keepFrench(child.textContent ?? "");
    else ordinarySpaces(child);
  }
}

export function keepFrench(text: string): string {
  return text.replace(/[ \u00a0]*\u00a0[ \u00a0]*/g, (run: string, at: number, all: string) => {
    const before = all[at - 1] ?? "";
    const after = all[at + run.length] ?? "";
    const french = /[:;!?»%€]/.test(after) || before === "«" || (/\d/.test(before) && /[\d\p{L}]/u.test(after));
    return french ? "\u00a0" : " ";
  });
}
