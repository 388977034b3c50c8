// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Pictures sent to the server while one goes on writing. A mark holds the place,
// and moves with the text, until the picture is there.

import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { type Say, el } from "../dom";
import { toast } from "../toast";
import { isMedia, schema } from "./schema";

const LIMIT = 4 * 1024 * 1024; // bytes, as the server has it
const TYPES = new Set(["image/jpeg", "image/png", "image/webp"]);

interface Change {
  add?: { id: object; pos: number; text: string };
  remove?: object;
}

const key = new PluginKey<DecorationSet>("uploads");

/** uploads keeps the places of the pictures that are on their way. */
export function uploads(): Plugin {
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, set) {
        let now = set.map(tr.mapping, tr.doc);
        const change: Change | undefined = tr.getMeta(key);
        if (change?.add) {
          const { id, pos, text } = change.add;
          now = now.add(tr.doc, [Decoration.widget(pos, el("span", { class: "rt-upload", role: "status" }, text), { id })]);
        }
        if (change?.remove) now = now.remove(now.find(undefined, undefined, (spec) => spec.id === change.remove));
        return now;
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** imagesIn are the pictures of a paste or a drop. */
export function imagesIn(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter((file) => file.type.startsWith("image/"));
}

/** upload sends a picture and puts it at pos, or says why not. */
export async function upload(view: EditorView, file: File, pos: number, url: string, say: Say): Promise<void> {
  const refusal = !TYPES.has(file.type) ? "not_image" : file.size >= LIMIT ? "too_large" : "";
  if (refusal) {
    toast({ kind: "danger", text: say(refusal) });
    return;
  }
  const id = {};
  view.dispatch(view.state.tr.setMeta(key, { add: { id, pos, text: say("uploading") } } satisfies Change));
  try {
    const src = await send(file, url);
    if (view.isDestroyed) return;
    const place = key.getState(view.state)?.find(undefined, undefined, (spec) => spec.id === id)[0];
    if (!place) return; // the text round it was deleted meanwhile
    const figure = schema.nodes.figure!.create({ src, alt: "" });
    view.dispatch(view.state.tr.insert(blockStart(view, place.from), figure).setMeta(key, { remove: id } satisfies Change));
  } catch (error) {
    if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, { remove: id } satisfies Change));
    toast({ kind: "danger", text: error instanceof Refused ? error.message : say("upload_failed") });
  }
}

/** Refused carries the server's own words. */
class Refused extends Error {}

async function send(file: File, url: string): Promise<string> {
  const body = new FormData();
  body.append("file", file);
  const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
  const json = (await answer.json()) as { url?: string; error?: string };
  if (json.error) throw new Refused(json.error);
  const src = json.url ? new URL(json.url, location.href).pathname : null;
  if (!answer.ok || !isMedia(src)) throw new Error(String(answer.status));
  return src;
}

/** blockStart is the place beside the top block that holds pos: after it, or before an empty one. */
function blockStart(view: EditorView, pos: number): number {
  const $pos = view.state.doc.resolve(pos);
  if ($pos.depth === 0) return pos;
  return $pos.node(1).content.size === 0 ? $pos.before(1) : $pos.after(1);
}
