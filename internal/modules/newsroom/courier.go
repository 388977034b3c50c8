// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/courier"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Courier sends the mails about pitches and assignments (spec 04 §9). Each job
// reads things again: what was taken back or deleted meanwhile is not told. A
// job that runs twice sends the same mails under the same names.
type Courier struct {
	courier.Post

	DB *database.DB
}

// Subscribe says which events make which mails.
func (c *Courier) Subscribe(r *outbox.Registry) {
	const name = "newsroom"
	outbox.On(r, name, c.pitchSubmitted)
	outbox.On(r, name, func(ctx context.Context, e event.PitchAccepted, m outbox.Meta) error {
		return c.tell(ctx, m.EventID, "pitch_accepted", assignmentPath(e.AssignmentID), aboutPitch("p.owner_id", "p.answered_by", "''"), e.PitchID)
	})
	outbox.On(r, name, func(ctx context.Context, e event.PitchDeclined, m outbox.Meta) error {
		return c.tell(ctx, m.EventID, "pitch_declined", pitchPath(e.PitchID), aboutPitch("p.owner_id", "p.answered_by", "p.answer_reason"), e.PitchID)
	})
	outbox.On(r, name, c.pitchCountered)
	outbox.On(r, name, c.offerAnswered)
	outbox.On(r, name, func(ctx context.Context, e event.AssignmentConfirmed, m outbox.Meta) error {
		return c.tellOfAssignment(ctx, m.EventID, "assignment_confirmed", e.AssignmentID, "a.owner_id", "a.commissioner_id")
	})
	outbox.On(r, name, func(ctx context.Context, e event.AssignmentAnswered, m outbox.Meta) error {
		kind := "assignment_declined"
		if e.Agreed {
			kind = "assignment_agreed"
		}
		return c.tellOfAssignment(ctx, m.EventID, kind, e.AssignmentID, "a.commissioner_id", "a.owner_id")
	})
	outbox.On(r, name, func(ctx context.Context, e event.AssignmentCancelled, m outbox.Meta) error {
		return c.tellOfAssignment(ctx, m.EventID, "assignment_cancelled", e.AssignmentID, "a.owner_id", "a.commissioner_id")
	})
	outbox.On(r, name, func(ctx context.Context, e event.AssignmentDelivered, m outbox.Meta) error {
		return c.tellOfAssignment(ctx, m.EventID, "assignment_delivered", e.AssignmentID, "a.commissioner_id", "a.owner_id")
	})
}

func pitchPath(id int64) string      { return "/wip/sujets/" + ids.Encode(id) }
func assignmentPath(id int64) string { return "/wip/commandes/" + ids.Encode(id) }

// receiver is who gets a mail, about what, and who caused it.
type receiver struct {
	courier.Receiver

	Title  string
	Outlet string
	Text   string // reason or message, or ""
}

// told are the columns of a receiver m, told of what b did; text is an
// expression of the words that go with it.
func told(text string) string {
	return `m.id AS member_id, m.first_name, m.email, m.language, trim(b.first_name || ' ' || b.last_name) AS by, b.email AS by_email,
coalesce(nullif(o.wall_name, ''), o.name) AS outlet, ` + text + " AS text"
}

// aboutPitch reads who is told of the pitch ?; who and by are expressions.
func aboutPitch(who, by, text string) string {
	return "SELECT " + told(text) + ", p.title FROM pitches p JOIN organisations o ON o.id = p.outlet_id JOIN members b ON b.id = " + by +
		" JOIN members m ON m.id = " + who + " AND m.active AND m.deleted_at IS NULL AND m.id <> b.id WHERE p.id = ? AND p.deleted_at IS NULL"
}

// pitchSubmitted writes to every editor-in-chief of the media and to the owner
// of its Business Wall, each once, unless the author works there (spec 04 §5.2,
// §9, §12.41).
func (c *Courier) pitchSubmitted(ctx context.Context, e event.PitchSubmitted, m outbox.Meta) error {
	var outletID int64
	err := c.DB.Writer().NewRaw("SELECT coalesce(min(p.outlet_id), 0) FROM pitches p WHERE p.id = ?", e.PitchID).Scan(ctx, &outletID)
	if err != nil {
		return fmt.Errorf("read pitch %d: %w", e.PitchID, err)
	}
	editors, err := access.EditorsInChief(ctx, c.DB.Writer(), outletID)
	if err != nil {
		return err
	}
	query := "SELECT " + told("''") + `, p.title FROM pitches p JOIN organisations o ON o.id = p.outlet_id
JOIN members b ON b.id = p.owner_id AND b.organisation_id IS DISTINCT FROM p.outlet_id
LEFT JOIN business_walls bw ON bw.id = o.wall_id AND bw.status = 'active'
JOIN members m ON m.active AND m.deleted_at IS NULL AND m.id <> b.id AND (m.id = bw.owner_id OR m.id IN (?))
WHERE p.id = ? AND p.status = 'public' AND p.deleted_at IS NULL ORDER BY m.id`
	return c.tell(ctx, m.EventID, "pitch_submitted", pitchPath(e.PitchID), query, bun.List(append(editors, 0)), e.PitchID)
}

// aboutOffer reads who is told of the counter-offer ?.
func aboutOffer(who, by string) string {
	return "SELECT " + told("po.message") + `, p.title FROM pitch_offers po JOIN pitches p ON p.id = po.pitch_id AND p.deleted_at IS NULL
JOIN organisations o ON o.id = p.outlet_id JOIN members b ON b.id = ` + by + " JOIN members m ON m.id = " + who +
		" AND m.active AND m.deleted_at IS NULL AND m.id <> b.id WHERE po.id = ? AND po.status = ?"
}

// pitchCountered writes to the author of other terms that still hold.
func (c *Courier) pitchCountered(ctx context.Context, e event.PitchCountered, m outbox.Meta) error {
	pitchID, err := c.pitchOf(ctx, e.OfferID)
	if err != nil {
		return err
	}
	return c.tell(ctx, m.EventID, "pitch_countered", pitchPath(pitchID), aboutOffer("p.owner_id", "po.editor_id"), e.OfferID, OfferOpen)
}

func (c *Courier) offerAnswered(ctx context.Context, e event.PitchOfferAnswered, m outbox.Meta) error {
	if e.Accepted {
		return c.tell(ctx, m.EventID, "offer_accepted", assignmentPath(e.AssignmentID), aboutOffer("po.editor_id", "p.owner_id"), e.OfferID, OfferAccepted)
	}
	pitchID, err := c.pitchOf(ctx, e.OfferID)
	if err != nil {
		return err
	}
	return c.tell(ctx, m.EventID, "offer_declined", pitchPath(pitchID), aboutOffer("po.editor_id", "p.owner_id"), e.OfferID, OfferDeclined)
}

func (c *Courier) pitchOf(ctx context.Context, offerID int64) (int64, error) {
	var id int64
	err := c.DB.Writer().NewRaw("SELECT coalesce(min(po.pitch_id), 0) FROM pitch_offers po WHERE po.id = ?", offerID).Scan(ctx, &id)
	if err != nil {
		return 0, fmt.Errorf("read counter-offer %d: %w", offerID, err)
	}
	return id, nil
}

// tellOfAssignment writes to one party of what the other did; who orders from
// oneself is told nothing.
func (c *Courier) tellOfAssignment(ctx context.Context, eventID int64, kind string, id int64, who, by string) error {
	query := "SELECT " + told("a.close_reason") + `, a.title FROM assignments a JOIN organisations o ON o.id = a.outlet_id JOIN members b ON b.id = ` + by +
		" JOIN members m ON m.id = " + who + " AND m.active AND m.deleted_at IS NULL AND m.id <> b.id WHERE a.id = ? AND a.deleted_at IS NULL"
	return c.tell(ctx, eventID, kind, assignmentPath(id), query, id)
}

// tell writes a letter of a kind to everybody whom the query finds.
func (c *Courier) tell(ctx context.Context, eventID int64, kind, path, query string, args ...any) error {
	var found []receiver
	if err := c.DB.Writer().NewRaw(query, args...).Scan(ctx, &found); err != nil {
		return fmt.Errorf("read whom to write to about %s: %w", kind, err)
	}
	for i := range found {
		msg, err := c.letter(ctx, &found[i], kind, path)
		if err != nil {
			return err
		}
		if err := c.Send(ctx, msg, fmt.Sprintf("%s-%d-%d", msg.Kind, eventID, found[i].MemberID)); err != nil {
			return err
		}
	}
	return nil
}

// letter is a mail of a kind to r, in the language of r.
func (c *Courier) letter(ctx context.Context, r *receiver, kind, path string) (mailer.Message, error) {
	ctx = r.In(ctx)
	subject := i18n.T(ctx, "story.mail."+kind+".subject")
	mail := mailer.NewLetter(ctx, subject).Heading(subject).
		Paragraph(i18n.T(ctx, "story.mail.hello", "Name", r.FirstName), i18n.T(ctx, "story.mail."+kind+".text", "By", r.By)).
		Facts(
			mailer.Fact{Label: i18n.T(ctx, "story.mail.title"), Value: r.Title},
			mailer.Fact{Label: i18n.T(ctx, "story.field.outlet"), Value: r.Outlet},
			mailer.Fact{Label: i18n.T(ctx, "story.mail.contact"), Value: r.ByEmail},
		)
	if r.Text != "" {
		mail.Quote(r.Text, r.By)
	}
	return mail.SentBy(r.ByEmail).Button(i18n.T(ctx, "story.mail."+kind+".button"), c.SiteURL+path).Message(kind, r.Email)
}
