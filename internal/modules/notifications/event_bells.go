// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package notifications

import (
	"context"
	"fmt"
	"time"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/courier"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// subscribeEvents rings what happens to events and to those who take part
// (spec 03 §6, §13 E1).
func (b *Bells) subscribeEvents(r *outbox.Registry) {
	const name = "notifications"
	outbox.On(r, name, b.eventPublished)
	outbox.On(r, name, b.participationAsked)
	outbox.On(r, name, b.participationDecided)
	outbox.On(r, name, b.participationAffected)
}

// eventWords is what bells say of an event.
type eventWords struct {
	ID       int64
	SourceID int64
	OwnerID  int64
	Owner    string
	Title    string
	Status   content.Status
	StartsAt time.Time

	MemberID int64 // of a participation
	Member   string
	Standing string
}

func (w *eventWords) args() map[string]string {
	return map[string]string{
		"Author": w.Owner, "Title": w.Title, "Name": w.Member,
		"Date": w.StartsAt.In(i18n.Paris()).Format("02/01/2006"),
	}
}

func (w *eventWords) url() string { return "/events/" + ids.Encode(w.ID) }

// eventOf reads what bells say of an event; one that is gone is nil.
func (b *Bells) eventOf(ctx context.Context, query string, id int64) (*eventWords, error) {
	w, err := courier.One[eventWords](ctx, b.db.Reader(), query, id)
	if err != nil {
		return nil, fmt.Errorf("read event %d: %w", id, err)
	}
	return w, nil
}

const (
	eventColumns = `p.id, p.source_id, p.owner_id, trim(o.first_name || ' ' || o.last_name) AS owner, p.title, p.status, p.starts_at`

	ofEvent = `SELECT ` + eventColumns + ` FROM event_posts p JOIN members o ON o.id = p.owner_id WHERE p.id = ? AND p.deleted_at IS NULL`

	ofParticipation = `SELECT ` + eventColumns + `, pa.member_id, trim(m.first_name || ' ' || m.last_name) AS member, pa.status AS standing
FROM participations pa JOIN event_posts p ON p.id = pa.post_id JOIN members o ON o.id = p.owner_id JOIN members m ON m.id = pa.member_id
WHERE pa.id = ?`
)

// eventPublished tells the author's followers of a first publication, and the
// owner of the client's Business Wall of one in its name (spec 04 §8). One
// withdrawn in the meantime rings nothing.
func (b *Bells) eventPublished(ctx context.Context, e event.EventPublished, m outbox.Meta) error {
	w, err := b.eventOf(ctx, ofEvent, e.PostID)
	if err != nil || w == nil || w.Status != content.Public {
		return err
	}
	if err := b.tellClient(ctx, w, e, m.EventID); err != nil || !e.First {
		return err
	}
	for after := int64(0); ; {
		followers, err := followersOf(ctx, b.db.Reader(), w.OwnerID, after)
		if err != nil || len(followers) == 0 {
			return err
		}
		if err := b.post(ctx, m.EventID, followers, "notifications.event_published", w.args(), w.url()); err != nil {
			return err
		}
		after = followers[len(followers)-1]
	}
}

// tellClient rings the bell of the owner of the client's Business Wall, when
// the author does not work there.
func (b *Bells) tellClient(ctx context.Context, w *eventWords, e event.EventPublished, eventID int64) error {
	var owners []int64
	err := b.db.Reader().NewRaw(`SELECT bw.owner_id FROM event_posts p
JOIN business_walls bw ON bw.organisation_id = p.publisher_id AND bw.status = 'active' AND bw.owner_id <> ?1
JOIN members m ON m.id = ?1 AND m.organisation_id IS DISTINCT FROM p.publisher_id WHERE p.id = ?0`, e.PostID, e.AuthorID).Scan(ctx, &owners)
	if err != nil {
		return fmt.Errorf("read the client of event %d: %w", e.PostID, err)
	}
	return b.post(ctx, eventID, owners, "notifications.event_for_client", w.args(), w.url())
}

// participationAsked tells the organiser.
func (b *Bells) participationAsked(ctx context.Context, e event.ParticipationAsked, m outbox.Meta) error {
	w, err := b.eventOf(ctx, ofParticipation, e.ParticipationID)
	if err != nil || w == nil || w.Standing != "requested" {
		return err
	}
	url := "/wip/events/" + ids.Encode(w.SourceID) + "/accreditations"
	return b.post(ctx, m.EventID, []int64{w.OwnerID}, "notifications.participation_asked", w.args(), url)
}

// participationDecided tells who asked, if it is still so.
func (b *Bells) participationDecided(ctx context.Context, e event.ParticipationDecided, m outbox.Meta) error {
	message, standing := "notifications.participation_waitlisted", "waitlisted"
	switch {
	case e.Approved:
		message, standing = "notifications.participation_approved", "approved"
	case e.Refused:
		message, standing = "notifications.participation_refused", "refused"
	}
	w, err := b.eventOf(ctx, ofParticipation, e.ParticipationID)
	if err != nil || w == nil || w.Standing != standing {
		return err
	}
	return b.post(ctx, m.EventID, []int64{w.MemberID}, message, w.args(), w.url())
}

// participationAffected tells who takes part what happens to the event, if it
// is still so.
func (b *Bells) participationAffected(ctx context.Context, e event.ParticipationAffected, m outbox.Meta) error {
	w, err := b.eventOf(ctx, ofParticipation, e.ParticipationID)
	if err != nil || w == nil || e.CalledOff == (w.Status == content.Public) {
		return err
	}
	message, url := "notifications.event_near", w.url()
	switch {
	case e.CalledOff:
		message, url = "notifications.event_called_off", "/events"
	case e.Moved:
		message = "notifications.event_moved"
	}
	return b.post(ctx, m.EventID, []int64{w.MemberID}, message, w.args(), url)
}
