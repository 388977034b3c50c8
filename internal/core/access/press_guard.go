// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package access

import "slices"

// The guards of the Com'room.
var (
	// PressRoom (Com'room) is for the communities that communicate, and for
	// whoever manages the press relations of another Business Wall (spec 04 §2.2).
	PressRoom = Guard{"comroom", only(Actor.entersPressRoom)}

	// PressReleases is for those of the Com'room who may write press releases:
	// who manages the press relations of another Business Wall needs its mission
	// (spec 04 §2.3).
	PressReleases = Guard{"press releases", only(func(a Actor) bool {
		return a.entersPressRoom() && (!a.IsActingPROfficer() || a.HasMission(pressReleases))
	})}
)

// pressReleases is the mission of a Business Wall about press releases.
const pressReleases = "press_release"

func (a Actor) entersPressRoom() bool {
	return slices.Contains(communicators, a.Community) || a.IsActingPROfficer()
}

// ReleasesFor reports whether the actor may take care of the press releases of
// an organisation that others have written: its owner, or a press officer with
// the mission, on a Business Wall in force (spec 04 §5.4, §10).
func (a Actor) ReleasesFor(organisationID int64) bool {
	return organisationID != 0 && slices.Contains(a.ReleaseOrganisations(), organisationID)
}

// ReleaseOrganisations lists the organisations that ReleasesFor is true of.
func (a Actor) ReleaseOrganisations() []int64 {
	var list []int64
	for _, g := range a.Grants {
		if g.OrganisationID != 0 && g.InForce && (g.Role == WallOwner || g.isOfficerFor(pressReleases)) {
			list = append(list, g.OrganisationID)
		}
	}
	return list
}
