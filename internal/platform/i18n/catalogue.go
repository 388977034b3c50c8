// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package i18n

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"
)

//go:embed locales/*.toml
var locales embed.FS

// catalogue holds the messages of both languages, ready to be said.
type catalogue struct {
	messages  map[Lang]map[string]*message
	origins   map[Lang]map[string]string // key → file, to name both sides of a duplicate
	localizer map[Lang]*goi18n.Localizer
	styles    map[Lang]*style
}

var loadEmbedded = sync.OnceValues(func() (*catalogue, error) {
	c, err := loadCatalogue(locales)
	if err != nil {
		slog.Error("message catalogues are incomplete", "error", err)
	}
	return c, err
})

// current returns the embedded catalogue, without the files that are wrong.
func current() *catalogue {
	c, _ := loadEmbedded() // reported by Check, and logged once
	return c
}

// Check reports every fault found while loading the embedded catalogues: a
// file that is no TOML, a key in two files, a value that is no message.
// The application calls it at start-up.
func Check() error {
	_, err := loadEmbedded()
	return err
}

// loadCatalogue reads locales/*.toml from files. It returns what it could
// read along with all the faults, so that one bad file blanks one area only.
func loadCatalogue(files fs.FS) (*catalogue, error) {
	c := &catalogue{
		messages:  map[Lang]map[string]*message{},
		origins:   map[Lang]map[string]string{},
		localizer: map[Lang]*goi18n.Localizer{},
		styles:    map[Lang]*style{},
	}
	for _, lang := range Langs() {
		c.messages[lang] = map[string]*message{}
		c.origins[lang] = map[string]string{}
	}
	names, err := fs.Glob(files, "locales/*.toml")
	if err != nil {
		return c, fmt.Errorf("list the catalogues: %w", err)
	}
	bundle := goi18n.NewBundle(language.French)
	var faults []error
	for _, name := range names {
		if err := c.loadFile(files, name, bundle); err != nil {
			faults = append(faults, fmt.Errorf("catalogue %s: %w", name, err))
		}
	}
	for _, lang := range Langs() {
		c.localizer[lang] = goi18n.NewLocalizer(bundle, string(lang))
		c.styles[lang] = newStyle(lang, c.messages[lang])
	}
	return c, errors.Join(faults...)
}

// loadFile adds one file, whose name is AREA.LANG.toml.
func (c *catalogue) loadFile(files fs.FS, name string, bundle *goi18n.Bundle) error {
	base := strings.TrimSuffix(path.Base(name), ".toml")
	lang, ok := ParseLang(strings.TrimPrefix(path.Ext(base), "."))
	if !ok {
		return errors.New("the name must be AREA.fr.toml or AREA.en.toml")
	}
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	var tree map[string]any
	if err := toml.Unmarshal(text, &tree); err != nil {
		return err
	}
	found := map[string]*goi18n.Message{}
	faults := flatten("", tree, found)
	for _, key := range slices.Sorted(maps.Keys(found)) {
		if other, twice := c.origins[lang][key]; twice {
			faults = append(faults, fmt.Errorf("%s is already in %s", key, other))
			continue
		}
		compiled, err := compile(found[key])
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", key, err))
			continue
		}
		if err := bundle.AddMessages(language.Make(string(lang)), found[key]); err != nil {
			faults = append(faults, err)
			continue
		}
		c.origins[lang][key] = path.Base(name)
		c.messages[lang][key] = compiled
	}
	return errors.Join(faults...)
}

// flatten turns nested tables into dotted keys. It stands in for go-i18n's own
// reader, which takes any table with a key such as "description" or "other"
// for a message and would swallow ordinary words of ours.
func flatten(prefix string, tree map[string]any, found map[string]*goi18n.Message) []error {
	var faults []error
	for name, value := range tree {
		key := name
		if prefix != "" {
			key = prefix + "." + name
		}
		if _, twice := found[key]; twice {
			faults = append(faults, fmt.Errorf("%s is written twice", key))
			continue
		}
		switch value := value.(type) {
		case string:
			found[key] = &goi18n.Message{ID: key, Other: value}
		case map[string]any:
			if forms, ok := pluralForms(key, value); ok {
				found[key] = forms
				continue
			}
			faults = append(faults, flatten(key, value, found)...)
		default:
			faults = append(faults, fmt.Errorf("%s: a message is a text or plural forms, not %T", key, value))
		}
	}
	return faults
}

// pluralForms reads a table as the plural forms of one message: it has "one"
// and "other", perhaps "many", and nothing else.
func pluralForms(key string, table map[string]any) (*goi18n.Message, bool) {
	forms := &goi18n.Message{ID: key}
	for name, value := range table {
		text, ok := value.(string)
		if !ok {
			return nil, false
		}
		switch name {
		case "one":
			forms.One = text
		case "many":
			forms.Many = text
		case "other":
			forms.Other = text
		default:
			return nil, false
		}
	}
	if forms.One == "" || forms.Other == "" {
		return nil, false
	}
	if forms.Many == "" {
		forms.Many = forms.Other // French counts by millions with "de": rarely worth writing
	}
	return forms, true
}
