// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// The bar of buttons over the text: one stop of the Tab key, arrows inside.

import type { EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { type Say, el, icon } from "../dom";
import type { Tool } from "./commands";

export class Toolbar {
  readonly dom: HTMLElement;
  private readonly buttons = new Map<HTMLButtonElement, Tool>();

  constructor(groups: Tool[][], say: Say, private readonly view: () => EditorView) {
    this.dom = el("div", { class: "rt-bar", role: "toolbar", "aria-label": say("toolbar") });
    for (const group of groups) {
      this.dom.append(el("span", { class: "rt-group" }, ...group.map((tool) => this.button(tool, say))));
    }
    this.rove(this.buttons.keys().next().value);
    this.dom.addEventListener("keydown", (event) => this.onKey(event));
  }

  private button(tool: Tool, say: Say): HTMLButtonElement {
    const name = say(tool.key);
    const title = tool.shortcut ? `${name} (${tool.shortcut})` : name;
    const button = el("button", { type: "button", "aria-label": name, title, tabindex: "-1", "data-tool": tool.key }, icon(tool.icon));
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    button.addEventListener("click", () => {
      const view = this.view();
      if (tool.run(view.state, view.dispatch, view)) {
        if (!document.querySelector("dialog:modal .rt-dialog")) view.focus();
      }
      this.rove(button);
    });
    this.buttons.set(button, tool);
    return button;
  }

  private rove(to?: HTMLButtonElement): void {
    for (const button of this.buttons.keys()) button.tabIndex = button === to ? 0 : -1;
  }

  private onKey(event: KeyboardEvent): void {
    const all = [...this.buttons.keys()].filter((b) => !b.disabled);
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const n = all.length;
    const to = { ArrowRight: all[(at + 1) % n], ArrowLeft: all[(at - 1 + n) % n], Home: all[0], End: all[n - 1] }[event.key];
    if (!to) return;
    event.preventDefault();
    this.rove(to);
    to.focus();
  }

  /** update shows what the cursor is in, and what cannot be done there. */
  update(state: EditorState): void {
    for (const [button, tool] of this.buttons) {
      const on = tool.pressed?.(state);
      if (on !== undefined) button.setAttribute("aria-pressed", String(on));
      button.disabled = !on && !tool.run(state) && document.activeElement !== button;
    }
  }
}
