// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registration

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
)

// DraftLife is how long a draft is kept after its last change (spec 02 §3.3).
const DraftLife = 7 * 24 * time.Hour

// submittedLife is how long a submitted draft, by then empty, remembers what
// became of it: a second click tells the same.
const submittedLife = time.Hour

// Outcome is what became of a submitted questionnaire.
type Outcome string

// The outcomes.
const (
	Open       Outcome = ""           // not submitted
	Registered Outcome = "registered" // an account waits for approval
	Confirmed  Outcome = "confirmed"  // likewise, and its address is confirmed already
	Applied    Outcome = "applied"    // minor changes are made
	Proposed   Outcome = "proposed"   // critical changes wait for approval
)

// Draft is a questionnaire being filled in. Its answers are as they were typed,
// perhaps wrong; only Submit takes them for true.
type Draft struct {
	bun.BaseModel `bun:"table:registration_drafts,alias:rd"`

	ID              int64  `bun:",pk"`
	TokenHash       string // of the token in the visitor's cookie
	MemberID        int64  `bun:",nullzero"` // who edits a profile; 0 for a visitor
	SurveyProfile   string // P001…P033, or ""
	Email           string // where a link to go on was asked for
	PasswordHash    string
	Answers         survey.Answers `bun:"type:jsonb"`
	Complete        bool           // the last check found nothing wrong
	OrganisationID  int64          `bun:",nullzero"` // that invited the person
	EmailVerifiedAt time.Time      `bun:",nullzero"` // when a link sent to Email was followed
	Outcome         Outcome
	Language        string // fr or en
	CreatedAt       time.Time
	ModifiedAt      time.Time
	ExpiresAt       time.Time
}

// IsOpen reports whether the draft can still be filled in.
func (d *Draft) IsOpen() bool { return d != nil && d.Outcome == Open }

// isConfirmed reports whether a link was followed that was sent to the address
// the draft gives.
func (d *Draft) isConfirmed() bool {
	return !d.EmailVerifiedAt.IsZero() && d.Email == member.NormaliseEmail(d.Answers.Text("email"))
}

// Holder is who fills in: a visitor by the token of a cookie, or a member.
type Holder struct {
	Token    string
	Member   access.Actor
	Language string // fr or en
	Network  string // address, or the /64 network of an IPv6 one: its questions about addresses are counted
}

// IsMember reports whether a member edits a profile.
func (h Holder) IsMember() bool { return !h.Member.IsAnonymous() }

// newToken draws what only its holder knows: 256 bits, for a cookie or a link.
func newToken() string {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails: see its documentation
	return base64.RawURLEncoding.EncodeToString(secret)
}

// hashOf is how tokens are stored.
func hashOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
