// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membershipweb_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/platform/i18n"
)

// Every action that the source writes into the audit trail has words in the
// histories that people read: of a member, of a Business Wall (spec 08 §5.4).
func TestHistory_hasWordsForEveryAction(t *testing.T) {
	t.Parallel()
	elsewhere := []string{"cms.", "search.", "jobs.", "wall.deleted", "organisation.collected"} // of objects that show no history
	actions := auditActions(t)
	if len(actions) < 60 || !slices.Contains(actions, "signed_in") {
		t.Fatalf("only %d actions were found: %v", len(actions), actions)
	}
	for _, action := range actions {
		if slices.ContainsFunc(elsewhere, func(prefix string) bool { return strings.HasPrefix(action, prefix) }) {
			continue
		}
		key := "membership.history." + strings.ReplaceAll(action, ".", "_")
		if rest, ofWall := strings.CutPrefix(action, "wall."); ofWall {
			key = "wall.audit." + rest
		}
		rest, ofOrganisation := strings.CutPrefix(action, "organisation.")
		if ofOrganisation && i18n.Has("orgadmin.audit."+rest) {
			continue // in the record of the organisation
		}
		if !i18n.Has(key) {
			t.Errorf("%s has no words: %s is missing", action, key)
		}
	}
}

// auditActions collects what the modules write: constants called Action…, and
// what is given to the functions that write the trail.
func auditActions(t *testing.T) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				if strings.HasPrefix(n.Names[0].Name, "Action") {
					found = append(found, literals(n, dotted)...)
				}
			case *ast.CompositeLit:
				if of, isSelector := n.Type.(*ast.SelectorExpr); isSelector && nameOf(of.X) == "audit" {
					found = append(found, literals(n, dotted)...)
				}
			case *ast.CallExpr:
				switch nameOf(n.Fun) {
				case "note": // of the account module: (ctx, tx, by, action)
					if len(n.Args) == 4 {
						found = append(found, literals(n.Args[3], anyAction)...)
					}
				case "tell", "audit", "setPassword", "move":
					found = append(found, literals(n, dotted)...)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

var (
	dotted    = regexp.MustCompile(`^[a-z_]{3,}\.[a-z_]+$`) // no column of a table's short name
	anyAction = regexp.MustCompile(`^[a-z_]+(\.[a-z_]+)?$`)
)

func nameOf(f ast.Expr) string {
	switch f := f.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.Ident:
		return f.Name
	}
	return ""
}

func literals(n ast.Node, shape *regexp.Regexp) []string {
	var found []string
	ast.Inspect(n, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			if text, err := strconv.Unquote(literal.Value); err == nil && shape.MatchString(text) {
				found = append(found, text)
			}
		}
		return true
	})
	return found
}
