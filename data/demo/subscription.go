// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Subscription is what an organisation pays for its Business Wall.
type Subscription struct {
	Organisation string // key
	IsAnnual     bool
	Employees    int64     // declared
	PaidAt       time.Time // first payment
	FailedAt     time.Time // first failure of the present episode; zero: paid
	GaveUpAt     time.Time // when the provider stopped trying: the wall is suspended; zero unless so
	EndsAfter    bool      // cancelled at the end of the period
}

// IsSuspended tells that the organisation has lost its wall until it pays.
func (s Subscription) IsSuspended() bool { return !s.GaveUpAt.IsZero() }

// WallApplication is somebody in the middle of the activation wizard.
type WallApplication struct {
	Member       string // key
	Organisation string // of the draft wall, where there is one: what follows is then done too
	Type         string
	JobTitle     string
	Phone        string
	At           time.Time
}

// JoinInvitation asks an address to join an organisation.
type JoinInvitation struct {
	Organisation string // key
	Email        string
	By           string // member key
	At           time.Time
}

// The walls that are not simply paid.
const (
	lateSubscriber   = "passerelle" // the card was refused some days ago
	unpaidSubscriber = "semis"      // suspended
	leavingCustomer  = "verriere"   // ends with its period
)

// subscribe gives each active wall its subscription, two people a wizard to
// finish, and some addresses an invitation.
func (w *World) subscribe() error {
	r := random(partSubscriptions)
	for _, o := range w.Organisations {
		if !o.HasWall() {
			continue
		}
		bound, err := strconv.ParseInt(o.Size, 10, 64)
		if err != nil {
			return fmt.Errorf("size of %s: %w", o.Key, err)
		}
		s := Subscription{
			Organisation: o.Key, IsAnnual: r.IntN(3) == 0, Employees: max(bound*6/10, 1),
			PaidAt: daysBefore(w.Now, 301+90*r.Float64()),
		}
		if !w.isRepresented(o.Key) {
			s.PaidAt = daysBefore(w.Now, 35+350*r.Float64())
		}
		switch o.Key {
		case lateSubscriber:
			s.IsAnnual, s.FailedAt = false, daysBefore(w.Now, 4.6)
		case unpaidSubscriber:
			s.IsAnnual, s.FailedAt, s.GaveUpAt = false, daysBefore(w.Now, 23), daysBefore(w.Now, 9)
		case leavingCustomer:
			s.IsAnnual, s.EndsAfter = false, true
		}
		w.Subscriptions = append(w.Subscriptions, s)
	}
	w.WallApplications = []WallApplication{
		{Member: "garance.lespinois", Organisation: "estuaire", Type: "media", JobTitle: "Rédactrice en chef adjointe", Phone: "+33 1 99 00 41 20", At: daysBefore(w.Now, 0.3)},
		{Member: "gonzague.hautemer", Type: "leaders_experts", JobTitle: "Président", Phone: "+33 1 99 00 18 75", At: daysBefore(w.Now, 1.2)},
	}
	w.JoinInvitations = []JoinInvitation{
		{Organisation: "strada", Email: "hyacinthe.morvillars@" + EmailDomain, By: "berenice.castelnou", At: daysBefore(w.Now, 3)},
		{Organisation: "strada", Email: "redaction.sud@strada-transports.example", By: "berenice.castelnou", At: daysBefore(w.Now, 8)},
		{Organisation: "tilleul", Email: "stage.relations.presse@agence-tilleul.example", By: "aurelien.tassigny", At: daysBefore(w.Now, 5)},
	}
	return nil
}

// isRepresented tells that an organisation has given roles or a mandate, or has
// clients: its wall is at least as old.
func (w *World) isRepresented(organisation string) bool {
	return slices.ContainsFunc(w.Mandates, func(m Mandate) bool { return m.Organisation == organisation && m.Role != "BW_OWNER" }) ||
		slices.ContainsFunc(w.Partnerships, func(p Partnership) bool { return p.Client == organisation || p.Agency == organisation })
}
