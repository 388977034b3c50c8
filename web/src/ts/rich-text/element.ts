// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// <rich-text>: an editor over a textarea. The textarea stays in the form with
// the HTML, and is what one writes in without this script.

import { DOMParser, DOMSerializer, type Node } from "prosemirror-model";
import { type Command, EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { type Say, changed, el, labels, uid } from "../dom";
import { Widget, define } from "../widget";
import { TOOLS, type Tool, linkPressed, plugins } from "./commands";
import { FigureView } from "./figure";
import { cleanPaste } from "./paste";
import { prompt } from "./prompt";
import { cleanLink, schema } from "./schema";
import { Toolbar } from "./toolbar";
import { imagesIn, upload, uploads } from "./upload";

const REST = 300; // ms without a key before the form is told

/** parse reads HTML as an article. */
export function parse(html: string): Node {
  const holder = document.implementation.createHTMLDocument("").body;
  holder.innerHTML = html;
  return DOMParser.fromSchema(schema).parse(holder);
}

/** serialise writes an article as HTML; an empty one is the empty text. */
export function serialise(doc: Node): string {
  if (doc.childCount === 1 && doc.firstChild!.isTextblock && doc.firstChild!.content.size === 0 && doc.firstChild!.type.name !== "figure") return "";
  const holder = document.createElement("div");
  holder.append(DOMSerializer.fromSchema(schema).serializeFragment(doc.content));
  for (const caption of holder.querySelectorAll("figcaption")) if (!caption.textContent) caption.remove();
  return holder.innerHTML;
}

class RichText extends Widget {
  private textarea!: HTMLTextAreaElement;
  private view?: EditorView;
  private bar!: Toolbar;
  private counter?: HTMLElement;
  private say!: Say;
  private timer = 0;
  private last = ""; // what the textarea was last told, in our own spelling
  private stop = new AbortController();

  protected build(): void {
    const textarea = this.querySelector("textarea");
    if (!textarea) return;
    this.textarea = textarea;
    this.say = labels(this);
    this.stop = new AbortController();
    const body = el("div", { class: "rt-body" });
    this.bar = new Toolbar(this.tools(), this.say, () => this.view!);
    this.view = new EditorView({ mount: body }, {
      state: this.state(textarea.value),
      attributes: this.attributesOf(textarea),
      transformPastedHTML: cleanPaste,
      nodeViews: { figure: (node, view, pos) => new FigureView(node, view, pos, this.say) },
      handlePaste: (view, event) => this.takeFiles(view, event.clipboardData, view.state.selection.from),
      handleDrop: (view, event) => this.takeFiles(view, event.dataTransfer,
        view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? view.state.selection.from),
      handleDOMEvents: { blur: () => { this.flush(); return false; } },
      dispatchTransaction: (tr) => {
        const view = this.view!;
        view.updateState(view.state.apply(tr));
        this.bar.update(view.state);
        if (tr.docChanged) this.later();
      },
    });
    this.append(this.bar.dom, body);
    if (this.hasAttribute("counter")) this.append((this.counter = el("p", { class: "rt-count meta", role: "status" })));
    textarea.hidden = true;
    const minimum = this.getAttribute("min-height");
    if (minimum) this.view.dom.style.minHeight = minimum;
    this.bar.update(this.view.state);
    this.count();
    this.listen();
  }

  private attributesOf(textarea: HTMLTextAreaElement): Record<string, string> {
    const label = textarea.labels[0];
    if (label) label.id ||= uid("label");
    const attributes: Record<string, string> = { role: "textbox", "aria-multiline": "true" };
    const copy = { "aria-labelledby": label?.id, "aria-label": label ? null : textarea.getAttribute("aria-label"),
      "aria-describedby": textarea.getAttribute("aria-describedby"), "aria-invalid": textarea.getAttribute("aria-invalid"),
      "aria-required": textarea.required ? "true" : null, lang: textarea.getAttribute("lang") };
    for (const [name, value] of Object.entries(copy)) if (value) attributes[name] = value;
    if (textarea.getAttribute("aria-invalid") === "true") this.dataset.invalid = "";
    return attributes;
  }

  private listen(): void {
    const { signal } = this.stop;
    const { textarea } = this;
    for (const label of textarea.labels) label.addEventListener("click", () => this.view?.focus(), { signal });
    const reload = () => this.view?.updateState(this.state(textarea.value));
    textarea.addEventListener("restore", reload, { signal });
    textarea.form?.addEventListener("reset", () => setTimeout(reload), { signal });
    textarea.form?.addEventListener("submit", () => this.flush(), { signal, capture: true });
    textarea.required = false; // the server says it; the browser could not show the message on a hidden field
  }

  private state(html: string): EditorState {
    const doc = parse(html);
    this.last = serialise(doc);
    return EditorState.create({ doc, plugins: [...plugins(this.link), uploads()] });
  }

  private tools(): Tool[][] {
    const insert: Tool[] = [{ key: "link", icon: "link", run: this.link, pressed: linkPressed, shortcut: "Ctrl K" }];
    if (this.uploadURL) insert.push({ key: "image", icon: "image-plus", run: this.choose });
    const [past, ...others] = TOOLS;
    return [...others, insert, past!];
  }

  private get uploadURL(): string {
    return this.getAttribute("upload-url") ?? "";
  }

  /** link asks for an address and puts it on the selection, or on its own text. */
  private link: Command = (_state, dispatch, view) => {
    if (!dispatch || !view) return true;
    void this.askLink(view);
    return true;
  };

  private async askLink(view: EditorView): Promise<void> {
    const { say } = this;
    const type = schema.marks.link!;
    let { from, to } = view.state.selection;
    const here = type.isInSet(view.state.doc.resolve(from).marks()) ?? view.state.doc.nodeAt(from)?.marks.find((m) => m.type === type);
    if (here && from === to) ({ from, to } = around(view, from));
    const answer = await prompt(say("link_title"), [{
      name: "href", label: say("link_url"), hint: say("link_hint"), value: here?.attrs.href ?? "",
      check: (typed) => { const value = cleanLink(typed); return value ? { value } : { error: say("link_invalid") }; },
    }], say, here ? say("link_remove") : "");
    if (!answer || view.isDestroyed) return;
    const tr = view.state.tr.removeMark(from, to, type);
    if (answer !== "removed") {
      const href = answer.href!;
      if (from === to) tr.insert(from, schema.text(href.replace(/^(mailto:|https?:\/\/)/, ""), [type.create({ href })]));
      else tr.addMark(from, to, type.create({ href }));
    }
    view.dispatch(tr);
    view.focus();
  }

  private choose: Command = (_state, dispatch, view) => {
    if (!dispatch || !view) return true;
    const input = el("input", { type: "file", accept: "image/png,image/jpeg,image/webp", multiple: true });
    const pos = view.state.selection.from;
    input.addEventListener("change", () => {
      for (const file of input.files ?? []) void upload(view, file, pos, this.uploadURL, this.say);
    });
    input.click();
    return true;
  };

  private takeFiles(view: EditorView, data: DataTransfer | null, pos: number): boolean {
    const files = imagesIn(data);
    if (!this.uploadURL || files.length === 0) return false;
    if (data?.types.includes("text/html") && data.getData("text/plain")) return false; // Word adds a picture of the text
    for (const file of files) void upload(view, file, pos, this.uploadURL, this.say);
    return true;
  }

  private later(): void {
    this.count();
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.flush(), REST);
  }

  /** flush writes the article into the textarea and tells the form. */
  private flush(): void {
    clearTimeout(this.timer);
    this.timer = 0;
    if (!this.view) return;
    const html = serialise(this.view.state.doc);
    if (html === this.last) return;
    this.last = html;
    this.textarea.value = html;
    changed(this.textarea);
  }

  private count(): void {
    if (!this.counter || !this.view) return;
    const n = this.view.state.doc.textBetween(0, this.view.state.doc.content.size, " ").length;
    const max = Number(this.getAttribute("max"));
    this.counter.textContent = max ? this.say("of", { n, max }) : this.say("characters", { n });
    this.counter.toggleAttribute("data-over", max > 0 && n > max);
  }

  protected teardown(): void {
    clearTimeout(this.timer);
    this.stop.abort();
    const body = this.view?.dom;
    this.view?.destroy();
    this.view = undefined;
    body?.remove();
    this.bar?.dom.remove();
    this.counter?.remove();
    this.textarea.hidden = false;
  }
}

/** around is the extent of the link that holds pos. */
function around(view: EditorView, pos: number): { from: number; to: number } {
  const $pos = view.state.doc.resolve(pos);
  const type = schema.marks.link!;
  const from = $pos.start();
  let result = { from: pos, to: pos };
  $pos.parent.forEach((child, offset) => {
    const start = from + offset;
    const end = start + child.nodeSize;
    if (type.isInSet(child.marks) && start <= pos && end >= pos) result = { from: start, to: end };
  });
  return result;
}

define("rich-text", RichText);
