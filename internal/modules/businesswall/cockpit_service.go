// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/typeahead"
)

// Cockpit is the agency's side of its partnerships (« Mes clients »): whom it
// represents, and which of its members work for whom (spec 07 §14.2, §15.6).
type Cockpit struct{ *Needs }

// Client is one client of an agency.
type Client struct {
	PartnershipID int64
	WallID        int64
	Name          string
	Type          string
	Status        string // of the partnership: revoked also when its contract is over
	WallStatus    Status
	InvitedAt     time.Time
	AnsweredAt    time.Time
	StartsAt      time.Time
	EndsAt        time.Time
	Missions      map[string]bool `bun:"type:jsonb"`

	Staff []Holder `bun:"-"` // the agency's members with a role on the client's wall
}

// mostClients bounds the cockpit.
const mostClients = 500

// Clients lists whom an agency represents or is asked to, by name. Managers of
// the agency's wall may see it.
func (s *Cockpit) Clients(ctx context.Context, by access.Actor, agencyID int64) ([]Client, error) {
	if _, err := s.agency(ctx, s.DB.Reader(), by, agencyID); err != nil {
		return nil, err
	}
	var found []Client
	err := s.DB.Reader().NewSelect().TableExpr("partnerships AS pa").
		ColumnExpr("pa.id AS partnership_id, bw.id AS wall_id, "+displayName+" AS name, bw.type, pa.status, bw.status AS wall_status").
		ColumnExpr("pa.invited_at, pa.answered_at, pa.starts_at, pa.ends_at, bw.missions").
		Join("JOIN business_walls AS bw ON bw.id = pa.client_id").
		Join("LEFT JOIN organisations AS o ON o.id = bw.organisation_id").
		Where("pa.agency_id = ?", agencyID).Where("pa.status IN (?)", bun.List(openPartnerships)).
		Order("name", "pa.id").Limit(mostClients).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read the clients of wall %d: %w", agencyID, err)
	}
	for i := range found {
		found[i].Status = statusAt(found[i].Status, found[i].EndsAt, s.Now())
	}
	return found, s.addStaff(ctx, agencyID, found)
}

// addStaff fills in who works for each client, with one query for all.
func (s *Cockpit) addStaff(ctx context.Context, agencyID int64, clients []Client) error {
	if len(clients) == 0 {
		return nil
	}
	at := map[int64]int{}
	walls := make([]int64, len(clients))
	for i, c := range clients {
		walls[i], at[c.WallID] = c.WallID, i
	}
	var found []struct {
		Holder

		WallID int64
	}
	err := s.DB.Reader().NewSelect().TableExpr("wall_roles AS wr").
		ColumnExpr("wr.wall_id, wr.id AS role_id, wr.member_id, wr.role, wr.status, wr.invited_at, m.first_name, m.last_name, m.email").
		Join("JOIN members AS m ON m.id = wr.member_id").
		Join("JOIN business_walls AS aw ON aw.id = ? AND aw.organisation_id = m.organisation_id", agencyID).
		Where("wr.wall_id IN (?)", bun.List(walls)).Where("wr.role IN (?)", bun.List([]string{externalManagerRole, externalPRRole})).
		Order("m.last_name", "m.first_name", "wr.id").Scan(ctx, &found)
	if err != nil {
		return fmt.Errorf("read the staff of wall %d: %w", agencyID, err)
	}
	for _, f := range found {
		c := &clients[at[f.WallID]]
		c.Staff = append(c.Staff, f.Holder)
	}
	return nil
}

// agency returns a wall of an agency that by may run.
func (s *Cockpit) agency(ctx context.Context, db bun.IDB, by access.Actor, id int64) (*Wall, error) {
	w, err := wallByID(ctx, db, id)
	if err != nil {
		return nil, err
	}
	if err := s.mayManage(ctx, db, by, w); err != nil {
		return nil, err
	}
	if w.Type != "pr" {
		return nil, ErrNoWall
	}
	return w, nil
}

// mostColleagues bounds among whom a search looks.
const mostColleagues = 2_000

// Colleagues lists the members of the agency who may be appointed, by name: the
// first hundred, or a hundred whose names begin with the words of query. It
// reports whether there are others.
func (s *Cockpit) Colleagues(ctx context.Context, by access.Actor, agencyID int64, query string) (found []TeamMember, others bool, err error) {
	w, err := s.agency(ctx, s.DB.Reader(), by, agencyID)
	if err != nil {
		return nil, false, err
	}
	var all []TeamMember
	err = s.DB.Reader().NewSelect().TableExpr("members AS m").ColumnExpr("m.id, m.first_name, m.last_name, m.email").
		Where("m.organisation_id = ?", w.OrganisationID).Where("m.active").Where("m.deleted_at IS NULL").
		Order("m.last_name", "m.first_name", "m.id").Limit(mostColleagues).Scan(ctx, &all)
	if err != nil {
		return nil, false, fmt.Errorf("read the members of organisation %d: %w", w.OrganisationID, err)
	}
	others = len(all) > membersPage
	if strings.TrimSpace(query) == "" {
		return all[:min(len(all), membersPage)], others, nil
	}
	names := make([]string, len(all))
	for i, m := range all {
		names[i] = m.FirstName + " " + m.LastName
	}
	for _, at := range typeahead.New(names).Find(query, membersPage) {
		found = append(found, all[at])
	}
	return found, others, nil
}

var errNotColleague = &errs.Error{Kind: errs.Invalid, Message: "wall.error.not_colleague", Field: "member"}

// Appoint gives a member of the agency a role on the wall of a client whose
// partnership is in force: BWMe runs it, BWPRe publishes under its missions.
// The role is in force at once; the client is told (spec 07 §14.2).
func (s *Cockpit) Appoint(ctx context.Context, by access.Actor, agencyID, clientID, memberID int64, role string) error {
	if role != externalManagerRole && role != externalPRRole {
		return errRoleUnknown
	}
	return s.onClient(ctx, by, agencyID, clientID, "appoint", func(ctx context.Context, tx bun.Tx, agency, client *Wall) error {
		if err := s.lockMember(ctx, tx, memberID); err != nil {
			return err
		}
		m, _, err := member.Read(ctx, tx, memberID)
		if err != nil || !m.Active || agency.OrganisationID == 0 || m.OrganisationID != agency.OrganisationID {
			return errNotColleague
		}
		mandated, err := mandate.IsOfAgency(ctx, tx, memberID, client.ID, s.Now())
		if err == nil && !mandated {
			err = errContractLapsed
		}
		if err != nil {
			return err
		}
		held, err := roleOf(ctx, tx, client.ID, memberID, role)
		if err != nil || held != nil && held.Status == mandate.Accepted {
			return err
		}
		var missions []string
		if role == externalPRRole {
			missions = client.Granted()
		}
		if err := s.accept(ctx, tx, client, memberID, role, missions); err != nil {
			return err
		}
		if err := s.audit(ctx, tx, by, ActionRoleAppointed, client.ID, roleDetails(role, memberID)); err != nil {
			return err
		}
		given, err := roleOf(ctx, tx, client.ID, memberID, role)
		if err != nil || given == nil {
			return err
		}
		return s.Outbox.Record(ctx, tx, event.WallRoleAppointed{RoleID: given.ID})
	})
}

// Dismiss takes from a member of the agency a role on the wall of a client.
func (s *Cockpit) Dismiss(ctx context.Context, by access.Actor, agencyID, clientID, roleID int64) error {
	return s.onClient(ctx, by, agencyID, clientID, "dismiss", func(ctx context.Context, tx bun.Tx, agency, client *Wall) error {
		r, err := roleByID(ctx, tx, client.ID, roleID)
		if err != nil {
			return err
		}
		m, _, err := member.Read(ctx, tx, r.MemberID)
		if err != nil || isInternal(r.Role) || m.OrganisationID != agency.OrganisationID {
			return errNotColleague
		}
		return s.removeRole(ctx, tx, by, r, 0)
	})
}

// onClient changes the wall of a client of an agency that by may run.
func (s *Cockpit) onClient(
	ctx context.Context, by access.Actor, agencyID, clientID int64, verb string,
	apply func(ctx context.Context, tx bun.Tx, agency, client *Wall) error,
) error {
	err := s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.lock(ctx, tx, agencyID, clientID); err != nil {
			return err
		}
		agency, err := s.agency(ctx, tx, by, agencyID)
		if err != nil {
			return err
		}
		mandated, err := tx.NewSelect().Model((*mandate.Partnership)(nil)).Where("pa.client_id = ?", clientID).Where("pa.agency_id = ?", agencyID).
			Where("pa.status IN (?)", bun.List(inForce)).Exists(ctx)
		if err != nil {
			return fmt.Errorf("look for a partnership: %w", err)
		}
		if !mandated {
			return ErrNoWall
		}
		client, err := wallByID(ctx, tx, clientID)
		if err != nil {
			return err
		}
		return apply(ctx, tx, agency, client)
	})
	if err != nil {
		return fmt.Errorf("%s on client %d of agency %d: %w", verb, clientID, agencyID, err)
	}
	return nil
}
