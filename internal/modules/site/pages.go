// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package site

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"sync"
	"time"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/terms"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// freshFor is how long a text is shown from memory before the database is
// asked again: what another process saved appears within that time.
const freshFor = 30 * time.Second

// Needs is what the pages of the site are made of.
type Needs struct {
	DB    *database.DB
	IDs   *ids.Generator
	Guide fs.FS // user.fr.md and user.en.md
	Facts Facts
	Now   func() time.Time
}

// Pages reads and edits the public pages. Create it with New.
type Pages struct {
	Needs

	originals originals

	mu    sync.RWMutex
	shelf map[key]shelved // by what was asked for
}

// shelved is a text in memory.
type shelved struct {
	text  Text
	until time.Time
}

// New reads the program's texts.
func New(n Needs) (*Pages, error) {
	found, err := loadOriginals(n.Guide)
	if err != nil {
		return nil, err
	}
	return &Pages{Needs: n, originals: found, shelf: map[key]shelved{}}, nil
}

// Text returns the page of a slug as a reader of that language gets it: the
// administrators' version in this language, else the program's, else those of
// the other language. Slugs tell capitals apart (spec 02 §14); an unknown one
// is errs.ErrNotFound.
func (p *Pages) Text(ctx context.Context, slug string, lang i18n.Lang) (Text, error) {
	k := key{slug, lang}
	p.mu.RLock()
	held, found := p.shelf[k]
	p.mu.RUnlock()
	if found && p.Now().Before(held.until) {
		return held.text, nil
	}
	text, err := p.find(ctx, k)
	if err != nil {
		return Text{}, fmt.Errorf("read page %q: %w", slug, err)
	}
	p.mu.Lock()
	p.shelf[k] = shelved{text, p.Now().Add(freshFor)}
	p.mu.Unlock()
	return text, nil
}

// find looks in the database, then in the program, language by language.
func (p *Pages) find(ctx context.Context, k key) (Text, error) {
	if !slugPattern.MatchString(k.slug) {
		return Text{}, errs.ErrNotFound
	}
	for _, lang := range languagesFrom(k.lang) {
		k.lang = lang
		page, err := pageOf(ctx, p.DB.Reader(), k)
		switch {
		case err == nil:
			return p.text(ctx, k, original{page.Title, page.Body}, page.ModifiedAt)
		case !errors.Is(err, errs.ErrNotFound):
			return Text{}, err
		}
		if o, found := p.originals[k]; found {
			return p.text(ctx, k, o, time.Time{})
		}
	}
	return Text{}, errs.ErrNotFound
}

// languagesFrom lists the languages of a page, the reader's first.
func languagesFrom(first i18n.Lang) []i18n.Lang {
	list := []i18n.Lang{first}
	for _, lang := range i18n.Langs() {
		if lang != first {
			list = append(list, lang)
		}
	}
	return list
}

// html is what readers see of a body on the page of that slug, and what the
// editor previews of it (spec 08 §5.10): the terms of use alone know their
// edition.
func (p *Pages) html(ctx context.Context, slug, body string) (string, error) {
	facts := p.Facts
	if slug == terms.Slug {
		edition, err := terms.Current(ctx, p.DB.Reader())
		if err != nil {
			return "", err
		}
		facts = maps.Clone(facts)
		facts["terms.edition"] = edition
	}
	return Render(body, facts)
}

func (p *Pages) text(ctx context.Context, k key, o original, modified time.Time) (Text, error) {
	clean, err := p.html(ctx, k.slug, o.body)
	if err != nil {
		return Text{}, err
	}
	return Text{
		Slug: k.slug, Lang: k.lang, Title: o.title, HTML: clean,
		Description: richtext.Excerpt(clean, descriptionLength), ModifiedAt: modified,
	}, nil
}

// forget drops a slug's texts from memory.
func (p *Pages) forget(slug string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, lang := range i18n.Langs() {
		delete(p.shelf, key{slug, lang})
	}
}
