// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package access

import "slices"

// Community is one of the five professional communities; a validated member
// belongs to exactly one (spec 01 §8.1). The values are the stored role names.
type Community string

// The communities, in order of precedence (spec 01 §6.1).
const (
	PressMedia     Community = "PRESS_MEDIA"     // journalists
	PressRelations Community = "PRESS_RELATIONS" // communicants
	Expert         Community = "EXPERT"          // leaders and experts
	Transformer    Community = "TRANSFORMER"     // transformers
	Academic       Community = "ACADEMIC"        // academics
	NoCommunity    Community = ""                // nobody's, or a broken account
)

// Communities lists the five in order of precedence.
func Communities() []Community {
	return []Community{PressMedia, PressRelations, Expert, Transformer, Academic}
}

// WallRole is a role on a Business Wall (spec 01 §5).
type WallRole string

// The roles on a Business Wall.
const (
	WallOwner         WallRole = "BW_OWNER"
	InternalManager   WallRole = "BWMi"
	ExternalManager   WallRole = "BWMe"
	InternalPROfficer WallRole = "BWPRi"
	ExternalPROfficer WallRole = "BWPRe"
)

// WallGrant is one accepted role of the actor on one Business Wall, with the
// missions granted on it.
type WallGrant struct {
	WallID         int64
	OrganisationID int64
	Role           WallRole
	InForce        bool     // the wall is active: a suspended one is managed, but nothing is published in its name
	Missions       []string // press_release, events, …
}

// Actor is who asks. The zero value is an anonymous visitor.
type Actor struct {
	UserID         int64
	Name           string // full name, for greetings and bylines
	Community      Community
	ProfileCode    string // one of the 33 codes of the survey
	ContactType    string // of the survey's profile: what decides which contacts it may see, or ""
	JobTitle       string
	Photo          string // media name of the portrait, or ""
	OrganisationID int64  // employer, or 0
	Organisation   string // its displayed name
	WallID         int64  // active Business Wall of the employer, or 0
	WallType       string // its type: media, pr, …
	SelectedWallID int64  // Business Wall the actor acts for, or 0: the employer's
	Grants         []WallGrant
	Admin          bool
	FactorOwed     bool // an administrator who must show a second factor first: Admin is false until then
	TermsOwed      bool // must accept the terms in force first: passes the guards Account and Anyone only
	Unread         int  // unread bells, counted up to 100

	selectedWallUsable bool // the selected wall is neither draft nor cancelled
}

// IsAnonymous reports whether nobody is signed in.
func (a Actor) IsAnonymous() bool { return a.UserID == 0 }

// IsMember reports whether somebody is signed in who has accepted the terms in
// force: only then do menus, search and bells open anything.
func (a Actor) IsMember() bool { return !a.IsAnonymous() && !a.TermsOwed }

// IsStaff reports whether the actor is an administrator, whether or not the
// second factor was shown. It opens nothing: Admin does.
func (a Actor) IsStaff() bool { return a.Admin || a.FactorOwed }

// WithoutFactor is the actor in a session in which no second factor was shown,
// where administrators must show one: no more than a member.
func (a Actor) WithoutFactor() Actor {
	a.Admin, a.FactorOwed = false, a.IsStaff()
	return a
}

// ActsForAnother reports whether the actor has selected a Business Wall other
// than the one of the employer (spec 04 §2.3).
func (a Actor) ActsForAnother() bool {
	return a.SelectedWallID != 0 && a.SelectedWallID != a.WallID
}

// IsActingPROfficer reports whether the actor manages the press relations of
// another Business Wall: selected, with an accepted PR role (spec 04 §2.3).
func (a Actor) IsActingPROfficer() bool {
	return a.ActsForAnother() && slices.ContainsFunc(a.Grants, func(g WallGrant) bool {
		return g.WallID == a.SelectedWallID && (g.Role == InternalPROfficer || g.Role == ExternalPROfficer)
	})
}

// HasMission reports whether the actor may do on the selected Business Wall
// what a mission allows: its owner may always, others as the mission is granted
// to them; nobody may while it is suspended. Without a selection, or with the
// employer's, the actor works for the employer and needs no mission (spec 07
// §8). It decides what pages offer; publishing asks mandate.MayPublishFor again.
func (a Actor) HasMission(mission string) bool {
	if !a.ActsForAnother() {
		return true
	}
	return slices.ContainsFunc(a.Grants, func(g WallGrant) bool {
		return g.WallID == a.SelectedWallID && g.InForce && (g.Role == WallOwner || slices.Contains(g.Missions, mission))
	})
}

// managers are the roles that run a Business Wall.
var managers = []WallRole{WallOwner, InternalManager, ExternalManager}

// Manages reports whether the actor runs the Business Wall of an organisation,
// as its owner or as an accepted manager.
func (a Actor) Manages(organisationID int64) bool {
	return organisationID != 0 && slices.ContainsFunc(a.Grants, func(g WallGrant) bool {
		return g.OrganisationID == organisationID && slices.Contains(managers, g.Role)
	})
}

// RunsOfficial returns the organisation of the Business Wall acted for, if it is
// in force and the actor runs it, as its owner or as an accepted manager; else 0.
func (a Actor) RunsOfficial() int64 {
	wall := a.SelectedWallID
	if wall == 0 {
		wall = a.WallID
	}
	for _, g := range a.Grants {
		if g.WallID == wall && g.InForce && slices.Contains(managers, g.Role) {
			return g.OrganisationID
		}
	}
	return 0
}

// producers are the profiles that produce and sell journalistic content;
// institutional media are not among them (spec 04 §2.4).
var producers = []string{"PM_DIR", "PM_JR_CP_SAL", "PM_JR_PIG", "PM_JR_CP_ME", "PM_JR_ME", "PM_DIR_SYND"}

// ProducesJournalism reports whether the actor may write and publish articles:
// a producing profile, and a usable Business Wall, selected or of the employer
// (spec 04 §2.4).
func (a Actor) ProducesJournalism() bool {
	hasWall := a.WallID != 0
	if a.SelectedWallID != 0 && a.selectedWallUsable {
		hasWall = true
	}
	return a.Community == PressMedia && hasWall && slices.Contains(producers, a.ProfileCode)
}

// CommunityOf returns the community of a survey code, which is how profiles
// keep it (spec 01 §8.1).
func CommunityOf(survey string) Community {
	switch survey {
	case "PRESS_MEDIA":
		return PressMedia
	case "COMMUNICANTS":
		return PressRelations
	case "LEADERS_EXPERTS":
		return Expert
	case "TRANSFORMERS":
		return Transformer
	case "ACADEMICS":
		return Academic
	}
	return NoCommunity
}
