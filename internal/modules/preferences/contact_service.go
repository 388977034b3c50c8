// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferences

import (
	"context"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/survey"
)

// ContactOptions returns who may see which contact of by, by permission: see
// [survey.Permission].
func (s *Service) ContactOptions(ctx context.Context, by access.Actor) (map[string]bool, error) {
	own, err := accountOf(ctx, s.db.Reader(), by)
	if err != nil {
		return nil, err
	}
	return own.profile.ContactVisibility, nil
}

// Permissions lists every permission a member may give: channel by contact
// type, and the two channels that may be open to the members one follows (spec
// 02 §11.2–3).
func Permissions(questions *survey.Survey) []string {
	var list []string
	for _, t := range questions.ContactTypes {
		for _, c := range questions.ContactChannels {
			list = append(list, survey.Permission(c.Code, t.Code))
		}
	}
	for _, c := range questions.ContactChannels {
		if survey.MayOpenToFollowed(c.Code) {
			list = append(list, survey.Permission(c.Code, survey.FollowedType))
		}
	}
	return list
}

// SetContactOptions replaces all permissions of by: what is not among given is
// off, what is no permission is ignored (spec 02 §12).
func (s *Service) SetContactOptions(ctx context.Context, by access.Actor, given []string) error {
	questions, err := survey.Load()
	if err != nil {
		return err
	}
	on := map[string]bool{}
	for _, name := range given {
		on[name] = true
	}
	all := map[string]bool{}
	for _, name := range Permissions(questions) {
		all[name] = on[name]
	}
	return s.change(ctx, by, func(ctx context.Context, tx bun.Tx, own account) error {
		own.profile.ContactVisibility = all
		return s.saveProfile(ctx, tx, own.profile, "contact_visibility")
	})
}
