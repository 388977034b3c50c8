// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package organisation

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Invitation lets an address join an organisation (spec 02 §3.3). Addresses
// are kept trimmed and lower-cased.
type Invitation struct {
	bun.BaseModel `bun:"table:organisation_invitations,alias:oi"`

	ID             int64 `bun:",pk"`
	OrganisationID int64
	Email          string
	InvitedBy      int64 `bun:",nullzero"`
	CreatedAt      time.Time
}

// HoldsOwner is the condition in SQL on a Business Wall bw whose owner stays in its
// organisation: one that is or was in force, ended ones included (spec 07 §5.6, 08
// §5.6). What was begun and never paid holds nobody.
const HoldsOwner = "(bw.status IN ('active', 'suspended') OR bw.status = 'cancelled' AND bw.activated_at IS NOT NULL)"

// ErrOwner refuses to take the owner of a Business Wall out of the
// organisation it stands for (spec 08 §5.6).
var ErrOwner = &errs.Error{Kind: errs.Conflict, Message: "organisation.owner_stays"}

// Staff says who works for which organisation. All changes are made in the
// caller's transaction, together with the reason for them.
type Staff struct {
	db     *database.DB
	ids    *ids.Generator
	outbox *outbox.Outbox
	now    func() time.Time
}

// NewStaff returns the rules over the database.
func NewStaff(db *database.DB, gen *ids.Generator, box *outbox.Outbox, now func() time.Time) *Staff {
	return &Staff{db: db, ids: gen, outbox: box, now: now}
}

// Employer returns the organisation that a person who declares a name works
// for: one of that name that has invited the address, whatever its case; else
// the unofficial one of exactly that name, made when there is none. Nobody
// joins an official organisation by declaring its name, nor by typing an address
// that is somebody else's: the address is Member.ProvenEmail, or "". An empty
// name is no organisation, 0 (spec 02 §6.3).
func (s *Staff) Employer(ctx context.Context, tx bun.Tx, email, name string) (int64, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return 0, nil
	}
	// Two people who declare one new name at the same time must not make two,
	// and the organisation found must not be collected meanwhile.
	if err := s.db.Lock(ctx, tx, staffLock); err != nil {
		return 0, err
	}
	id, err := first(ctx, tx, `
SELECT o.id FROM organisation_invitations oi JOIN organisations o ON o.id = oi.organisation_id
WHERE oi.email = ? AND lower(o.name) = lower(?) AND o.deleted_at IS NULL ORDER BY oi.created_at DESC, oi.id DESC LIMIT 1`,
		member.NormaliseEmail(email), name)
	if err != nil || id != 0 {
		return id, err
	}
	id, err = first(ctx, tx, "SELECT id FROM organisations WHERE name = ? AND wall_id IS NULL AND deleted_at IS NULL ORDER BY id LIMIT 1", name)
	if err != nil || id != 0 {
		return id, err
	}
	return s.create(ctx, tx, name)
}

const staffLock = "organisation:staff"

// Hold makes whoever joins, collects or deletes organisations wait until the end
// of tx. What is read of them after it stays true until then.
func (s *Staff) Hold(ctx context.Context, tx bun.Tx) error { return s.db.Lock(ctx, tx, staffLock) }

// Deserted reports whether nobody works for an organisation, and keeps it so
// until the end of tx. The caller holds what it needs of members already: they
// come before.
func (s *Staff) Deserted(ctx context.Context, tx bun.Tx, id int64) (bool, error) {
	if err := s.Hold(ctx, tx); err != nil {
		return false, err
	}
	member, err := first(ctx, tx, "SELECT m.id FROM members m WHERE m.organisation_id = ? AND m.deleted_at IS NULL LIMIT 1", id)
	return member == 0, err
}

func first(ctx context.Context, tx bun.IDB, query string, args ...any) (int64, error) {
	var id int64
	err := tx.NewRaw(query, args...).Scan(ctx, &id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("look for an organisation: %w", err)
	}
	return id, nil
}

func (s *Staff) create(ctx context.Context, tx bun.Tx, name string) (int64, error) {
	now := s.now().UTC()
	o := &Organisation{ID: s.ids.Next(), Name: name, Active: true, CreatedAt: now, ModifiedAt: now}
	o.Slug = ids.Encode(o.ID) // a name alone is not unique
	if _, err := tx.NewInsert().Model(o).Exec(ctx); err != nil {
		return 0, fmt.Errorf("create organisation: %w", err)
	}
	return o.ID, s.outbox.Record(ctx, tx, event.OrganisationChanged{OrganisationID: o.ID})
}

// Assign makes m work for an organisation, or for none when id is 0: the right
// of leadership is dropped, the declared names of employers are replaced by
// the organisation's (spec 02 §6.3, 08 §5.6). m and p are changed and saved.
// It returns ErrOwner for the owner of a Business Wall of the present organisation
// that holds them; one that was never paid holds nobody back, and is dropped.
func (s *Staff) Assign(ctx context.Context, tx bun.Tx, m *member.Member, p *member.Profile, id int64) error {
	if m.OrganisationID != 0 && m.OrganisationID != id {
		owned, err := first(ctx, tx, "SELECT id FROM business_walls bw WHERE organisation_id = ? AND owner_id = ? AND "+HoldsOwner+" LIMIT 1", m.OrganisationID, m.ID)
		if err != nil {
			return err
		}
		if owned != 0 {
			return ErrOwner
		}
	}
	name, wallType := "", ""
	if id != 0 {
		o := &Organisation{ID: id}
		if err := tx.NewSelect().Model(o).WherePK().Scan(ctx); err != nil {
			return fmt.Errorf("read organisation %d: %w", id, err)
		}
		name, wallType = o.Name, o.WallType
	}
	if m.OrganisationID != 0 {
		if _, err := tx.NewDelete().Model(&member.Role{MemberID: m.ID, Role: "LEADER"}).WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("take leadership from %d: %w", m.ID, err)
		}
		if m.OrganisationID != id {
			if err := dropMandates(ctx, tx, m.ID, m.OrganisationID); err != nil {
				return err
			}
			if err := s.dropDrafts(ctx, tx, "organisation_id = ? AND owner_id = ?", m.OrganisationID, m.ID); err != nil {
				return err
			}
		}
	}
	if err := declare(p, name, wallType); err != nil {
		return err
	}
	now := s.now().UTC()
	m.OrganisationID, m.ModifiedAt, m.ValidatedAt, p.ModifiedAt = id, now, now, now
	if m.ValidationStatus != member.StatusDeactivated { // which alone says that the account may be opened again
		m.ValidationStatus = member.StatusOrganisationChanged
	}
	if _, err := tx.NewUpdate().Model(m).Column("organisation_id", "modified_at", "validated_at", "validation_status").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("move member %d: %w", m.ID, err)
	}
	if _, err := tx.NewUpdate().Model(p).Column("professional", "modified_at").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("write the employer of %d: %w", m.ID, err)
	}
	return s.outbox.Record(ctx, tx, event.MemberChanged{MemberID: m.ID})
}

// dropMandates takes from a member who leaves an organisation the roles that
// came with it: those inside its Business Walls, and those on the walls of
// clients, when it is an agency. Roles that a client has given to somebody of
// another house stay (spec 07 §7.7, §14.5).
func dropMandates(ctx context.Context, tx bun.Tx, memberID, leftID int64) error {
	_, err := tx.NewRaw(`
DELETE FROM wall_roles WHERE member_id = ?0 AND (
  role IN ('BW_OWNER', 'BWMi', 'BWPRi') AND wall_id IN (SELECT bw.id FROM business_walls bw WHERE bw.organisation_id = ?1)
  OR role IN ('BWMe', 'BWPRe') AND wall_id IN (
    SELECT pa.client_id FROM partnerships pa JOIN business_walls aw ON aw.id = pa.agency_id WHERE aw.organisation_id = ?1))`,
		memberID, leftID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("take from %d the mandates of %d: %w", memberID, leftID, err)
	}
	_, err = tx.NewRaw(`
UPDATE members SET selected_wall_id = NULL WHERE id = ?0 AND selected_wall_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM wall_roles wr WHERE wr.member_id = ?0 AND wr.wall_id = members.selected_wall_id AND wr.status = 'accepted')`,
		memberID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("take from %d the selected wall: %w", memberID, err)
	}
	return nil
}

// OwnsWall reports whether a member is the recorded owner of a Business Wall in
// service, suspended ones included: the account must be neither deactivated nor
// closed before the wall has another owner (spec 07 §14.24).
func OwnsWall(ctx context.Context, db bun.IDB, memberID int64) (bool, error) {
	id, err := first(ctx, db, "SELECT id FROM business_walls WHERE owner_id = ? AND status IN ('active', 'suspended') LIMIT 1", memberID)
	return id != 0, err
}

// employers are the answers that name organisations (spec 02 §6.3).
var employers = []string{"nom_adm", "nom_agence_rp", "nom_group_com", "nom_groupe_presse", "nom_media_instit", "nom_orga", "nom_media"}

// declare replaces the declared employers by one name, in the profile's own
// field, else in the one that suits the type of Business Wall.
func declare(p *member.Profile, name, wallType string) error {
	if p.Professional == nil {
		p.Professional = map[string]any{}
	}
	for _, field := range employers {
		p.Professional[field] = ""
	}
	p.Professional["nom_media"] = []string{}
	if name == "" {
		return nil
	}
	questions, err := survey.Load()
	if err != nil {
		return err
	}
	field := fieldFor(wallType)
	if own, ok := questions.Of(p.SurveyProfile); ok {
		field = own.OrganisationField
	}
	if field == "nom_media" {
		p.Professional[field] = []string{name}
	} else {
		p.Professional[field] = name
	}
	return nil
}

func fieldFor(wallType string) string {
	switch wallType {
	case WallMedia, WallNewsAgency, "corporate_media", "union", "micro":
		return "nom_media"
	case "pr":
		return "nom_agence_rp"
	}
	return "nom_orga"
}

// empty is the condition of unofficial organisations that nobody works for and
// that have no Business Wall, in any status.
const empty = `o.wall_id IS NULL
AND NOT EXISTS (SELECT 1 FROM members m WHERE m.organisation_id = o.id AND m.deleted_at IS NULL)
AND NOT EXISTS (SELECT 1 FROM business_walls bw WHERE bw.organisation_id = o.id)`

// CollectEmpty deletes the unofficial organisations that nobody works for and
// that have no Business Wall, in any status (spec 02 §6.3.4). They are only
// marked: publications and follows may still refer to them. With ids, no other
// organisation is looked at.
func (s *Staff) CollectEmpty(ctx context.Context, tx bun.Tx, among ...int64) error {
	_, err := s.Collect(ctx, tx, among...)
	return err
}

// Collect is CollectEmpty and returns how many were deleted.
func (s *Staff) Collect(ctx context.Context, tx bun.Tx, among ...int64) (int, error) {
	if err := s.db.Lock(ctx, tx, staffLock); err != nil {
		return 0, err
	}
	now := s.now().UTC()
	q := tx.NewUpdate().Model((*Organisation)(nil)).
		Set("deleted_at = ?", now).Set("modified_at = ?", now).Set("active = ?", false).
		Where(empty).Returning("id")
	if len(among) > 0 {
		q = q.Where("o.id IN (?)", bun.List(among))
	}
	var gone []int64
	if _, err := q.Exec(ctx, &gone); err != nil {
		return 0, fmt.Errorf("collect empty organisations: %w", err)
	}
	for _, id := range gone {
		if err := s.outbox.Record(ctx, tx, event.OrganisationChanged{OrganisationID: id}); err != nil {
			return 0, err
		}
	}
	return len(gone), nil
}

// CountEmpty counts the organisations that CollectEmpty would delete.
func CountEmpty(ctx context.Context, db bun.IDB) (int, error) {
	n, err := db.NewSelect().Model((*Organisation)(nil)).Where(empty).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count empty organisations: %w", err)
	}
	return int(n), nil
}

// MustStay reports whether a declared name does not take a member out of the
// employer: an official organisation, or any that the member owns a Business Wall
// of that holds them (spec 02 §6.3, U7).
func (s *Staff) MustStay(ctx context.Context, db bun.IDB, m *member.Member) (bool, error) {
	id, err := first(ctx, db, `
SELECT o.id FROM organisations o WHERE o.id = ? AND (o.wall_id IS NOT NULL
  OR EXISTS (SELECT 1 FROM business_walls bw WHERE bw.organisation_id = o.id AND bw.owner_id = ? AND `+HoldsOwner+`))`, m.OrganisationID, m.ID)
	return id != 0, err
}

// InvitedTo reports whether the organisation, not deleted, has invited the
// address (spec 02 §12).
func (s *Staff) InvitedTo(ctx context.Context, db bun.IDB, organisationID int64, email string) (bool, error) {
	id, err := first(ctx, db, `
SELECT oi.id FROM organisation_invitations oi JOIN organisations o ON o.id = oi.organisation_id
WHERE oi.organisation_id = ? AND oi.email = ? AND o.deleted_at IS NULL`, organisationID, member.NormaliseEmail(email))
	return id != 0, err
}
