// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// The words and blocks an article may have. What this schema cannot say, the
// editor cannot produce; the server's sanitiser allows a little more.

import { type DOMOutputSpec, type MarkSpec, type NodeSpec, Schema } from "prosemirror-model";

/** isMedia tells whether a picture is one of ours; others are not kept. */
export function isMedia(src: string | null): src is string {
  return !!src && /^\/media\/[^\s"'<>]+$/.test(src) && !src.includes("..");
}

function imageAttributes(node: HTMLElement): Record<string, unknown> | false {
  const image = node.matches("img") ? node : node.querySelector("img");
  const src = image?.getAttribute("src") ?? null;
  if (!image || !isMedia(src)) return false;
  return { src, alt: image.getAttribute("alt") ?? "", width: image.getAttribute("width"), height: image.getAttribute("height") };
}

/** withoutNull keeps the attributes that have a value. */
function withoutNull(attrs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attrs).filter(([, v]) => v != null));
}

const nodes: Record<string, NodeSpec> = {
  doc: { content: "block+" },
  paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: (): DOMOutputSpec => ["p", 0] },
  heading: {
    attrs: { level: { default: 2 } },
    content: "inline*", group: "block", defining: true,
    parseDOM: [
      { tag: "h1", attrs: { level: 2 } }, { tag: "h2", attrs: { level: 2 } },
      ...["h3", "h4", "h5", "h6"].map((tag) => ({ tag, attrs: { level: 3 } })),
    ],
    toDOM: (node): DOMOutputSpec => [`h${node.attrs.level}`, 0],
  },
  blockquote: {
    content: "(paragraph | bullet_list | ordered_list)+", group: "block", defining: true,
    parseDOM: [{ tag: "blockquote" }], toDOM: (): DOMOutputSpec => ["blockquote", 0],
  },
  bullet_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ul" }], toDOM: (): DOMOutputSpec => ["ul", 0] },
  ordered_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ol" }], toDOM: (): DOMOutputSpec => ["ol", 0] },
  list_item: {
    content: "paragraph (paragraph | bullet_list | ordered_list)*", defining: true,
    parseDOM: [{ tag: "li" }], toDOM: (): DOMOutputSpec => ["li", 0],
  },
  figure: {
    attrs: { src: {}, alt: { default: "" }, width: { default: null }, height: { default: null } },
    content: "text*", marks: "strong em link", group: "block", isolating: true, draggable: true,
    parseDOM: [
      {
        tag: "figure", getAttrs: imageAttributes,
        contentElement: (node) => (node as HTMLElement).querySelector<HTMLElement>("figcaption") ?? document.createElement("figcaption"),
      },
      { tag: "img[src]", getAttrs: imageAttributes },
    ],
    toDOM: (node): DOMOutputSpec => ["figure", ["img", withoutNull(node.attrs)], ["figcaption", 0]],
  },
  text: { group: "inline" },
  hard_break: {
    inline: true, group: "inline", selectable: false, linebreakReplacement: true,
    parseDOM: [{ tag: "br" }], toDOM: (): DOMOutputSpec => ["br"],
  },
};

const marks: Record<string, MarkSpec> = {
  link: {
    attrs: { href: {} }, inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: (node) => {
      const href = cleanLink((node as HTMLElement).getAttribute("href") ?? "");
      return href ? { href } : false;
    } }],
    toDOM: (mark): DOMOutputSpec => ["a", { href: mark.attrs.href }, 0],
  },
  strong: {
    parseDOM: [{ tag: "strong" }, { tag: "b" }],
    toDOM: (): DOMOutputSpec => ["strong", 0],
  },
  em: {
    parseDOM: [{ tag: "em" }, { tag: "i" }],
    toDOM: (): DOMOutputSpec => ["em", 0],
  },
  strike: {
    parseDOM: [{ tag: "s" }, { tag: "del" }, { tag: "strike" }],
    toDOM: (): DOMOutputSpec => ["s", 0],
  },
  code: { code: true, parseDOM: [{ tag: "code" }], toDOM: (): DOMOutputSpec => ["code", 0] },
};

export const schema = new Schema({ nodes, marks });

/**
 * cleanLink returns the address a link may have: http, https, mailto or a path
 * of this site. « example.org » becomes https, an address mailto; else "".
 */
export function cleanLink(typed: string): string {
  const text = typed.trim();
  if (!text || /[\s"<>\\]/.test(text)) return "";
  if (text.startsWith("/")) return text.startsWith("//") ? "" : text;
  if (/^mailto:[^@]+@[^@]+\.[^@]+$/i.test(text)) return text;
  if (/^[^@/:]+@[^@/:]+\.[^@/:]+$/.test(text)) return `mailto:${text}`;
  const address = /^https?:\/\//i.test(text) ? text : /^[a-z][a-z0-9+.-]*:(?!\d)/i.test(text) ? "" : `https://${text}`;
  try {
    const url = new URL(address);
    return url.hostname.includes(".") || url.hostname === "localhost" ? address : "";
  } catch {
    return "";
  }
}
