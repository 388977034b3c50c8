// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferencesweb

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/core/notice"
	"aipress24.com/aipress24/internal/modules/preferences"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// noticesView is the grid of what is told, and how.
type noticesView struct{ Rows []noticeRow }

// noticeRow is one kind with its boxes; a channel it does not go by has none.
type noticeRow struct {
	Label      string
	Bell, Mail box
}

// notices answers GET /preferences/notification.
func (h *handler) notices(w http.ResponseWriter, r *http.Request) error {
	choices, err := h.service.NoticeChoices(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	return ui.Render(w, r, noticesPage(newNoticesView(r.Context(), choices)))
}

func newNoticesView(ctx context.Context, choices []preferences.NoticeChoice) noticesView {
	var v noticesView
	for _, c := range choices {
		row := noticeRow{Label: i18n.T(ctx, "preferences.notice."+string(c.Kind))}
		if c.Bell {
			row.Bell = box{boxName(c.Kind, notice.Bell), row.Label + " – " + i18n.T(ctx, "preferences.notice.bell"), c.WantsBell}
		}
		if c.Mail {
			row.Mail = box{boxName(c.Kind, notice.Mail), row.Label + " – " + i18n.T(ctx, "preferences.notice.mail"), c.WantsMail}
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

func boxName(kind notice.Kind, by notice.Channel) string { return string(by) + "_" + string(kind) }

// saveNotices answers POST /preferences/notification: a box that is absent is
// off.
func (h *handler) saveNotices(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	if isCancelled(r) {
		web.Redirect(w, r, notificationPath)
		return nil
	}
	wants := func(kind notice.Kind, by notice.Channel) bool { return r.PostForm.Has(boxName(kind, by)) }
	if err := h.service.SetNotices(r.Context(), ui.Actor(r), wants); err != nil {
		return err
	}
	return h.saved(w, r, notificationPath)
}
