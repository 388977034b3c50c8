// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package content_test

import (
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
)

func TestPost_IsVisible(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	ready := content.Post{OwnerID: 1, PublisherID: 7, Status: content.Public, PublishedAt: now.Add(-time.Hour)}
	tests := []struct {
		name   string
		change func(*content.Post)
		want   bool
	}{
		{"public", func(*content.Post) {}, true},
		{"at its very minute", func(p *content.Post) { p.PublishedAt = now }, true},
		{"draft", func(p *content.Post) { p.Status = content.Draft }, false},
		{"scheduled", func(p *content.Post) { p.PublishedAt = now.Add(time.Second) }, false},
		{"without a date", func(p *content.Post) { p.PublishedAt = time.Time{} }, false},
		{"expired", func(p *content.Post) { p.ExpiresAt = now }, false},
		{"expiring later", func(p *content.Post) { p.ExpiresAt = now.Add(time.Second) }, true},
		{"deleted", func(p *content.Post) { p.DeletedAt = now }, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := ready
			tt.change(&p)
			if got := p.IsVisible(now); got != tt.want {
				t.Errorf("IsVisible = %v, want %v", got, tt.want)
			}
			stranger, author := access.Actor{UserID: 2}, access.Actor{UserID: 1}
			if got := p.CanRead(stranger, now); got != tt.want {
				t.Errorf("a member: CanRead = %v, want %v", got, tt.want)
			}
			if got := p.CanRead(author, now); got != p.DeletedAt.IsZero() {
				t.Errorf("the author: CanRead = %v", got)
			}
			manager := access.Actor{UserID: 3, Grants: []access.WallGrant{{OrganisationID: 7, Role: access.InternalManager}}}
			officer := access.Actor{UserID: 4, Grants: []access.WallGrant{{OrganisationID: 7, Role: access.ExternalPROfficer}}}
			if p.CanRead(manager, now) != p.DeletedAt.IsZero() || p.CanRead(officer, now) != tt.want {
				t.Errorf("the publisher's manager: %v, its press officer: %v", p.CanRead(manager, now), p.CanRead(officer, now))
			}
			if p.CanRead(access.Actor{}, now) {
				t.Error("an anonymous visitor reads nothing")
			}
		})
	}
}
