// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// The dialog in which <image-crop> has a picture framed.

import "cropperjs";
import type { CropperImage, CropperSelection } from "cropperjs";
import { fit } from "./crop";
import { type Say, el, iconButton, uid } from "./dom";

const STEP = 24; // px moved by an arrow button

/** Editor is the dialog with the frame. */
export class Editor {
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
