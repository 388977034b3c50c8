// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"errors"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
)

func TestArticle_guards(t *testing.T) {
	t.Parallel()
	author, stranger := access.Actor{UserID: 1}, access.Actor{UserID: 2}
	admin := access.Actor{UserID: 3, Admin: true}
	ready := Article{OwnerID: 1, Title: "Grève au port", Body: "<p>Les équipages attendent.</p>", Status: content.Draft}
	public := func(a *Article) { a.Status = content.Public }

	tests := []struct {
		name                             string
		by                               access.Actor
		change                           func(*Article)
		edit, publish, unpublish, delete error
	}{
		{name: "draft", by: author, unpublish: errNotPublic},
		{name: "public", by: author, change: public, publish: errNotDraft},
		{name: "archived", by: author, change: func(a *Article) { a.Status = content.Archived }, publish: errNotDraft, unpublish: errNotPublic},
		{name: "title of spaces", by: author, change: func(a *Article) { a.Title = " \u00a0 " }, publish: errTitleMissing, unpublish: errNotPublic},
		{name: "body of empty markup", by: author, change: func(a *Article) { a.Body = "<p><br></p>" }, publish: errBodyMissing, unpublish: errNotPublic},
		{name: "stranger", by: stranger, edit: errNotAuthor, publish: errNotAuthor, unpublish: errNotAuthor, delete: errNotDeletable},
		{name: "stranger learns no state", by: stranger, change: public, edit: errNotAuthor, publish: errNotAuthor, unpublish: errNotAuthor, delete: errNotDeletable},
		{name: "editor-in-chief of the outlet", by: editor, change: func(a *Article) { a.OutletID, a.Status = 20, content.Public }, edit: errNotAuthor, publish: errNotAuthor, unpublish: errNotAuthor, delete: errNotDeletable},
		{name: "who commissioned it", by: editor, change: func(a *Article) { a.CommissionerID, a.AssignmentID = 2, 9 }, edit: errNotAuthor, publish: errNotAuthor, unpublish: errNotAuthor, delete: errNotDeletable},
		{name: "staff are no authors", by: admin, edit: errNotAuthor, publish: errNotAuthor, unpublish: errNotAuthor, delete: errNotDeletable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := ready
			if tt.change != nil {
				tt.change(&a)
			}
			for _, check := range []struct {
				name      string
				got, want error
			}{
				{"CanEdit", a.CanEdit(tt.by), tt.edit},
				{"CanPublish", a.CanPublish(tt.by), tt.publish},
				{"CanUnpublish", a.CanUnpublish(tt.by), tt.unpublish},
				{"CanDelete", a.CanDelete(tt.by), tt.delete},
			} {
				if !errors.Is(check.got, check.want) {
					t.Errorf("%s() = %v, want %v", check.name, check.got, check.want)
				}
			}
		})
	}
}

func TestArticle_publish(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	first := now.Add(-48 * time.Hour)

	fresh := Article{PublisherID: 4}
	fresh.publish(access.Actor{OrganisationID: 7}, now)
	if fresh.Status != content.Public || fresh.PublisherID != 7 || !fresh.PublishedAt.Equal(now) {
		t.Errorf("first publication: %+v", fresh)
	}
	again := Article{PublisherID: 4, PublishedAt: first}
	again.publish(access.Actor{}, now)
	if again.PublisherID != 4 || !again.PublishedAt.Equal(first) {
		t.Errorf("later publication without an employer: %+v", again)
	}
}

func TestArticle_ShownAt(t *testing.T) {
	t.Parallel()
	published := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	chosen := time.Date(2026, 12, 1, 6, 0, 0, 0, time.UTC)
	tests := []struct {
		name    string
		release time.Time
		want    time.Time
	}{
		{"no date chosen", time.Time{}, published},
		{"a date chosen", chosen, chosen},
		{"an empty date of the past", time.Unix(0, 0), published},
	}
	for _, tt := range tests {
		a := Article{PublishedAt: published, ReleaseAt: tt.release}
		if got := a.ShownAt(); !got.Equal(tt.want) {
			t.Errorf("%s: ShownAt() = %v, want %v", tt.name, got, tt.want)
		}
	}
}
