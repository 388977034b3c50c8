// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package demo builds the demonstration world: a believable French press, with
// its media, agencies, companies, people, articles, press releases, events and
// conversations (spec 08 §11). Everything is invented; no text is taken from a
// real publication and no real person is named.
//
// The world is plain structs with readable keys (an organisation's slug, a
// member's "prenom.nom", an article's slug); whoever has a database gives them
// ids and inserts them. The same size and the same instant always give the
// same world. Every account opens with [Password].
//
// [NewWorld] gives a complete world of a chosen size; [World.Posts] streams any
// number of further articles for load and search measurements; the Render
// functions draw the pictures, which are not files. Texts written by hand are
// in texts/, the drawing is in the package picture.
package demo
