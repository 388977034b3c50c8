// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"aipress24.com/aipress24/internal/modules/discussion"
	"aipress24.com/aipress24/internal/modules/discussion/discussionweb"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// buildDiscussion makes the comments of all portals; the queue of events must be
// open.
func (a *App) buildDiscussion() {
	a.Talk = discussion.New(discussion.Needs{DB: a.DB, IDs: a.IDs, Outbox: a.Outbox, Now: a.Now})
}

// subscribeDiscussion has the mails about comments sent.
func (a *App) subscribeDiscussion(r *outbox.Registry) {
	courier := &discussion.Courier{Post: a.post(), DB: a.DB}
	courier.Subscribe(r)
}

// discussionRoutes are the comments under publications, and where the staff
// decides about what members say there.
func (a *App) discussionRoutes(sessions *web.Sessions) ui.Routes {
	return append(discussionweb.Routes(a.Talk, sessions), discussionweb.ModerationRoutes(a.Talk, sessions)...)
}
