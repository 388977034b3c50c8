// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// How a picture looks while writing: the picture with a button for its
// description, and its caption, which is edited in place.

import type { Node } from "prosemirror-model";
import { NodeSelection } from "prosemirror-state";
import type { EditorView, NodeView } from "prosemirror-view";
import { type Say, el, icon } from "../dom";
import { prompt } from "./prompt";

export class FigureView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement;
  private readonly image: HTMLImageElement;
  private readonly tag: HTMLButtonElement;

  constructor(private node: Node, private readonly view: EditorView, private readonly pos: () => number | undefined, private readonly say: Say) {
    this.image = el("img", { draggable: "false" });
    this.tag = el("button", { type: "button", class: "rt-alt", contenteditable: "false" });
    this.tag.addEventListener("click", () => void this.describe());
    this.contentDOM = el("figcaption", { "data-placeholder": say("caption") });
    this.dom = el("figure", {}, this.image, this.tag, this.contentDOM);
    this.show();
  }

  private show(): void {
    const { src, alt } = this.node.attrs;
    this.image.src = src;
    this.image.alt = alt;
    this.tag.replaceChildren(icon("pencil", "ic-sm"), this.say("alt"));
    this.tag.toggleAttribute("data-missing", !alt);
    this.contentDOM.toggleAttribute("data-empty", this.node.content.size === 0);
  }

  private async describe(): Promise<void> {
    const { say, view } = this;
    const answer = await prompt(say("image_title"), [{ name: "alt", label: say("alt"), value: this.node.attrs.alt }], say, say("image_remove"));
    const at = this.pos();
    if (!answer || at === undefined || view.isDestroyed) return;
    if (answer === "removed") view.dispatch(view.state.tr.delete(at, at + this.node.nodeSize));
    else view.dispatch(view.state.tr.setNodeMarkup(at, undefined, { ...this.node.attrs, alt: answer.alt }));
    view.focus();
  }

  selectNode(): void {
    this.dom.classList.add("ProseMirror-selectednode");
  }

  deselectNode(): void {
    this.dom.classList.remove("ProseMirror-selectednode");
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show();
    return true;
  }

  stopEvent(event: Event): boolean {
    if (event.type === "mousedown" && event.target === this.image) {
      const at = this.pos();
      if (at !== undefined) this.view.dispatch(this.view.state.tr.setSelection(NodeSelection.create(this.view.state.doc, at)));
    }
    return this.tag.contains(event.target as globalThis.Node);
  }

  ignoreMutation(mutation: { target: globalThis.Node }): boolean {
    return !this.contentDOM.contains(mutation.target);
  }
}
