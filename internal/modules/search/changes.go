// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package search

import (
	"fmt"

	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// changes is what a batch of events touches, each object once.
type changes struct {
	posts, events, members, organisations map[int64]bool
	enlarged                              map[int64]bool // organisations that were given publications
}

func noChanges() changes {
	return changes{map[int64]bool{}, map[int64]bool{}, map[int64]bool{}, map[int64]bool{}, map[int64]bool{}}
}

func changesIn(events []outbox.Envelope) (changes, error) {
	c := noChanges()
	for _, e := range events {
		if err := c.add(e); err != nil {
			return c, fmt.Errorf("event %d: %w", e.EventID, err)
		}
	}
	return c, nil
}

func (c changes) add(e outbox.Envelope) error {
	switch e.Kind {
	case event.ArticlePublished{}.Kind():
		return touch(e, c.posts, func(e event.ArticlePublished) int64 { return e.PostID })
	case event.ArticleUpdated{}.Kind():
		return touch(e, c.posts, func(e event.ArticleUpdated) int64 { return e.PostID })
	case event.ArticleUnpublished{}.Kind():
		return touch(e, c.posts, func(e event.ArticleUnpublished) int64 { return e.PostID })
	case event.PressReleasePublished{}.Kind():
		return touch(e, c.posts, func(e event.PressReleasePublished) int64 { return e.PostID })
	case event.PressReleaseUpdated{}.Kind():
		return touch(e, c.posts, func(e event.PressReleaseUpdated) int64 { return e.PostID })
	case event.PressReleaseUnpublished{}.Kind():
		return touch(e, c.posts, func(e event.PressReleaseUnpublished) int64 { return e.PostID })
	case event.EventPublished{}.Kind():
		return touch(e, c.events, func(e event.EventPublished) int64 { return e.PostID })
	case event.EventUpdated{}.Kind():
		return touch(e, c.events, func(e event.EventUpdated) int64 { return e.PostID })
	case event.EventWithdrawn{}.Kind():
		return touch(e, c.events, func(e event.EventWithdrawn) int64 { return e.PostID })
	case event.MemberChanged{}.Kind():
		return touch(e, c.members, func(e event.MemberChanged) int64 { return e.MemberID })
	case event.OrganisationChanged{}.Kind():
		return touch(e, c.organisations, func(e event.OrganisationChanged) int64 {
			if e.Enlarged {
				c.enlarged[e.OrganisationID] = true
			}
			return e.OrganisationID
		})
	}
	return nil // of no interest to the index
}

func touch[E outbox.Event](e outbox.Envelope, set map[int64]bool, id func(E) int64) error {
	decoded, err := outbox.Decode[E](e)
	if err != nil {
		return err
	}
	set[id(decoded)] = true
	return nil
}
