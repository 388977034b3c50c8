// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// <image-crop>: a picture chosen or dropped, framed in a dialog, and posted as a
// data URL in the hidden field. Without this script the file itself is posted.
// Everything the mouse does has a button too (WCAG 2.5.7).

import "cropperjs";
import type { CropperImage, CropperSelection } from "cropperjs";
import "../css/crop.css";
import { bytesOf, fit, kilobytes, megabytes, parseRatio } from "./crop";
import { type Say, changed, el, iconButton, labels, uid } from "./dom";
import { Widget, define } from "./widget";

const TYPES = new Set(["image/jpeg", "image/png", "image/webp"]);
const QUALITY = 0.9;
const STEP = 24; // px moved by an arrow button

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

/** Editor is the dialog with the frame. */
class Editor {
  private readonly dialog: HTMLDialogElement;
  private readonly image: CropperImage;
  private readonly selection: CropperSelection;

  constructor(url: string, private readonly ratio: number, private readonly say: Say) {
    const image = document.createElement("cropper-image") as CropperImage;
    for (const name of ["rotatable", "scalable", "translatable"]) image.setAttribute(name, "");
    image.setAttribute("src", url);
    image.setAttribute("alt", "");
    const selection = document.createElement("cropper-selection") as CropperSelection;
    for (const name of ["movable", "resizable", "keyboard", "outlined"]) selection.setAttribute(name, "");
    if (ratio) selection.setAttribute("aspect-ratio", String(ratio));
    selection.append(cropper("grid", { role: "grid", bordered: "", covered: "" }),
      cropper("handle", { action: "move", "theme-color": "rgba(255,255,255,.2)" }),
      ...["n", "e", "s", "w", "ne", "nw", "se", "sw"].map((side) => cropper("handle", { action: `${side}-resize` })));
    const canvas = cropper("canvas", { background: "" });
    canvas.append(image, cropper("shade", { hidden: "" }), cropper("handle", { action: "move", plain: "" }), selection);
    this.image = image;
    this.selection = selection;
    this.dialog = this.build(canvas);
    document.body.append(this.dialog);
  }

  private build(canvas: HTMLElement): HTMLDialogElement {
    const { say } = this;
    const title = el("h2", { class: "h-sec", id: uid("crop") }, say("editor"));
    const cancel = el("button", { type: "button", class: "btn btn-ghost h-11" }, say("cancel"));
    const apply = el("button", { type: "button", class: "btn btn-primary h-11" }, say("apply"));
    cancel.addEventListener("click", () => this.dialog.close());
    apply.addEventListener("click", () => this.dialog.close("ok"));
    return el("dialog", { class: "modal", "aria-labelledby": title.id },
      el("div", { class: "modal-box crop-box" }, title, el("div", { class: "crop-stage" }, canvas), this.buttons(),
        el("div", { class: "flex flex-wrap justify-end gap-3" }, cancel, apply)));
  }

  private buttons(): HTMLElement {
    const { image, say } = this;
    const acts: [string, string, () => void][] = [
      ["zoom-in", "zoom_in", () => image.$zoom(0.1)],
      ["zoom-out", "zoom_out", () => image.$zoom(-0.1)],
      ["arrow-left", "left", () => image.$move(-STEP, 0)],
      ["arrow-right", "right", () => image.$move(STEP, 0)],
      ["arrow-up", "up", () => image.$move(0, -STEP)],
      ["arrow-down", "down", () => image.$move(0, STEP)],
      ["rotate-cw", "rotate", () => image.$rotate("90deg")],
      ["refresh-cw", "reset", () => this.start()],
    ];
    const bar = el("div", { class: "crop-bar", role: "toolbar", "aria-label": say("editor") });
    for (const [picture, label, act] of acts) {
      const button = iconButton(picture, say(label));
      button.addEventListener("click", act);
      bar.append(button);
    }
    return bar;
  }

  /** open shows the frame until the member validates (true) or gives up. */
  async open(): Promise<boolean> {
    this.dialog.showModal();
    await this.image.$ready();
    this.image.$image.alt = ""; // the dialog's title says what it is
    this.start();
    return new Promise((resolve) => {
      this.dialog.addEventListener("close", () => resolve(this.dialog.returnValue === "ok"), { once: true });
    });
  }

  /** start shows the whole picture, with the largest frame that stays inside it. */
  private start(): void {
    this.image.$resetTransform();
    this.image.$center("contain");
    const stage = this.image.parentElement!.getBoundingClientRect();
    const box = this.image.getBoundingClientRect();
    const ratio = this.ratio || box.width / box.height;
    const width = Math.min(box.width, box.height * ratio);
    const height = width / ratio;
    this.selection.$change(box.x - stage.x + (box.width - width) / 2, box.y - stage.y + (box.height - height) / 2, width, height);
  }

  /** result is the framed part in the pixels of the picture, within the limits. */
  async result(maxWidth: number, maxHeight: number): Promise<HTMLCanvasElement> {
    const [a = 1, b = 0] = this.image.$getTransform();
    const scale = Math.hypot(a, b); // screen pixels for one pixel of the picture
    const { width } = this.selection;
    const height = this.ratio ? width / this.ratio : this.selection.height; // the frame is rounded to whole pixels
    const size = fit(width / scale, height / scale, maxWidth, maxHeight);
    const drawn = await this.selection.$toCanvas({
      ...size,
      beforeDraw: (context, canvas) => { // where the picture does not reach: white, JPEG has no transparency
        context.fillStyle = "#fff";
        context.fillRect(0, 0, canvas.width, canvas.height);
      },
    });
    return exactly(drawn, size.width, size.height);
  }

  close(): void {
    this.dialog.remove();
  }
}

/** exactly stretches by the few pixels that the rounded frame is out of its ratio. */
function exactly(drawn: HTMLCanvasElement, width: number, height: number): HTMLCanvasElement {
  if (drawn.width === width && drawn.height === height) return drawn;
  const canvas = el("canvas", { width, height });
  canvas.getContext("2d")?.drawImage(drawn, 0, 0, width, height);
  return canvas;
}

function cropper(name: string, attributes: Record<string, string>): HTMLElement {
  const made = document.createElement(`cropper-${name}`);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

define("image-crop", ImageCrop);
