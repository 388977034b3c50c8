// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"encoding/json"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/mandate"
)

// Status is where a wall stands (spec 07 §5.1).
type Status string

// The statuses.
const (
	Draft     Status = "draft"     // awaits its subscription
	Active    Status = "active"    // in force
	Suspended Status = "suspended" // managed, but not shown nor published for
	Cancelled Status = "cancelled" // over, for ever
)

// Verification is what the staff thinks of what a wall says (spec 07 §15.1).
type Verification string

// The verifications.
const (
	ToVerify Verification = "pending"
	Verified Verification = "verified"
	Refused  Verification = "rejected"
)

// Wall is the official presence of an organisation (spec 07 §4.1). Lists are
// never nil.
type Wall struct {
	bun.BaseModel `bun:"table:business_walls,alias:bw"`

	ID             int64 `bun:",pk"`
	Type           string
	Status         Status
	Free           bool
	OwnerID        int64 // decision-making executive; exactly one
	PayerID        int64
	OrganisationID int64 `bun:",nullzero"`
	Name           string
	CreatedAt      time.Time
	ModifiedAt     time.Time

	// The facts that Status follows from: see settle.
	ActivatedAt  time.Time `bun:",nullzero"`
	Standing     Standing
	StandingAt   time.Time `bun:",nullzero"` // when the payment provider said so
	PastDueSince time.Time `bun:",nullzero"` // first failed payment of the episode
	SuspendsAt   time.Time `bun:",nullzero"` // when it will be suspended unless it is paid
	Countdown    int64     // days before suspension of the last warning; 0 for none
	BlockedAt    time.Time `bun:",nullzero"` // by the staff, who alone lifts it
	CancelledAt  time.Time `bun:",nullzero"`
	ReplacesID   int64     `bun:",nullzero"` // wall of another type that this one takes over when it is activated
	Employees    int64     // as declared for the price; 0 when it does not count

	Verification        Verification
	VerificationComment string
	VerifiedAt          time.Time `bun:",nullzero"`
	VerifiedBy          int64     `bun:",nullzero"`

	Missions     map[string]bool `bun:"type:jsonb"` // by mandate.Mission
	RightsPolicy json.RawMessage `bun:"type:jsonb,nullzero"`
	NoPartner    bool            // declares that no agency represents it

	OwnerJobTitle  string
	OwnerPhone     string
	PayerIsOwner   bool
	PayerFirstName string
	PayerLastName  string
	PayerService   string
	PayerEmail     string
	PayerPhone     string
	PayerAddress   string

	// The sheet. See Content for the meanings.
	Baseline                   string
	Description                string
	Logo                       string
	LogoCopyright              string
	Cover                      string
	CoverCopyright             string
	SIREN                      string `bun:"siren"`
	SIRET                      string `bun:"siret"`
	VATNumber                  string
	Approval                   string
	OfficialName               string
	GroupName                  string
	InstitutionName            string
	EntityName                 string // legacy, not editable
	PressName                  string // legacy, not editable
	Clients                    string
	EditorialLine              string
	Audience                   string
	Periodicity                string
	Size                       string
	Phone                      string
	PostalAddress              string
	Geolocation                string
	SiteURL                    string
	Country                    string
	Town                       string
	Postcode                   string   `bun:",nullzero"` // derived from Town
	Department                 string   `bun:",nullzero"` // derived from Town
	City                       string   `bun:",nullzero"` // derived from Town
	OrganisationTypes          []string `bun:"type:jsonb"`
	OrganisationTypeDetails    []string `bun:"type:jsonb"`
	CompanyTypes               []string `bun:"type:jsonb"`
	PressTypes                 []string `bun:"type:jsonb"`
	AgencyTypes                []string `bun:"type:jsonb"`
	SectorCategories           []string `bun:"type:jsonb"`
	Sectors                    []string `bun:"type:jsonb"`
	PoliticsInterests          []string `bun:"type:jsonb"`
	PoliticsInterestDetails    []string `bun:"type:jsonb"`
	EconomyInterests           []string `bun:"type:jsonb"`
	EconomyInterestDetails     []string `bun:"type:jsonb"`
	AssociationInterests       []string `bun:"type:jsonb"`
	AssociationInterestDetails []string `bun:"type:jsonb"`
}

// Kind is what the platform knows of the type of w.
func (w *Wall) Kind() Kind {
	k, _ := KindOf(w.Type)
	return k
}

// IsCurrent reports whether w is in force or suspended: it can be managed, and
// stands in the way of another (spec 07 §5.1).
func (w *Wall) IsCurrent() bool { return w.Status == Active || w.Status == Suspended }

// Granted lists the missions that w gives to its PR managers, in order.
func (w *Wall) Granted() []string {
	granted := []string{}
	for _, m := range mandate.Missions() {
		if w.Missions[string(m)] {
			granted = append(granted, string(m))
		}
	}
	return granted
}

// IsNewsAgency reports whether articles of w carry the badge of an agency: its
// type, or, for older walls, a media whose nature says so (spec 07 §14.1).
func (w *Wall) IsNewsAgency() bool {
	return w.Type == "news_agency" || w.Type == "media" && contains(w.CompanyTypes, "Agence de presse")
}
