// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package notice

import (
	"context"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
)

// Kind is what happened, as members choose about it. Its bell has the message
// key notifications.KIND.
type Kind string

// The kinds that may be refused.
const (
	ArticlePublished      Kind = "article_published"       // by a member one follows
	PressReleasePublished Kind = "press_release_published" // by a member one follows
	EventPublished        Kind = "event_published"         // by a member one follows
	EventNear             Kind = "event_near"              // one takes part in, within a day
	EventMoved            Kind = "event_moved"             // one takes part in
	EventCalledOff        Kind = "event_called_off"        // one takes part in
	ParticipationAsked    Kind = "participation_asked"     // to the organiser
	CommentPosted         Kind = "comment_posted"          // on what one has published
	CommentReported       Kind = "comment_reported"        // to administrators
	RegistrationSubmitted Kind = "registration_submitted"  // to administrators
	RegistrationAnswered  Kind = "registration_answered"   // to administrators
	ProposalSubmitted     Kind = "proposal_submitted"      // to administrators
)

// Channel is how somebody is told.
type Channel string

// The channels.
const (
	Bell Channel = "bell"
	Mail Channel = "mail"
)

// Offer is a kind with the channels it goes by.
type Offer struct {
	Kind  Kind
	Bell  bool
	Mail  bool
	Staff bool // goes to administrators only
}

// offers are in the order of the page that asks for choices.
var offers = []Offer{
	{Kind: ArticlePublished, Bell: true},
	{Kind: PressReleasePublished, Bell: true},
	{Kind: EventPublished, Bell: true},
	{Kind: EventNear, Bell: true, Mail: true},
	{Kind: EventMoved, Bell: true, Mail: true},
	{Kind: EventCalledOff, Bell: true, Mail: true},
	{Kind: ParticipationAsked, Bell: true, Mail: true},
	{Kind: CommentPosted, Bell: true, Mail: true},
	{Kind: RegistrationSubmitted, Bell: true, Mail: true, Staff: true},
	{Kind: RegistrationAnswered, Bell: true, Staff: true},
	{Kind: ProposalSubmitted, Bell: true, Mail: true, Staff: true},
	{Kind: CommentReported, Bell: true, Staff: true},
}

// Offers lists what by may choose about.
func Offers(by access.Actor) []Offer {
	var list []Offer
	for _, o := range offers {
		if !o.Staff || by.Admin {
			list = append(list, o)
		}
	}
	return list
}

// OfMessage is the kind of a bell with this message key.
func OfMessage(key string) Kind { return Kind(strings.TrimPrefix(key, "notifications.")) }

// Choice is what a member wants of a kind. Without a row, both channels are on.
type Choice struct {
	bun.BaseModel `bun:"table:notice_choices,alias:nc"`

	MemberID int64 `bun:",pk"`
	Kind     Kind  `bun:",pk"`
	Bell     bool
	Mail     bool
}

// Choices returns what a member has chosen, by kind; kinds left as they come
// are absent.
func Choices(ctx context.Context, db bun.IDB, memberID int64) (map[Kind]Choice, error) {
	var rows []Choice
	if err := db.NewSelect().Model(&rows).Where("nc.member_id = ?", memberID).Scan(ctx); err != nil {
		return nil, fmt.Errorf("read the choices of %d: %w", memberID, err)
	}
	chosen := make(map[Kind]Choice, len(rows))
	for _, row := range rows {
		chosen[row.Kind] = row
	}
	return chosen, nil
}

// Save keeps choices, in place of earlier ones about the same kinds.
func Save(ctx context.Context, db bun.IDB, choices []Choice) error {
	if len(choices) == 0 {
		return nil
	}
	_, err := db.NewInsert().Model(&choices).
		On("CONFLICT (member_id, kind) DO UPDATE").Set("bell = EXCLUDED.bell").Set("mail = EXCLUDED.mail").Exec(ctx)
	if err != nil {
		return fmt.Errorf("save choices: %w", err)
	}
	return nil
}

// Willing returns those of the members who have not refused the kind by the
// channel, in the same order, with one query for all.
func Willing(ctx context.Context, db bun.IDB, kind Kind, by Channel, members []int64) ([]int64, error) {
	if len(members) == 0 {
		return nil, nil
	}
	column := "bell"
	if by == Mail {
		column = "mail"
	}
	var refusing []int64
	err := db.NewSelect().Model((*Choice)(nil)).Column("nc.member_id").
		Where("nc.kind = ?", kind).Where("nc.member_id IN (?)", bun.List(members)).
		Where("nc.? = ?", bun.Ident(column), false).
		Scan(ctx, &refusing)
	if err != nil {
		return nil, fmt.Errorf("read who refuses %s: %w", kind, err)
	}
	no := make(map[int64]bool, len(refusing))
	for _, id := range refusing {
		no[id] = true
	}
	willing := make([]int64, 0, len(members))
	for _, id := range members {
		if !no[id] {
			willing = append(willing, id)
		}
	}
	return willing, nil
}
