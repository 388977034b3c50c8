// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package social

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/database"
)

// OrganisationPage is an organisation as its page shows it (spec 05 §5.2, 07
// §7.12). What its Business Wall says is there only while the wall is in force;
// recognition numbers and billing are never part of it.
type OrganisationPage struct {
	ID        int64
	Name      string // of the wall, else the organisation's
	Active    bool   // false: hidden by the staff, shown to administrators only
	Official  bool   // has a Business Wall in force
	Unclaimed bool   // has none, not even a suspended one
	WallType  string

	Followers int64
	Members   int64
	Articles  int64 // visible, published by it
	Events    int64 // visible, its own and those its people announced
	Releases  int64 // visible press releases, its own and those its people wrote
	Likes     int64 // of what it publishes
	Followed  bool  // by the actor

	Baseline      string
	Description   string
	Logo          string
	LogoCredit    string
	Cover         string
	CoverCredit   string
	SiteURL       string
	PostalAddress string
	Country       string
	Town          string
	GroupName     string
	OfficialName  string
	Institution   string
	EditorialLine string
	Audience      string
	Clients       string
	Periodicity   string
	Size          string
	Kinds         []string // types d'organisation, détaillés
	CompanyTypes  []string
	PressTypes    []string
	AgencyTypes   []string
	Sectors       []string
}

// PublishesArticles reports whether the type of the wall has a list of articles
// (spec 05 §5.2, 07 §7.12).
func (p *OrganisationPage) PublishesArticles() bool {
	switch p.WallType {
	case "media", "news_agency", "micro", "corporate_media":
		return true
	}
	return false
}

var organisationQuery = `
SELECT o.id, coalesce(nullif(o.wall_name, ''), o.name), o.active, bw.id IS NOT NULL, o.wall_id IS NULL, o.wall_type,
       (SELECT count(*) FROM follows f WHERE f.kind = 'organisation' AND f.target_id = o.id),
       (SELECT count(*) FROM members m WHERE m.organisation_id = o.id AND m.active = TRUE AND m.deleted_at IS NULL),
       (SELECT count(*) FROM posts p WHERE p.publisher_id = o.id AND p.kind = 'article' AND ` + content.VisibleSQL("$2") + `),
       (SELECT count(*) FROM posts p WHERE p.id IN (` + content.ReleasesOfSQL("$1") + `) AND ` + content.VisibleSQL("$2") + `),
       (SELECT count(*) FROM event_posts p WHERE p.id IN (` + content.EventsOfSQL("$1") + `) AND ` + content.VisibleSQL("$2") + `),
       (SELECT coalesce(CAST(sum(p.like_count) AS BIGINT), 0) FROM posts p WHERE p.publisher_id = o.id AND ` + content.VisibleSQL("$2") + `),
       EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = $3 AND f.kind = 'organisation' AND f.target_id = o.id),
       coalesce(bw.baseline, ''), coalesce(bw.description, ''), coalesce(bw.logo, ''), coalesce(bw.logo_copyright, ''),
       coalesce(bw.cover, ''), coalesce(bw.cover_copyright, ''), coalesce(bw.site_url, ''), coalesce(bw.postal_address, ''),
       coalesce(bw.country, ''), coalesce(bw.town, ''), coalesce(bw.group_name, ''), coalesce(bw.official_name, ''), coalesce(bw.institution_name, ''),
       coalesce(bw.editorial_line, ''), coalesce(bw.audience, ''), coalesce(bw.clients, ''), coalesce(bw.periodicity, ''), coalesce(bw.size, ''),
       coalesce(CAST(bw.organisation_type_details AS TEXT), '[]'), coalesce(CAST(bw.company_types AS TEXT), '[]'),
       coalesce(CAST(bw.press_types AS TEXT), '[]'), coalesce(CAST(bw.agency_types AS TEXT), '[]'), coalesce(CAST(bw.sectors AS TEXT), '[]')
FROM organisations o
LEFT JOIN business_walls bw ON bw.id = o.wall_id AND bw.status = 'active'
WHERE o.id = $1 AND o.deleted_at IS NULL`

// Organisation returns an organisation for its page. One that the staff has
// hidden is found by administrators only (spec 05 §9).
func (d *Directory) Organisation(ctx context.Context, by access.Actor, id int64) (*OrganisationPage, error) {
	var o OrganisationPage
	var kinds, companies, press, agencies, sectors string
	err := d.db.Prepared(organisationQuery).One(ctx, []any{id, d.now().UTC(), by.UserID},
		&o.ID, &o.Name, &o.Active, &o.Official, &o.Unclaimed, &o.WallType, &o.Followers, &o.Members, &o.Articles, &o.Releases, &o.Events, &o.Likes, &o.Followed,
		&o.Baseline, &o.Description, &o.Logo, &o.LogoCredit, &o.Cover, &o.CoverCredit, &o.SiteURL, &o.PostalAddress,
		&o.Country, &o.Town, &o.GroupName, &o.OfficialName, &o.Institution, &o.EditorialLine, &o.Audience, &o.Clients, &o.Periodicity, &o.Size,
		&kinds, &companies, &press, &agencies, &sectors)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !o.Active && !by.Admin {
		return nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read organisation %d: %w", id, err)
	}
	for text, to := range map[*string]*[]string{
		&kinds: &o.Kinds, &companies: &o.CompanyTypes, &press: &o.PressTypes, &agencies: &o.AgencyTypes, &sectors: &o.Sectors,
	} {
		if err := json.Unmarshal([]byte(*text), to); err != nil {
			return nil, fmt.Errorf("read the lists of organisation %d: %w", id, err)
		}
	}
	return &o, nil
}

// GalleryImage is a picture of the gallery of a Business Wall.
type GalleryImage struct {
	Media     string
	Caption   string
	Copyright string
	Width     int64
	Height    int64
}

const galleryQuery = `
SELECT wi.media_name, wi.caption, wi.copyright, mf.width, mf.height FROM wall_images wi
JOIN media_files mf ON mf.name = wi.media_name
JOIN business_walls bw ON bw.id = wi.wall_id AND bw.status = 'active'
WHERE bw.organisation_id = $1 ORDER BY wi.position, wi.id`

// Gallery returns the pictures of the wall in force of an organisation, in their
// order; there are ten at most (spec 07 §5.8).
func (d *Directory) Gallery(ctx context.Context, organisationID int64) ([]GalleryImage, error) {
	var found []GalleryImage
	err := d.db.Prepared(galleryQuery).Each(ctx, func(row database.Row) error {
		var g GalleryImage
		err := row.Scan(&g.Media, &g.Caption, &g.Copyright, &g.Width, &g.Height)
		found = append(found, g)
		return err
	}, organisationID)
	if err != nil {
		return nil, fmt.Errorf("read the gallery of organisation %d: %w", organisationID, err)
	}
	return found, nil
}

const contactsQuery = `
SELECT m.id, m.first_name, m.last_name, CASE WHEN pr.display_level = 0 THEN '' ELSE m.photo END, coalesce(pr.community, ''),
       coalesce(nullif(pr.job_title, ''), pr.label, '')
FROM members m
LEFT JOIN profiles pr ON pr.member_id = m.id
WHERE m.organisation_id = $1 AND m.active = TRUE AND m.deleted_at IS NULL AND (m.last_name, m.first_name, m.id) > ($2, $3, $4)
ORDER BY m.last_name, m.first_name, m.id LIMIT $5`

// Contacts returns a page of the active members of an organisation, by last
// name, and where the next one goes on.
func (d *Directory) Contacts(ctx context.Context, organisationID int64, after Place) ([]MemberCard, Place, error) {
	var found []MemberCard
	var places []Place
	err := d.db.Prepared(contactsQuery).Each(ctx, func(row database.Row) error {
		var m MemberCard
		var p Place
		err := row.Scan(&m.ID, &p.FirstName, &p.LastName, &m.Photo, &m.Community, &m.JobTitle)
		m.Name, p.ID = p.FirstName+" "+p.LastName, m.ID
		found, places = append(found, m), append(places, p)
		return err
	}, organisationID, after.LastName, after.FirstName, after.ID, PageSize+1)
	if err != nil {
		return nil, Place{}, fmt.Errorf("read the members of organisation %d: %w", organisationID, err)
	}
	if len(found) > PageSize {
		return found[:PageSize], places[PageSize-1], nil
	}
	return found, Place{}, nil
}
