// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mandate

import "aipress24.com/aipress24/internal/platform/ids"

// RoleInvitationPath is the page where a member, signed in, answers the
// invitation to a role on a wall (spec 07 §9).
func RoleInvitationPath(wallID int64, role string, memberID int64) string {
	return "/BW/confirm-role-invitation/" + ids.Encode(wallID) + "/" + role + "/" + ids.Encode(memberID)
}

// PartnershipInvitationPath is the page where the owner of an agency's wall,
// signed in, answers the invitation to a partnership (spec 07 §9).
func PartnershipInvitationPath(agencyWallID, partnershipID int64) string {
	return "/BW/confirm-partnership-invitation/" + ids.Encode(agencyWallID) + "/" + ids.Encode(partnershipID)
}
