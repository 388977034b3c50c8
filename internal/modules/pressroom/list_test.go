// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/modules/pressroom/pressroomtest"
)

func titles(t *testing.T, room *pressroomtest.Room, by access.Actor, f pressroom.Filter) []string {
	t.Helper()
	if f.Limit == 0 {
		f.Limit = 100
	}
	page, err := room.Releases.Releases(t.Context(), by, f)
	if err != nil {
		t.Fatal(err)
	}
	list := make([]string, len(page.Rows))
	for i, row := range page.Rows {
		list[i] = row.Title
	}
	return list
}

// The list holds one's own releases, and those that one takes care of; nobody
// else's (spec 04 §7.1, §10).
func TestReleases_whose(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		room.Draft(t, func(in *pressroom.Input) { in.Title = "Pour le client" })
		room.Draft(t, func(in *pressroom.Input) { in.Title, in.PublisherID = "Pour l’agence", room.AgencyID })
		gone := room.Draft(t, func(in *pressroom.Input) { in.Title = "Supprimé" })
		if err := room.Releases.Delete(t.Context(), room.Officer, gone.ID); err != nil {
			t.Fatal(err)
		}
		for name, tt := range map[string]struct {
			by   access.Actor
			want []string
		}{
			"the author":         {room.Officer, []string{"Pour l’agence", "Pour le client"}},
			"the client's owner": {room.Owner, []string{"Pour le client"}},
			"an employee":        {room.Employee, []string{}},
			"a colleague":        {room.Colleague, []string{}},
			"a stranger":         {room.Stranger, []string{}},
		} {
			if got := titles(t, room, tt.by, pressroom.Filter{}); !slices.Equal(got, tt.want) {
				t.Errorf("%s: %v, want %v", name, got, tt.want)
			}
			figures, err := room.Releases.Figures(t.Context(), tt.by)
			if err != nil || figures.Total != len(tt.want) {
				t.Errorf("%s: figures = %+v, %v", name, figures, err)
			}
		}
	})
}

// The list is filtered by title, state and publisher, alone or together.
func TestReleases_filters(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		title := func(s string) func(*pressroom.Input) { return func(in *pressroom.Input) { in.Title = s } }
		room.Draft(t, title("Un brouillon à 100 %"))
		room.Published(t, title("Paru"))
		scheduled := room.Scheduled(t, time.Hour)
		room.Draft(t, func(in *pressroom.Input) { in.Title, in.PublisherID = "Pour l’agence", room.AgencyID })
		for name, tt := range map[string]struct {
			f    pressroom.Filter
			want []string
		}{
			"a part of a title":      {pressroom.Filter{Query: "BROUILLON"}, []string{"Un brouillon à 100 %"}},
			"a wildcard is a letter": {pressroom.Filter{Query: "%"}, []string{"Un brouillon à 100 %"}},
			"drafts":                 {pressroom.Filter{State: pressroom.Draft}, []string{"Pour l’agence", "Un brouillon à 100 %"}},
			"scheduled":              {pressroom.Filter{State: pressroom.Scheduled}, []string{scheduled.Title}},
			"public":                 {pressroom.Filter{State: pressroom.Public}, []string{"Paru"}},
			"over":                   {pressroom.Filter{State: pressroom.Expired}, []string{}},
			"for the agency":         {pressroom.Filter{PublisherID: room.AgencyID}, []string{"Pour l’agence"}},
			"together":               {pressroom.Filter{PublisherID: room.ClientID, State: pressroom.Draft}, []string{"Un brouillon à 100 %"}},
		} {
			if got := titles(t, room, room.Officer, tt.f); !slices.Equal(got, tt.want) {
				t.Errorf("%s: %v, want %v", name, got, tt.want)
			}
		}
	})
}

// Each order pages forwards and back over every row once, equal ones too.
func TestReleases_pages(t *testing.T) {
	inRoom(t, func(t *testing.T, room *pressroomtest.Room) {
		for i := range 7 {
			room.Draft(t, func(in *pressroom.Input) { in.Title = fmt.Sprintf("Titre %d", i/2) })
			room.Clock.Add(time.Minute)
		}
		for _, column := range []pressroom.Column{pressroom.ByCreation, pressroom.ByTitle, pressroom.ByStatus, pressroom.ByDate} {
			for _, ascending := range []bool{true, false} {
				f := pressroom.Filter{Order: pressroom.Order{Column: column, Ascending: ascending}, Limit: 3}
				checkPages(t, room, f)
			}
		}
	})
}

// checkPages walks a list of seven rows in pages of three, and back.
func checkPages(t *testing.T, room *pressroomtest.Room, f pressroom.Filter) {
	t.Helper()
	var seen []int64
	var starts []pressroom.Position
	for range 4 {
		page, err := room.Releases.Releases(t.Context(), room.Officer, f)
		if err != nil {
			t.Fatal(err)
		}
		if page.Total != 7 || page.First != len(seen)+1 {
			t.Errorf("%+v: total %d, first %d after %d rows", f.Order, page.Total, page.First, len(seen))
		}
		if len(starts) > 1 && page.Previous != starts[len(starts)-1] {
			t.Errorf("%+v: the way back = %+v, want %+v", f.Order, page.Previous, starts[len(starts)-1])
		}
		starts = append(starts, f.After)
		for _, row := range page.Rows {
			seen = append(seen, row.ID)
		}
		if page.Next == (pressroom.Position{}) {
			break
		}
		f.After = page.Next
	}
	slices.Sort(seen)
	if len(seen) != 7 || len(slices.Compact(seen)) != 7 {
		t.Errorf("%+v: rows %v", f.Order, seen)
	}
}
