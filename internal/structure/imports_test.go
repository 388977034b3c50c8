// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package structure_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// module is the path of the Go module.
const module = "aipress24.com/aipress24"

// Imports point one way: cmd → app → modules → {core, ui} → platform.
func TestImports(t *testing.T) {
	t.Parallel()
	edges := importsOfModule(t)
	if len(edges) < 500 {
		t.Fatalf("only %d imports found: the graph was not read", len(edges))
	}
	for _, e := range edges {
		if why := forbidden(e); why != "" {
			t.Errorf("%s imports %s: %s", e.from, e.to, why)
		}
	}
}

// The rule finds each kind of wrong arrow, and lets right ones through.
func TestForbidden(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		from, to string
		test     bool
		wrong    bool
	}{
		{name: "cmd uses app", from: "cmd/aipress24", to: "internal/app"},
		{name: "app uses a module's pages", from: "internal/app", to: "internal/modules/wire/wireweb"},
		{name: "pages use their rules", from: "internal/modules/wire/wireweb", to: "internal/modules/wire"},
		{name: "pages use ui", from: "internal/modules/wire/wireweb", to: "internal/ui/form"},
		{name: "rules use core", from: "internal/modules/wire", to: "internal/core/content"},
		{name: "rules use a library", from: "internal/modules/wire", to: "github.com/uptrace/bun"},
		{name: "ui uses core", from: "internal/ui", to: "internal/core/access"},
		{name: "core uses platform", from: "internal/core/member", to: "internal/platform/database"},
		{name: "platform uses platform", from: "internal/platform/outbox", to: "internal/platform/jobs"},
		{name: "pages use HTTP", from: "internal/modules/wire/wireweb", to: "net/http"},
		{name: "acceptance test of pages uses app", from: "internal/modules/wire/wireweb", to: "internal/app/apptest", test: true},
		{name: "test of rules serves HTTP", from: "internal/modules/wire", to: "net/http", test: true},
		{name: "test kit of rules serves HTTP", from: "internal/modules/wire/wiretest", to: "net/http"},
		{name: "test of rules wires another module", from: "internal/modules/newsroom", to: "internal/modules/wire", test: true},
		{name: "test of platform reads data", from: "internal/platform/richtext", to: "data", test: true},

		{name: "app uses cmd", from: "internal/app", to: "cmd/aipress24", wrong: true},
		{name: "module uses app", from: "internal/modules/wire", to: "internal/app", wrong: true},
		{name: "ui uses app, even in tests", from: "internal/ui", to: "internal/app", test: true, wrong: true},
		{name: "module uses a module", from: "internal/modules/newsroom", to: "internal/modules/wire", wrong: true},
		{name: "pages use another's pages", from: "internal/modules/wire/wireweb", to: "internal/modules/social/socialweb", wrong: true},
		{name: "pages use another's rules", from: "internal/modules/wire/wireweb", to: "internal/modules/social", wrong: true},
		{name: "pages use another's pages, even in tests", from: "internal/modules/wire/wireweb", to: "internal/modules/social/socialweb", test: true, wrong: true},
		{name: "rules use their pages", from: "internal/modules/wire", to: "internal/modules/wire/wireweb", wrong: true},
		{name: "rules use ui", from: "internal/modules/wire", to: "internal/ui", wrong: true},
		{name: "rules use HTTP", from: "internal/modules/wire", to: "net/http", wrong: true},
		{name: "rules use HTTP's tests", from: "internal/modules/wire", to: "net/http/httptest", wrong: true},
		{name: "rules use chi", from: "internal/modules/wire", to: "github.com/go-chi/chi/v5", wrong: true},
		{name: "rules use templ", from: "internal/modules/wire", to: "github.com/a-h/templ", wrong: true},
		{name: "core uses ui", from: "internal/core/member", to: "internal/ui", wrong: true},
		{name: "core uses a module", from: "internal/core/member", to: "internal/modules/wire", wrong: true},
		{name: "ui uses a module", from: "internal/ui", to: "internal/modules/wire", wrong: true},
		{name: "platform uses core", from: "internal/platform/web", to: "internal/core/errs", wrong: true},
		{name: "platform uses core in tests", from: "internal/platform/web", to: "internal/core/errs", test: true, wrong: true},
		{name: "platform uses ui", from: "internal/platform/web", to: "internal/ui", wrong: true},
		{name: "platform uses data", from: "internal/platform/web", to: "data", wrong: true},
		{name: "data uses platform", from: "data", to: "internal/platform/ids", wrong: true},
		{name: "demo world uses core", from: "data/demo", to: "internal/core/member", wrong: true},
		{name: "module uses the demo world", from: "internal/modules/wire", to: "data/demo", wrong: true},
		{name: "folder of no layer", from: "internal/utils", to: "fmt", wrong: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			why := forbidden(edge{from: tt.from, to: tt.to, test: tt.test})
			if (why != "") != tt.wrong {
				t.Errorf("forbidden(%s → %s) = %q, want wrong = %v", tt.from, tt.to, why, tt.wrong)
			}
		})
	}
}

// importsOfModule returns every import of every package of the module, tests
// included, as the go command reads them.
func importsOfModule(t *testing.T) []edge {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", module+"/...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, &stderr)
	}
	var edges []edge
	for packages := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			ImportPath                         string
			Imports, TestImports, XTestImports []string
		}
		if err := packages.Decode(&p); errors.Is(err, io.EOF) {
			return edges
		} else if err != nil {
			t.Fatal(err)
		}
		add := func(imports []string, test bool) {
			for _, to := range imports {
				edges = append(edges, edge{from: inModule(p.ImportPath), to: inModule(to), test: test})
			}
		}
		add(p.Imports, false)
		add(p.TestImports, true)
		add(p.XTestImports, true)
	}
}

// inModule shortens the path of a package of the module.
func inModule(path string) string { return strings.TrimPrefix(path, module+"/") }
