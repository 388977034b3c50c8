// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package richtext cleans what members write: HTML from the editor, one-line
// fields, spreadsheet cells.
//
// Sanitise applies the allow-list of spec 01 §2 and spec 03 §8.4. It is called
// when a text is written and again when it is shown; a clean text comes out
// unchanged, byte for byte. Text, IsBlank and Excerpt read a clean text; Plain
// and Cell are for fields that hold no markup.
//
// Two engines must agree: bluemonday filters the tokens, then golang.org/x/net/html
// builds the tree a browser would build, and the same allow-list is applied to
// that tree.
package richtext
