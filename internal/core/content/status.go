// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package content

// Status is where a content stands in its life cycle (spec 01 §5).
type Status string

// The statuses; the rooms of Work mostly use Draft and Public.
const (
	Draft    Status = "draft"    // brouillon
	Private  Status = "private"  // privé
	Pending  Status = "pending"  // en attente
	Public   Status = "public"   // publié
	Rejected Status = "rejected" // refusé
	Expired  Status = "expired"  // expiré
	Archived Status = "archived" // archivé
	Deleted  Status = "deleted"  // supprimé
)

// Statuses lists all of them in the order of the life cycle.
func Statuses() []Status {
	return []Status{Draft, Private, Pending, Public, Rejected, Expired, Archived, Deleted}
}

// LabelKey is the message key of the status shown to members.
func (s Status) LabelKey() string { return "content.status." + string(s) }
