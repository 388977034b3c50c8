// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package assets

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Prefix is where the files are served, and the `base` of vite.config.ts.
const Prefix = "/assets/"

// manifestPath is where Vite puts its manifest.
const manifestPath = ".vite/manifest.json"

// Names of the sources that every page needs.
const (
	styleSource  = "src/css/main.css"
	spriteStatic = "icons.svg"
)

// ErrNoManifest says that the files were not built by Vite.
var ErrNoManifest = errors.New("no Vite manifest")

// chunk is one entry of the manifest.
type chunk struct {
	File    string   `json:"file"`
	Name    string   `json:"name"`
	IsEntry bool     `json:"isEntry"`
	Imports []string `json:"imports"`
	CSS     []string `json:"css"`
}

// Assets knows the built files and their addresses. It is read-only once made
// and safe for concurrent use.
type Assets struct {
	chunks  map[string]chunk  // by source
	scripts map[string]string // source of an entry, by its short name
	fonts   []string
	files   map[string]*file // by name in dist
}

// New reads the manifest and every file of dist. It fails when the manifest is
// missing (ErrNoManifest), unreadable, or names a file that is not there.
func New(dist fs.FS) (*Assets, error) {
	raw, err := fs.ReadFile(dist, manifestPath)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s", ErrNoManifest, manifestPath)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", manifestPath, err)
	}
	a := &Assets{scripts: map[string]string{}}
	if err := json.Unmarshal(raw, &a.chunks); err != nil {
		return nil, fmt.Errorf("parse %s: %w", manifestPath, err)
	}
	if a.files, err = load(dist); err != nil {
		return nil, err
	}
	for source, c := range a.chunks {
		if a.files[c.File] == nil {
			return nil, fmt.Errorf("%s names %s, which is not there", manifestPath, c.File)
		}
		if c.IsEntry && strings.HasSuffix(c.File, ".js") {
			a.scripts[c.Name] = source
		}
		if isPreloadedFont(source) {
			a.fonts = append(a.fonts, Prefix+c.File)
		}
	}
	slices.Sort(a.fonts)
	return a, nil
}

// isPreloadedFont tells whether the first view needs the font: the two Latin
// faces do, the extended alphabets come when a page has one of their letters.
func isPreloadedFont(source string) bool {
	name := path.Base(source)
	return strings.HasSuffix(name, ".woff2") && strings.Contains(name, "-latin-wght-normal")
}

// CSS returns the addresses of the style sheets of every page, in order.
func (a *Assets) CSS() []string {
	if url := a.URL(styleSource); url != "" {
		return []string{url}
	}
	return nil
}

// JS returns the address of a script entry by its short name ("main"), or "".
func (a *Assets) JS(entry string) string {
	return a.URL(a.scripts[entry])
}

// Preloads returns the addresses of the chunks that the entry imports at once,
// for <link rel="modulepreload">. Chunks loaded on demand are not among them.
func (a *Assets) Preloads(entry string) []string {
	var found []string
	seen := map[string]bool{}
	var visit func(source string)
	visit = func(source string) {
		for _, next := range a.chunks[source].Imports {
			if seen[next] {
				continue
			}
			seen[next] = true
			found = append(found, Prefix+a.chunks[next].File)
			visit(next)
		}
	}
	visit(a.scripts[entry])
	return found
}

// Fonts returns the addresses of the faces of a family to preload, sorted. The
// family is named as its files begin: "inter".
func (a *Assets) Fonts(family string) []string {
	var found []string
	for _, font := range a.fonts {
		if strings.HasPrefix(path.Base(font), family+"-latin-") {
			found = append(found, font)
		}
	}
	return found
}

// URL returns the address of a source or static by its name in the manifest
// ("login.svg", "favicon.svg", "app.webmanifest"…), or "" when there is none.
func (a *Assets) URL(name string) string {
	c, ok := a.chunks[name]
	if !ok {
		return ""
	}
	return Prefix + c.File
}

// IconURL returns the address of the icon sprite; an icon is this address, "#"
// and the icon's name.
func (a *Assets) IconURL() string { return a.URL(spriteStatic) }
