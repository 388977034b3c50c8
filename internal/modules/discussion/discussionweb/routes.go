// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package discussionweb

import (
	"context"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/discussion"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// Routes returns every URL of the comments on the publications of all portals.
func Routes(talk *discussion.Talk, sessions *web.Sessions) ui.Routes {
	var all ui.Routes
	for _, portal := range []content.Portal{content.News, content.Events} {
		h := &handler{portal: portal, talk: talk, sessions: sessions}
		at := "/" + string(portal) + "/{id}/comments"
		all = append(all,
			ui.Get(at, access.Members, h.comments),
			ui.Post(at, access.Members, h.comment),
			ui.Get(at+"/{comment}", access.Members, h.remark),
			ui.Post(at+"/{comment}", access.Members, h.saveRemark),
			ui.Get(at+"/{comment}/edit", access.Members, h.editRemark),
			ui.Post(at+"/{comment}/delete", access.Members, h.deleteRemark),
			ui.Get(at+"/{comment}/report", access.Members, h.askReport),
			ui.Post(at+"/{comment}/report", access.Members, h.report),
		)
	}
	return all
}

// ModerationRoutes returns the URLs of the staff that decides about reports.
func ModerationRoutes(talk *discussion.Talk, sessions *web.Sessions) ui.Routes {
	h := &handler{talk: talk, sessions: sessions}
	return ui.Routes{
		ui.Get(casesPath, access.Administrators, h.cases),
		ui.Post(casesPath+"/{id}", access.Administrators, h.decide),
	}.NoStore()
}

// AdminMenu is the entry of reports in the left menu of the administration.
func AdminMenu() []ui.Entry {
	return []ui.Entry{{Name: "reports", Label: "discussion.cases.menu", Icon: "flag", Path: casesPath}}
}

// handler answers for the publications of one portal.
type handler struct {
	portal   content.Portal
	talk     *discussion.Talk
	sessions *web.Sessions
}

// Sections shows the comments of publications on the portals' own pages.
type Sections struct{ talk *discussion.Talk }

// NewSections returns the comments for the pages of portals.
func NewSections(talk *discussion.Talk) Sections { return Sections{talk} }

// Under is what was said under a publication that members see, and the form to
// say more.
func (s Sections) Under(ctx context.Context, by access.Actor, on content.Subject) (templ.Component, error) {
	remarks, err := s.talk.Of(ctx, by, &on, 0)
	if err != nil {
		return nil, err
	}
	return talkSection(newTalk(ctx, by, on.Ref, remarks)), nil
}
