// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package site

import (
	"context"
	"database/sql"
	"errors"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
)

// pageOf returns an administrator's version, or errs.ErrNotFound.
func pageOf(ctx context.Context, db bun.IDB, k key) (*Page, error) {
	page := new(Page)
	err := db.NewSelect().Model(page).Where("cp.slug = ?", k.slug).Where("cp.lang = ?", string(k.lang)).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	return page, err
}

// listedPage is a page as the administrators' list shows it.
type listedPage struct {
	Page `bun:",extend"`

	Editor string `bun:",scanonly"`
}

// pages returns all versions of administrators, without their texts. There are
// as many as pages of the site, a few dozen at most.
func pages(ctx context.Context, db bun.IDB) ([]listedPage, error) {
	var found []listedPage
	err := db.NewSelect().Model(&found).
		Column("cp.id", "cp.slug", "cp.lang", "cp.title", "cp.edition", "cp.modified_at", "cp.modified_by").
		ColumnExpr("coalesce(m.first_name || ' ' || m.last_name, '') AS editor").
		Join("LEFT JOIN members AS m ON m.id = cp.modified_by").
		Order("cp.slug", "cp.lang").
		Limit(1000).
		Scan(ctx)
	return found, err
}

// savePage writes a new version, or a later one if version is still the stored
// one; ErrChanged otherwise.
func savePage(ctx context.Context, db bun.IDB, page *Page, version int64) error {
	if version == 0 {
		_, err := db.NewInsert().Model(page).Exec(ctx)
		return err
	}
	result, err := db.NewUpdate().Model(page).
		Column("title", "body", "edition", "version", "modified_at", "modified_by").
		WherePK().Where("version = ?", version).
		Exec(ctx)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, ErrChanged)
	}
	return nil
}

// keepRevision writes what was saved in the history.
func keepRevision(ctx context.Context, db bun.IDB, id int64, page *Page) error {
	_, err := db.NewInsert().Model(&Revision{
		ID: id, Slug: page.Slug, Lang: page.Lang, Title: page.Title, Body: page.Body,
		Edition: page.Edition, SavedAt: page.ModifiedAt, SavedBy: page.ModifiedBy,
	}).Exec(ctx)
	return err
}

// HistoryLine is one save of a page, without its text.
type HistoryLine struct {
	Revision `bun:",extend"`

	Editor string `bun:",scanonly"`
}

// historyLength is how many saves the editor shows.
const historyLength = 20

// history returns the latest saves of a page, newest first.
func history(ctx context.Context, db bun.IDB, k key) ([]HistoryLine, error) {
	var found []HistoryLine
	err := db.NewSelect().Model(&found).
		Column("cr.id", "cr.title", "cr.edition", "cr.saved_at", "cr.saved_by").
		ColumnExpr("coalesce(m.first_name || ' ' || m.last_name, '') AS editor").
		Join("LEFT JOIN members AS m ON m.id = cr.saved_by").
		Where("cr.slug = ?", k.slug).Where("cr.lang = ?", string(k.lang)).
		Order("cr.id DESC").Limit(historyLength).
		Scan(ctx)
	return found, err
}

// revision returns one saved text of a page, or errs.ErrNotFound.
func revision(ctx context.Context, db bun.IDB, k key, id int64) (*Revision, error) {
	r := new(Revision)
	err := db.NewSelect().Model(r).Where("cr.id = ?", id).
		Where("cr.slug = ?", k.slug).Where("cr.lang = ?", string(k.lang)).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	return r, err
}
