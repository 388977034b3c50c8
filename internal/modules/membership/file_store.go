// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membership

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
)

// file is a member with the answers and, if any, the proposal.
type file struct {
	member   *member.Member
	profile  *member.Profile
	proposal *survey.Proposal // nil: none
}

// lockedFile reads a member whom nobody else decides about until the
// transaction ends: two clicks are one decision.
func (n *Needs) lockedFile(ctx context.Context, tx bun.Tx, id int64) (*file, error) {
	if err := n.DB.Lock(ctx, tx, "member:"+strconv.FormatInt(id, 10)); err != nil {
		return nil, err
	}
	return readFile(ctx, tx, id)
}

// readFile reads a member who is not deleted, and what they propose to change.
func readFile(ctx context.Context, db bun.IDB, id int64) (*file, error) {
	m, p, err := member.Read(ctx, db, id)
	if err != nil {
		return nil, err
	}
	f := &file{member: m, profile: p}
	proposal := new(survey.Proposal)
	err = db.NewSelect().Model(proposal).Where("pp.member_id = ?", id).Scan(ctx)
	switch {
	case err == nil:
		f.proposal = proposal
	case !errors.Is(err, sql.ErrNoRows):
		return nil, fmt.Errorf("read the proposal of %d: %w", id, err)
	}
	return f, nil
}

// saveDecision writes what a decision changes in the account. What members
// change by themselves meanwhile, address, password, preferences, is not
// touched (spec 02 §6.2).
func saveDecision(ctx context.Context, tx bun.Tx, m *member.Member, more ...string) error {
	columns := append([]string{"active", "validation_status", "validated_at", "modified_at", "organisation_id"}, more...)
	if _, err := tx.NewUpdate().Model(m).Column(columns...).WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("save member %d: %w", m.ID, err)
	}
	return nil
}

// joinCommunity gives the member the role of one community and takes the
// others'; other roles stay (spec 02 §6.2).
func joinCommunity(ctx context.Context, tx bun.Tx, memberID int64, survey string) error {
	role := access.CommunityOf(survey)
	_, err := tx.NewDelete().Model((*member.Role)(nil)).
		Where("member_id = ?", memberID).
		Where("role IN (?)", bun.List(access.Communities())).
		Where("role <> ?", role).Exec(ctx)
	if err != nil {
		return fmt.Errorf("take the former communities from %d: %w", memberID, err)
	}
	if role == access.NoCommunity {
		return nil
	}
	_, err = giveRole(ctx, tx, memberID, string(role))
	return err
}

// giveRole reports whether the member did not have the role.
func giveRole(ctx context.Context, tx bun.Tx, memberID int64, role string) (bool, error) {
	res, err := tx.NewInsert().Model(&member.Role{MemberID: memberID, Role: role}).On("CONFLICT DO NOTHING").Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("give %s to %d: %w", role, memberID, err)
	}
	return someRows(res)
}

// takeRole reports whether the member had the role.
func takeRole(ctx context.Context, tx bun.Tx, memberID int64, role string) (bool, error) {
	res, err := tx.NewDelete().Model(&member.Role{MemberID: memberID, Role: role}).WherePK().Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("take %s from %d: %w", role, memberID, err)
	}
	return someRows(res)
}

func someRows(res sql.Result) (bool, error) {
	n, err := res.RowsAffected()
	return n > 0, err
}

// endSessions signs a member out everywhere, at once (spec 02 §6.1).
func endSessions(ctx context.Context, tx bun.Tx, memberID int64) error {
	if _, err := tx.NewRaw("DELETE FROM sessions WHERE member_id = ?", memberID).Exec(ctx); err != nil {
		return fmt.Errorf("end the sessions of %d: %w", memberID, err)
	}
	return nil
}

// dropProposal deletes the proposal of a member and who looked after it.
func dropProposal(ctx context.Context, tx bun.Tx, memberID int64) error {
	_, err := tx.NewDelete().Model((*survey.Proposal)(nil)).Where("member_id = ?", memberID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete the proposal of %d: %w", memberID, err)
	}
	return unassign(ctx, tx, memberID)
}

func unassign(ctx context.Context, tx bun.Tx, memberID int64) error {
	_, err := tx.NewDelete().Model((*assignment)(nil)).Where("member_id = ?", memberID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("take %d from its reviewer: %w", memberID, err)
	}
	return nil
}
