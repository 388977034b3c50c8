// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package structure_test

import (
	"path"
	"strings"
)

// layer is a rank of the code; arrows point from a layer to lower ones.
type layer string

// The layers, top first, with the leaves that are nobody's.
const (
	command  layer = "cmd"
	generate layer = "generators of committed files"
	bench    layer = "benchmarks"
	appLayer layer = "app"
	pages    layer = "pages of a module"
	rules    layer = "rules of a module"
	ui       layer = "ui"
	core     layer = "core"
	platform layer = "platform"
	demo     layer = "data/demo"
	data     layer = "data"
	frontEnd layer = "web"
	guide    layer = "docs"
	checks   layer = "structure"
	unknown  layer = ""
)

// allowed lists, for each layer, those it may import besides itself. A module's
// packages may import only their own module: see forbidden.
var allowed = map[layer][]layer{
	command:  {appLayer, pages, rules, core, platform, demo, data},
	bench:    {appLayer, pages, rules, ui, core, platform, demo, data},
	generate: {core, platform, data},
	appLayer: {pages, rules, ui, core, platform, demo, data, frontEnd, guide},
	pages:    {rules, ui, core, platform},
	rules:    {core, platform, data},
	ui:       {core, platform},
	core:     {platform, data},
	platform: {frontEnd},
	demo:     {data},
}

// edge is the import of one package by another. Paths inside the module are
// relative to it.
type edge struct {
	from, to string
	test     bool // the importing file is a test
}

// layerOf returns the layer of a package of the module, or unknown.
func layerOf(pkg string) layer {
	under := func(dir string) bool { return pkg == dir || strings.HasPrefix(pkg, dir+"/") }
	switch {
	case under("cmd"):
		return command
	case under("internal/generate"):
		return generate
	case under("internal/bench"):
		return bench
	case under("internal/app"):
		return appLayer
	case under("internal/modules"):
		if strings.HasSuffix(pkg, "web") {
			return pages
		}
		return rules
	case under("internal/ui"):
		return ui
	case under("internal/core"):
		return core
	case under("internal/platform"):
		return platform
	case under("internal/structure"):
		return checks
	case under("data/demo"):
		return demo
	case under("data"):
		return data
	case pkg == "web":
		return frontEnd
	case pkg == "docs":
		return guide
	}
	return unknown
}

// moduleOf returns the module of the product that a package belongs to:
// "newsroom" for internal/modules/newsroom/newsroomweb, "" elsewhere.
func moduleOf(pkg string) string {
	rest, found := strings.CutPrefix(pkg, "internal/modules/")
	if !found {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}

// forbidden says why an import may not be, or "".
func forbidden(e edge) string {
	from, to := layerOf(e.from), layerOf(e.to)
	switch {
	case from == unknown:
		return "belongs to no layer: see ARCHITECTURE.md for where code lives"
	case to == unknown:
		return forbiddenLibrary(e)
	case from == to && moduleOf(e.from) == moduleOf(e.to):
		return ""
	case e.test && mayTest(from, to):
		return ""
	case moduleOf(e.from) != "" && moduleOf(e.to) != "" && moduleOf(e.from) != moduleOf(e.to):
		return "modules never import one another: they meet through events, core, or an interface wired in app"
	}
	for _, low := range allowed[from] {
		if to == low {
			return ""
		}
	}
	return string(from) + " may not import " + string(to)
}

// mayTest tells what tests may import beyond their package: a module's tests,
// the whole program and the real rules behind the interfaces it declares, since
// our own code is not mocked; everybody's, the reference data and the guides.
func mayTest(from, to layer) bool {
	if to == data || to == guide {
		return true
	}
	return (from == pages || from == rules) && (to == appLayer || to == rules)
}

// notForRules are libraries of the page edge, which rules know nothing of.
var notForRules = []string{"net/http", "github.com/go-chi/chi", "github.com/a-h/templ", "github.com/alexedwards/scs"}

// forbiddenLibrary says why a package outside the module may not be imported.
func forbiddenLibrary(e edge) string {
	if layerOf(e.from) != rules || e.test || strings.HasSuffix(path.Base(e.from), "test") {
		return ""
	}
	for _, library := range notForRules {
		if e.to == library || strings.HasPrefix(e.to, library+"/") {
			return "rules know nothing of HTTP: move it to the pages"
		}
	}
	return ""
}
