// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/businesswall"
)

// newWall is how many days the editorial team takes to verify a wall.
const newWall = 75

// refusedWall is the organisation whose sheet the editorial team has sent back.
const refusedWall = "vestiaire"

func (l *loader) insertWalls(ctx context.Context, tx bun.Tx) error {
	anybody := l.members[l.world.Members[0].Key]
	var rows []businesswall.Wall
	for _, o := range l.world.Organisations {
		if o.Wall == demo.WallNone {
			continue
		}
		owner := l.owners[l.walls[o.Key]]
		if owner == 0 {
			owner = anybody // staff holds the walls nobody owns yet
		}
		rows = append(rows, l.wall(o, owner))
	}
	return insertAll(ctx, tx, rows)
}

// wall is the wall of an organisation as its subscription has made it.
func (l *loader) wall(o demo.Organisation, owner int64) businesswall.Wall {
	w := businesswall.Wall{
		ID: l.walls[o.Key], Type: o.BWType, Status: businesswall.Draft, OwnerID: owner, PayerID: owner, OrganisationID: l.orgs[o.Key],
		Logo: l.logos[o.Key], Cover: l.covers[o.Key], Missions: l.missions(o.Key),
		Standing: businesswall.Good, Verification: businesswall.ToVerify, CreatedAt: l.world.Now.Add(-10 * time.Hour),
	}
	w.Free = w.Kind().Free
	w.Fill(l.sheet(o))
	if s, found := l.subscription(o.Key); found {
		l.subscribed(&w, o, s)
	}
	w.ModifiedAt = w.CreatedAt
	return w
}

// subscribed gives a wall the facts that follow from its subscription.
func (l *loader) subscribed(w *businesswall.Wall, o demo.Organisation, s demo.Subscription) {
	w.Status, w.ActivatedAt, w.CreatedAt = businesswall.Active, s.PaidAt, s.PaidAt.Add(-12*time.Minute)
	if w.Kind().By == organisation.Employees {
		w.Employees = s.Employees
	}
	if !s.FailedAt.IsZero() {
		w.PastDueSince, w.SuspendsAt, w.Countdown = s.FailedAt, s.FailedAt.AddDate(0, 0, 7), 3
	}
	if s.IsSuspended() {
		w.Status, w.Standing, w.StandingAt, w.Countdown = businesswall.Suspended, businesswall.Unpaid, s.GaveUpAt, 1
	}
	switch {
	case o.Key == refusedWall:
		w.Verification, w.VerificationComment = businesswall.Refused, "Le numéro de CPPAP indiqué n’est plus valable : merci de nous envoyer le nouveau."
	case l.world.Now.Sub(s.PaidAt) > newWall*24*time.Hour:
		w.Verification = businesswall.Verified
	default:
		return
	}
	w.VerifiedAt, w.VerifiedBy = s.PaidAt.AddDate(0, 0, 2), l.members[l.world.Members[0].Key]
}

// sheet is what an organisation says of itself.
func (l *loader) sheet(o demo.Organisation) businesswall.Content {
	siren := sirenOf(o)
	c := businesswall.Content{
		Name: o.Name, Baseline: o.Baseline, Description: o.Description, LogoCopyright: "© " + o.Name, CoverCopyright: "© " + o.Name,
		SIREN: siren, VATNumber: vatNumber(siren), PressTypes: o.MediaTypes, CompanyTypes: o.CompanyTypes, AgencyTypes: o.AgencyTypes,
		EditorialLine: o.EditorialPosition, Audience: o.TargetedReadership, Periodicity: o.Periodicity,
		SectorCategories: o.SectorCategories, Sectors: o.Sectors, Size: o.Size, OrganisationTypeDetails: o.OrganisationTypes,
		Phone: o.Phone, PostalAddress: o.Address, Country: demo.Country, Town: l.town(o.Town), SiteURL: o.SiteURL, PayerIsOwner: true,
	}
	for _, detail := range o.OrganisationTypes {
		if category, _, dual := strings.Cut(detail, " / "); dual && len(c.OrganisationTypes) == 0 {
			c.OrganisationTypes = []string{category}
		}
	}
	if o.IsMedia() {
		c.OfficialName = o.Name
	}
	var clients []string
	for _, p := range l.world.Partnerships {
		if client, found := l.world.Organisation(p.Client); found && p.Agency == o.Key && p.Status == "active" {
			clients = append(clients, client.Name)
		}
	}
	c.Clients = strings.Join(clients, "\n")
	return c
}

// sirenOf is the organisation's number with a right check digit.
func sirenOf(o demo.Organisation) string {
	for digit := range 10 {
		if number := o.SIREN[:8] + strconv.Itoa(digit); businesswall.IsSIREN(number) {
			return number
		}
	}
	return ""
}

// vatNumber is the French number that goes with a SIREN.
func vatNumber(siren string) string {
	n, err := strconv.Atoi(siren)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("FR%02d%s", (12+3*(n%97))%97, siren)
}

// missions are what a wall lets its PR managers do: those it has given one, and
// clients of agencies, let them publish.
func (l *loader) missions(organisation string) map[string]bool {
	granted := map[string]bool{}
	for _, m := range l.world.Mandates {
		if m.Organisation == organisation {
			for _, mission := range m.Missions {
				granted[mission] = true
			}
		}
	}
	for _, p := range l.world.Partnerships {
		if p.Client == organisation && p.Status == mandate.PartnershipActive {
			granted[string(mandate.PressReleases)], granted[string(mandate.Events)] = true, true
		}
	}
	return granted
}

// subscription returns what an organisation pays.
func (l *loader) subscription(organisation string) (demo.Subscription, bool) {
	for _, s := range l.world.Subscriptions {
		if s.Organisation == organisation {
			return s, true
		}
	}
	return demo.Subscription{}, false
}

// town is a place as it is stored.
func (l *loader) town(key string) string {
	for _, t := range l.world.Towns {
		if t.Key == key {
			return t.Detail()
		}
	}
	return ""
}
