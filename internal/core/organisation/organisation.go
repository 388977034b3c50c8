// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package organisation is companies, media, agencies, public bodies and schools
// as every module knows them. Their Business Wall is a module's business; its
// projection (name, type) is here.
package organisation

import (
	"encoding/json"
	"time"

	"github.com/uptrace/bun"
)

// Organisation is an employer, a publisher or an outlet (spec 01 §6.2).
type Organisation struct {
	bun.BaseModel `bun:"table:organisations,alias:o"`

	ID         int64 `bun:",pk"`
	Name       string
	Slug       string
	WallID     int64 `bun:",nullzero"` // active Business Wall
	WallType   string
	WallName   string
	Active     bool
	Karma      float64
	CreatedAt  time.Time
	ModifiedAt time.Time
	DeletedAt  time.Time `bun:",soft_delete,nullzero"`
}

// DisplayName is the name of the Business Wall, else the official name.
func (o *Organisation) DisplayName() string {
	if o.WallName != "" {
		return o.WallName
	}
	return o.Name
}

// IsUnofficial reports whether o was only named in a registration form and has
// no Business Wall (organisation AUTO).
func (o *Organisation) IsUnofficial() bool { return o.WallID == 0 }

// Wall is the official presence of an organisation (spec 01 §6.3).
type Wall struct {
	bun.BaseModel `bun:"table:business_walls,alias:bw"`

	ID             int64 `bun:",pk"`
	Type           string
	Status         string
	Free           bool
	OwnerID        int64
	PayerID        int64
	OrganisationID int64 `bun:",nullzero"`
	Name           string
	Baseline       string
	Description    string // plain text
	Logo           string // media name
	Cover          string // media name
	SiteURL        string
	Country        string
	Town           string
	Sectors        []string        `bun:"type:jsonb"`
	CompanyTypes   []string        `bun:"type:jsonb"` // type d'entreprise média
	Missions       map[string]bool `bun:"type:jsonb"`
	RightsPolicy   json.RawMessage `bun:"type:jsonb,nullzero"`
	ActivatedAt    time.Time       `bun:",nullzero"`
	CreatedAt      time.Time
	ModifiedAt     time.Time
}

// The types of Business Wall that matter to other modules.
const (
	WallMedia      = "media"
	WallNewsAgency = "news_agency"
)

// WallActive is the status of a Business Wall in force.
const WallActive = "active"
