// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

// Module is the services of events, joined.
type Module struct {
	Seats  *Seats
	Room   *Room
	Agenda *Agenda
}

// New joins the services over their engines.
func New(n Needs) *Module {
	seats := NewSeats(n)
	return &Module{Seats: seats, Room: NewRoom(n, seats), Agenda: NewAgenda(n.DB, n.Now)}
}
