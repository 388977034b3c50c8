// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package i18n

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	templ "github.com/a-h/templ/parser/v2"
	"github.com/a-h/templ/parser/v2/visitor"
)

// use is one place of the source tree where a message is asked for.
type use struct {
	key  string
	args []string // argument names, when they can be read; nil when they cannot
	at   string   // file:line
}

// sources is what the source tree says about messages.
type sources struct {
	uses     []use
	prefixes []use           // T(ctx, "prefix."+x)
	literals map[string]bool // every text in quotes: a key may travel in a view model
	texts    []string        // text written straight into a view
}

// readSources reads the Go and templ files below root/internal and root/cmd.
// Tests are left out: they may ask for what does not exist.
func readSources(root string) (*sources, error) {
	s := &sources{literals: map[string]bool{}}
	for _, top := range []string{"internal", "cmd"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil // not built yet, or generated anew this very moment
			case err != nil:
				return err
			case d.IsDir() && d.Name() == "testdata":
				return fs.SkipDir
			case strings.HasSuffix(path, ".templ"):
				return s.readTempl(root, path)
			case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
				return s.readGo(root, path)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return s, nil
}

// readGo reads one Go file, views as templ generated them among them.
func (s *sources) readGo(root, path string) error {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	inErrs := file.Name.Name == "errs"
	place := func(pos token.Pos) string {
		position := set.Position(pos)
		return fmt.Sprintf("%s:%d", relative(root, position.Filename), position.Line)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if text, ok := literal(n); ok {
				s.literals[text] = true
			}
		case *ast.CallExpr:
			s.readCall(n, inErrs, place(n.Pos()))
		case *ast.CompositeLit:
			if isName(n.Type, "errs", "Error", inErrs) {
				s.readErrorLiteral(n, place(n.Pos()))
			}
		}
		return true
	})
	return nil
}

// readCall notes i18n.T, i18n.N, errs.New and errs.Wrap; all of them have the
// key as second argument.
func (s *sources) readCall(call *ast.CallExpr, inErrs bool, at string) {
	say := isName(call.Fun, "i18n", "T", false) || isName(call.Fun, "i18n", "N", false)
	fail := isName(call.Fun, "errs", "New", inErrs) || isName(call.Fun, "errs", "Wrap", inErrs)
	if !say && !fail || len(call.Args) < 2 {
		return
	}
	if key, ok := literal(call.Args[1]); ok {
		found := use{key: key, at: at}
		if say {
			found.args = argumentNames(call)
		}
		s.uses = append(s.uses, found)
		return
	}
	if prefix, ok := leftmost(call.Args[1]); ok {
		s.prefixes = append(s.prefixes, use{key: prefix, at: at})
	}
}

// readErrorLiteral notes errs.Error{Message: "key"}.
func (s *sources) readErrorLiteral(lit *ast.CompositeLit, at string) {
	for _, element := range lit.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		name, ok := pair.Key.(*ast.Ident)
		if !ok || name.Name != "Message" {
			continue
		}
		if key, ok := literal(pair.Value); ok {
			s.uses = append(s.uses, use{key: key, at: at})
		}
	}
}

// argumentNames reads the names among the arguments of T or N, or returns nil
// when they are made elsewhere (args...).
func argumentNames(call *ast.CallExpr) []string {
	first := 2
	names := []string{}
	if isName(call.Fun, "i18n", "N", false) {
		first, names = 3, append(names, "Count")
	}
	if call.Ellipsis.IsValid() {
		return nil
	}
	for i := first; i < len(call.Args); i += 2 {
		name, ok := literal(call.Args[i])
		if !ok {
			return nil
		}
		names = append(names, name)
	}
	return names
}

// isName reports whether e is pkg.name, or plain name inside that package.
func isName(e ast.Expr, pkg, name string, inside bool) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return inside && e.Name == name
	case *ast.SelectorExpr:
		x, ok := e.X.(*ast.Ident)
		return ok && x.Name == pkg && e.Sel.Name == name
	}
	return false
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

// leftmost returns the literal that a sum begins with.
func leftmost(e ast.Expr) (string, bool) {
	sum, ok := e.(*ast.BinaryExpr)
	if !ok || sum.Op != token.ADD {
		return literal(e)
	}
	return leftmost(sum.X)
}

var (
	templCall   = regexp.MustCompile(`i18n\.[TN]\(\s*[\w.()]+,\s*"([^"]*)"(\s*\+)?`)
	templString = regexp.MustCompile(`"([^"\s]*)"`)
)

// readTempl reads one view.
func (s *sources) readTempl(root, path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for _, found := range templString.FindAllSubmatch(text, -1) {
		s.literals[string(found[1])] = true
	}
	for _, at := range templCall.FindAllSubmatchIndex(text, -1) {
		line := 1 + strings.Count(string(text[:at[0]]), "\n")
		found := use{key: string(text[at[2]:at[3]]), at: fmt.Sprintf("%s:%d", relative(root, path), line)}
		if at[4] >= 0 {
			s.prefixes = append(s.prefixes, found)
			continue
		}
		s.uses = append(s.uses, found)
	}
	view, err := templ.ParseString(string(text))
	if err != nil {
		return fmt.Errorf("view %s: %w", relative(root, path), err)
	}
	return view.Visit(s.textFinder(relative(root, path)))
}

// spoken are the attributes whose value is read or heard by a person.
var spoken = map[string]bool{
	"alt": true, "title": true, "placeholder": true, "label": true, "summary": true,
	"aria-label": true, "aria-description": true, "aria-roledescription": true, "aria-valuetext": true,
}

// wordmark is written in views as it is, whole or cut by the red « i »; keys of
// the keyboard have the same name in both languages.
var (
	wordmark = regexp.MustCompile(`(?i)^(a|i|ai)?press(\s?24)?$|^ai?$`)
	keyboard = regexp.MustCompile(`^(Ctrl|Alt|Esc|⌘)([ +]\w)?$`)
)

// textFinder collects the words written straight into a view.
func (s *sources) textFinder(file string) *visitor.Visitor {
	v := visitor.New()
	note := func(line uint32, text string) {
		text = strings.TrimSpace(text)
		if hasWord(text) && !wordmark.MatchString(text) && !keyboard.MatchString(text) {
			s.texts = append(s.texts, fmt.Sprintf("%s:%d: %q", file, line+1, text))
		}
	}
	v.Text = func(n *templ.Text) error {
		note(n.Range.From.Line, n.Value)
		return nil
	}
	v.ConstantAttribute = func(n *templ.ConstantAttribute) error {
		if key, ok := n.Key.(templ.ConstantAttributeKey); ok && spoken[key.Name] {
			note(key.NameRange.From.Line, n.Value)
		}
		return nil
	}
	v.RawElement = func(*templ.RawElement) error { return nil }       // style
	v.ScriptElement = func(*templ.ScriptElement) error { return nil } // forbidden by the CSP
	return v
}

var entity = regexp.MustCompile(`&(#?\w+);`)

// hasWord reports whether text has a letter outside its HTML entities.
func hasWord(text string) bool {
	return strings.ContainsFunc(entity.ReplaceAllString(text, ""), func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 'À' && r < '\u2000' && r != '×' && r != '÷'
	})
}

func relative(root, path string) string {
	if rel, err := filepath.Rel(root, path); err == nil {
		return rel
	}
	return path
}
