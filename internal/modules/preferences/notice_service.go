// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferences

import (
	"context"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/notice"
)

// NoticeChoice is a kind of notice that by may be told of, and what by wants.
type NoticeChoice struct {
	notice.Offer

	WantsBell bool
	WantsMail bool
}

// NoticeChoices lists what by may choose about, in the page's order.
func (s *Service) NoticeChoices(ctx context.Context, by access.Actor) ([]NoticeChoice, error) {
	chosen, err := notice.Choices(ctx, s.db.Reader(), by.UserID)
	if err != nil {
		return nil, err
	}
	var list []NoticeChoice
	for _, o := range notice.Offers(by) {
		c, known := chosen[o.Kind]
		list = append(list, NoticeChoice{Offer: o, WantsBell: !known || c.Bell, WantsMail: !known || c.Mail})
	}
	return list, nil
}

// SetNotices keeps what by wants to be told of: by reports the ticked boxes. A
// channel that a kind does not go by stays open, for the day it does.
func (s *Service) SetNotices(ctx context.Context, by access.Actor, wants func(notice.Kind, notice.Channel) bool) error {
	var choices []notice.Choice
	for _, o := range notice.Offers(by) {
		choices = append(choices, notice.Choice{
			MemberID: by.UserID, Kind: o.Kind,
			Bell: !o.Bell || wants(o.Kind, notice.Bell), Mail: !o.Mail || wants(o.Kind, notice.Mail),
		})
	}
	return s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error { return notice.Save(ctx, tx, choices) })
}
