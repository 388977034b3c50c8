// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package i18n

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
)

// message is one catalogue entry, taken apart at load so that saying it costs
// little: the wall says hundreds per page.
type message struct {
	one, many, other sentence
	plural           bool
}

// sentence is one form of a message.
type sentence struct {
	text    string
	parts   []part // nil when the text has no argument
	complex bool   // has template logic: go-i18n says it
}

// part is a piece of text or, when name is set, the place of an argument.
type part struct{ text, name string }

// argument matches {{.Name}}.
var argument = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

// compile prepares a message and checks its templates.
func compile(source *goi18n.Message) (*message, error) {
	m := &message{plural: source.One != ""}
	forms := []struct {
		text string
		into *sentence
	}{{source.Other, &m.other}, {source.One, &m.one}, {source.Many, &m.many}}
	for _, form := range forms {
		if _, err := template.New("").Parse(form.text); err != nil {
			return nil, fmt.Errorf("template: %w", err)
		}
		*form.into = split(form.text)
	}
	return m, nil
}

// split cuts a text at its arguments.
func split(text string) sentence {
	if !strings.Contains(text, "{{") {
		return sentence{text: text}
	}
	s := sentence{text: text}
	end := 0
	for _, at := range argument.FindAllStringSubmatchIndex(text, -1) {
		if at[0] > end {
			s.parts = append(s.parts, part{text: text[end:at[0]]})
		}
		s.parts = append(s.parts, part{name: text[at[2]:at[3]]})
		end = at[1]
	}
	if end < len(text) {
		s.parts = append(s.parts, part{text: text[end:]})
	}
	for _, p := range s.parts {
		s.complex = s.complex || strings.Contains(p.text, "{{")
	}
	return s
}

// form returns the form for n things. The rules are CLDR's, which go-i18n also
// holds; a property test compares the two.
func (m *message) form(lang Lang, n int) *sentence {
	if !m.plural {
		return &m.other
	}
	if n == 1 || n == -1 || lang == French && n == 0 {
		return &m.one
	}
	if lang == French && n%1_000_000 == 0 {
		return &m.many
	}
	return &m.other
}

// placeholders returns the argument names of all forms, sorted and once each.
func (m *message) placeholders() []string {
	var names []string
	for _, text := range []string{m.one.text, m.many.text, m.other.text} {
		for _, found := range argument.FindAllStringSubmatch(text, -1) {
			names = append(names, found[1])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// T returns the message key in the language of ctx. The args are the names
// and values of its arguments, by pairs: T(ctx, "mail.hello", "Name", name).
// Texts and whole numbers are written as they are: format amounts and dates
// first. A message missing in English is said in French; one missing
// everywhere is its key.
func T(ctx context.Context, key string, args ...any) string {
	c, lang := current(), LangOf(ctx)
	if m := c.messages[lang][key]; m != nil && m.other.parts == nil {
		return m.other.text
	}
	return c.translate(lang, key, manyThings, args)
}

// manyThings is the count behind T on a plural message: its general form.
const manyThings = 2

// N returns the plural message key for n things, with the number itself,
// written for the language, as the argument Count.
func N(ctx context.Context, key string, n int, args ...any) string {
	return current().translate(LangOf(ctx), key, n, args)
}

// translate says the message key for n things.
func (c *catalogue) translate(lang Lang, key string, n int, args []any) string {
	m, lang := c.find(lang, key)
	if m == nil {
		return key
	}
	form := m.form(lang, n)
	if form.parts == nil {
		return form.text
	}
	if m.plural {
		args = append(args[:len(args):len(args)], "Count", c.styles[lang].number(int64(n)))
	}
	return c.say(lang, key, form, n, args)
}

// Has reports whether key has a message, for keys built from data.
func Has(key string) bool {
	_, ok := current().messages[French][key]
	return ok
}

// Keys returns the keys of all messages in lang, sorted.
func Keys(lang Lang) []string {
	messages := current().messages[lang]
	keys := make([]string, 0, len(messages))
	for key := range messages {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// find returns the message and the language it is in, French for want of the
// other. A miss is noted.
func (c *catalogue) find(lang Lang, key string) (*message, Lang) {
	if m, ok := c.messages[lang][key]; ok {
		return m, lang
	}
	noteMissing(lang, key)
	return c.messages[French][key], French
}

// say fills the arguments of a sentence in.
func (c *catalogue) say(lang Lang, key string, s *sentence, n int, args []any) string {
	if s.complex {
		return c.sayTemplate(lang, key, n, args)
	}
	var b strings.Builder
	b.Grow(len(s.text) + 16)
	for _, p := range s.parts {
		if p.name == "" {
			b.WriteString(p.text)
			continue
		}
		writeArgument(&b, p.name, args)
	}
	return b.String()
}

// writeArgument writes the value called name; without one it leaves the name
// in braces, so that the fault is seen and nothing breaks.
func writeArgument(b *strings.Builder, name string, args []any) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] != name {
			continue
		}
		switch value := args[i+1].(type) {
		case string:
			b.WriteString(value)
		case int:
			b.WriteString(strconv.Itoa(value))
		default:
			fmt.Fprint(b, value)
		}
		return
	}
	b.WriteString("{" + name + "}")
}

// sayTemplate has go-i18n execute a message with template logic.
func (c *catalogue) sayTemplate(lang Lang, key string, n int, args []any) string {
	data := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		if name, ok := args[i].(string); ok {
			data[name] = args[i+1]
		}
	}
	config := &goi18n.LocalizeConfig{MessageID: key, TemplateData: data}
	if c.messages[lang][key].plural {
		config.PluralCount = n
	}
	text, err := c.localizer[lang].Localize(config)
	if err != nil {
		noteMissing(lang, key)
		return key
	}
	return text
}
