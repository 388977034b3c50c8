// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// What the buttons and keys of the editor do, and when they are pressed.

import { baseKeymap, chainCommands, exitCode, lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { MarkType, NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import type { Command, EditorState, Plugin } from "prosemirror-state";
import { schema } from "./schema";

const { nodes, marks } = schema;

/** A button of the toolbar; `key` is its label, `pressed` its state. */
export interface Tool {
  key: string;
  icon: string;
  run: Command;
  pressed?: (state: EditorState) => boolean;
  shortcut?: string;
}

function hasMark(type: MarkType) {
  return (state: EditorState) => {
    const { from, to, empty, $from } = state.selection;
    return empty ? !!type.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, type);
  };
}

function inside(type: NodeType, level?: number) {
  return (state: EditorState) => {
    const { $from } = state.selection;
    for (let depth = $from.depth; depth > 0; depth--) {
      const node = $from.node(depth);
      if (node.type === type && (level === undefined || node.attrs.level === level)) return true;
    }
    return false;
  };
}

/** Toggles: the same button gives the block and takes it away. */
function heading(level: number): Command {
  const on = inside(nodes.heading!, level);
  return (state, dispatch) => (on(state) ? setBlockType(nodes.paragraph!) : setBlockType(nodes.heading!, { level }))(state, dispatch);
}

function list(type: NodeType): Command {
  const on = inside(type);
  const wrap = fromHeading(wrapInList(type));
  return (state, dispatch, view) => (on(state) ? liftListItem(nodes.list_item!) : wrap)(state, dispatch, view);
}

/** fromHeading lets a heading become a list or a quote: it is a paragraph first. */
function fromHeading(wrap: Command): Command {
  const plain = setBlockType(nodes.paragraph!);
  return (state, dispatch, view) => {
    if (!inside(nodes.heading!)(state)) return wrap(state, dispatch, view);
    if (!dispatch || !view) return true;
    plain(state, dispatch);
    return wrap(view.state, dispatch, view);
  };
}

const wrapQuote = fromHeading(wrapIn(nodes.blockquote!));
const quote: Command = (state, dispatch, view) => (inside(nodes.blockquote!)(state) ? lift : wrapQuote)(state, dispatch, view);

const lineBreak: Command = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break!.create()).scrollIntoView());
  return true;
});

/** The groups of the toolbar, link and image being added by the element. */
export const TOOLS: Tool[][] = [
  [
    { key: "undo", icon: "undo-2", run: undo, shortcut: "Ctrl Z" },
    { key: "redo", icon: "redo-2", run: redo, shortcut: "Ctrl Y" },
  ],
  [
    { key: "h2", icon: "heading-2", run: heading(2), pressed: inside(nodes.heading!, 2), shortcut: "Ctrl Alt 2" },
    { key: "h3", icon: "heading-3", run: heading(3), pressed: inside(nodes.heading!, 3), shortcut: "Ctrl Alt 3" },
  ],
  [
    { key: "bold", icon: "bold", run: toggleMark(marks.strong!), pressed: hasMark(marks.strong!), shortcut: "Ctrl B" },
    { key: "italic", icon: "italic", run: toggleMark(marks.em!), pressed: hasMark(marks.em!), shortcut: "Ctrl I" },
    { key: "strike", icon: "strikethrough", run: toggleMark(marks.strike!), pressed: hasMark(marks.strike!), shortcut: "Ctrl Shift X" },
    { key: "code", icon: "code", run: toggleMark(marks.code!), pressed: hasMark(marks.code!) },
  ],
  [
    { key: "bullets", icon: "list", run: list(nodes.bullet_list!), pressed: inside(nodes.bullet_list!) },
    { key: "numbers", icon: "list-ordered", run: list(nodes.ordered_list!), pressed: inside(nodes.ordered_list!) },
    { key: "outdent", icon: "list-indent-decrease", run: liftListItem(nodes.list_item!), shortcut: "Ctrl [" },
    { key: "indent", icon: "list-indent-increase", run: sinkListItem(nodes.list_item!), shortcut: "Ctrl ]" },
    { key: "quote", icon: "quote", run: quote, pressed: inside(nodes.blockquote!) },
  ],
];

/** linkPressed tells whether the cursor is in a link. */
export const linkPressed = hasMark(marks.link!);

/** plugins are the history, the keys and the shortcuts of typing (« ## », « - »). */
export function plugins(onLink: Command): Plugin[] {
  const item = nodes.list_item!;
  return [
    inputRules({ rules: [
      textblockTypeInputRule(/^(##|###)\s$/, nodes.heading!, (match) => ({ level: match[1]!.length })),
      wrappingInputRule(/^\s*[-*]\s$/, nodes.bullet_list!),
      wrappingInputRule(/^1[.)]\s$/, nodes.ordered_list!),
      wrappingInputRule(/^>\s$/, nodes.blockquote!),
    ] }),
    history(),
    keymap({
      "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo,
      "Mod-b": toggleMark(marks.strong!), "Mod-i": toggleMark(marks.em!), "Shift-Mod-x": toggleMark(marks.strike!), "Mod-k": onLink,
      "Mod-Alt-2": heading(2), "Mod-Alt-3": heading(3), "Mod-Alt-0": setBlockType(nodes.paragraph!),
      // Tab leaves the editor (no keyboard trap), so lists nest with these.
      Enter: splitListItem(item), "Mod-]": sinkListItem(item), "Mod-[": liftListItem(item),
      "Shift-Enter": lineBreak,
    }),
    keymap(baseKeymap),
  ];
}
