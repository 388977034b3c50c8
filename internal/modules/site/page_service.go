// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package site

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/audit"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/terms"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// Listed is one line of the administrators' list.
type Listed struct {
	Slug       string
	Lang       i18n.Lang
	Title      string
	Edited     bool // an administrator's version; else the program's
	ModifiedAt time.Time
	Editor     string // "" for the command line, or somebody who is gone
}

// List returns the texts of the site, by slug and language (spec 08 §5.10).
func (p *Pages) List(ctx context.Context, by access.Actor) ([]Listed, error) {
	if err := access.Administrators.Check(by); err != nil {
		return nil, err
	}
	edited, err := pages(ctx, p.DB.Reader())
	if err != nil {
		return nil, fmt.Errorf("list pages: %w", err)
	}
	seen := map[key]bool{}
	var list []Listed
	for _, row := range edited {
		k := key{row.Slug, i18n.Lang(row.Lang)}
		seen[k] = true
		list = append(list, Listed{k.slug, k.lang, row.Title, true, row.ModifiedAt, row.Editor})
	}
	for k, o := range p.originals {
		if !seen[k] && k.slug != GuideSlug {
			list = append(list, Listed{Slug: k.slug, Lang: k.lang, Title: o.title})
		}
	}
	slices.SortFunc(list, func(a, b Listed) int {
		return cmp.Or(cmp.Compare(a.Slug, b.Slug), -cmp.Compare(a.Lang, b.Lang))
	})
	return list, nil
}

// Sheet is a text in the editor.
type Sheet struct {
	Input

	Edition string // of the terms in force; "" for other pages
	Edited  bool   // an administrator's version, which may be given up

	// EditionDue is set where the original may only come back as a new edition,
	// with what it changes (ErrEditionDue).
	EditionDue bool
	History    []HistoryLine
}

// Sheet returns a text for the editor: the administrators' version or the
// original, or an earlier one when revisionID is not 0.
func (p *Pages) Sheet(ctx context.Context, by access.Actor, slug string, lang i18n.Lang, revisionID int64) (*Sheet, error) {
	if err := access.Administrators.Check(by); err != nil {
		return nil, err
	}
	k, db := key{slug, lang}, p.DB.Writer() // a replica may not know the last save yet
	sheet := &Sheet{Input: Input{Slug: slug, Lang: lang}}
	page, err := pageOf(ctx, db, k)
	o, original := p.originals[k]
	switch {
	case err == nil:
		sheet.Title, sheet.Body, sheet.Version, sheet.Edited = page.Title, page.Body, page.Version, true
	case !errors.Is(err, errs.ErrNotFound) || !original || slug == GuideSlug:
		return nil, fmt.Errorf("edit page %q: %w", slug, err)
	default:
		sheet.Title, sheet.Body = o.title, o.body
	}
	if revisionID != 0 {
		earlier, err := revision(ctx, db, k, revisionID)
		if err != nil {
			return nil, fmt.Errorf("read revision %d of page %q: %w", revisionID, slug, err)
		}
		sheet.Title, sheet.Body = earlier.Title, earlier.Body
	}
	if sheet.Edition, err = p.edition(ctx, db, slug); err != nil {
		return nil, err
	}
	sheet.Edited = sheet.Edited && original
	sheet.EditionDue = sheet.Edited && page.hasEdition()
	sheet.History, err = history(ctx, db, k)
	if err != nil {
		return nil, fmt.Errorf("read the history of page %q: %w", slug, err)
	}
	return sheet, nil
}

// SheetOfOriginal is Sheet with the program's text in the editor, to be saved
// over the administrators' version.
func (p *Pages) SheetOfOriginal(ctx context.Context, by access.Actor, slug string, lang i18n.Lang) (*Sheet, error) {
	sheet, err := p.Sheet(ctx, by, slug, lang, 0)
	if err != nil {
		return nil, err
	}
	o, known := p.originals[key{slug, lang}]
	if !known {
		return nil, fmt.Errorf("read the original of page %q: %w", slug, errs.ErrNotFound)
	}
	sheet.Title, sheet.Body = o.title, o.body
	return sheet, nil
}

// hasEdition reports whether a page is an edition of the terms later than the
// program's own.
func (page *Page) hasEdition() bool {
	return page.Slug == terms.Slug && page.Lang == string(i18n.French) && page.Edition != "" && page.Edition != terms.Bundled
}

// edition is that of the terms, for the page that holds them.
func (p *Pages) edition(ctx context.Context, db bun.IDB, slug string) (string, error) {
	if slug != terms.Slug {
		return "", nil
	}
	return terms.Current(ctx, db)
}

// Preview returns what readers would see of a text on the page of that slug.
func (p *Pages) Preview(ctx context.Context, by access.Actor, slug, body string) (string, error) {
	if err := access.Administrators.Check(by); err != nil {
		return "", err
	}
	if len(body) > MaxBody {
		return "", errBodyLong
	}
	shown, err := p.html(ctx, slug, body)
	if err != nil {
		return "", fmt.Errorf("preview page %q: %w", slug, err)
	}
	return shown, nil
}

// Save publishes an administrator's text, unless somebody else saved the page
// since it was read (ErrChanged). The former text stays in the history.
func (p *Pages) Save(ctx context.Context, by access.Actor, ip string, in Input) error {
	if err := access.Administrators.Check(by); err != nil {
		return err
	}
	if err := in.clean(); err != nil {
		return err
	}
	err := p.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		page, err := p.pageToSave(ctx, tx, key{in.Slug, in.Lang})
		if err != nil {
			return err
		}
		if page.Version != in.Version {
			return ErrChanged
		}
		if in.isNewEdition() {
			if page.Edition, err = p.publishEdition(ctx, tx, in); err != nil {
				return err
			}
		}
		page.Title, page.Body, page.ModifiedBy = in.Title, in.Body, by.UserID
		return p.write(ctx, tx, page, note{"cms.saved", ip})
	})
	if err != nil {
		return fmt.Errorf("save page %q: %w", in.Slug, err)
	}
	p.forget(in.Slug)
	return nil
}

// publishEdition names a new edition of the terms and keeps what it changes.
func (p *Pages) publishEdition(ctx context.Context, tx bun.Tx, in Input) (string, error) {
	edition, err := terms.Next(ctx, tx, p.Now().In(i18n.Paris()).Format(time.DateOnly))
	if err != nil {
		return "", err
	}
	return edition, terms.Publish(ctx, tx, edition, in.Changes, in.ChangesEnglish, p.Now())
}

// pageToSave returns the stored version, or a new one of a page that the
// program knows.
func (p *Pages) pageToSave(ctx context.Context, tx bun.Tx, k key) (*Page, error) {
	if err := p.DB.Lock(ctx, tx, "site:pages"); err != nil {
		return nil, err
	}
	page, err := pageOf(ctx, tx, k)
	if !errors.Is(err, errs.ErrNotFound) {
		return page, err
	}
	if _, known := p.originals[k]; !known || k.slug == GuideSlug {
		return nil, errs.ErrNotFound
	}
	return &Page{ID: p.IDs.Next(), Slug: k.slug, Lang: string(k.lang), CreatedAt: p.Now().UTC()}, nil
}

// note is what the trace of the staff says of a change.
type note struct{ action, ip string }

// write saves the page, keeps the revision and notes who did it.
func (p *Pages) write(ctx context.Context, tx bun.Tx, page *Page, n note) error {
	before := page.Version
	page.Version, page.ModifiedAt = before+1, p.Now().UTC()
	if err := savePage(ctx, tx, page, before); err != nil {
		return err
	}
	if err := keepRevision(ctx, tx, p.IDs.Next(), page); err != nil {
		return fmt.Errorf("keep the revision: %w", err)
	}
	return p.audit(ctx, tx, page, n)
}

// Restore gives up the administrators' version of a page for the original. It
// may be done twice. Terms of which an edition was published are not given up
// so: ErrEditionDue.
func (p *Pages) Restore(ctx context.Context, by access.Actor, ip, slug string, lang i18n.Lang) error {
	if err := access.Administrators.Check(by); err != nil {
		return err
	}
	if _, known := p.originals[key{slug, lang}]; !known {
		return fmt.Errorf("restore page %q: %w", slug, errs.ErrNotFound)
	}
	err := p.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		page, err := pageOf(ctx, tx, key{slug, lang})
		if errors.Is(err, errs.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if page.hasEdition() {
			return ErrEditionDue
		}
		if _, err := tx.NewDelete().Model(page).WherePK().Exec(ctx); err != nil {
			return err
		}
		page.ModifiedBy = by.UserID
		return p.audit(ctx, tx, page, note{"cms.restored", ip})
	})
	if err != nil {
		return fmt.Errorf("restore page %q: %w", slug, err)
	}
	p.forget(slug)
	return nil
}

// audit writes a line of the trace of what the staff does.
func (p *Pages) audit(ctx context.Context, tx bun.Tx, page *Page, n note) error {
	return audit.Trail{IDs: p.IDs, Now: p.Now}.Note(ctx, tx, audit.Entry{
		ActorID: page.ModifiedBy, Action: n.action, ObjectKind: "page", ObjectID: page.ID, IP: n.ip,
		Details: map[string]string{"slug": page.Slug, "lang": page.Lang, "edition": page.Edition},
	})
}
