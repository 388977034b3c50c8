// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package notice_test

import (
	"slices"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/notice"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// The staff's kinds are offered to the staff; bells are named after kinds.
func TestOffers(t *testing.T) {
	t.Parallel()
	for _, o := range notice.Offers(access.Actor{UserID: 1}) {
		if o.Staff {
			t.Errorf("%s is offered to a member", o.Kind)
		}
	}
	if all := notice.Offers(access.Actor{UserID: 1, Admin: true}); len(all) <= len(notice.Offers(access.Actor{})) {
		t.Errorf("an administrator is offered %d kinds", len(all))
	}
	if got := notice.OfMessage("notifications.article_published"); got != notice.ArticlePublished {
		t.Errorf("OfMessage = %q", got)
	}
}

// Nothing is refused until it is; a refusal counts for its kind and channel
// only, and can be taken back (spec 02 §18 U13).
func TestWilling(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
		gen := ids.NewGenerator(1, func() time.Time { return now })
		people := make([]int64, 3)
		for i := range people {
			people[i] = gen.Next()
			m := &member.Member{
				ID: people[i], Email: ids.Encode(people[i]) + "@example.org", Gender: "?", Language: "fr", Active: true,
				SubmittedAt: now, CreatedAt: now, ModifiedAt: now,
			}
			if _, err := db.Writer().NewInsert().Model(m).Exec(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		willing := func(kind notice.Kind, by notice.Channel) []int64 {
			t.Helper()
			found, err := notice.Willing(t.Context(), db.Writer(), kind, by, people)
			if err != nil {
				t.Fatal(err)
			}
			return found
		}
		save := func(mail bool) {
			t.Helper()
			err := notice.Save(t.Context(), db.Writer(), []notice.Choice{{MemberID: people[1], Kind: notice.ProposalSubmitted, Bell: true, Mail: mail}})
			if err != nil {
				t.Fatal(err)
			}
		}
		if got := willing(notice.ProposalSubmitted, notice.Mail); !slices.Equal(got, people) {
			t.Errorf("before any choice: %v", got)
		}
		save(false)
		if got := willing(notice.ProposalSubmitted, notice.Mail); !slices.Equal(got, []int64{people[0], people[2]}) {
			t.Errorf("after a refusal: %v", got)
		}
		if !slices.Equal(willing(notice.ProposalSubmitted, notice.Bell), people) || !slices.Equal(willing(notice.RegistrationSubmitted, notice.Mail), people) {
			t.Error("a refusal counts elsewhere")
		}
		save(true)
		if got := willing(notice.ProposalSubmitted, notice.Mail); !slices.Equal(got, people) {
			t.Errorf("after taking it back: %v", got)
		}
	})
}
