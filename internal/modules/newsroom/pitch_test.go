// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"errors"
	"slices"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
)

// The people a pitch or an assignment may meet: 1 writes it, 2 leads the media
// 20 by profile, 3 by a role on its Business Wall, 4 is a journalist there, 5
// leads another media, 6 manages the media's wall from outside.
var (
	writer    = access.Actor{UserID: 1, Community: access.PressMedia, ProfileCode: "PM_JR_PIG", OrganisationID: 10}
	editor    = access.Actor{UserID: 2, Community: access.PressMedia, ProfileCode: "PM_DIR_INST", OrganisationID: 20}
	manager   = access.Actor{UserID: 3, OrganisationID: 20, Grants: []access.WallGrant{{WallID: 9, OrganisationID: 20, Role: access.InternalManager, InForce: true}}}
	reporter  = access.Actor{UserID: 4, Community: access.PressMedia, ProfileCode: "PM_JR_CP_SAL", OrganisationID: 20}
	elsewhere = access.Actor{UserID: 5, Community: access.PressMedia, ProfileCode: "PM_DIR", OrganisationID: 30}
	external  = access.Actor{UserID: 6, OrganisationID: 40, Grants: []access.WallGrant{{WallID: 9, OrganisationID: 20, Role: access.ExternalManager, InForce: true}}}
	admin     = access.Actor{UserID: 7, Admin: true}
)

// guard is what a rule answers, by the actor.
type guard struct {
	name  string
	by    access.Actor
	draft error // on a draft
	sent  error // on what was sent
	done  error // on what was answered
}

// The states and guards of a pitch, actor by actor (spec 04 §5.2, §10): to a
// stranger it does not exist, whatever is asked.
func TestPitch_guards(t *testing.T) {
	t.Parallel()
	hidden := errs.ErrNotFound
	rules := map[string]struct {
		rule   func(*Pitch, access.Actor) error
		guards []guard
	}{
		"see": {(*Pitch).CanSee, []guard{
			{"author", writer, nil, nil, nil},
			{"editor", editor, hidden, nil, hidden},
			{"manager", manager, hidden, nil, hidden},
		}},
		"edit": {(*Pitch).CanEdit, []guard{
			{"author", writer, nil, nil, errPitchAnswered},
			{"editor", editor, hidden, nil, hidden},
			{"manager", manager, hidden, nil, hidden},
		}},
		"submit": {(*Pitch).CanSubmit, []guard{
			{"author", writer, nil, errPitchNotDraft, errPitchNotDraft},
			{"editor", editor, hidden, errPitchNotAuthor, hidden},
			{"manager", manager, hidden, errPitchNotAuthor, hidden},
		}},
		"withdraw": {(*Pitch).CanWithdraw, []guard{
			{"author", writer, errPitchNotSent, nil, errPitchAnswered},
			{"editor", editor, hidden, errPitchNotAuthor, hidden},
			{"manager", manager, hidden, errPitchNotAuthor, hidden},
		}},
		"delete": {(*Pitch).CanDelete, []guard{
			{"author", writer, nil, nil, nil},
			{"editor", editor, hidden, errPitchNotDeletable, hidden},
			{"manager", manager, hidden, errPitchNotDeletable, hidden},
		}},
		"answer": {(*Pitch).CanAnswer, []guard{
			{"author", writer, errPitchNotEditor, errPitchNotEditor, errPitchNotEditor},
			{"editor", editor, hidden, nil, errPitchAnswered}, // by a colleague, meanwhile
			{"manager", manager, hidden, nil, errPitchAnswered},
		}},
		"answer an offer": {func(p *Pitch, by access.Actor) error { return p.CanAnswerOffer(by, &PitchOffer{Status: OfferOpen}) }, []guard{
			{"author", writer, errPitchNotSent, nil, errPitchAnswered},
			{"editor", editor, hidden, errPitchNotAuthor, hidden},
			{"manager", manager, hidden, errPitchNotAuthor, hidden},
		}},
	}
	for name, r := range rules {
		guards := append(slices.Clone(r.guards),
			guard{"reporter of the media", reporter, hidden, hidden, hidden},
			guard{"editor of another media", elsewhere, hidden, hidden, hidden},
			guard{"external manager", external, hidden, hidden, hidden},
			guard{"administrator", admin, hidden, hidden, hidden},
		)
		for _, g := range guards {
			for status, want := range map[content.Status]error{content.Draft: g.draft, content.Public: g.sent, content.Archived: g.done} {
				pitch := &Pitch{OwnerID: 1, OutletID: 20, Title: "Titre", Brief: "Brief", Status: status}
				if got := r.rule(pitch, g.by); !errors.Is(got, want) || want == nil && got != nil {
					t.Errorf("%s, by the %s, when %s: %v, want %v", name, g.name, status, got, want)
				}
			}
		}
	}
}

// A pitch is sent with a title and a brief (spec 04 §5.2), and other terms are
// answered only when there are some.
func TestPitch_isComplete(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		pitch Pitch
		want  error
	}{
		{"both", Pitch{Title: "Titre", Brief: "Brief"}, nil},
		{"title of spaces", Pitch{Title: " \n", Brief: "Brief"}, errPitchTitle},
		{"no brief", Pitch{Title: "Titre", Brief: "  "}, errPitchBrief},
	} {
		tt.pitch.OwnerID, tt.pitch.Status = 1, content.Draft
		if got := tt.pitch.CanSubmit(writer); !errors.Is(got, tt.want) || tt.want == nil && got != nil {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	sent := &Pitch{OwnerID: 1, OutletID: 20, Status: content.Public}
	for _, offer := range []*PitchOffer{nil, {Status: OfferDeclined}, {Status: OfferWithdrawn}, {Status: OfferAccepted}} {
		if got := sent.CanAnswerOffer(writer, offer); !errors.Is(got, errNoOffer) {
			t.Errorf("answering %+v: %v", offer, got)
		}
	}
}

// An outdated pitch is flagged, and not closed (spec 04 §5.2).
func TestPitch_expired(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	pitch := &Pitch{OwnerID: 1, OutletID: 20, Status: content.Public, ValidUntil: now.Add(-time.Hour)}
	if !pitch.IsExpired(now) || pitch.IsExpired(now.Add(-2*time.Hour)) {
		t.Error("the limit of validity does not count")
	}
	if err := pitch.CanAnswer(editor); err != nil {
		t.Errorf("answer: %v", err)
	}
	if pitch.Status = content.Archived; pitch.IsExpired(now) {
		t.Error("an answered pitch is flagged")
	}
}

// Other terms need something in them, in a possible order.
func TestOfferInput_check(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC)
	pitch := &Pitch{IssueAt: day}
	for _, tt := range []struct {
		name string
		in   OfferInput
		want error
	}{
		{"message", OfferInput{Message: "Plus court ?"}, nil},
		{"fee", OfferInput{Fee: 30_000}, nil},
		{"deadline before the pitch's issue", OfferInput{CopyDeadline: day.Add(-time.Hour)}, nil},
		{"nothing", OfferInput{Message: "  "}, errOfferEmpty},
		{"deadline after the pitch's issue", OfferInput{CopyDeadline: day.Add(time.Hour)}, errOfferOrder},
		{"deadline after the new issue", OfferInput{CopyDeadline: day, IssueAt: day.Add(-time.Hour)}, errOfferOrder},
	} {
		if got := tt.in.check(pitch); !errors.Is(got, tt.want) || tt.want == nil && got != nil {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
