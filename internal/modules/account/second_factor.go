// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"database/sql"
	"encoding/base32"
	"encoding/base64"
	"errors"
	"fmt"
	"image/png"
	"slices"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
)

// oneTimeCodes is the application that draws a member's codes: it counts from
// the moment a first code has shown that it works.
type oneTimeCodes struct {
	bun.BaseModel `bun:"table:one_time_codes,alias:otc"`

	MemberID    int64 `bun:",pk"`
	Secret      string
	LastStep    int64
	CreatedAt   time.Time
	ConfirmedAt time.Time `bun:",nullzero"`
}

type recoveryCode struct {
	bun.BaseModel `bun:"table:recovery_codes,alias:rc"`

	MemberID  int64  `bun:",pk"`
	Hash      string `bun:",pk"`
	CreatedAt time.Time
}

// Codes of six digits that live 30 seconds, as every application draws them; one
// step before and after is taken too, for clocks that differ.
const (
	codePeriod    = 30
	codeTolerance = 1
	recoveryCodes = 10
	qrSize        = 240
)

// Why a second factor is refused.
var (
	ErrCode       = &errs.Error{Kind: errs.Invalid, Message: "account.error.code", Field: "code"}
	errNoFactor   = errs.New(errs.Conflict, "account.error.no_factor")
	errLastFactor = errs.New(errs.Conflict, "account.error.last_factor")
)

// Factors is what a member signs in with besides the password.
type Factors struct {
	Codes     bool // an application that draws codes
	CodesAt   time.Time
	Recovery  int // recovery codes left
	Passkeys  []Passkey
	MustKeep  bool // an administrator's: the last one cannot be taken away
	hasSecret bool
}

// Any reports whether signing in asks for more than the password.
func (f Factors) Any() bool { return f.Codes || len(f.Passkeys) > 0 }

// Factors returns the member's own.
func (s *Security) Factors(ctx context.Context, by access.Actor) (Factors, error) {
	f, err := s.factors(ctx, s.DB.Reader(), by.UserID)
	f.MustKeep = s.FactorForAdmins && by.IsStaff()
	return f, err
}

func (s *Security) factors(ctx context.Context, db bun.IDB, id int64) (f Factors, err error) {
	codes, err := codesOf(ctx, db, id)
	if err != nil {
		return f, err
	}
	if codes != nil {
		f.hasSecret, f.Codes, f.CodesAt = true, !codes.ConfirmedAt.IsZero(), codes.ConfirmedAt
	}
	left, err := db.NewSelect().Model((*recoveryCode)(nil)).Where("rc.member_id = ?", id).Count(ctx)
	if err != nil {
		return f, fmt.Errorf("count recovery codes: %w", err)
	}
	f.Recovery = int(left)
	f.Passkeys, err = passkeysOf(ctx, db, id)
	return f, err
}

// NeedsSecondFactor reports whether a member who knows the password must show
// more to be signed in.
func (s *Security) NeedsSecondFactor(ctx context.Context, id int64) (bool, error) {
	f, err := s.factors(ctx, s.DB.Writer(), id)
	return f.Any(), err
}

func codesOf(ctx context.Context, db bun.IDB, id int64) (*oneTimeCodes, error) {
	codes := new(oneTimeCodes)
	err := db.NewSelect().Model(codes).Where("otc.member_id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // none is an ordinary answer
	}
	if err != nil {
		return nil, fmt.Errorf("read the codes of %d: %w", id, err)
	}
	return codes, nil
}

// Enrolment is what an application needs to draw the codes of an account.
type Enrolment struct {
	Secret  string // to type, in groups of four
	Picture string // to scan: a data: address
}

// Enrol begins, or goes on with, the enrolment of an application. The secret
// stays the same until a first code confirms it: reloading the page spoils
// nothing.
func (s *Security) Enrol(ctx context.Context, by Self) (Enrolment, error) {
	m, err := s.memberOf(ctx, s.DB.Reader(), by.ID)
	if err != nil {
		return Enrolment{}, err
	}
	secret, err := s.pendingSecret(ctx, by.ID)
	if err != nil {
		return Enrolment{}, err
	}
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	if err != nil {
		return Enrolment{}, fmt.Errorf("read a secret: %w", err)
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: s.Name, AccountName: m.Email, Secret: raw, Period: codePeriod})
	if err != nil {
		return Enrolment{}, fmt.Errorf("describe the codes: %w", err)
	}
	picture, err := key.Image(qrSize, qrSize)
	if err != nil {
		return Enrolment{}, fmt.Errorf("draw the codes: %w", err)
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		return Enrolment{}, fmt.Errorf("draw the codes: %w", err)
	}
	return Enrolment{
		Secret:  grouped(key.Secret()),
		Picture: "data:image/png;base64," + base64.StdEncoding.EncodeToString(file.Bytes()),
	}, nil
}

// pendingSecret returns the secret that waits for its first code, drawn if there
// is none.
func (s *Security) pendingSecret(ctx context.Context, id int64) (secret string, err error) {
	err = s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		codes, err := codesOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if codes != nil && !codes.ConfirmedAt.IsZero() {
			return errs.New(errs.Conflict, "account.error.has_codes")
		}
		if codes != nil {
			secret, err = s.unseal(id, codes.Secret)
			return err
		}
		raw := make([]byte, 20)
		if _, err := rand.Read(raw); err != nil {
			return fmt.Errorf("draw a secret: %w", err)
		}
		secret = base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw)
		sealed, err := s.seal(id, secret)
		if err != nil {
			return err
		}
		_, err = tx.NewInsert().Model(&oneTimeCodes{MemberID: id, Secret: sealed, CreatedAt: s.Now().UTC()}).Exec(ctx)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("begin an enrolment: %w", err)
	}
	return secret, nil
}

// grouped writes a secret in groups of four, to be copied by eye.
func grouped(secret string) string {
	var b strings.Builder
	for i, r := range secret {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// ConfirmCodes ends an enrolment with a first code, and returns the recovery
// codes, shown once. From then on signing in asks for a code.
func (s *Security) ConfirmCodes(ctx context.Context, by Self, code string) (recovery []string, err error) {
	if err := s.spend(ctx, codesOfMember, by.ID); err != nil {
		return nil, err
	}
	err = s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		codes, err := codesOf(ctx, tx, by.ID)
		if err != nil {
			return err
		}
		if codes == nil || !codes.ConfirmedAt.IsZero() {
			return errNoFactor
		}
		if ok, err := s.useCode(ctx, tx, codes, code); err != nil || !ok {
			return errors.Join(ErrCode, err)
		}
		if _, err := tx.NewUpdate().Model(codes).Set("confirmed_at = ?", s.Now().UTC()).WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("confirm codes: %w", err)
		}
		if recovery, err = s.drawRecovery(ctx, tx, by.ID); err != nil {
			return err
		}
		return s.tell(ctx, tx, by, "second_factor.added", letterFactorAdded, "codes")
	})
	return recovery, err
}

// useCode reports whether a code is right and new, and notes that it was used:
// one that was seen over somebody's shoulder opens nothing (security checklist
// §11).
func (s *Security) useCode(ctx context.Context, tx bun.Tx, codes *oneTimeCodes, code string) (bool, error) {
	secret, err := s.unseal(codes.MemberID, codes.Secret)
	if err != nil {
		return false, err
	}
	code = strings.ReplaceAll(strings.TrimSpace(code), " ", "")
	now := s.Now().Unix() / codePeriod
	for step := now - codeTolerance; step <= now+codeTolerance; step++ {
		want, err := totp.GenerateCodeCustom(secret, time.Unix(step*codePeriod, 0), totp.ValidateOpts{
			Period: codePeriod, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1,
		})
		if err != nil {
			return false, fmt.Errorf("draw a code: %w", err)
		}
		if step <= codes.LastStep || subtle.ConstantTimeCompare([]byte(want), []byte(code)) != 1 {
			continue
		}
		res, err := tx.NewUpdate().Model((*oneTimeCodes)(nil)).Set("last_step = ?", step).
			Where("member_id = ?", codes.MemberID).Where("last_step < ?", step).Exec(ctx)
		if err != nil {
			return false, fmt.Errorf("note a code: %w", err)
		}
		n, err := res.RowsAffected()
		return n > 0, err
	}
	return false, nil
}

// ShowCode returns nil if a code is the member's: of the application, or one of
// recovery, which is used up. It answers ErrCode, or a DelayError after five
// tries in five minutes from where it is shown, on all nodes together.
func (s *Security) ShowCode(ctx context.Context, by Self, from Client, code string) error {
	own, shared := codeLanes(by.ID, from)
	if err := s.spendAll(ctx, slices.Concat(own, shared)...); err != nil {
		return err
	}
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if _, err := s.memberOf(ctx, tx, by.ID); err != nil {
			return ErrCode
		}
		codes, err := codesOf(ctx, tx, by.ID)
		if err != nil {
			return err
		}
		right := false
		if codes != nil && !codes.ConfirmedAt.IsZero() {
			if right, err = s.useCode(ctx, tx, codes, code); err != nil {
				return err
			}
		}
		if !right {
			if right, err = s.useRecovery(ctx, tx, by, code); err != nil {
				return err
			}
		}
		if !right {
			return ErrCode
		}
		return s.giveBack(ctx, tx, own...)
	})
}

// DropCodes takes the application away, with the recovery codes unless a passkey
// is left.
func (s *Security) DropCodes(ctx context.Context, by access.Actor, ip string) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		f, err := s.factors(ctx, tx, by.UserID)
		switch {
		case err != nil:
			return err
		case !f.hasSecret:
			return errNoFactor
		case s.FactorForAdmins && by.IsStaff() && f.Codes && len(f.Passkeys) == 0:
			return errLastFactor
		}
		if _, err := tx.NewDelete().Model(&oneTimeCodes{MemberID: by.UserID}).WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("drop codes: %w", err)
		}
		if !f.Codes {
			return nil // an enrolment given up
		}
		if len(f.Passkeys) == 0 {
			if err := dropRecovery(ctx, tx, by.UserID); err != nil {
				return err
			}
		}
		return s.tell(ctx, tx, Self{by.UserID, ip}, "second_factor.removed", letterFactorRemoved, "codes")
	})
}

// tell notes a change of second factors and writes the letter about it.
func (s *Security) tell(ctx context.Context, tx bun.Tx, by Self, action string, kind letterKind, what string) error {
	var email string
	if err := tx.NewSelect().Model((*member.Member)(nil)).Column("m.email").Where("m.id = ?", by.ID).Scan(ctx, &email); err != nil {
		return fmt.Errorf("read the address of %d: %w", by.ID, err)
	}
	if err := s.note(ctx, tx, by, action); err != nil {
		return err
	}
	return s.write(ctx, tx, letter{Kind: kind, MemberID: by.ID, Recipient: email, Details: map[string]string{"what": what}})
}
