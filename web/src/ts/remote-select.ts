// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// <remote-select>: people or organisations found by typing, over a plain select.

import type TomSelect from "tom-select/base";
import { labels } from "./dom";
import { tomSelect } from "./tom";
import { Widget, define } from "./widget";

class RemoteSelect extends Widget {
  private tom?: TomSelect;

  protected build(): void {
    const select = this.querySelector("select");
    if (!select) return;
    const src = this.getAttribute("src");
    this.tom = tomSelect(select, {
      say: labels(this),
      address: src ? (query) => `${src}${src.includes("?") ? "&" : "?"}q=${encodeURIComponent(query)}` : null,
      min: src ? Number(this.getAttribute("min") ?? 2) : 0,
      max: Number(this.getAttribute("max")) || undefined,
      create: this.hasAttribute("create"),
      single: !select.multiple,
    });
  }

  protected teardown(): void {
    this.tom?.input.removeAttribute("aria-hidden");
    this.tom?.destroy();
  }
}

define("remote-select", RemoteSelect);
