// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package versions

import (
	"net/http"
	"strconv"

	"aipress24.com/aipress24/internal/core/revision"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// Desk is what the page of a form says above it: a text that was never saved, a
// version that was taken up again, who else is writing.
type Desk struct {
	Writers    []string // who else has the content open
	Unsaved    string   // when a text was kept that was never saved, or ""
	UnsavedAt  string   // the same in milliseconds, for the script
	ResumeURL  string
	DiscardURL string
	Taken      string // when the version was saved that fills the form, or ""
	Resumed    bool   // the unsaved text fills the form
	ListURL    string // of the versions; "" of a new content
}

// Open returns what the form of a content is filled with when it is opened, and
// what the page says above it: "?version=" takes a version up again, "?unsaved"
// a text that was never saved. Nothing changes until the member saves.
func (p *Pages) Open(r *http.Request, subject Subject) (form.Values, Desk, error) {
	object, by, query := p.object(subject.ID), ui.Actor(r).UserID, r.URL.Query()
	desk := Desk{DiscardURL: DraftURL(p.Prefix, subject.ID) + "/discard", ResumeURL: subject.EditURL + "?unsaved=1"}
	if subject.ID != 0 {
		desk.ListURL = p.ListURL(subject.ID)
	}
	writers, err := p.Keeper.Writers(r.Context(), object, by, "")
	if err != nil {
		return form.Values{}, Desk{}, err
	}
	for _, writer := range writers {
		desk.Writers = append(desk.Writers, writer.Name)
	}
	if asked := query.Get("version"); asked != "" && subject.ID != 0 {
		id, err := ids.Parse(asked)
		if err != nil {
			return form.Values{}, Desk{}, web.ErrBadID
		}
		version, _, err := p.Keeper.Version(r.Context(), object, id)
		if err != nil {
			return form.Values{}, Desk{}, err
		}
		desk.Taken = i18n.DateTime(r.Context(), version.At)
		return subject.Form.Filled(subject.Values, version.Words), desk, nil
	}
	held, err := p.Keeper.Unsaved(r.Context(), object, by)
	if err != nil {
		return form.Values{}, Desk{}, err
	}
	return desk.offer(r, subject, held)
}

// offer offers a text that was never saved, or fills the form with it when the
// member has asked for it.
func (d Desk) offer(r *http.Request, subject Subject, held *revision.Copy) (form.Values, Desk, error) {
	if held == nil || subject.isSaved(held.Words) {
		return subject.Values, d, nil
	}
	d.Unsaved, d.UnsavedAt = i18n.DateTime(r.Context(), held.At), strconv.FormatInt(held.At.UnixMilli(), 10)
	if !r.URL.Query().Has("unsaved") {
		return subject.Values, d, nil
	}
	d.Resumed = true
	return subject.Form.Filled(subject.Values, held.Words), d, nil
}

// Words are what a form holds, without the fields it only carries along: what a
// version keeps.
func Words(f form.Form, v form.Values) revision.Words {
	var hidden []string
	for _, field := range f.Fields() {
		if field.Kind == form.Hidden {
			hidden = append(hidden, field.Name)
		}
	}
	return revision.Words(f.Words(v)).Without(hidden...)
}

// WordsOf is Words for a service that notes the versions of what it saves:
// values fills the form in with a content as the service has it.
func WordsOf[T any](f form.Form, values func(T) form.Values) func(T) revision.Words {
	return func(saved T) revision.Words { return Words(f, values(saved)) }
}
