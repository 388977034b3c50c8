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

// stranger is a client the account does not know.
var stranger = account.Client{Network: "192.0.2.1"}

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

// Guesses made at the same time are counted one by one: no more than ten of a
// client on an account are looked at without a pause (security checklist §3).
func TestSignIn_parallelGuesses(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		s := open(t, db)
		var refused, tooMany atomic.Int64
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() {
				_, err := s.SignIn(t.Context(), address, "pas le bon mot de passe", stranger)
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
			if id, err := s.SignIn(t.Context(), "  JEANNE@exemple.example ", password, stranger); err != nil || id == 0 {
				t.Fatalf("sign in: %d, %v", id, err)
			}
		}
		if _, err := s.SignIn(t.Context(), "inconnue@exemple.example", password, stranger); !errors.Is(err, &errs.Error{Kind: errs.Invalid, Message: "account.sign_in.refused", Field: "email"}) {
			t.Errorf("unknown address: %v", err)
		}
	})
}

// A success takes back the mistakes of the client before it, not a stranger's;
// a known device is throttled by its own failures alone (security checklist §3).
func TestSignIn_clientsAreCountedApart(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		s := open(t, db)
		owner := account.Client{Network: stranger.Network, Device: "d1"}
		fail := func(from account.Client, times int) {
			t.Helper()
			for i := range times {
				if _, err := s.SignIn(t.Context(), address, "pas le bon mot de passe", from); errs.KindOf(err) != errs.Invalid {
					t.Fatalf("failure %d: %v", i, err)
				}
			}
		}
		fail(stranger, 10)
		fail(owner, 9)
		if _, err := s.SignIn(t.Context(), address, password, owner); err != nil {
			t.Fatalf("the owner beside a guesser: %v", err)
		}
		fail(owner, 10)
		var wait *account.DelayError
		if _, err := s.SignIn(t.Context(), address, password, owner); !errors.As(err, &wait) || wait.Wait != 30*time.Second || wait.Minutes() != 1 {
			t.Errorf("after ten failures of the known device: %v", err)
		}
		if _, err := s.SignIn(t.Context(), address, password, stranger); !errors.As(err, &wait) {
			t.Errorf("the guesser after the owner came in: %v", err)
		}
		if _, err := s.SignIn(t.Context(), address, password, account.Client{Network: "198.51.100.1"}); err != nil {
			t.Errorf("the owner elsewhere: %v", err)
		}
	})
}
