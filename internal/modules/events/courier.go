// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"
	"time"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/courier"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/notice"
	"aipress24.com/aipress24/internal/core/place"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Courier sends the mails about events (spec 03 §6, §13 E1; 04 §9). Each job
// reads things again: what has changed meanwhile is not told. A job that runs
// twice sends the same mail under the same name.
type Courier struct {
	courier.Post

	DB *database.DB
}

// Subscribe says which events make which mails.
func (c *Courier) Subscribe(r *outbox.Registry) {
	const name = "events"
	outbox.On(r, name, c.published)
	outbox.On(r, name, c.asked)
	outbox.On(r, name, c.decided)
	outbox.On(r, name, c.affected)
}

// receiver is who gets a mail, and what it is about.
type receiver struct {
	courier.Receiver

	PostID   int64
	SourceID int64
	Title    string
	StartsAt time.Time
	EndsAt   time.Time
	Address  string
	Town     string
	Status   content.Status

	Standing Standing
	Motive   string
	Message  string
	Agency   string
	Client   string
}

// eventWords are the columns of a receiver about the event p, the receiver m
// and who acted, b.
const eventWords = `m.id AS member_id, m.first_name, m.email, m.language,
coalesce(trim(b.first_name || ' ' || b.last_name), '') AS by, coalesce(b.email, '') AS by_email,
p.id AS post_id, p.source_id, p.title, p.starts_at, p.ends_at, p.address, p.town, p.status`

// published tells the owner of the client's Business Wall, else its first
// active member, of what was announced in its name by somebody who does not
// work for it (spec 04 §9.12).
func (c *Courier) published(ctx context.Context, e event.EventPublished, m outbox.Meta) error {
	r, err := courier.One[receiver](ctx, c.DB.Writer(), `SELECT `+eventWords+`, coalesce(nullif(ao.wall_name, ''), ao.name, '') AS agency, coalesce(nullif(o.wall_name, ''), o.name) AS client
FROM event_posts p JOIN organisations o ON o.id = p.publisher_id
JOIN members b ON b.id = ?1 AND b.organisation_id IS DISTINCT FROM o.id
LEFT JOIN organisations ao ON ao.id = b.organisation_id
LEFT JOIN business_walls bw ON bw.id = o.wall_id
JOIN members m ON m.active AND m.deleted_at IS NULL AND m.id <> b.id AND (m.id = bw.owner_id OR m.organisation_id = o.id)
WHERE p.id = ?0 AND p.status = 'public' AND p.deleted_at IS NULL ORDER BY CASE WHEN m.id = bw.owner_id THEN 0 ELSE 1 END, m.id LIMIT 1`, e.PostID, e.AuthorID)
	if err != nil || r == nil {
		return err
	}
	ctx = r.In(ctx)
	l := c.letter(ctx, r, "client")
	l.Quote(r.Title, r.By).Paragraph(i18n.T(ctx, "events.mail.client.revoke"))
	return c.send(ctx, r, l, "client", postPath(r.PostID), m.EventID)
}

// asked tells the organiser of a request to decide about.
func (c *Courier) asked(ctx context.Context, e event.ParticipationAsked, m outbox.Meta) error {
	r, err := courier.One[receiver](ctx, c.DB.Writer(), `SELECT `+eventWords+`, pa.status AS standing, pa.motive
FROM participations pa JOIN event_posts p ON p.id = pa.post_id
JOIN members m ON m.id = p.owner_id AND m.active AND m.deleted_at IS NULL
JOIN members b ON b.id = pa.member_id WHERE pa.id = ?`, e.ParticipationID)
	if err != nil || r == nil || r.Standing != Requested || r.Status != content.Public {
		return err
	}
	if willing, err := notice.Willing(ctx, c.DB.Reader(), notice.ParticipationAsked, notice.Mail, []int64{r.MemberID}); err != nil || len(willing) == 0 {
		return err
	}
	ctx = r.In(ctx)
	l := c.letter(ctx, r, "asked")
	if r.Motive != "" {
		l.Quote(r.Motive, r.By)
	}
	return c.send(ctx, r, l, "asked", "/wip/events/"+ids.Encode(r.SourceID)+"/accreditations", m.EventID)
}

// participant is the query of who takes part.
const participant = `SELECT ` + eventWords + `, pa.status AS standing, pa.message
FROM participations pa JOIN event_posts p ON p.id = pa.post_id
JOIN members m ON m.id = pa.member_id AND m.active AND m.deleted_at IS NULL
LEFT JOIN members b ON b.id = pa.decided_by WHERE pa.id = ?`

// decided tells a participant of a seat, a refusal or a place in the waiting
// list, if it is still so.
func (c *Courier) decided(ctx context.Context, e event.ParticipationDecided, m outbox.Meta) error {
	r, err := courier.One[receiver](ctx, c.DB.Writer(), participant, e.ParticipationID)
	if err != nil || r == nil {
		return err
	}
	kind, standing, path := "waitlisted", Waitlisted, postPath(r.PostID)
	switch {
	case e.Approved:
		kind, standing, path = "approved", Approved, postPath(r.PostID)+"/badge"
	case e.Refused:
		kind, standing = "refused", Refused
	}
	if r.Standing != standing {
		return nil
	}
	ctx = r.In(ctx)
	l := c.letter(ctx, r, kind)
	if r.Message != "" {
		l.Quote(r.Message, r.By)
	}
	return c.send(ctx, r, l, kind, path, m.EventID)
}

// affected tells a participant what happens to the event.
func (c *Courier) affected(ctx context.Context, e event.ParticipationAffected, m outbox.Meta) error {
	kind := notice.EventNear
	switch {
	case e.CalledOff:
		kind = notice.EventCalledOff
	case e.Moved:
		kind = notice.EventMoved
	}
	r, err := courier.One[receiver](ctx, c.DB.Writer(), participant, e.ParticipationID)
	if err != nil || r == nil || e.CalledOff == (r.Status == content.Public) {
		return err // it takes place after all, or not any more
	}
	if willing, err := notice.Willing(ctx, c.DB.Reader(), kind, notice.Mail, []int64{r.MemberID}); err != nil || len(willing) == 0 {
		return err
	}
	ctx = r.In(ctx)
	path := postPath(r.PostID)
	if e.CalledOff {
		path = "/events" // its page is not theirs to open any more
	}
	r.By, r.ByEmail = "", ""
	return c.send(ctx, r, c.letter(ctx, r, string(kind)), string(kind), path, m.EventID)
}

// letter begins a mail of a kind to r, with when and where the event is.
func (c *Courier) letter(ctx context.Context, r *receiver, kind string) *mailer.Letter {
	hello := i18n.T(ctx, "events.mail.hello_stranger")
	if r.FirstName != "" {
		hello = i18n.T(ctx, "events.mail.hello", "Name", r.FirstName)
	}
	key := "events.mail." + kind
	subject := i18n.T(ctx, key+".subject")
	l := mailer.NewLetter(ctx, subject).Heading(subject).
		Paragraph(hello, i18n.T(ctx, key+".text", "Title", r.Title, "By", r.By, "Agency", r.Agency, "Client", r.Client)).
		Facts(
			mailer.Fact{Label: i18n.T(ctx, "events.mail.fact.event"), Value: r.Title},
			mailer.Fact{Label: i18n.T(ctx, "events.mail.fact.start"), Value: i18n.DateTime(ctx, r.StartsAt)},
			mailer.Fact{Label: i18n.T(ctx, "events.mail.fact.end"), Value: i18n.DateTime(ctx, r.EndsAt)},
			mailer.Fact{Label: i18n.T(ctx, "events.mail.fact.place"), Value: commaed(r.Address, place.Parse(r.Town).Label())},
		)
	if r.ByEmail != "" {
		l.SentBy(r.ByEmail)
	}
	return l
}

// send ends a mail with its button and sends it once for an event.
func (c *Courier) send(ctx context.Context, r *receiver, l *mailer.Letter, kind, path string, eventID int64) error {
	msg, err := l.Button(i18n.T(ctx, "events.mail."+kind+".button"), c.SiteURL+path).Message("event_"+kind, r.Email)
	if err != nil {
		return err
	}
	return c.SendOnce(ctx, msg, eventID)
}

func postPath(id int64) string { return "/events/" + ids.Encode(id) }

// commaed joins two texts, either of which may be missing.
func commaed(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}
