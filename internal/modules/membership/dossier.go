// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membership

import (
	"context"
	"fmt"
	"slices"
	"time"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
)

// ReviewTarget is how long an applicant should wait for an answer at most.
const ReviewTarget = 48 * time.Hour

// Dossier is all that the staff sees of a person (spec 08 §5.3–5.4).
type Dossier struct {
	Member       *member.Member
	Profile      *member.Profile
	Stage        Stage
	Roles        []string
	Organisation Employer
	Answers      []survey.ShownGroup // every answered field, whatever its visibility
	Triggers     int                 // Business Walls the person asks to be contacted about
	Declared     string              // employer in the reviewed answers

	Proposal *Change      // nil: none waits
	Alike    []LookAlike  // other people with the same name, telephone, card or address
	Notes    []Note       // oldest first
	Reviewer *Person      // who looks after the review; nil: nobody
	History  []HistoryRow // newest first
	Views    []HistoryRow // last look of each administrator, newest first
	Since    time.Time    // since when the review waits; zero: nothing waits
}

// Employer is the organisation of a member as the staff sees it.
type Employer struct {
	ID       int64
	Name     string
	WallName string // of its active Business Wall, or ""
	WallType string
}

// Change is a proposal beside what it would change.
type Change struct {
	From, To string // labels of the profiles; the same when it stays
	Changes  []survey.Change
}

// ChangesProfile reports whether another profession is asked for.
func (c *Change) ChangesProfile() bool { return c.From != c.To }

// Dossier returns what is known of a person, and notes that by has looked at
// it: the data are private (spec 02 §19.12).
func (d *Desk) Dossier(ctx context.Context, by Staffer, id int64) (*Dossier, error) {
	if err := by.check(); err != nil {
		return nil, err
	}
	dossier, err := d.dossier(ctx, id)
	if err == nil {
		err = d.audit(ctx, d.DB.Writer(), by, ActionViewed, id, nil)
	}
	if err != nil {
		return nil, fmt.Errorf("open the dossier of %d: %w", id, err)
	}
	return dossier, nil
}

func (d *Desk) dossier(ctx context.Context, id int64) (*Dossier, error) {
	db := d.DB.Reader()
	f, err := readFile(ctx, db, id)
	if err != nil {
		return nil, err
	}
	o := &Dossier{Member: f.member, Profile: f.profile, Stage: f.stage()}
	live := d.Survey.AnswersOf(f.member, f.profile)
	o.Answers = d.Survey.Disclose(f.profile, live, survey.Reader{Admin: true})
	reviewed, questions := live, f.profile.SurveyProfile
	switch o.Stage {
	case Registration:
		o.Since = f.member.SubmittedAt
	case Proposal:
		o.Since = f.proposal.SubmittedAt
		reviewed, questions = f.proposed(d.Survey), f.proposal.SurveyProfile
		o.Proposal = d.changeOf(f, live, reviewed)
	case Settled:
	}
	if profile, known := d.Survey.Of(questions); known {
		o.Triggers, o.Declared = len(profile.Triggers(reviewed)), profile.Employer(reviewed)
	}
	if o.Roles, err = rolesOf(ctx, db, id); err != nil {
		return nil, err
	}
	if o.Organisation, err = employerOf(ctx, db, f.member.OrganisationID); err != nil {
		return nil, err
	}
	if o.Notes, err = notesOf(ctx, db, id); err != nil {
		return nil, err
	}
	if o.Reviewer, err = reviewerOf(ctx, db, id); err != nil {
		return nil, err
	}
	if o.History, o.Views, err = historyOf(ctx, db, id); err != nil {
		return nil, err
	}
	if o.Stage != Settled {
		o.Alike, err = lookAlikes(ctx, db, f.member)
	}
	return o, err
}

// changeOf compares a proposal with the live profile.
func (d *Desk) changeOf(f *file, live, proposed survey.Answers) *Change {
	c := &Change{From: f.profile.Label, To: f.proposal.SurveyProfile, Changes: d.Survey.Changes(live, proposed)}
	if profile, known := d.Survey.Of(f.proposal.SurveyProfile); known {
		c.To = profile.Label
	}
	return c
}

// Rights is what a member may do for organisations, and what he or she is
// invited to (spec 08 §5.4).
type Rights struct {
	OwnedWalls   []WallRight
	Roles        []WallRight // accepted and answered
	Partnerships []WallRight

	Invitations     []Invitation
	RoleInvitations []WallRight
	PartnerRequests []WallRight
}

// OwnsWall reports whether the member owns a Business Wall in service, which
// somebody else must own before the account is deactivated or closed.
func (r *Rights) OwnsWall() bool {
	return slices.ContainsFunc(r.OwnedWalls, func(w WallRight) bool { return w.Status == "active" || w.Status == "suspended" })
}

// OwnsEmployersWall reports whether the member owns a Business Wall of the
// employer, in service or not, which cannot be left before (spec 02 §6.3).
func (r *Rights) OwnsEmployersWall() bool {
	return slices.ContainsFunc(r.OwnedWalls, func(w WallRight) bool { return w.Employers })
}

// HasRights reports whether there is any right.
func (r *Rights) HasRights() bool {
	return len(r.OwnedWalls)+len(r.Roles)+len(r.Partnerships) > 0
}

// HasInvitations reports whether there is any invitation.
func (r *Rights) HasInvitations() bool {
	return len(r.Invitations)+len(r.RoleInvitations)+len(r.PartnerRequests) > 0
}

// WallRight is a role, a partnership or the ownership of a Business Wall.
type WallRight struct {
	Wall   string // its name
	Type   string
	Role   string // access.WallRole; "" for a partnership
	Status string

	Employers bool // the member owns this wall of the own employer
}

// Invitation is an invitation to an organisation.
type Invitation struct {
	OrganisationID int64
	Organisation   string
	At             time.Time
}

// Rights returns what a member may do for organisations.
func (d *Desk) Rights(ctx context.Context, by Staffer, m *member.Member) (*Rights, error) {
	if err := by.check(); err != nil {
		return nil, err
	}
	r, err := rightsOf(ctx, d.DB.Reader(), m)
	if err != nil {
		return nil, fmt.Errorf("read the rights of %d: %w", m.ID, err)
	}
	return r, nil
}

// What a stored right is about, and the states in which it is only asked.
const (
	ownership        = "owner"
	wallRole         = "role"
	roleAsked        = "pending"
	partnershipAsked = "invited"
)

// add puts what was answered apart from what is asked.
func (r *Rights) add(kind string, w WallRight) {
	switch {
	case kind == ownership:
		r.OwnedWalls = append(r.OwnedWalls, w)
	case kind == wallRole && w.Status == roleAsked:
		r.RoleInvitations = append(r.RoleInvitations, w)
	case kind == wallRole:
		r.Roles = append(r.Roles, w)
	case w.Status == partnershipAsked:
		r.PartnerRequests = append(r.PartnerRequests, w)
	default:
		r.Partnerships = append(r.Partnerships, w)
	}
}
