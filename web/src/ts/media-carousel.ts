// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// <media-carousel>: pictures side by side. Without this script the strip scrolls;
// with it there are buttons and dots. It never moves alone unless asked, and then
// has a pause button and stands still for those who prefer less motion.

import { type Say, el, iconButton, labels } from "./dom";
import { Widget, define } from "./widget";

/** wrap brings any index into 0..n-1, so that the last leads to the first. */
export function wrap(index: number, n: number): number {
  return ((index % n) + n) % n;
}

class MediaCarousel extends Widget {
  private slides: HTMLElement[] = [];
  private strip!: HTMLElement;
  private added: HTMLElement[] = [];
  private dots: HTMLButtonElement[] = [];
  private count?: HTMLElement;
  private at = 0;
  private timer = 0;
  private observer?: IntersectionObserver;

  protected build(): void {
    this.slides = [...this.children] as HTMLElement[];
    this.strip = el("div", { class: "mc-strip", tabindex: "0" }, ...this.slides);
    this.append(this.strip);
    if (this.slides.length < 2) {
      this.strip.removeAttribute("tabindex");
      return;
    }
    const say = labels(this);
    this.setAttribute("role", "group");
    this.setAttribute("aria-roledescription", "carousel");
    this.controls(say);
    this.strip.addEventListener("keydown", (event) => {
      if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
        event.preventDefault();
        this.go(this.at + (event.key === "ArrowRight" ? 1 : -1));
      }
    });
    this.observer = new IntersectionObserver((entries) => {
      for (const entry of entries) if (entry.isIntersecting) this.mark(this.slides.indexOf(entry.target as HTMLElement));
    }, { root: this.strip, threshold: 0.6 });
    for (const slide of this.slides) this.observer.observe(slide);
    this.mark(0);
  }

  private controls(say: Say): void {
    const total = this.slides.length;
    const before = iconButton("chevron-left", say("prev"), { class: "iconbtn mc-prev" });
    const after = iconButton("chevron-right", say("next"), { class: "iconbtn mc-next" });
    before.addEventListener("click", () => this.go(this.at - 1));
    after.addEventListener("click", () => this.go(this.at + 1));
    const row = el("div", { class: "mc-dots" });
    this.dots = this.slides.map((_, i) => {
      const dot = el("button", { type: "button", "aria-label": say("goto", { n: i + 1, total }) });
      dot.addEventListener("click", () => this.go(i));
      row.append(dot);
      return dot;
    });
    this.added = [before, after, row];
    if (this.hasAttribute("counter")) {
      this.count = el("span", { class: "mc-count", "aria-hidden": "true" }); // the dots say it to screen readers
      row.append(this.count);
    }
    const seconds = Number(this.getAttribute("autoplay"));
    if (seconds > 0 && !matchMedia("(prefers-reduced-motion: reduce)").matches) this.autoplay(say, seconds, row);
    this.append(...this.added);
  }

  private autoplay(say: Say, seconds: number, row: HTMLElement): void {
    const play = () => {
      this.timer = window.setInterval(() => {
        if (!this.matches(":hover, :focus-within")) this.go(this.at + 1);
      }, seconds * 1000);
    };
    const button = iconButton("circle-pause", say("pause"));
    button.addEventListener("click", () => {
      const playing = this.timer !== 0;
      clearInterval(this.timer);
      this.timer = 0;
      if (!playing) play();
      const label = say(playing ? "play" : "pause");
      button.setAttribute("aria-label", label);
      button.replaceChildren(...iconButton(playing ? "circle-play" : "circle-pause", label).childNodes);
    });
    row.append(button);
    play();
  }

  private go(index: number): void {
    const slide = this.slides[wrap(index, this.slides.length)]!;
    this.strip.scrollTo({ left: slide.offsetLeft - this.strip.offsetLeft });
  }

  private mark(index: number): void {
    this.at = index;
    if (this.count) this.count.textContent = `${index + 1}/${this.slides.length}`;
    this.dots.forEach((dot, i) => (i === index ? dot.setAttribute("aria-current", "true") : dot.removeAttribute("aria-current")));
  }

  protected teardown(): void {
    clearInterval(this.timer);
    this.observer?.disconnect();
    for (const node of this.added) node.remove();
    this.replaceChildren(...this.slides);
  }
}

define("media-carousel", MediaCarousel);
