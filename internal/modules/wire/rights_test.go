// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire_test

import (
	"context"
	"strings"
	"testing"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/content"
)

// Spec 07 §13: the terms of sale are those of the publisher, else of the media
// it was written for, else of the author's employer, whichever holds rights and
// has a Business Wall in force; else everybody who subscribes may buy.
func TestMirror_whoseRights(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		exec := func(query string, args ...any) {
			t.Helper()
			if _, err := p.DB.Writer().NewRaw(query, args...).Exec(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		exec("UPDATE business_walls SET rights_policy = ? WHERE id = ?", `{"option":"none"}`, p.EchosWallID)
		source := int64(100)
		frozen := func(publisher, outlet int64) string {
			t.Helper()
			source++
			post := content.Post{
				SourceID: source, Title: "Un", Status: content.Public, PublishedAt: p.Clock.Now(), Kind: content.Article, OwnerID: p.Author.UserID,
				PublisherID: publisher, OutletID: outlet, Language: "fr", PublisherType: "media", Gallery: []content.Picture{}, CreatedAt: p.Clock.Now(),
			}
			err := p.DB.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
				_, err := p.mirrors.Mirror(ctx, tx, post)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return string(p.Post(t, source).RightsSnapshot)
		}
		for what, c := range map[string]struct {
			publisher, outlet int64
			want              string
		}{
			"the publisher's":           {p.StradaID, p.EchosID, "whitelist"},
			"of another publisher":      {p.EchosID, p.StradaID, "none"},
			"of the outlet":             {p.PlainID, p.EchosID, "none"},
			"of the author's employer":  {p.PlainID, 0, "whitelist"},
			"without publisher at all":  {0, 0, "whitelist"},
			"of an outlet without wall": {p.PlainID, p.PlainID, "whitelist"},
		} {
			if got := frozen(c.publisher, c.outlet); !strings.Contains(got, `"`+c.want+`"`) {
				t.Errorf("%s: %s, want %s", what, got, c.want)
			}
		}
		exec("UPDATE business_walls SET status = 'suspended'")
		if got := frozen(p.StradaID, p.EchosID); !strings.Contains(got, `"all_subscribed"`) {
			t.Errorf("of suspended walls: %s", got)
		}
	})
}
