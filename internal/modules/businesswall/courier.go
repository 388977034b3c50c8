// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/courier"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Courier sends the mails about Business Walls (spec 07 §11, §15.9), but for the
// one about a failed payment, which is billing's. Each job
// reads things again: what was answered or withdrawn meanwhile is not told. A
// job that runs twice sends the same mail under the same name.
type Courier struct {
	Needs
	courier.Post
}

// Subscribe says which events make which mails.
func (c *Courier) Subscribe(r *outbox.Registry) {
	const name = "businesswall"
	outbox.On(r, name, c.organisationInvited)
	outbox.On(r, name, c.roleInvited)
	outbox.On(r, name, c.partnershipInvited)
	outbox.On(r, name, c.partnershipAnswered)
	outbox.On(r, name, c.partnershipEnded)
	outbox.On(r, name, c.publishedForClient)
	outbox.On(r, name, c.verified)
	outbox.On(r, name, func(ctx context.Context, e event.WallSuspensionNear, m outbox.Meta) error {
		text := "three"
		if e.Tomorrow {
			text = "tomorrow"
		}
		return c.tellOwner(ctx, m.EventID, e.WallID, "soon", text)
	})
	outbox.On(r, name, func(ctx context.Context, e event.WallActivated, m outbox.Meta) error {
		return c.tellOwner(ctx, m.EventID, e.WallID, "activated", "text")
	})
	outbox.On(r, name, c.suspension)
	outbox.On(r, name, func(ctx context.Context, e event.WallReactivated, m outbox.Meta) error {
		return c.tellOwner(ctx, m.EventID, e.WallID, "reactivated", "text")
	})
	outbox.On(r, name, func(ctx context.Context, e event.WallCancelled, m outbox.Meta) error {
		return c.tellOwner(ctx, m.EventID, e.WallID, "cancelled", "text")
	})
}

// receiver is who gets a mail, and who caused it.
type receiver struct {
	courier.Receiver // By is the platform's name when nobody acted

	Type   string // of the wall
	Wall   string
	Agency string
}

// platformName is who acts when nobody does (spec 07 §11).
const platformName = "AiPRESS24"

// one reads a receiver; one that is gone, or has nothing to answer any more, is
// nil.
func (c *Courier) one(ctx context.Context, query string, args ...any) (*receiver, error) {
	r, err := courier.One[receiver](ctx, c.DB.Writer(), query, args...)
	if r != nil && r.By == "" {
		r.By = platformName
	}
	return r, err
}

// wallWords are the columns of a receiver that depend on the wall bw; by is who
// acted.
const wallWords = `bw.type, m.first_name, m.email, m.language, coalesce(nullif(bw.name, ''), o.name, '') AS wall,
coalesce(trim(b.first_name || ' ' || b.last_name), '') AS by, coalesce(b.email, '') AS by_email`

// letter begins a mail of a kind to r, in the language of r.
func (c *Courier) letter(ctx context.Context, r *receiver, kind, text, button, path string, extra ...any) (mailer.Message, error) {
	args := append([]any{"Wall", r.Wall, "Agency", r.Agency, "By", r.By}, extra...)
	ctx = r.In(ctx)
	hello := i18n.T(ctx, "wall.mail.hello_stranger")
	if r.FirstName != "" {
		hello = i18n.T(ctx, "wall.mail.hello", "Name", r.FirstName)
	}
	subject := i18n.T(ctx, "wall.mail."+kind+".subject")
	mail := mailer.NewLetter(ctx, subject).Heading(subject).Paragraph(hello, i18n.T(ctx, "wall.mail."+kind+"."+text, args...))
	if r.ByEmail != "" {
		mail.SentBy(r.ByEmail)
	}
	return mail.Button(i18n.T(ctx, "wall.mail."+button), c.SiteURL+path).Message("wall_"+kind, r.Email)
}

// tellOwner writes to the owner of a wall.
func (c *Courier) tellOwner(ctx context.Context, eventID, wallID int64, kind, text string) error {
	r, err := c.one(ctx, `SELECT `+wallWords+` FROM business_walls bw JOIN members m ON m.id = bw.owner_id AND m.active AND m.deleted_at IS NULL
LEFT JOIN organisations o ON o.id = bw.organisation_id LEFT JOIN members b ON b.id IS NULL WHERE bw.id = ?`, wallID)
	if err != nil || r == nil {
		return err
	}
	msg, err := c.letter(ctx, r, kind, text, "see_wall", "/BW/")
	if err != nil {
		return err
	}
	msg.BypassQuota = true // about a subscription
	return c.SendOnce(ctx, msg, eventID)
}

// suspension tells the owner why a wall is suspended, and what to do. One that
// is in force again meanwhile is told of that.
func (c *Courier) suspension(ctx context.Context, e event.WallSuspended, m outbox.Meta) error {
	w, err := wallByID(ctx, c.DB.Writer(), e.WallID)
	if errors.Is(err, ErrNoWall) {
		return nil
	}
	if err != nil {
		return err
	}
	text := "text"
	switch why, err := c.suspended(ctx, c.DB.Writer(), w); {
	case err != nil:
		return err
	case why == ForBlocked, why == ForPaused:
		text = string(why)
	}
	return c.tellOwner(ctx, m.EventID, e.WallID, "suspended", text)
}

// organisationInvited writes to an address invited to join, a member's or not.
func (c *Courier) organisationInvited(ctx context.Context, e event.OrganisationInvited, m outbox.Meta) error {
	i := &organisation.Invitation{ID: e.InvitationID}
	err := c.DB.Writer().NewSelect().Model(i).WherePK().Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // cancelled meanwhile
	}
	if err != nil {
		return fmt.Errorf("read invitation %d: %w", e.InvitationID, err)
	}
	r, err := c.one(ctx, `SELECT coalesce(m.first_name, '') AS first_name, ?0 AS email, coalesce(m.language, 'fr') AS language,
coalesce(nullif(o.wall_name, ''), o.name) AS wall, coalesce(trim(b.first_name || ' ' || b.last_name), '') AS by, coalesce(b.email, '') AS by_email
FROM organisations o LEFT JOIN members m ON m.email = ?0 AND m.active AND m.deleted_at IS NULL LEFT JOIN members b ON b.id = ?1 WHERE o.id = ?2`, i.Email, i.InvitedBy, i.OrganisationID)
	if err != nil || r == nil {
		return err
	}
	path := "/kyc/"
	if r.FirstName != "" {
		path = "/preferences/invitations"
	}
	msg, err := c.letter(ctx, r, "join", "text", "join.button", path, "Organisation", r.Wall)
	if err != nil {
		return err
	}
	return c.SendOnce(ctx, msg, m.EventID)
}

func (c *Courier) roleInvited(ctx context.Context, e event.WallRoleInvited, m outbox.Meta) error {
	role := &mandate.Role{ID: e.RoleID}
	err := c.DB.Writer().NewSelect().Model(role).WherePK().Where("wr.status = ?", mandate.Pending).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // withdrawn or answered meanwhile
	}
	if err != nil {
		return fmt.Errorf("read role %d: %w", e.RoleID, err)
	}
	r, err := c.one(ctx, `SELECT `+wallWords+` FROM business_walls bw JOIN members m ON m.id = ?1 AND m.active AND m.deleted_at IS NULL
LEFT JOIN organisations o ON o.id = bw.organisation_id LEFT JOIN members b ON b.id = ?2 WHERE bw.id = ?0`, role.WallID, role.MemberID, role.InvitedBy)
	if err != nil || r == nil {
		return err
	}
	name := mandate.RoleName(r.In(ctx), r.Type, role.Role)
	path := mandate.RoleInvitationPath(role.WallID, role.Role, role.MemberID)
	msg, err := c.letter(ctx, r, "role", "text", "role.button", path, "Role", name)
	if err != nil {
		return err
	}
	return c.SendOnce(ctx, msg, m.EventID)
}

// partnerQuery reads who is told of a partnership: the owner of one of its
// walls, by its alias; by is who acted.
func partnerQuery(told, by string) string {
	return `SELECT ` + wallWords + `, coalesce(nullif(aw.name, ''), ao.name, '') AS agency
FROM partnerships pa JOIN business_walls bw ON bw.id = pa.client_id JOIN business_walls aw ON aw.id = pa.agency_id
LEFT JOIN organisations o ON o.id = bw.organisation_id LEFT JOIN organisations ao ON ao.id = aw.organisation_id
JOIN members m ON m.id = ` + told + `.owner_id AND m.active AND m.deleted_at IS NULL
LEFT JOIN members b ON b.id = ` + by + ` WHERE pa.id = ?0 AND pa.status IN (?1)`
}

func (c *Courier) partnershipInvited(ctx context.Context, e event.PartnershipInvited, m outbox.Meta) error {
	r, err := c.one(ctx, partnerQuery("aw", "pa.invited_by"), e.PartnershipID, bun.List([]string{mandate.PartnershipInvited}))
	if err != nil || r == nil {
		return err
	}
	var agency int64
	if err := c.DB.Writer().NewRaw("SELECT agency_id FROM partnerships WHERE id = ?", e.PartnershipID).Scan(ctx, &agency); err != nil {
		return fmt.Errorf("read partnership %d: %w", e.PartnershipID, err)
	}
	path := mandate.PartnershipInvitationPath(agency, e.PartnershipID)
	msg, err := c.letter(ctx, r, "partner", "text", "partner.button", path)
	if err != nil {
		return err
	}
	return c.SendOnce(ctx, msg, m.EventID)
}

func (c *Courier) partnershipAnswered(ctx context.Context, e event.PartnershipAnswered, m outbox.Meta) error {
	text, status := "refused", []string{mandate.PartnershipRejected}
	if e.Accepted {
		text, status = "accepted", inForce
	}
	return c.tellPartner(ctx, fmt.Sprintf("wall_partner_answer-%d", m.EventID), "bw", e.PartnershipID, e.ByID, "partner_answer", text, status)
}

// partnershipEnded tells the agency, and the client unless its side has ended it
// (spec 07 §11, §15.9).
func (c *Courier) partnershipEnded(ctx context.Context, e event.PartnershipEnded, m outbox.Meta) error {
	status := []string{mandate.PartnershipRevoked, mandate.PartnershipExpired}
	name := fmt.Sprintf("wall_partner_end-%d", m.EventID)
	if err := c.tellPartner(ctx, name, "aw", e.PartnershipID, e.ByID, "partner_end", "text", status); err != nil || e.ByClient {
		return err
	}
	return c.tellPartner(ctx, name+"-client", "bw", e.PartnershipID, e.ByID, "partner_end", "client", status)
}

func (c *Courier) tellPartner(ctx context.Context, name, told string, id, by int64, kind, text string, status []string) error {
	r, err := c.one(ctx, partnerQuery(told, "?2"), id, bun.List(status), by)
	if err != nil || r == nil {
		return err
	}
	msg, err := c.letter(ctx, r, kind, text, "see_wall", "/BW/")
	if err != nil {
		return err
	}
	return c.Send(ctx, msg, name)
}

// publishedForClient tells the owner of the client's wall, else its first
// active member, of what an agency has published (spec 07 §8). Nothing when the
// author works for the client.
func (c *Courier) publishedForClient(ctx context.Context, e event.PublishedForClient, m outbox.Meta) error {
	r, err := c.one(ctx, `SELECT m.first_name, m.email, m.language, coalesce(nullif(o.wall_name, ''), o.name) AS wall,
coalesce(nullif(ao.wall_name, ''), ao.name, '') AS agency, trim(b.first_name || ' ' || b.last_name) AS by, b.email AS by_email
FROM organisations o JOIN members b ON b.id = ?1 AND b.organisation_id IS DISTINCT FROM o.id
LEFT JOIN organisations ao ON ao.id = b.organisation_id
LEFT JOIN business_walls bw ON bw.id = o.wall_id
JOIN members m ON m.active AND m.deleted_at IS NULL AND (m.id = bw.owner_id OR m.organisation_id = o.id)
WHERE o.id = ?0 ORDER BY CASE WHEN m.id = bw.owner_id THEN 0 ELSE 1 END, m.id LIMIT 1`, e.OrganisationID, e.AuthorID)
	if err != nil || r == nil {
		return err
	}
	var title string
	err = c.DB.Writer().NewRaw("SELECT title FROM posts WHERE id = ? AND deleted_at IS NULL", e.PostID).Scan(ctx, &title)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read post %d: %w", e.PostID, err)
	}
	ctx = r.In(ctx)
	subject := i18n.T(ctx, "wall.mail.published.subject")
	published := i18n.T(ctx, "wall.mail.published.text", "By", r.By, "Agency", r.Agency, "Client", r.Wall)
	if r.Agency == "" { // who publishes has left the agency meanwhile
		published = i18n.T(ctx, "wall.mail.published.alone", "By", r.By, "Client", r.Wall)
	}
	msg, err := mailer.NewLetter(ctx, subject).Heading(subject).
		Paragraph(i18n.T(ctx, "wall.mail.hello", "Name", r.FirstName), published).
		Quote(title, r.By).Paragraph(i18n.T(ctx, "wall.mail.published.revoke")).SentBy(r.ByEmail).
		Button(i18n.T(ctx, "wall.mail.published.button"), c.SiteURL+"/wire/"+ids.Encode(e.PostID)).Message("wall_published", r.Email)
	if err != nil {
		return err
	}
	return c.SendOnce(ctx, msg, m.EventID)
}
