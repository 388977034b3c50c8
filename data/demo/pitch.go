// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"fmt"
	"strconv"
	"time"
)

// Pitch is a story proposed by a journalist to a media (sujet), or ordered by
// one of its editors (commande), as far as it has come.
type Pitch struct {
	Key       string
	Title     string
	Brief     string // plain text
	Genre     string // value of genres
	Section   string // value of sections
	Topic     string // value of topics
	Sector    string // value of news_sectors
	Author    string // member key: who writes
	Editor    string // member key: who answers or orders for the media
	Media     string // organisation key
	Town      string // town key
	State     PitchState
	Message   string // of the counter-offer, the refusal or the cancellation
	Fee       int64  // cents; 0 says nothing of it
	CreatedAt time.Time
	IssueAt   time.Time
}

// PitchState is how far a story has come.
type PitchState string

// The states, in the order of the chain. The last two were ordered, without a
// pitch before.
const (
	PitchDraft     PitchState = "draft"
	PitchSent      PitchState = "sent"
	PitchCountered PitchState = "countered" // other terms wait for the author
	PitchDeclined  PitchState = "declined"
	PitchAccepted  PitchState = "accepted"  // an assignment that is not confirmed
	PitchConfirmed PitchState = "confirmed" // being written
	PitchDelivered PitchState = "delivered" // by the author's latest article
	PitchCancelled PitchState = "cancelled"
	OrderProposed  PitchState = "proposed" // the journalist has to agree
	OrderRefused   PitchState = "refused"  // the journalist cannot
)

// PitchStates lists them.
func PitchStates() []PitchState {
	return []PitchState{
		PitchDraft, PitchSent, PitchCountered, PitchDeclined, PitchAccepted, PitchConfirmed, PitchDelivered, PitchCancelled,
		OrderProposed, OrderRefused,
	}
}

// IsOrdered reports whether the story was ordered without a pitch.
func (p Pitch) IsOrdered() bool { return p.State == OrderProposed || p.State == OrderRefused }

// readPitches reads the pitches, all written by hand, the oldest first.
func (w *World) readPitches() error {
	notes, err := readNotes("pitches.md")
	if err != nil {
		return err
	}
	for _, n := range notes {
		h := n.headings
		days, err := strconv.ParseFloat(h["days"], 64)
		if err != nil {
			return fmt.Errorf("%s: days: %w", h["title"], err)
		}
		issue, err := strconv.Atoi(h["issue"])
		if err != nil {
			return fmt.Errorf("%s: issue: %w", h["title"], err)
		}
		fee := int64(0)
		if h["fee"] != "" {
			if fee, err = strconv.ParseInt(h["fee"], 10, 64); err != nil {
				return fmt.Errorf("%s: fee: %w", h["title"], err)
			}
		}
		w.Pitches = append(w.Pitches, Pitch{
			Key: headline(h["title"]), Title: typography(h["title"]), Brief: typography(n.body), Genre: h["genre"], Section: h["section"],
			Topic: h["topic"], Sector: h["sector"], Author: h["author"], Editor: h["editor"], Media: h["media"], Town: h["town"],
			State: PitchState(h["state"]), Message: typography(h["message"]), Fee: fee,
			CreatedAt: daysBefore(w.Now, days), IssueAt: w.Now.AddDate(0, 0, issue).Truncate(time.Hour),
		})
	}
	return nil
}
