// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package event_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// declared is an event as its file declares it.
type declared struct {
	kind   string
	fields map[string]string // type and tag, by name
}

// events reads the declarations of the package, so that no event escapes.
func events(t *testing.T) map[string]*declared {
	t.Helper()
	found := map[string]*declared{}
	of := func(name string) *declared {
		if found[name] == nil {
			found[name] = &declared{fields: map[string]string{}}
		}
		return found[name]
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, source, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSpec:
				read(of(n.Name.Name), n)
			case *ast.FuncDecl:
				if n.Recv != nil && n.Name.Name == "Kind" {
					result := n.Body.List[0].(*ast.ReturnStmt).Results[0].(*ast.BasicLit)
					of(n.Recv.List[0].Type.(*ast.Ident).Name).kind, _ = strconv.Unquote(result.Value)
				}
			}
			return true
		})
	}
	return found
}

func read(d *declared, spec *ast.TypeSpec) {
	shape, ok := spec.Type.(*ast.StructType)
	if !ok {
		return
	}
	for _, field := range shape.Fields.List {
		tag := ""
		if field.Tag != nil {
			tag = field.Tag.Value
		}
		for _, name := range field.Names {
			d.fields[name.Name] = field.Type.(*ast.Ident).Name + " " + tag
		}
	}
}

// The kind names the event in the database for ever: it tells what has
// happened, in the past tense, and no two events share one.
func TestEvents_kinds(t *testing.T) {
	t.Parallel()
	shape := regexp.MustCompile(`^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$`)
	owner := map[string]string{}
	for name, d := range events(t) {
		if !shape.MatchString(d.kind) {
			t.Errorf("%s is recorded as %q", name, d.kind)
		}
		if other := owner[d.kind]; other != "" {
			t.Errorf("%s and %s are both recorded as %q", name, other, d.kind)
		}
		owner[d.kind] = name
	}
	if len(owner) < 5 {
		t.Fatalf("only %d events were read", len(owner))
	}
}

// Events carry ids, as text, and flags: listeners read the rest again, so that
// nothing personal is kept in the queue (spec 08 §8, architecture §4).
func TestEvents_carryIDsOnly(t *testing.T) {
	t.Parallel()
	for name, d := range events(t) {
		for field, declaration := range d.fields {
			kind, tag, _ := strings.Cut(declaration, " ")
			switch {
			case kind == "bool":
			case kind == "int64" && strings.HasSuffix(field, "ID") && strings.Contains(tag, ",string\""):
			default:
				t.Errorf("%s.%s is %s", name, field, declaration)
			}
		}
	}
}
