// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// <image-crop>: a picture chosen or dropped, framed in a dialog, and posted as a
// data URL in the hidden field. Without this script the file itself is posted.
// Everything the mouse does has a button too (WCAG 2.5.7).

import "../css/crop.css";
import { bytesOf, kilobytes, megabytes, parseRatio } from "./crop";
import { type Say, changed, el, labels, uid } from "./dom";
import { Widget, define } from "./widget";

const TYPES = new Set(["image/jpeg", "image/png", "image/webp"]);
const QUALITY = 0.9;

class ImageCrop extends Widget {
  private file!: HTMLInputElement;
  private output!: HTMLInputElement;
  private current!: HTMLImageElement;
  private hadCurrent = true;
  private drop!: HTMLElement;
  private info!: HTMLElement;
  private error!: HTMLElement;
  private say!: Say;
  private stop = new AbortController();

  protected build(): void {
    const file = this.querySelector<HTMLInputElement>('input[type="file"]');
    const output = this.querySelector<HTMLInputElement>("[data-cropped]");
    if (!file || !output) return;
    this.file = file;
    this.output = output;
    this.say = labels(this);
    const current = this.querySelector<HTMLImageElement>("[data-current]");
    this.hadCurrent = !!current;
    this.current = current ?? el("img", { "data-current": true, alt: "", hidden: true });
    if (!current) this.prepend(this.current);
    this.draw();
  }

  private draw(): void {
    const { say, file } = this;
    const name = file.labels?.[0];
    if (name) name.id ||= uid("label");
    const choose = el("button", {
      type: "button", class: "btn btn-line h-10", id: uid("choose"),
      "aria-describedby": [name?.id, file.getAttribute("aria-describedby")].filter(Boolean).join(" "),
    }, say("choose"));
    this.info = el("p", { class: "meta", role: "status" });
    this.error = el("p", { class: "err", role: "alert", hidden: true });
    this.drop = el("div", { class: "drop" }, el("p", { class: "meta" }, say("drop")), choose, this.info);
    this.append(this.drop, this.error);
    file.classList.add("crop-file");
    file.tabIndex = -1;
    this.stop = new AbortController();
    const { signal } = this.stop;
    choose.addEventListener("click", () => file.click());
    file.addEventListener("focus", () => choose.focus(), { signal }); // from the summary of errors
    file.addEventListener("change", () => { if (file.files?.[0]) void this.take(file.files[0]); }, { signal });
    for (const name of ["dragover", "dragenter"]) {
      this.drop.addEventListener(name, (event) => { event.preventDefault(); this.drop.dataset.over = ""; });
    }
    this.drop.addEventListener("dragleave", () => { delete this.drop.dataset.over; });
    this.drop.addEventListener("drop", (event) => {
      event.preventDefault();
      delete this.drop.dataset.over;
      const dropped = event.dataTransfer?.files[0];
      if (dropped) void this.take(dropped);
    });
  }

  private fail(text: string): void {
    this.error.textContent = text;
    this.error.hidden = !text;
    if (text) this.file.value = "";
  }

  /** take checks a file and opens the frame. */
  private async take(file: File): Promise<void> {
    this.fail("");
    const max = Number(this.getAttribute("max-bytes")) || 4 * 1024 * 1024;
    if (!TYPES.has(file.type)) return this.fail(this.say("not_image"));
    if (file.size >= max) return this.fail(this.say("too_large", { size: megabytes(file.size), max: megabytes(max) }));
    const url = URL.createObjectURL(file);
    try {
      const probe = new Image();
      probe.src = url;
      await probe.decode();
      await this.frame(url);
    } catch {
      this.fail(this.say("unreadable"));
    } finally {
      URL.revokeObjectURL(url);
    }
  }

  /** frame lets the member choose the part to keep; the file is dropped on cancel. */
  private async frame(url: string): Promise<void> {
    const { Editor } = await import("./crop-editor"); // as heavy as the rest of the page: for who has a picture
    const editor = new Editor(url, parseRatio(this.getAttribute("ratio")), this.say);
    const agreed = await editor.open();
    try {
      if (agreed) this.keep(await editor.result(this.limit("max-width"), this.limit("max-height")));
      else this.file.value = "";
    } finally {
      editor.close();
    }
  }

  private limit(name: string): number {
    return Number(this.getAttribute(name)) || 1600;
  }

  private keep(canvas: HTMLCanvasElement): void {
    const data = canvas.toDataURL("image/jpeg", QUALITY);
    this.output.value = data;
    this.current.src = data;
    this.current.hidden = false;
    const size = this.say("dimensions", { w: canvas.width, h: canvas.height, size: kilobytes(bytesOf(data)) });
    this.info.textContent = `${this.say("ready")} ${size}`.trim();
    changed(this.output);
  }

  protected teardown(): void {
    this.stop.abort();
    this.drop?.remove();
    this.error?.remove();
    if (!this.hadCurrent) this.current.remove();
    this.file?.classList.remove("crop-file");
    this.file?.removeAttribute("tabindex");
  }
}

define("image-crop", ImageCrop);
