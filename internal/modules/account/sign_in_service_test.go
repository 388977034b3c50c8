// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

const (
	address  = "jeanne@exemple.example"
	password = "une phrase de passe assez longue"
)

// noon is when these tests happen.
var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func open(t *testing.T, db *database.DB) *account.SignInService {
	t.Helper()
	now := func() time.Time { return noon }
	gen := ids.NewGenerator(1, now)
	hash, err := member.HashPassword(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	m := &member.Member{
		ID: gen.Next(), Email: address, PasswordHash: hash, Active: true, Gender: "?", Language: "fr",
		SubmittedAt: noon, CreatedAt: noon, ModifiedAt: noon,
	}
	if _, err := db.Writer().NewInsert().Model(m).Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	return account.NewSignInService(db, gen, now)
}

// Guesses made at the same time are counted one by one: no more than ten on an
// account are looked at within a quarter of an hour (security checklist §3).
func TestSignIn_parallelGuesses(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		s := open(t, db)
		var refused, tooMany atomic.Int64
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				_, err := s.SignIn(t.Context(), address, "pas le bon mot de passe", "192.0.2.1")
				switch errs.KindOf(err) {
				case errs.Invalid:
					refused.Add(1)
				case errs.TooMany:
					tooMany.Add(1)
				default:
					t.Errorf("unexpected: %v", err)
				}
			})
		}
		wg.Wait()
		if refused.Load() != 10 || tooMany.Load() != 10 {
			t.Errorf("%d looked at, %d turned away; want 10 and 10", refused.Load(), tooMany.Load())
		}
	})
}

// A right password is no failure, however often it is typed.
func TestSignIn_successCountsAsNoFailure(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		s := open(t, db)
		for range 12 {
			if id, err := s.SignIn(t.Context(), "  JEANNE@exemple.example ", password, "192.0.2.1"); err != nil || id == 0 {
				t.Fatalf("sign in: %d, %v", id, err)
			}
		}
		if _, err := s.SignIn(t.Context(), "inconnue@exemple.example", password, "192.0.2.1"); !errors.Is(err, &errs.Error{Kind: errs.Invalid, Message: "account.sign_in.refused", Field: "email"}) {
			t.Errorf("unknown address: %v", err)
		}
	})
}
