// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package assets reads what Vite built and serves it.
//
// Vite names each file after a hash of its content, so a page must ask for the
// present name and the file may be kept for ever. The manifest says which source
// became which file. Every file is held in memory with its compressed copies and
// its headers, all made once when the program starts.
//
// An entry is a script or style sheet a page names; a chunk is a piece that
// entries import; a static is a file under a short name of its own, such as
// "icons.svg" or "login.svg". The files come from package web.
package assets
