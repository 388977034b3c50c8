// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/organisation"
)

// Walls is what people who act for a wall do with it as a whole.
type Walls struct{ *Needs }

// Wall returns a wall that by may run.
func (s *Walls) Wall(ctx context.Context, by access.Actor, id int64) (*Wall, error) {
	return s.managed(ctx, by, id)
}

// Current returns the wall that by acts for: the selected one unless it is a
// draft or over, else the active one of the employer; ErrNoWall without any
// (spec 07 §5.3).
func (s *Walls) Current(ctx context.Context, by access.Actor) (*Wall, error) {
	if by.IsAnonymous() {
		return nil, errs.ErrUnauthenticated
	}
	if by.SelectedWallID != 0 {
		w, err := wallByID(ctx, s.DB.Reader(), by.SelectedWallID)
		if err == nil && w.IsCurrent() {
			return w, nil
		}
		if err != nil && errs.KindOf(err) != errs.NotFound {
			return nil, err
		}
	}
	w, err := currentWall(ctx, s.DB.Reader(), by.OrganisationID)
	if err != nil {
		return nil, err
	}
	if w == nil || w.Status != Active {
		return nil, ErrNoWall
	}
	return w, nil
}

// Name returns how a wall is called.
func (s *Walls) Name(ctx context.Context, id int64) (string, error) {
	return nameOf(ctx, s.DB.Reader(), id)
}

// Choice is a wall that somebody may act for.
type Choice struct {
	WallID       int64
	Name         string
	Type         string
	Organisation string
	Status       Status
	Selected     bool
	Owned        bool     // by is the recorded owner
	Manages      bool     // opens the dashboard
	Roles        []string // accepted, each once
	Missions     []string // granted with PR roles, each once
}

// mostChoices bounds the selector.
const mostChoices = 500

// Choices lists the walls that by may select, by name: owned ones, those with
// an accepted role; never drafts nor those that are over. Clients of the agency
// on which by has no role are not among them (spec 07 §7.3, §14.3).
func (s *Walls) Choices(ctx context.Context, by access.Actor) ([]Choice, error) {
	if by.IsAnonymous() {
		return nil, errs.ErrUnauthenticated
	}
	today := mandate.Today(s.Now())
	var rows []struct {
		Choice

		Role          string
		RoleMissions  []string `bun:"type:jsonb"`
		ManagesAsRole bool
	}
	err := s.DB.Reader().NewSelect().TableExpr("business_walls AS bw").
		ColumnExpr("bw.id AS wall_id, "+displayName+" AS name, bw.type, coalesce(o.name, '') AS organisation, bw.status, bw.owner_id = ? AS owned", by.UserID).
		ColumnExpr("coalesce(wr.role, '') AS role, coalesce(wr.missions, '[]') AS role_missions").
		ColumnExpr("EXISTS (SELECT 1 FROM ("+mandate.ManagersSQL("bw.id", "?1")+") mg WHERE mg.id = ?0) AS manages_as_role", by.UserID, today).
		Join("LEFT JOIN organisations AS o ON o.id = bw.organisation_id").
		Join("LEFT JOIN wall_roles AS wr ON wr.wall_id = bw.id AND wr.member_id = ?0 AND wr.status = 'accepted' AND NOT ("+mandate.LapsedSQL("?1")+")", by.UserID, today).
		Where("bw.status IN (?)", bun.List([]Status{Active, Suspended})).
		Where("bw.id IN (SELECT w.id FROM business_walls w WHERE w.owner_id = ?0 UNION SELECT wr.wall_id FROM wall_roles wr WHERE wr.member_id = ?0 AND wr.status = 'accepted' AND NOT ("+mandate.LapsedSQL("?1")+"))", by.UserID, today).
		Order("name", "bw.id", "wr.id").Limit(mostChoices).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("read whom %d may act for: %w", by.UserID, err)
	}
	var list []Choice
	for _, row := range rows {
		if len(list) == 0 || list[len(list)-1].WallID != row.WallID {
			c := row.Choice
			c.Selected, c.Manages = c.WallID == by.SelectedWallID, row.ManagesAsRole
			list = append(list, c)
		}
		c := &list[len(list)-1]
		if row.Role != "" && !slices.Contains(c.Roles, row.Role) {
			c.Roles = append(c.Roles, row.Role)
		}
		if isPR(row.Role) {
			c.Missions = append(c.Missions, slices.DeleteFunc(row.RoleMissions, func(m string) bool { return slices.Contains(c.Missions, m) })...)
		}
	}
	return list, nil
}

// ErrMayNotSelect refuses to act for a wall, whether it exists or not.
var ErrMayNotSelect = errs.New(errs.Forbidden, "wall.error.may_not_select")

// Select makes by act for a wall from now on, if there is a right to, and
// returns whether it leads to the dashboard rather than to the pressroom.
// Otherwise the selection stays as it was (spec 07 §7.3).
func (s *Walls) Select(ctx context.Context, by access.Actor, wallID int64) (manages bool, err error) {
	if by.IsAnonymous() {
		return false, errs.ErrUnauthenticated
	}
	err = s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		w, err := wallByID(ctx, tx, wallID)
		if errs.KindOf(err) == errs.NotFound && err != nil || err == nil && !w.IsCurrent() {
			return ErrMayNotSelect
		}
		if err != nil {
			return err
		}
		if manages, err = mandate.Manages(ctx, tx, by.UserID, wallID, s.Now()); err != nil {
			return err
		}
		manages = manages || w.OwnerID == by.UserID
		if !manages {
			held, err := tx.NewSelect().Model((*mandate.Role)(nil)).Where("wr.wall_id = ?", wallID).Where("wr.member_id = ?", by.UserID).
				Where("wr.status = ?", mandate.Accepted).Where("wr.role IN (?)", bun.List([]string{internalPRRole, externalPRRole})).
				Where("NOT ("+mandate.LapsedSQL("?")+")", mandate.Today(s.Now())).Exists(ctx)
			if err != nil {
				return fmt.Errorf("read the mandates on wall %d: %w", wallID, err)
			}
			if !held {
				return ErrMayNotSelect
			}
		}
		return s.selectWall(ctx, tx, by, wallID)
	})
	return manages && err == nil, err
}

func (s *Walls) selectWall(ctx context.Context, tx bun.Tx, by access.Actor, wallID int64) error {
	_, err := tx.NewRaw("UPDATE members SET selected_wall_id = ? WHERE id = ?", wallID, by.UserID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("select wall %d: %w", wallID, err)
	}
	return nil
}

// Managed returns a wall that by may run and, unless by is a mere
// administrator, makes it the selected one: opening a page of management does
// (spec 07 §5.3).
func (s *Walls) Managed(ctx context.Context, by access.Actor) (*Wall, error) {
	w, err := s.Current(ctx, by)
	if err != nil {
		return nil, err
	}
	if err := s.mayManage(ctx, s.DB.Reader(), by, w); err != nil {
		return nil, err
	}
	if by.SelectedWallID == w.ID || by.Admin {
		return w, nil
	}
	return w, s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error { return s.selectWall(ctx, tx, by, w.ID) })
}

// HeldRoles lists the accepted roles of by on a wall, in order of rank, for
// « Votre rôle : … ».
func (s *Walls) HeldRoles(ctx context.Context, by access.Actor, wallID int64) ([]string, error) {
	held, err := rolesOf(ctx, s.DB.Reader(), wallID, by.UserID)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, rank := range []string{ownerRole, internalManagerRole, externalManagerRole, internalPRRole, externalPRRole} {
		if slices.ContainsFunc(held, func(r mandate.Role) bool { return r.Role == rank && r.Status == mandate.Accepted }) {
			list = append(list, rank)
		}
	}
	return list, nil
}

// Manager is who runs a wall, for members who do not (spec 07 §14.19).
type Manager struct {
	ID        int64
	FirstName string
	LastName  string
	Photo     string
}

// Managers names who runs the wall of by's organisation.
func (s *Walls) Managers(ctx context.Context, by access.Actor) (wall *Wall, managers []Manager, err error) {
	wall, err = currentWall(ctx, s.DB.Reader(), by.OrganisationID)
	if err != nil || wall == nil {
		return nil, nil, err
	}
	people, err := mandate.ManagersOf(ctx, s.DB.Reader(), wall.ID, s.Now())
	if err != nil || len(people) == 0 {
		return wall, nil, err
	}
	err = s.DB.Reader().NewSelect().TableExpr("members AS m").ColumnExpr("m.id, m.first_name, m.last_name, m.photo").
		Where("m.id IN (?)", bun.List(people)).Order("m.last_name", "m.first_name", "m.id").Scan(ctx, &managers)
	if err != nil {
		return nil, nil, fmt.Errorf("read the managers of wall %d: %w", wall.ID, err)
	}
	return wall, managers, nil
}

// AssignMissions replaces the missions of a wall, absent ones being off, and
// gives them at once to each of its PR managers (spec 07 §7.10).
func (s *Walls) AssignMissions(ctx context.Context, by access.Actor, wallID int64, granted []mandate.Mission) error {
	return s.change(ctx, by, wallID, "assign missions", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		return s.assign(ctx, tx, by, w, granted)
	})
}

func (n *Needs) assign(ctx context.Context, tx bun.Tx, by access.Actor, w *Wall, granted []mandate.Mission) error {
	missions := map[string]bool{}
	for _, m := range mandate.Missions() {
		missions[string(m)] = slices.Contains(granted, m)
	}
	w.Missions = missions
	if err := saveWall(ctx, tx, w, "missions"); err != nil {
		return err
	}
	row := &mandate.Role{Missions: w.Granted()}
	_, err := tx.NewUpdate().Model(row).Column("missions").Where("wall_id = ?", w.ID).
		Where("role IN (?)", bun.List([]string{internalPRRole, externalPRRole})).Where("status = ?", mandate.Accepted).Exec(ctx)
	if err != nil {
		return fmt.Errorf("give the missions of wall %d: %w", w.ID, err)
	}
	return n.audit(ctx, tx, by, ActionMissionsAssigned, w.ID, map[string]string{"missions": strings.Join(w.Granted(), " ")})
}

// maxNameRunes is the longest name of a wall.
const maxNameRunes = 200

// Config is the base data of a wall (« Modifier les données de base », spec 07
// §7.2).
type Config struct {
	Name      string // blank keeps the old one
	Size      string // of taille_organisation, or ""
	Employees int64  // as declared for the price; 0 keeps what was declared
	Missions  []mandate.Mission
}

// Configure saves the base data: the missions reach the PR managers, the name
// reaches the organisation and the search (spec 07 §14.9).
func (s *Walls) Configure(ctx context.Context, by access.Actor, wallID int64, in Config) error {
	in.Name = strings.TrimSpace(in.Name)
	if err := s.checkConfig(ctx, in); err != nil {
		return err
	}
	return s.change(ctx, by, wallID, "configure", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		if in.Name != "" {
			w.Name = in.Name
		}
		w.Size = in.Size
		if err := s.declareEmployees(ctx, tx, w, in.Employees); err != nil {
			return err
		}
		if err := saveWall(ctx, tx, w, "name", "size", "employees"); err != nil {
			return err
		}
		if err := s.audit(ctx, tx, by, ActionConfigured, w.ID, nil); err != nil {
			return err
		}
		if err := s.assign(ctx, tx, by, w, in.Missions); err != nil {
			return err
		}
		return s.mirror(ctx, tx, w.OrganisationID)
	})
}

// declareEmployees tells billing of another headcount, when the price depends
// on it; the tier changes with the next period (spec 07 §14.7).
func (s *Walls) declareEmployees(ctx context.Context, tx bun.Tx, w *Wall, employees int64) error {
	if employees == 0 || employees == w.Employees || w.Kind().By != organisation.Employees {
		return nil
	}
	w.Employees = employees
	return s.Subscriptions.EmployeesChanged(ctx, tx, w.ID, employees)
}

func (s *Walls) checkConfig(ctx context.Context, in Config) error {
	var wrong errs.Fields
	if len([]rune(in.Name)) > maxNameRunes {
		wrong = append(wrong, &errs.Error{Kind: errs.Invalid, Message: "wall.error.name_long", Field: "name"})
	}
	if in.Employees < 0 || in.Employees > maxEmployees {
		wrong = append(wrong, errQuantity)
	}
	if in.Size != "" {
		known, err := s.Vocabularies.Contains(ctx, "taille_organisation", in.Size)
		if err != nil {
			return err
		}
		if !known {
			wrong = append(wrong, &errs.Error{Kind: errs.Invalid, Message: "wall.error.not_offered", Field: "size"})
		}
	}
	return wrong.OrNil()
}

var errPortal = errs.New(errs.Conflict, "wall.error.cancel_in_portal")

// Cancel ends a wall and its subscription for ever, by a manager; an
// administrator who is none may not. With a customer at the provider it is done
// in the portal (spec 07 §10).
func (s *Walls) Cancel(ctx context.Context, by access.Actor, wallID int64) error {
	asMember := by
	asMember.Admin = false
	return s.change(ctx, asMember, wallID, "cancel", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		portal, err := s.Subscriptions.ThroughPortal(ctx, tx, w.ID)
		if err != nil {
			return err
		}
		if portal {
			return errPortal
		}
		w.CancelledAt = s.Now().UTC()
		if err := s.Subscriptions.WallCancelled(ctx, tx, w.ID); err != nil {
			return err
		}
		return s.resettle(ctx, tx, by, w)
	})
}
