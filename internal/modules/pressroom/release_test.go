// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom

import (
	"errors"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// officer has a role on the wall of organisation 7.
func officer(id int64, role access.WallRole, inForce bool, missions ...string) access.Actor {
	return access.Actor{UserID: id, Grants: []access.WallGrant{{WallID: 70, OrganisationID: 7, Role: role, InForce: inForce, Missions: missions}}}
}

// Who may act on a release: its author, or who looks after the releases of its
// publisher with the mission; for others it does not exist (spec 04 §5.4, §10,
// §12.18).
func TestRelease_CanEdit(t *testing.T) {
	t.Parallel()
	release := Release{OwnerID: 1, PublisherID: 7}
	tests := []struct {
		name string
		by   access.Actor
		want error
	}{
		{"its author", access.Actor{UserID: 1}, nil},
		{"the owner of the publisher's wall", officer(2, access.WallOwner, true), nil},
		{"an external PR officer with the mission", officer(2, access.ExternalPROfficer, true, "press_release"), nil},
		{"an internal PR officer with the mission", officer(2, access.InternalPROfficer, true, "events", "press_release"), nil},
		{"a PR officer with another mission", officer(2, access.ExternalPROfficer, true, "events"), errs.ErrNotFound},
		{"an internal manager", officer(2, access.InternalManager, true, "press_release"), errs.ErrNotFound},
		{"an external manager", officer(2, access.ExternalManager, true, "press_release"), errs.ErrNotFound},
		{"the owner of a suspended wall", officer(2, access.WallOwner, false), errs.ErrNotFound},
		{"a colleague", access.Actor{UserID: 2, OrganisationID: 7}, errs.ErrNotFound},
		{"an administrator", access.Actor{UserID: 2, Admin: true}, errs.ErrNotFound},
		{"a stranger", access.Actor{UserID: 2}, errs.ErrNotFound},
		{"nobody", access.Actor{}, errs.ErrNotFound},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := release.CanEdit(tt.by); !errors.Is(got, tt.want) {
				t.Errorf("CanEdit() = %v, want %v", got, tt.want)
			}
		})
	}
	if (&Release{OwnerID: 1}).CanEdit(officer(2, access.WallOwner, true)) == nil {
		t.Error("a release without publisher is looked after by its author alone")
	}
}

// What publishing needs, and the embargo: to come it blocks, equal or past it
// does not (spec 04 §5.4).
func TestRelease_CanPublish(t *testing.T) {
	t.Parallel()
	author := access.Actor{UserID: 1}
	ready := Release{OwnerID: 1, Title: "Un cargo à voile", Body: "<p>Il navigue.</p>", Status: content.Draft}
	tests := []struct {
		name   string
		change func(*Release)
		by     access.Actor
		want   error
	}{
		{"ready", func(*Release) {}, author, nil},
		{"stranger", func(*Release) {}, access.Actor{UserID: 2}, errs.ErrNotFound},
		{"already public", func(r *Release) { r.Status = content.Public }, author, errNotDraft},
		{"over", func(r *Release) { r.Status = content.Expired }, author, errNotDraft},
		{"title of spaces", func(r *Release) { r.Title = "  " }, author, errTitleMissing},
		{"body of empty markup", func(r *Release) { r.Body = "<p><br></p>" }, author, errBodyMissing},
		{"embargo past", func(r *Release) { r.EmbargoedUntil = noon.Add(-time.Second) }, author, nil},
		{"embargo ending now", func(r *Release) { r.EmbargoedUntil = noon }, author, nil},
		{"embargo to come", func(r *Release) { r.EmbargoedUntil = noon.Add(time.Second) }, author,
			&errs.Error{Kind: errs.Invalid, Message: "pressroom.release.embargoed", Field: "embargoed_until"}},
		{"chosen date to come", func(r *Release) { r.ReleaseAt = noon.Add(time.Hour) }, author, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			release := ready
			tt.change(&release)
			if got := release.CanPublish(tt.by, noon); !errors.Is(got, tt.want) {
				t.Errorf("CanPublish() = %v, want %v", got, tt.want)
			}
		})
	}
}

// A release appears by itself at the later of its dates, and only at one to
// come.
func TestRelease_CanSchedule(t *testing.T) {
	t.Parallel()
	author := access.Actor{UserID: 1}
	ready := Release{OwnerID: 1, Title: "Un cargo à voile", Body: "<p>Il navigue.</p>", Status: content.Draft}
	tests := []struct {
		name   string
		change func(*Release)
		want   error
	}{
		{"at the end of its embargo", func(r *Release) { r.EmbargoedUntil = noon.Add(time.Minute) }, nil},
		{"at the chosen date", func(r *Release) { r.ReleaseAt = noon.Add(time.Minute) }, nil},
		{"without a date", func(*Release) {}, errNothingToWait},
		{"at a date past", func(r *Release) { r.ReleaseAt = noon }, errNothingToWait},
		{"public", func(r *Release) { r.Status, r.ReleaseAt = content.Public, noon.Add(time.Minute) }, errNotDraft},
		{"without a title", func(r *Release) { r.Title, r.ReleaseAt = "", noon.Add(time.Minute) }, errTitleMissing},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			release := ready
			tt.change(&release)
			if got := release.CanSchedule(author, noon); !errors.Is(got, tt.want) {
				t.Errorf("CanSchedule() = %v, want %v", got, tt.want)
			}
		})
	}
}

// Readers see a release from its chosen date, or its publication, and never
// before its embargo ends, whatever is in the row (spec 03 §4.1).
func TestRelease_ShownAt(t *testing.T) {
	t.Parallel()
	old := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	tests := []struct {
		name    string
		release Release
		want    time.Time
	}{
		{"published", Release{PublishedAt: noon}, noon},
		{"with a chosen date", Release{PublishedAt: noon, ReleaseAt: noon.Add(-time.Hour)}, noon.Add(-time.Hour)},
		{"with an empty date", Release{PublishedAt: noon, ReleaseAt: old}, noon},
		{"under embargo", Release{PublishedAt: noon, EmbargoedUntil: noon.Add(time.Hour)}, noon.Add(time.Hour)},
		{"under embargo after its date", Release{PublishedAt: noon, ReleaseAt: noon, EmbargoedUntil: noon.Add(time.Hour)}, noon.Add(time.Hour)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.release.ShownAt(); !got.Equal(tt.want) {
				t.Errorf("ShownAt() = %v, want %v", got, tt.want)
			}
		})
	}
}

// Deleting is the author's alone; who merely looks after a release reads why
// (spec 04 §5.6).
func TestRelease_CanDelete(t *testing.T) {
	t.Parallel()
	release := Release{OwnerID: 1, PublisherID: 7}
	for name, tt := range map[string]struct {
		by   access.Actor
		want error
	}{
		"the author":             {access.Actor{UserID: 1}, nil},
		"who looks after it":     {officer(2, access.WallOwner, true), errNotDeletable},
		"who has nothing to see": {access.Actor{UserID: 2}, errs.ErrNotFound},
	} {
		if got := release.CanDelete(tt.by); !errors.Is(got, tt.want) {
			t.Errorf("%s: CanDelete() = %v, want %v", name, got, tt.want)
		}
	}
}
