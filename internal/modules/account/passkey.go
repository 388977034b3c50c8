// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
)

// Passkey is a key that a member's device or security key holds; only its public
// part is here. Class C2.
type Passkey struct {
	bun.BaseModel `bun:"table:passkeys,alias:pk"`

	ID           int64 `bun:",pk"`
	MemberID     int64
	CredentialID string
	Credential   []byte // of the library, as JSON
	Name         string // what the member calls it
	CreatedAt    time.Time
	LastUsedAt   time.Time `bun:",nullzero"`
}

const (
	maxPasskeys    = 20
	maxPasskeyName = 60
)

// Why a passkey is refused.
var (
	ErrPasskey     = errs.New(errs.Invalid, "account.error.passkey")
	errPasskeys    = errs.New(errs.Conflict, "account.error.passkeys")
	errPasskeyName = &errs.Error{Kind: errs.Invalid, Message: "account.error.passkey_name", Field: "name"}
)

// relyingParty is this site as devices know it: a key made here works nowhere
// else. It is nil where devices make no keys: at an address that is a number.
func relyingParty(siteURL, name string) (*webauthn.WebAuthn, error) {
	u, err := url.Parse(siteURL)
	if err != nil || u.Hostname() == "" {
		return nil, fmt.Errorf("read the address of the site for passkeys: %w", errors.Join(errors.New(siteURL), err))
	}
	if net.ParseIP(u.Hostname()) != nil {
		return nil, nil //nolint:nilnil // no passkeys is an ordinary answer
	}
	party, err := webauthn.New(&webauthn.Config{
		RPID: u.Hostname(), RPDisplayName: name, RPOrigins: []string{u.Scheme + "://" + u.Host},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired,
		},
	})
	if err != nil {
		return nil, fmt.Errorf("prepare passkeys: %w", err)
	}
	return party, nil
}

// HasPasskeys reports whether this site can use passkeys.
func (s *Security) HasPasskeys() bool { return s.passkeys != nil }

// holder is a member as the library asks for one.
type holder struct {
	member *member.Member
	keys   []webauthn.Credential
}

func (h holder) WebAuthnID() []byte          { return owner(h.member.ID) }
func (h holder) WebAuthnName() string        { return h.member.Email }
func (h holder) WebAuthnDisplayName() string { return h.member.FullName() }

func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

func (s *Security) holderOf(ctx context.Context, db bun.IDB, id int64) (holder, error) {
	m, err := s.memberOf(ctx, db, id)
	if err != nil {
		return holder{}, err
	}
	keys, err := passkeysOf(ctx, db, id)
	if err != nil {
		return holder{}, err
	}
	h := holder{member: m}
	for _, key := range keys {
		var c webauthn.Credential
		if err := json.Unmarshal(key.Credential, &c); err != nil {
			return holder{}, fmt.Errorf("read passkey %d: %w", key.ID, err)
		}
		h.keys = append(h.keys, c)
	}
	return h, nil
}

func passkeysOf(ctx context.Context, db bun.IDB, id int64) ([]Passkey, error) {
	var keys []Passkey
	err := db.NewSelect().Model(&keys).Where("pk.member_id = ?", id).Order("pk.id").Limit(maxPasskeys).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("list passkeys: %w", err)
	}
	return keys, nil
}

// BeginPasskey returns what the member's browser needs to make a key, and the
// state to keep in the session until FinishPasskey.
func (s *Security) BeginPasskey(ctx context.Context, by Self) (options any, state string, err error) {
	if !s.HasPasskeys() {
		return nil, "", errs.ErrNotFound
	}
	h, err := s.holderOf(ctx, s.DB.Reader(), by.ID)
	if err != nil {
		return nil, "", err
	}
	if len(h.keys) >= maxPasskeys {
		return nil, "", errPasskeys
	}
	creation, session, err := s.passkeys.BeginRegistration(h,
		webauthn.WithExclusions(webauthn.Credentials(h.keys).CredentialDescriptors()))
	if err != nil {
		return nil, "", fmt.Errorf("begin a passkey: %w", err)
	}
	state, err = keepState(session)
	return creation, state, err
}

// FinishPasskey keeps the key that the browser made, under a name. The first
// factor of a member comes with recovery codes, which are returned.
func (s *Security) FinishPasskey(ctx context.Context, by Self, state, name string, answer []byte) (recovery []string, err error) {
	if name = strings.TrimSpace(name); name == "" || utf8.RuneCountInString(name) > maxPasskeyName || !member.IsName(name) {
		return nil, errPasskeyName
	}
	session, err := readState(state)
	if err != nil || !s.HasPasskeys() {
		return nil, errors.Join(ErrPasskey, err)
	}
	h, err := s.holderOf(ctx, s.DB.Writer(), by.ID)
	if err != nil {
		return nil, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return nil, refusedKey(err)
	}
	made, err := s.passkeys.CreateCredential(h, session, parsed)
	if err != nil {
		return nil, refusedKey(err)
	}
	text, err := json.Marshal(made)
	if err != nil {
		return nil, fmt.Errorf("keep a passkey: %w", err)
	}
	key := &Passkey{
		ID: s.IDs.Next(), MemberID: by.ID, CredentialID: credentialName(made.ID), Credential: text, Name: name, CreatedAt: s.Now().UTC(),
	}
	err = s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		before, err := s.factors(ctx, tx, by.ID)
		if err != nil {
			return err
		}
		if _, err := tx.NewInsert().Model(key).Exec(ctx); err != nil {
			return fmt.Errorf("keep a passkey: %w", err)
		}
		if before.Recovery == 0 {
			if recovery, err = s.drawRecovery(ctx, tx, by.ID); err != nil {
				return err
			}
		}
		return s.tell(ctx, tx, by, "passkey.added", letterFactorAdded, "passkey")
	})
	return recovery, err
}

// DropPasskey takes a key away. Its device may still offer it; here it opens
// nothing any more.
func (s *Security) DropPasskey(ctx context.Context, by access.Actor, ip string, id int64) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		f, err := s.factors(ctx, tx, by.UserID)
		if err != nil {
			return err
		}
		if s.FactorForAdmins && by.IsStaff() && !f.Codes && len(f.Passkeys) == 1 {
			return errLastFactor
		}
		res, err := tx.NewDelete().Model(&Passkey{ID: id}).WherePK().Where("member_id = ?", by.UserID).Exec(ctx)
		if err != nil {
			return fmt.Errorf("drop passkey %d: %w", id, err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(errs.ErrNotFound, err)
		}
		if !f.Codes && len(f.Passkeys) == 1 {
			if err := dropRecovery(ctx, tx, by.UserID); err != nil {
				return err
			}
		}
		return s.tell(ctx, tx, Self{by.UserID, ip}, "passkey.removed", letterFactorRemoved, "passkey")
	})
}

// BeginPasskeySignIn returns what a browser needs to show any key of this site,
// and the state to keep until FinishPasskeySignIn. It names nobody.
func (s *Security) BeginPasskeySignIn() (options any, state string, err error) {
	if !s.HasPasskeys() {
		return nil, "", errs.ErrNotFound
	}
	assertion, session, err := s.passkeys.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return nil, "", fmt.Errorf("begin with a passkey: %w", err)
	}
	state, err = keepState(session)
	return assertion, state, err
}

// FinishPasskeySignIn returns the member whose key the browser showed; only is
// the one who must be, or 0 for anybody. A key whose counter runs backwards has
// a copy, and is refused.
func (s *Security) FinishPasskeySignIn(ctx context.Context, only int64, state string, answer []byte) (int64, error) {
	session, err := readState(state)
	if err != nil || !s.HasPasskeys() {
		return 0, errors.Join(ErrPasskey, err)
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return 0, refusedKey(err)
	}
	var shown int64
	find := func(_, handle []byte) (webauthn.User, error) {
		id, err := strconv.ParseInt(string(handle), 10, 64)
		if err != nil {
			return nil, fmt.Errorf("read a user handle: %w", err)
		}
		shown = id
		return s.holderOf(ctx, s.DB.Writer(), id)
	}
	used, err := s.passkeys.ValidateDiscoverableLogin(find, session, parsed)
	if err != nil {
		return 0, refusedKey(err)
	}
	if used.Authenticator.CloneWarning || only != 0 && shown != only {
		return 0, ErrPasskey
	}
	return shown, s.noteUse(ctx, shown, used)
}

// noteUse keeps the key's counter and the moment.
func (s *Security) noteUse(ctx context.Context, id int64, used *webauthn.Credential) error {
	text, err := json.Marshal(used)
	if err != nil {
		return fmt.Errorf("keep a passkey: %w", err)
	}
	now := s.Now().UTC()
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewUpdate().Model((*Passkey)(nil)).Set("credential = ?", text).Set("last_used_at = ?", now).
			Where("credential_id = ?", credentialName(used.ID)).Where("member_id = ?", id).Exec(ctx)
		if err != nil {
			return fmt.Errorf("note the use of a passkey: %w", err)
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return errors.Join(ErrPasskey, err)
		}
		_, err = tx.NewRaw("UPDATE members SET last_login_at = ?, login_count = login_count + 1 WHERE id = ?", now, id).Exec(ctx)
		return err
	})
}

// refusedKey is the one answer to a key that does not do; the reason is for the
// logs.
func refusedKey(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, sql.ErrConnDone) {
		return err
	}
	return errs.Wrap(ErrPasskey.Kind, ErrPasskey.Message, err)
}

func credentialName(id []byte) string { return base64.RawURLEncoding.EncodeToString(id) }

func keepState(session *webauthn.SessionData) (string, error) {
	text, err := json.Marshal(session)
	if err != nil {
		return "", fmt.Errorf("keep the state of a passkey: %w", err)
	}
	return string(text), nil
}

func readState(state string) (session webauthn.SessionData, err error) {
	if state == "" {
		return session, ErrPasskey
	}
	if err := json.Unmarshal([]byte(state), &session); err != nil {
		return session, fmt.Errorf("read the state of a passkey: %w", err)
	}
	return session, nil
}
