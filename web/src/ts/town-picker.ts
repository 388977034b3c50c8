// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// <town-picker>: a country, then a town or a postcode of that country. What is
// typed and not in the list is kept, except in the country named by `closed`.

import type TomSelect from "tom-select/base";
import { labels } from "./dom";
import { tomSelect } from "./tom";
import { Widget, define } from "./widget";

class TownPicker extends Widget {
  private tom?: TomSelect;
  private stop = new AbortController();

  protected build(): void {
    const country = this.querySelector<HTMLSelectElement>("[data-country]") ?? this.querySelector("select");
    const town = this.querySelector<HTMLInputElement>("[data-town]") ?? this.querySelector<HTMLInputElement>("input:not([type=hidden])");
    const src = this.getAttribute("src");
    if (!country || !town || !src) return;
    const closed = this.getAttribute("closed");
    const tom = tomSelect(town, {
      say: labels(this),
      address: (query) => `${src}/${encodeURIComponent(country.value || "-")}?q=${encodeURIComponent(query)}`,
      min: Number(this.getAttribute("min") ?? 2),
      create: true,
      mayCreate: () => country.value !== closed, // the towns of that country are all in the list
      single: true,
    });
    this.tom = tom;
    this.stop = new AbortController();
    country.addEventListener("change", () => {
      tom.clear();
      tom.clearOptions();
    }, { signal: this.stop.signal });
  }

  protected teardown(): void {
    this.stop.abort();
    this.tom?.input.removeAttribute("aria-hidden");
    this.tom?.destroy();
  }
}

define("town-picker", TownPicker);
