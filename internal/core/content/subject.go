// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package content

import "aipress24.com/aipress24/internal/platform/ids"

// Portal is where publications are read. Each has a table and addresses of its
// own.
type Portal string

// The portals of publications, by the first part of their addresses.
const (
	News   Portal = "wire"   // articles and press releases
	Events Portal = "events" // the agenda
)

// Ref names a publication as it is read on a portal.
type Ref struct {
	Portal Portal
	ID     int64
}

// Path is the address of the publication.
func (r Ref) Path() string { return "/" + string(r.Portal) + "/" + ids.Encode(r.ID) }

// Subject is a publication that members speak about: what decides on who may
// do what under it.
type Subject struct {
	Ref

	OwnerID      int64
	PublisherID  int64 // organisation it appears under; 0 without
	CommentCount int64
}

// Subject is the post as members speak about it.
func (p *Post) Subject() Subject {
	return Subject{Ref: Ref{News, p.ID}, OwnerID: p.OwnerID, PublisherID: p.PublisherID, CommentCount: p.CommentCount}
}
