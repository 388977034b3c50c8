// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// What the driver asks of a page. Evaluated from outside, so that the page's
// content security policy does not apply and scripts may be disabled.
({
  // Spaces of all kinds read alike, as for a person.
  words: (text) => (text || "").replace(/\s+/g, " ").trim(),

  shows(el) {
    const box = el.getBoundingClientRect();
    return el.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box.width > 0 && box.height > 0;
  },

  // drafts are where the browser keeps forms left half-way.
  drafts: () => Object.keys(localStorage).filter((store) => store.startsWith("draft:")),

  // name is what a person or a screen reader calls the element.
  name(el) {
    return this.words(el.getAttribute("aria-label") || el.innerText || el.textContent || el.getAttribute("title") || el.value);
  },

  // all finds what shows, matches the selector and is called so; an exact name
  // goes before one that contains the words.
  all(css, text) {
    const shown = [...document.querySelectorAll(css)].filter((el) => this.shows(el));
    if (!text) return shown;
    const wanted = this.words(text);
    const exact = shown.filter((el) => this.name(el) === wanted);
    return exact.length ? exact : shown.filter((el) => this.name(el).includes(wanted));
  },

  // point is where to press the element: the middle of its first box, in the
  // window, if nothing lies over it.
  point(css, text) {
    const el = this.all(css, text)[0];
    if (!el) return { why: "not there" };
    if (el.disabled || el.closest("[inert]")) return { why: "disabled" };
    const inside = ({ x, y, width, height }) =>
      y >= 0 && x >= 0 && y + height <= innerHeight && x + width <= innerWidth;
    let box = [...el.getClientRects()].find((b) => b.width > 0 && b.height > 0);
    if (!inside(box) || this.covered(el, box)) {
      el.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      box = [...el.getClientRects()].find((b) => b.width > 0 && b.height > 0);
    }
    const by = this.covered(el, box);
    if (by) return { why: `covered by ${by}` };
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  },

  covered(el, box) {
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (!hit) return "the edge of the window";
    if (el.contains(hit) || hit.closest("label")?.control === el) return "";
    return hit.outerHTML.slice(0, 120);
  },

  texts(css, text) {
    return this.all(css, text).map((el) => this.words(el.innerText));
  },

  // main is what every page has of its own.
  main: () => document.querySelector("main") || document.body,

  // still is whether the page has loaded.
  still() {
    return document.readyState === "complete";
  },

  // wide lists what makes the page scroll sideways; data tables may, inside
  // their own box.
  wide() {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const end = (el) => el.getBoundingClientRect().left + Math.max(el.offsetWidth, getComputedStyle(el).overflowX === "visible" ? el.scrollWidth : 0);
    return [...document.body.querySelectorAll("*")]
      .filter((el) => this.shows(el) && end(el) > room + 1 && !el.closest(".dock"))
      .map((el) => `${el.outerHTML.slice(0, 140)} ends at ${Math.round(end(el))}`)
      .slice(-5)
      .concat(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${room}`);
  },

  // seen reports whether some of an element is in the window, and not beyond the
  // edge of what scrolls around it.
  seen(el) {
    let { top, bottom, left, right } = el.getBoundingClientRect();
    for (let around = el.parentElement; around; around = around.parentElement) {
      if (getComputedStyle(around).overflowX === "visible") continue;
      const edge = around.getBoundingClientRect();
      [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
    }
    return top < innerHeight && bottom > 0 && left < Math.min(right, innerWidth) && right > 0;
  },

  // unloaded lists pictures in the window that show nothing.
  unloaded() {
    return [...document.images]
      .filter((img) => this.shows(img) && this.seen(img) && !(img.complete && img.naturalWidth > 0))
      .map((img) => img.currentSrc || img.src);
  },
})
