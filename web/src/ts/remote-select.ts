// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// <remote-select>: people or organisations found by typing, over a plain select,
// or over a line of text that takes any other name too.

import type TomSelect from "tom-select/base";
import { labels } from "./dom";
import { tomSelect } from "./tom";
import { Widget, define } from "./widget";

class RemoteSelect extends Widget {
  private tom?: TomSelect;

  protected build(): void {
    const field = this.querySelector<HTMLSelectElement | HTMLInputElement>("select, input");
    if (!field) return;
    const src = this.getAttribute("src");
    this.tom = tomSelect(field, {
      say: labels(this),
      address: src ? (query) => `${src}${src.includes("?") ? "&" : "?"}q=${encodeURIComponent(query)}` : null,
      min: src ? Number(this.getAttribute("min") ?? 2) : 0,
      max: Number(this.getAttribute("max")) || undefined,
      create: this.hasAttribute("create"),
      single: !field.multiple,
    });
  }

  protected teardown(): void {
    this.tom?.input.removeAttribute("aria-hidden");
    this.tom?.destroy();
  }
}

define("remote-select", RemoteSelect);
