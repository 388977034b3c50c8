// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package web carries the built front end inside the binary: style sheets,
// scripts, fonts, icons and pictures made by Vite from the sources beside this
// file. web/dist is committed, so that building the program needs no Node.
// internal/platform/assets reads its manifest and serves it.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var files embed.FS

// Dist returns the built files, with Vite's manifest in .vite/manifest.json.
func Dist() fs.FS {
	dist, err := fs.Sub(files, "dist")
	if err != nil { // cannot be: "dist" is a valid name
		return files
	}
	return dist
}
