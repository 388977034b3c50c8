// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/platform/ids"
)

// renamed is a change of name and press card, which both wait for approval.
func renamed(t *testing.T, name string, width int) url.Values {
	t.Helper()
	card := base64.StdEncoding.EncodeToString(apptest.Picture(t, width, 30))
	return url.Values{"last_name": {name}, "photo_carte_presse_cropped": {"data:image/png;base64," + card}}
}

// card is the press card that waits, after a proposal has been sent.
func (e *editor) card(t *testing.T, name string, width int) string {
	t.Helper()
	if got := e.edit(t, "P002", renamed(t, name, width)); got != "Vos modifications seront validées par notre équipe." {
		t.Fatalf("the end says %q", got)
	}
	p := e.proposal(t)
	if p == nil || p.Answers.Text("last_name") != name || p.Answers.Text("photo_carte_presse") == "" {
		t.Fatalf("the proposal is %+v", p)
	}
	return p.Answers.Text("photo_carte_presse")
}

// shows lists what shows a picture.
func (e *editor) shows(t *testing.T, name string) []string {
	t.Helper()
	var kinds []string
	err := e.app.DB.Writer().NewSelect().Model((*media.Link)(nil)).Column("ml.kind").Where("ml.media_name = ?", name).Order("ml.kind").Scan(t.Context(), &kinds)
	if err != nil {
		t.Fatal(err)
	}
	return kinds
}

// A new press card waits with the new name: the staff sees it beside the one of
// today. It goes when another proposal replaces its own or when it is refused,
// and takes the place of the old one when it is approved (spec 02 §6.1–6.2).
func TestProfileEdit_pictureWaits(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		e := newEditor(t, a, "P002", "cliche@candidat.example")
		staff := a.SignIn(t, a.Persona(t, apptest.Administrator))
		review, live := "/admin/validation_profile/"+ids.Encode(e.actor.UserID), e.stored(t).PressCard

		first := e.card(t, "Premier", 210)
		if got := e.shows(t, first); !slices.Equal(got, []string{"proposal"}) {
			t.Errorf("the first card is shown by %v", got)
		}
		second := e.card(t, "Second", 220)
		if got := e.shows(t, first); len(got) != 0 {
			t.Errorf("the card that was replaced is shown by %v", got)
		}
		page := staff.Get(t, review)
		for _, name := range []string{live, second} {
			if !page.Has(`[data-testid=changes] img[src*="` + name + `"]`) {
				t.Errorf("the staff is not shown %s: %s", name, page.Text("[data-testid=changes]"))
			}
			if got := staff.Get(t, media.URL(name)); got.Status != http.StatusOK {
				t.Errorf("the staff opens %s: %d", name, got.Status)
			}
		}
		staff.Post(t, review, url.Values{"action": {"reject"}, "reason": {"identity"}})
		if got := e.stored(t); got.PressCard != live || got.LastName == "Second" || len(e.shows(t, second)) != 0 || len(e.shows(t, live)) != 1 {
			t.Errorf("refused: %q, %q; shown by %v", got.LastName, got.PressCard, e.shows(t, second))
		}

		third := e.card(t, "Tiers", 230)
		staff.Post(t, review, url.Values{"action": {"validate"}})
		if got := e.stored(t); got.PressCard != third || got.LastName != "Tiers" {
			t.Errorf("approved: %q, %q", got.LastName, got.PressCard)
		}
		if got := e.shows(t, third); !slices.Equal(got, []string{"press_card"}) || len(e.shows(t, live)) != 0 {
			t.Errorf("approved: the new card is shown by %v, the old one by %v", got, e.shows(t, live))
		}
	})
}

// A member whose changes wait reads so wherever the profile is looked at or
// edited, with the day, until the decision (spec 02 §6.1, §7).
func TestProfileEdit_waitingIsTold(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, withLists, func(t *testing.T, a *apptest.App) {
		e := newEditor(t, a, "P015", "attente@candidat.example")
		for _, asked := range []bool{false, true} {
			if asked {
				e.edit(t, "P015", url.Values{"last_name": {"Nouveau"}})
			}
			for _, path := range []string{"/kyc/profile", "/preferences/profile", e.path()} {
				said := e.browser.Get(t, path).Text("[data-testid=waiting]")
				told := strings.Contains(said, "depuis le 23 nov. 2026") && strings.Contains(said, "les remplaceront")
				if told != asked || (said == "") == asked {
					t.Errorf("%s, asked %v, says %q", path, asked, said)
				}
			}
		}
	})
}
