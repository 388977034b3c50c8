// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/gallery"
)

// modelsInSource finds every model of the program where it is declared, private
// ones too, so that none can be forgotten: each struct with a bun.BaseModel,
// rebuilt with the same names, types and tags.
func modelsInSource(t *testing.T) []reflect.Type {
	t.Helper()
	var models []reflect.Type
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(node ast.Node) bool {
			switch n := node.(type) {
			case *ast.StructType:
				if isModel(n) {
					models = append(models, modelOf(n))
				}
			case *ast.CompositeLit:
				if isGallery(n) {
					models = append(models, modelOfGallery(t, n))
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return models
}

func isModel(s *ast.StructType) bool {
	for _, f := range s.Fields.List {
		if len(f.Names) == 0 && isBaseModel(f.Type) && strings.Contains(string(tagOf(f)), "table:") {
			return true
		}
	}
	return false
}

func isBaseModel(e ast.Expr) bool {
	selector, ok := e.(*ast.SelectorExpr)
	return ok && selector.Sel.Name == "BaseModel"
}

// isGallery finds the tables of pictures, which have one type among them.
func isGallery(c *ast.CompositeLit) bool {
	selector, ok := c.Type.(*ast.SelectorExpr)
	if !ok || selector.Sel.Name != "Table" {
		return false
	}
	pkg, ok := selector.X.(*ast.Ident)
	return ok && pkg.Name == "gallery"
}

// modelOfGallery is the type of pictures with the names of one table.
func modelOfGallery(t *testing.T, c *ast.CompositeLit) reflect.Type {
	t.Helper()
	names := map[string]string{}
	for _, element := range c.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			t.Fatal("a table of pictures without the names of its fields")
		}
		key, isName := pair.Key.(*ast.Ident)
		if value, isText := pair.Value.(*ast.BasicLit); isName && isText {
			names[key.Name] = strings.Trim(value.Value, `"`)
		}
	}
	fields := []reflect.StructField{{
		Name: "BaseModel", Type: reflect.TypeFor[bun.BaseModel](), Anonymous: true,
		Tag: reflect.StructTag(`bun:"table:` + names["Name"] + `"`),
	}}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[gallery.Image]()) {
		if f.Name == "ContentID" {
			f.Tag = reflect.StructTag(`bun:"` + names["Content"] + `"`)
		}
		fields = append(fields, reflect.StructField{Name: f.Name, Type: f.Type, Tag: f.Tag})
	}
	return reflect.StructOf(fields)
}

func modelOf(s *ast.StructType) reflect.Type {
	var fields []reflect.StructField
	for _, f := range s.Fields.List {
		if len(f.Names) == 0 {
			if isBaseModel(f.Type) {
				fields = append(fields, reflect.StructField{Name: "BaseModel", Type: reflect.TypeFor[bun.BaseModel](), Anonymous: true, Tag: tagOf(f)})
			}
			continue
		}
		for _, name := range f.Names {
			if name.IsExported() {
				fields = append(fields, reflect.StructField{Name: name.Name, Type: typeOf(f), Tag: tagOf(f)})
			}
		}
	}
	return reflect.StructOf(fields)
}

func tagOf(f *ast.Field) reflect.StructTag {
	if f.Tag == nil {
		return ""
	}
	text, err := strconv.Unquote(f.Tag.Value)
	if err != nil {
		return ""
	}
	return reflect.StructTag(text)
}

// typeOf is a Go type stored as the field's: a named type of ours is a text,
// and what is kept as JSON is told by the tag.
func typeOf(f *ast.Field) reflect.Type {
	if strings.Contains(string(tagOf(f)), "type:jsonb") {
		return reflect.TypeFor[json.RawMessage]()
	}
	switch e := f.Type.(type) {
	case *ast.Ident:
		switch e.Name {
		case "int64":
			return reflect.TypeFor[int64]()
		case "bool":
			return reflect.TypeFor[bool]()
		case "float64":
			return reflect.TypeFor[float64]()
		}
	case *ast.SelectorExpr:
		if e.Sel.Name == "Time" {
			return reflect.TypeFor[time.Time]()
		}
	case *ast.ArrayType:
		return reflect.TypeFor[[]byte]()
	}
	return reflect.TypeFor[string]()
}
