// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"
	"slices"

	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/modules/admin/adminweb"
	"aipress24.com/aipress24/internal/modules/discussion/discussionweb"
	"aipress24.com/aipress24/internal/modules/membership"
	"aipress24.com/aipress24/internal/modules/membership/membershipweb"
	"aipress24.com/aipress24/internal/modules/orgadmin/orgadminweb"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// membershipNeeds is what the review of people stands on.
func (a *App) membershipNeeds() (membership.Needs, error) {
	questions, err := survey.Load()
	if err != nil {
		return membership.Needs{}, err
	}
	return membership.Needs{
		DB: a.DB, IDs: a.IDs, Outbox: a.Outbox, Media: a.Media, Survey: questions, Now: a.Now,
		Staff:       organisation.NewStaff(a.DB, a.IDs, a.Outbox, a.Now),
		Placeholder: membership.RandomPlaceholder,
	}, nil
}

// subscribeReviews has the mails of the review sent.
func (a *App) subscribeReviews(r *outbox.Registry) error {
	needs, err := a.membershipNeeds()
	if err != nil {
		return err
	}
	courier := &membership.Courier{Needs: needs, Post: a.post()}
	courier.Subscribe(r)
	return nil
}

// buildReviews makes the desk and what the staff does to members.
func (a *App) buildReviews() error {
	needs, err := a.membershipNeeds()
	if err != nil {
		return err
	}
	a.Reviews, a.Members = membership.NewDesk(needs), membership.NewAccounts(needs)
	a.Members.Closer = closer{a.Closing}
	return nil
}

func (a *App) membershipRoutes(sessions *web.Sessions) ui.Routes {
	return membershipweb.Routes(a.Reviews, a.Members, a.Vocabularies, sessions, sessions.Flash)
}

// adminMenu is the left menu of the administration, in the order of spec 08
// §5.1: people, organisations and reports come after the dashboard, the pages
// given last.
func adminMenu(last ...ui.Entry) []ui.Entry {
	people := append(membershipweb.Menu(), orgadminweb.Menu()...)
	return slices.Insert(append(append(adminweb.Menu(), last...), orgadminweb.LastMenu()...), 1, append(people, discussionweb.AdminMenu()...)...)
}

// addReviewChores registers the regular work of the desk.
func (a *App) addReviewChores(r *jobs.Registry) {
	a.chore(r, "forget-review-letters", jobs.DailyAt(3, 15, a.Config.Location()), func(ctx context.Context) error {
		return a.Reviews.ForgetLetters(ctx)
	})
}
