// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"fmt"
	"slices"
	"time"
)

// Mandate is a role on a Business Wall (spec 01 §6.3 RoleAssignment).
type Mandate struct {
	Organisation string   // whose wall
	Member       string   // member key
	Role         string   // BW_OWNER, BWMi, BWPRi, BWMe or BWPRe
	Status       string   // BWInvitationStatus
	Missions     []string // BWPermission granted, for PR roles
	InvitedAt    time.Time
	AcceptedAt   time.Time // zero unless accepted
}

// Partnership ties a client's Business Wall to a PR agency's.
type Partnership struct {
	Client     string // organisation key
	Agency     string // organisation key
	Status     string // PartnershipStatus
	InvitedBy  string // member key, on the client's side
	Message    string
	InvitedAt  time.Time
	AcceptedAt time.Time // zero unless accepted
	RevokedAt  time.Time // zero unless revoked
	StartsOn   time.Time // of the contract; zero when it says nothing
	EndsOn     time.Time // of the contract; zero without end
}

// signMandates gives each active wall an owner, in-house people their roles,
// and agencies their clients.
func (w *World) signMandates() error {
	owners := map[string]string{}
	for _, m := range w.Members {
		o, _ := w.Organisation(m.Organisation)
		if !o.HasWall() {
			continue
		}
		if current, ok := owners[o.Key]; !ok || leadership(m.ProfileCode) < leadership(w.Members[w.members[current]].ProfileCode) {
			owners[o.Key] = m.Key
		}
	}
	for _, o := range w.Organisations {
		if owner, ok := owners[o.Key]; ok {
			w.grant(o.Key, owner, "BW_OWNER", "accepted", 300)
		}
	}
	for _, m := range w.Members {
		o, _ := w.Organisation(m.Organisation)
		if o.HasWall() && owners[o.Key] != m.Key && slices.Contains([]string{"PR_DIR_COM", "PR_CS_COM", "XP_PR", "TR_CS_ORG_PR"}, m.ProfileCode) {
			w.grant(o.Key, m.Key, "BWPRi", "accepted", 200)
		}
	}
	w.grant("strada", "nicolas.mouriou", "BWMi", "accepted", 120)
	w.grant("strada", "yaelle.thouvenot", "BWPRi", "pending", 2)
	w.grant("rotonde", "fabrice.quelennec", "BWMi", "pending", 12)
	w.grant("etabli", "romuald.fauquembert", "BWMi", "accepted", 90)
	w.grant("etabli", "sidonie.marquilliers", "BWPRi", "rejected", 40)
	w.grant("sillon-vert", "aissata.kouyara", "BW_OWNER", "pending", 1)
	return w.signPartnerships(owners)
}

// leadership ranks profiles: the lowest owns the wall.
func leadership(profile string) int {
	order := []string{"PM_DIR", "PR_DIR", "XP_DIR_ANY", "XP_DIR_SU", "XP_DIR_EVT", "TP_DIR_ORG", "TR_DIR_POLE", "AC_DIR", "AC_DIR_JR", "PM_DIR_SYND", "PM_JR_CP_ME", "PR_CS_IND", "PR_DIR_COM"}
	if i := slices.Index(order, profile); i >= 0 {
		return i
	}
	return len(order)
}

// grant records a role given some days ago.
func (w *World) grant(organisation, member, role, status string, days float64) {
	m := Mandate{Organisation: organisation, Member: member, Role: role, Status: status, InvitedAt: daysBefore(w.Now, days)}
	if status == "accepted" {
		m.AcceptedAt = m.InvitedAt.Add(26 * time.Hour)
	}
	if role == "BWPRi" || role == "BWPRe" {
		m.Missions = []string{"press_release", "events"}
	}
	w.Mandates = append(w.Mandates, m)
}

// clients lists who speaks for whom: agency, consultant, clients.
var clients = []struct {
	agency, consultant string
	clients            []string
}{
	{"tilleul", "lucie.hauterive", []string{"vent-iroise", "ferrovia"}},
	{"tilleul", "aurelien.tassigny", []string{"batilege", "sanivar", "mutuelle-vallees", "agora-congres", "mobilites-rurales", "horizon-rural", "passerelle"}},
	{"belle-encre", "mahaut.brissonneau", []string{"vauquelin", "lire-en-ville"}},
	{"cap-parole", "nolwenn.treguidel", []string{"cyberloupe", "semis"}},
	{"cap-parole", "octave.rambervilliers", []string{"cyberloupe"}},
	{"porte-plume", "pernelle.figuerolles", []string{"kerguen"}},
}

// signPartnerships records the agencies' clients and the mandates that follow,
// and three partnerships that are not in force.
func (w *World) signPartnerships(owners map[string]string) error {
	signed := map[[2]string]bool{}
	for _, c := range clients {
		for i, client := range c.clients {
			if _, ok := owners[client]; !ok {
				return fmt.Errorf("partnership with %s: no owner to sign it", client)
			}
			if pair := [2]string{client, c.agency}; !signed[pair] {
				signed[pair] = true
				w.partner(client, c.agency, "active", owners[client], 140+float64(i)*9)
			}
			w.grant(client, c.consultant, "BWPRe", "accepted", 130+float64(i)*9)
		}
	}
	w.partner("institut-lavandier", "tilleul", "invited", owners["institut-lavandier"], 4)
	w.partner("port-saint-elme", "belle-encre", "revoked", owners["port-saint-elme"], 260)
	w.partner("banque-rives", "cap-parole", "rejected", owners["banque-rives"], 75)
	return nil
}

func (w *World) partner(client, agency, status, by string, days float64) {
	p := Partnership{Client: client, Agency: agency, Status: status, InvitedBy: by, InvitedAt: daysBefore(w.Now, days),
		Message: typography("Bonjour, nous souhaitons vous confier nos relations presse.")}
	if status == "active" || status == "revoked" {
		p.AcceptedAt = p.InvitedAt.Add(48 * time.Hour)
		p.StartsOn = p.AcceptedAt.Truncate(24 * time.Hour)
	}
	if status == "active" {
		p.EndsOn = p.StartsOn.AddDate(1, 0, 0)
	}
	if status == "revoked" {
		p.RevokedAt = p.AcceptedAt.Add(90 * 24 * time.Hour)
	}
	w.Partnerships = append(w.Partnerships, p)
}

// MaySpeakFor tells that a member may publish for an organisation: their own,
// or one whose accepted PR mandate they hold.
func (w *World) MaySpeakFor(member, organisation string) bool {
	if m, ok := w.Member(member); ok && m.Organisation == organisation {
		return true
	}
	return slices.ContainsFunc(w.Mandates, func(m Mandate) bool {
		return m.Member == member && m.Organisation == organisation && m.Status == "accepted" && slices.Contains(m.Missions, "press_release")
	})
}
