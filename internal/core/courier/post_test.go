// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package courier_test

import (
	"log/slog"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/courier"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// A job that runs twice sends the same mail; another event is another mail; one
// that can never arrive is given up instead of being tried for ever.
func TestSendOnce(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		now := func() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }
		inbox := mailer.NewDatabaseStore(db, ids.NewGenerator(1, now).Next)
		mail, err := mailer.New(mailer.Options{Store: inbox, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		post := courier.Post{Mail: mail, Log: slog.New(slog.DiscardHandler)}
		letter := mailer.Message{Kind: "gift", To: "ada@exemple.invalid", Lang: i18n.French, Subject: "Un article offert", Text: "Bonne lecture."}
		nowhere := letter
		nowhere.To = "nowhere"
		for _, try := range []struct {
			msg   mailer.Message
			event int64
		}{{letter, 1}, {letter, 1}, {letter, 2}, {nowhere, 3}} {
			if err := post.SendOnce(t.Context(), try.msg, try.event); err != nil {
				t.Errorf("event %d to %s: %v", try.event, try.msg.To, err)
			}
		}
		kept, err := inbox.Captured(t.Context(), 0, 10)
		if err != nil || len(kept) != 2 {
			t.Errorf("%d mails were sent, %v, want one for each event", len(kept), err)
		}
	})
}

// What is gone meanwhile is nobody to tell, and no failure; who is there is told
// in their own language.
func TestOne(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		const query = "SELECT 7 AS member_id, 'Ada' AS first_name, 'ada@exemple.invalid' AS email, 'en' AS language WHERE 1 = ?"
		gone, err := courier.One[courier.Receiver](t.Context(), db.Reader(), query, 2)
		if gone != nil || err != nil {
			t.Errorf("One() of nobody = %v, %v", gone, err)
		}
		ada, err := courier.One[courier.Receiver](t.Context(), db.Reader(), query, 1)
		if err != nil || ada == nil || ada.MemberID != 7 || ada.FirstName != "Ada" {
			t.Fatalf("One() = %+v, %v", ada, err)
		}
		if lang := i18n.LangOf(ada.In(t.Context())); lang != i18n.English {
			t.Errorf("Ada is written to in %s", lang)
		}
		if _, err := courier.One[courier.Receiver](t.Context(), db.Reader(), "SELECT nothing"); err == nil {
			t.Error("a broken query tells nobody, silently")
		}
	})
}
