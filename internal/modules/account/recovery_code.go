// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"strconv"
	"strings"

	"github.com/uptrace/bun"
)

// recoverySize is the length of a recovery code, in bytes: 80 bits, too many to
// be tried, so that a plain sum of it may be kept.
const recoverySize = 10

// DrawRecovery replaces the recovery codes by new ones, shown once.
func (s *Security) DrawRecovery(ctx context.Context, by Self) (codes []string, err error) {
	err = s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		f, err := s.factors(ctx, tx, by.ID)
		if err != nil {
			return err
		}
		if !f.Any() {
			return errNoFactor
		}
		if codes, err = s.drawRecovery(ctx, tx, by.ID); err != nil {
			return err
		}
		return s.note(ctx, tx, by, "recovery_codes.drawn")
	})
	return codes, err
}

func (s *Security) drawRecovery(ctx context.Context, tx bun.Tx, member int64) ([]string, error) {
	if err := dropRecovery(ctx, tx, member); err != nil {
		return nil, err
	}
	shown := make([]string, recoveryCodes)
	rows := make([]recoveryCode, recoveryCodes)
	for i := range rows {
		raw := make([]byte, recoverySize)
		if _, err := rand.Read(raw); err != nil {
			return nil, fmt.Errorf("draw a recovery code: %w", err)
		}
		code := strings.ToLower(base32.StdEncoding.EncodeToString(raw)) // 16 letters and digits
		shown[i] = code[:4] + "-" + code[4:8] + "-" + code[8:12] + "-" + code[12:]
		rows[i] = recoveryCode{MemberID: member, Hash: recoverySum(member, code), CreatedAt: s.Now().UTC()}
	}
	if _, err := tx.NewInsert().Model(&rows).Exec(ctx); err != nil {
		return nil, fmt.Errorf("keep recovery codes: %w", err)
	}
	return shown, nil
}

func dropRecovery(ctx context.Context, tx bun.Tx, member int64) error {
	if _, err := tx.NewDelete().Model((*recoveryCode)(nil)).Where("member_id = ?", member).Exec(ctx); err != nil {
		return fmt.Errorf("drop recovery codes: %w", err)
	}
	return nil
}

// useRecovery reports whether a text is one of the recovery codes, and uses it
// up.
func (s *Security) useRecovery(ctx context.Context, tx bun.Tx, by Self, text string) (bool, error) {
	code := strings.ToLower(strings.NewReplacer("-", "", " ", "").Replace(strings.TrimSpace(text)))
	res, err := tx.NewDelete().Model(&recoveryCode{MemberID: by.ID, Hash: recoverySum(by.ID, code)}).WherePK().Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("use a recovery code: %w", err)
	}
	n, err := res.RowsAffected()
	if err != nil || n == 0 {
		return false, err
	}
	return true, s.note(ctx, tx, by, "recovery_code.used")
}

func recoverySum(member int64, code string) string {
	return sumOf("recovery " + strconv.FormatInt(member, 10) + " " + code)
}
