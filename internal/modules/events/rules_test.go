// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"errors"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/platform/i18n"
)

var now = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

// Spec 04 §5.5, §5.6, §10: who may do what with an event, in each state.
func TestEvent_guards(t *testing.T) {
	t.Parallel()
	author := access.Actor{UserID: 1}
	officer := access.Actor{UserID: 2, Grants: []access.WallGrant{{OrganisationID: 7, Role: access.ExternalPROfficer, InForce: true, Missions: []string{"events"}}}}
	unmissioned := access.Actor{UserID: 3, Grants: []access.WallGrant{{OrganisationID: 7, Role: access.ExternalPROfficer, InForce: true, Missions: []string{"press_release"}}}}
	suspended := access.Actor{UserID: 4, Grants: []access.WallGrant{{OrganisationID: 7, Role: access.InternalPROfficer, Missions: []string{"events"}}}}
	owner := access.Actor{UserID: 5, Grants: []access.WallGrant{{OrganisationID: 7, Role: access.WallOwner, InForce: true}}}
	manager := access.Actor{UserID: 6, Grants: []access.WallGrant{{OrganisationID: 7, Role: access.InternalManager, InForce: true}}}
	ready := Event{OwnerID: 1, PublisherID: 7, Title: "Assises", Body: "<p>Venez.</p>", Status: content.Draft, StartsAt: now, EndsAt: now}
	tests := []struct {
		name                             string
		by                               access.Actor
		change                           func(*Event)
		edit, publish, unpublish, delete error
	}{
		{"author", author, nil, nil, nil, errNotPublic, nil},
		{"press officer with the mission", officer, nil, nil, nil, errNotPublic, errNotDeletable},
		{"press officer without the mission", unmissioned, nil, errNotOrganiser, errNotOrganiser, errNotOrganiser, errNotDeletable},
		{"press officer of a suspended wall", suspended, nil, errNotOrganiser, errNotOrganiser, errNotOrganiser, errNotDeletable},
		{"owner of the wall", owner, nil, nil, nil, errNotPublic, errNotDeletable},
		{"manager of the wall", manager, nil, errNotOrganiser, errNotOrganiser, errNotOrganiser, errNotDeletable},
		{"stranger", access.Actor{UserID: 9}, nil, errNotOrganiser, errNotOrganiser, errNotOrganiser, errNotDeletable},
		{"public", author, func(e *Event) { e.Status = content.Public }, nil, errNotDraft, nil, nil},
		{"expired", author, func(e *Event) { e.Status = content.Expired }, nil, errNotDraft, errNotPublic, nil},
		{"title of spaces", author, func(e *Event) { e.Title = " " }, nil, errTitleMissing, errNotPublic, nil},
		{"empty body", author, func(e *Event) { e.Body = "<p><br></p>" }, nil, errBodyMissing, errNotPublic, nil},
		{"without a start", author, func(e *Event) { e.StartsAt = time.Time{} }, nil, errStartMissing, errNotPublic, nil},
		{"without an end", author, func(e *Event) { e.EndsAt = time.Time{} }, nil, errEndMissing, errNotPublic, nil},
		{"ends before it begins", author, func(e *Event) { e.EndsAt = now.Add(-time.Second) }, nil, errEndsFirst, errNotPublic, nil},
	}
	for _, tt := range tests {
		e := ready
		if tt.change != nil {
			tt.change(&e)
		}
		for what, got := range map[string][2]error{
			"CanEdit": {e.CanEdit(tt.by), tt.edit}, "CanPublish": {e.CanPublish(tt.by), tt.publish},
			"CanUnpublish": {e.CanUnpublish(tt.by), tt.unpublish}, "CanDelete": {e.CanDelete(tt.by), tt.delete},
		} {
			if !errors.Is(got[0], got[1]) || got[0] != nil && got[1] == nil {
				t.Errorf("%s: %s = %v, want %v", tt.name, what, got[0], got[1])
			}
		}
	}
}

// Spec 03 §4.2: who opens what members see, in each state.
func TestPost_CanRead(t *testing.T) {
	t.Parallel()
	shown := Post{OwnerID: 1, PublisherID: 7, Status: content.Public, PublishedAt: now.Add(-time.Hour)}
	tests := []struct {
		name    string
		change  func(*Post)
		visible bool
		kept    bool // to its author, its publisher's managers and the staff
	}{
		{"public", func(*Post) {}, true, true},
		{"withdrawn", func(p *Post) { p.Status = content.Draft }, false, true},
		{"expired by its state", func(p *Post) { p.Status = content.Expired }, false, true},
		{"expired by its date", func(p *Post) { p.ExpiresAt = now }, false, true},
		{"to come", func(p *Post) { p.PublishedAt = now.Add(time.Second) }, false, true},
		{"deleted", func(p *Post) { p.DeletedAt = now }, false, false},
	}
	for _, tt := range tests {
		p := shown
		tt.change(&p)
		for who, want := range map[string]bool{"nobody": false, "member": tt.visible, "author": tt.visible || tt.kept, "manager": tt.visible || tt.kept, "staff": tt.visible || tt.kept} {
			by := map[string]access.Actor{
				"nobody": {}, "member": {UserID: 2}, "author": {UserID: 1}, "staff": {UserID: 3, Admin: true},
				"manager": {UserID: 4, Grants: []access.WallGrant{{OrganisationID: 7, Role: access.InternalManager}}},
			}[who]
			if got := p.CanRead(by, now); got != want {
				t.Errorf("%s, %s: CanRead = %v, want %v", tt.name, who, got, want)
			}
		}
	}
}

// Spec 03 §4.13 and §13 E1: who may ask, until when, and what they get.
func TestPost_admission(t *testing.T) {
	t.Parallel()
	open := Post{
		Audience: []access.Community{access.PressMedia}, Admission: Open, Capacity: 2,
		StartsAt: now.Add(time.Hour), EndsAt: now.Add(2 * time.Hour),
	}
	journalist, expert := access.Actor{UserID: 1, Community: access.PressMedia}, access.Actor{UserID: 2, Community: access.Expert}
	tests := []struct {
		name   string
		by     access.Actor
		change func(*Post)
		at     time.Time
		want   error
	}{
		{"journalist", journalist, nil, now, nil},
		{"another community", expert, nil, now, errNotInvited},
		{"a community that is invited", expert, func(p *Post) { p.Audience = access.Communities() }, now, nil},
		{"nobody's", access.Actor{UserID: 3}, nil, now, errNotInvited},
		{"closed", journalist, func(p *Post) { p.Admission = Closed }, now, errAdmissionClosed},
		{"begun", journalist, nil, now.Add(90 * time.Minute), errTooLate},
		{"past the deadline", journalist, func(p *Post) { p.DeadlineAt = now.Add(-time.Second) }, now, errTooLate},
		{"a deadline after the beginning", journalist, func(p *Post) { p.DeadlineAt = now.Add(2 * time.Hour) }, now.Add(90 * time.Minute), nil},
		{"over", journalist, nil, now.Add(2 * time.Hour), errOver},
	}
	for _, tt := range tests {
		p := open
		if tt.change != nil {
			tt.change(&p)
		}
		if got := p.CanAsk(tt.by, tt.at); !errors.Is(got, tt.want) || got != nil && tt.want == nil {
			t.Errorf("%s: CanAsk = %v, want %v", tt.name, got, tt.want)
		}
	}
	for taken, want := range map[int64]Standing{0: Approved, 1: Approved, 2: Waitlisted, 3: Waitlisted} {
		if got := open.afterRequest(taken); got != want {
			t.Errorf("with %d seats taken one is %s, want %s", taken, got, want)
		}
	}
	asked := open
	asked.Admission = OnRequest
	if got := asked.afterRequest(9); got != Requested {
		t.Errorf("on request one is %s", got)
	}
}

// Spec 03 §13 E1: what may be decided about each standing.
func TestParticipation_CanDecide(t *testing.T) {
	t.Parallel()
	allowed := map[Standing][2]bool{ // approve, refuse
		Requested: {true, true}, Waitlisted: {true, true}, Refused: {true, false}, Approved: {false, true},
		Cancelled: {}, Attended: {}, NoShow: {},
	}
	for _, s := range Standings() {
		x := Participation{Status: s}
		for i, approve := range []bool{true, false} {
			if got := x.CanDecide(approve) == nil; got != allowed[s][i] {
				t.Errorf("%s: approve %v = %v", s, approve, got)
			}
		}
	}
}

// Spec 03 §3.3: the category of an event is the first part of its type.
func TestCategoryOf(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string]string{"Business / Forum": "business", "Grand public / Fête": "grand_public", "": "", "Presse": "presse"} {
		if got := categoryOf(kind); got != want {
			t.Errorf("categoryOf(%q) = %q, want %q", kind, got, want)
		}
	}
}

// Spec 03 §12.12: a month has whole weeks from Monday to Sunday, and no more;
// an event is on every day it spans.
func TestMonth(t *testing.T) {
	t.Parallel()
	for month, days := range map[time.Month]int{time.February: 35, time.June: 35, time.August: 42, time.November: 42, time.December: 35} {
		m := emptyMonth(time.Date(2026, month, 1, 0, 0, 0, 0, i18n.Paris()))
		if len(m.Days) != days || m.Days[0].At.Weekday() != time.Monday || m.Days[len(m.Days)-1].At.Weekday() != time.Sunday || m.Days[0].At.After(m.First) {
			t.Errorf("%s: %d days from %s, want %d", month, len(m.Days), m.Days[0].At, days)
		}
	}
	m := emptyMonth(time.Date(2026, 11, 1, 0, 0, 0, 0, i18n.Paris()))
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, i18n.Paris()) }
	m.add(Entry{ID: 1, StartsAt: at(10, 22)}, at(12, 0)) // until midnight: not on the 12th
	m.add(Entry{ID: 2, StartsAt: at(12, 9)}, at(12, 9))
	counts := map[int]int{}
	for _, d := range m.Days {
		if d.At.Month() == time.November {
			counts[d.At.Day()] = d.Count
		}
	}
	if counts[9] != 0 || counts[10] != 1 || counts[11] != 1 || counts[12] != 1 || counts[13] != 0 {
		t.Errorf("days = %v", counts)
	}
}

// Codes are read as people type them.
func TestCleanCode(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"ab12c-d34ef": "AB12CD34EF", " 0O1lI ": "00111", "": ""} {
		if got := cleanCode(typed); got != want {
			t.Errorf("cleanCode(%q) = %q, want %q", typed, got, want)
		}
	}
}

// Spec 03 §5.5: one's agenda begins with what is nearest, and of two equally
// near with what is to come.
func TestNearestFirst(t *testing.T) {
	t.Parallel()
	list := []Appointment{
		{ID: 1, StartsAt: now.Add(7 * 24 * time.Hour)}, {ID: 2, StartsAt: now.Add(-24 * time.Hour)}, {ID: 3, StartsAt: now.Add(24 * time.Hour)},
	}
	nearestFirst(list, now)
	if list[0].ID != 3 || list[1].ID != 2 || list[2].ID != 1 {
		t.Errorf("order = %v", list)
	}
}
