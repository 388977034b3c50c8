// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package site

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/terms"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// Page is an administrator's version of a text.
type Page struct {
	bun.BaseModel `bun:"table:cms_pages,alias:cp"`

	ID         int64 `bun:",pk"`
	Slug       string
	Lang       string
	Title      string
	Body       string // Markdown, as typed
	Edition    string // of the terms of use; "" for other pages
	Version    int64  // counts the saves, so that nobody overwrites another's
	CreatedAt  time.Time
	ModifiedAt time.Time
	ModifiedBy int64 `bun:",nullzero"`
}

// Revision is a text as it was saved once.
type Revision struct {
	bun.BaseModel `bun:"table:cms_revisions,alias:cr"`

	ID      int64 `bun:",pk"`
	Slug    string
	Lang    string
	Title   string
	Body    string
	Edition string
	SavedAt time.Time
	SavedBy int64 `bun:",nullzero"`
}

// Text is what a reader gets.
type Text struct {
	Slug        string
	Lang        i18n.Lang // of the text, which may not be the reader's
	Title       string
	HTML        string    // clean
	Description string    // first words, for search engines and shared links
	ModifiedAt  time.Time // zero for an original
}

// The limits of a page, in characters and bytes.
const (
	MaxTitle = 200
	MaxBody  = 200_000

	MaxChanges = 3_000
)

// descriptionLength is what search engines show of a page.
const descriptionLength = 160

var slugPattern = regexp.MustCompile(`^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$`)

var (
	errTitleMissing = &errs.Error{Kind: errs.Invalid, Message: "site.edit.title_missing", Field: "title"}
	errTitleLong    = &errs.Error{Kind: errs.Invalid, Message: "site.edit.title_long", Field: "title"}
	errBodyMissing  = &errs.Error{Kind: errs.Invalid, Message: "site.edit.body_missing", Field: "body"}
	errBodyLong     = &errs.Error{Kind: errs.Invalid, Message: "site.edit.body_long", Field: "body"}

	errChangesMissing = &errs.Error{Kind: errs.Invalid, Message: "site.edit.changes_missing", Field: "changes"}
	errChangesLong    = &errs.Error{Kind: errs.Invalid, Message: "site.edit.changes_long", Field: "changes"}

	// ErrChanged says that somebody else saved the page meanwhile.
	ErrChanged = errs.New(errs.Conflict, "site.edit.changed")

	// ErrEditionDue refuses to bring the program's terms back behind an edition
	// that members have accepted: they would be asked again and not told what
	// changes.
	ErrEditionDue = errs.New(errs.Conflict, "site.edit.edition_due")
)

// Input is a text as an administrator typed it.
type Input struct {
	Slug       string
	Lang       i18n.Lang
	Title      string
	Body       string
	Version    int64 // of the page that was read; 0 for an original
	NewEdition bool  // members are to accept the terms again

	// Changes are what a new edition changes, one change a line, in French and
	// perhaps in English: what members read before they accept it.
	Changes, ChangesEnglish string
}

// clean trims what was typed, or says what is wrong with it.
func (in *Input) clean() error {
	in.Title = strings.Join(strings.Fields(in.Title), " ")
	in.Body = strings.TrimSpace(strings.ReplaceAll(in.Body, "\r\n", "\n"))
	in.Changes, in.ChangesEnglish = strings.TrimSpace(in.Changes), strings.TrimSpace(in.ChangesEnglish)
	switch {
	case in.Title == "":
		return errTitleMissing
	case utf8.RuneCountInString(in.Title) > MaxTitle:
		return errTitleLong
	case in.Body == "":
		return errBodyMissing
	case len(in.Body) > MaxBody:
		return errBodyLong
	case !slugPattern.MatchString(in.Slug):
		return errs.ErrNotFound
	case !in.isNewEdition():
		return nil
	case in.Changes == "":
		return errChangesMissing
	case utf8.RuneCountInString(in.Changes) > MaxChanges, utf8.RuneCountInString(in.ChangesEnglish) > MaxChanges:
		return errChangesLong
	}
	return nil
}

// isNewEdition reports whether members are to accept this text: the French one
// prevails, and makes the edition.
func (in *Input) isNewEdition() bool {
	return in.NewEdition && in.Slug == terms.Slug && in.Lang == i18n.French
}
