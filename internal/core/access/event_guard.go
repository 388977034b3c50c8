// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package access

// The guards of the Event'room.
var (
	// EventRoom is for the five communities, and for whoever manages the press
	// relations of another Business Wall (spec 04 §2.2).
	EventRoom = Guard{"eventroom", only(Actor.entersEventRoom)}

	// Events is for those of the Event'room who may write events: who manages
	// the press relations of another Business Wall needs its mission (spec 04
	// §2.3).
	Events = Guard{"events", only(func(a Actor) bool {
		return a.entersEventRoom() && (!a.IsActingPROfficer() || a.HasMission("events"))
	})}
)

func (a Actor) entersEventRoom() bool {
	return a.Community != NoCommunity || a.IsActingPROfficer()
}

// OrganisesFor reports whether the actor may take care of the events of an
// organisation that others have written: its owner, or a press officer with
// the mission, on a Business Wall in force (spec 04 §10).
func (a Actor) OrganisesFor(organisationID int64) bool {
	if organisationID == 0 {
		return false
	}
	for _, g := range a.Grants {
		if g.OrganisationID == organisationID && g.InForce && (g.Role == WallOwner || g.isOfficerFor("events")) {
			return true
		}
	}
	return false
}

// isOfficerFor reports whether g is of a press officer with the mission.
func (g WallGrant) isOfficerFor(mission string) bool {
	if g.Role != InternalPROfficer && g.Role != ExternalPROfficer {
		return false
	}
	for _, granted := range g.Missions {
		if granted == mission {
			return true
		}
	}
	return false
}

// SelectedOrganisation is the organisation of the Business Wall that the actor
// has selected to act for, or the employer (spec 04 §4.2).
func (a Actor) SelectedOrganisation() int64 {
	if a.ActsForAnother() {
		for _, g := range a.Grants {
			if g.WallID == a.SelectedWallID && g.OrganisationID != 0 {
				return g.OrganisationID
			}
		}
	}
	return a.OrganisationID
}
