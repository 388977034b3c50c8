// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

/**
 * Widget is a custom element that enriches the markup inside it. It survives
 * being moved in the page, gives the markup back when it leaves it, and asks
 * htmx's morph to leave it alone.
 */
export abstract class Widget extends HTMLElement {
  private built = false;

  connectedCallback(): void {
    if (this.built) return;
    this.built = true;
    this.setAttribute("hx-morph-skip", "");
    this.build();
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected || !this.built) return;
      this.built = false;
      this.teardown();
    });
  }

  protected abstract build(): void;
  protected abstract teardown(): void;
}

/** define registers an element once, even if its chunk is evaluated twice. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
