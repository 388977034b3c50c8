// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package member

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/uptrace/bun"
)

// Member is a person's account (spec 01 §6.1).
type Member struct {
	bun.BaseModel `bun:"table:members,alias:m"`

	ID               int64  `bun:",pk"`
	Email            string // trimmed and lower-cased; unique
	RecoveryEmail    string
	FormerEmail      string // of a refused applicant, whose address is free again, until the account is anonymised
	PasswordHash     string // argon2id, PHC format
	Active           bool   // may sign in and is visible
	ValidationStatus string
	Gender           string // M, F or ?
	FirstName        string
	LastName         string
	Photo            string // media name of the square portrait, or ""
	PhotoCredit      string
	Cover            string // media name of the banner, or ""
	CoverCredit      string
	PressCard        string // media name of the scan of the press card, or ""; private
	Mobile           string
	Language         string // fr or en: the language of mails
	OrganisationID   int64  `bun:",nullzero"` // employer
	SelectedWallID   int64  `bun:",nullzero"` // Business Wall acted for
	Status           string // Débutant, Validé…
	Karma            float64
	FollowerCount    int64
	LoginCount       int64
	LastLoginAt      time.Time `bun:",nullzero"`
	SubmittedAt      time.Time
	ValidatedAt      time.Time `bun:",nullzero"`
	TermsAcceptedAt  time.Time `bun:",nullzero"`
	TermsVersion     string    // of the accepted terms (conditions générales)
	EmailVerifiedAt  time.Time `bun:",nullzero"`
	ClosingAt        time.Time `bun:",nullzero"` // when a closed or refused account is to be anonymised
	AnonymisedAt     time.Time `bun:",nullzero"`
	CreatedAt        time.Time
	ModifiedAt       time.Time
	DeletedAt        time.Time `bun:",soft_delete,nullzero"`
}

// FullName is the first and last names; never the address, even without them.
func (m *Member) FullName() string {
	return strings.TrimSpace(m.FirstName + " " + m.LastName)
}

// IsVisible reports whether other members may see m (spec 01 §8.2).
func (m *Member) IsVisible() bool { return m.Active && m.DeletedAt.IsZero() }

// Role is a right a member holds besides or as their community.
type Role struct {
	bun.BaseModel `bun:"table:member_roles,alias:mr"`

	MemberID int64  `bun:",pk"`
	Role     string `bun:",pk"` // ADMIN, LEADER or a community
}

// ProvenEmail is the address if its owner has shown to read it, else "": what is
// promised to an address is not for whoever types it (spec 02 §19.2).
func (m *Member) ProvenEmail() string {
	if m.EmailVerifiedAt.IsZero() {
		return ""
	}
	return m.Email
}

// AddressLock makes those who claim an address wait for one another, whatever for:
// the database refuses an e-mail twice, but not as somebody's e-mail and
// somebody else's recovery address (spec 02 §4.3).
const AddressLock = "member:addresses"

// RoleAdmin is the role of the staff.
const RoleAdmin = "ADMIN"

// Profile is what a member answered to the registration survey.
type Profile struct {
	bun.BaseModel `bun:"table:profiles,alias:pr"`

	MemberID          int64  `bun:",pk"`
	SurveyProfile     string // P001…P033
	Code              string // PM_DIR…
	Label             string // French label, the job title when no better one
	Community         string
	ContactType       string
	DisplayLevel      int64  // 0 minimal, 1 recommended, 2 detailed
	JobTitle          string // métier or fonction shown beside the name
	Presentation      string
	Personal          map[string]any  `bun:"type:jsonb"`
	Professional      map[string]any  `bun:"type:jsonb"`
	Matchmaking       map[string]any  `bun:"type:jsonb"`
	Hobbies           map[string]any  `bun:"type:jsonb"`
	WallInterest      map[string]any  `bun:"type:jsonb"`
	ContactVisibility map[string]bool `bun:"type:jsonb"`
	ModifiedAt        time.Time
}

// MaxName is the longest first or last name, in characters: names travel in
// addresses and in the state of pages, and are bounded at every door.
const MaxName = 100

// IsName reports whether a first or last name can be kept: not too long, and
// text.
func IsName(name string) bool {
	return utf8.RuneCountInString(name) <= MaxName && isText(name)
}

// maxEmail is the longest address a mail can be sent to (RFC 5321).
const maxEmail = 254

// IsEmail reports whether a normalised address may belong to somebody: it is
// no more than text with an @ inside.
func IsEmail(address string) bool {
	at := strings.IndexByte(address, '@')
	return at > 0 && at < len(address)-1 && len(address) <= maxEmail && isText(address)
}

// isText reports whether s holds nothing that no text has.
func isText(s string) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, unicode.IsControl)
}

// NormaliseEmail is how addresses are stored and compared.
func NormaliseEmail(address string) string {
	return strings.ToLower(strings.TrimSpace(address))
}
