// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package versions

import (
	"context"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/revision"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// Subject is a content as its form shows it.
type Subject struct {
	ID      int64 // 0: not saved for the first time
	Title   string
	Form    form.Form
	Values  form.Values // as they are saved, or as a new form begins
	EditURL string      // of the form
}

// Pages are the versions of a kind of content.
type Pages struct {
	Keeper *revision.Keeper
	Kind   string // of revision.Object
	Prefix string // of the addresses: "/wip/articles"

	// Subject reads a content that the actor may edit, or with 0 a new one; it is
	// not found, or refused, before anything else is looked at.
	Subject func(ctx context.Context, by access.Actor, id int64) (Subject, error)

	Shell    func(title string) templ.Component // the frame of the content's pages
	Sessions *web.Sessions
}

// MaxDraft is the largest form that is kept without being saved, in bytes: the
// longest text, percent-encoded.
const MaxDraft = 4 << 20

// Routes are the addresses of the versions.
func (p *Pages) Routes(guard access.Guard) ui.Routes {
	return ui.Routes{
		ui.Get(p.Prefix+"/{id}/versions", guard, p.list),
		ui.Get(p.Prefix+"/{id}/versions/{version}", guard, p.show),
		ui.Post(p.Prefix+"/{id}/draft", guard, p.keep).WithBody(MaxDraft),
		ui.Post(p.Prefix+"/{id}/draft/discard", guard, p.discard),
		ui.Post(p.Prefix+"/new/draft", guard, p.keep).WithBody(MaxDraft),
		ui.Post(p.Prefix+"/new/draft/discard", guard, p.discard),
	}
}

// DraftURL is where the form of a content sends what is typed and not saved, with
// 0 that of a new one.
func DraftURL(prefix string, id int64) string {
	if id == 0 {
		return prefix + "/new/draft"
	}
	return prefix + "/" + ids.Encode(id) + "/draft"
}

// ListURL is the page of the versions of a content.
func (p *Pages) ListURL(id int64) string { return p.Prefix + "/" + ids.Encode(id) + "/versions" }

func (p *Pages) object(id int64) revision.Object { return revision.Object{Kind: p.Kind, ID: id} }

// subject reads the content of the address.
func (p *Pages) subject(r *http.Request) (Subject, error) {
	id, err := idOf(r)
	if err != nil {
		return Subject{}, err
	}
	return p.Subject(r.Context(), ui.Actor(r), id)
}

// idOf is the content of the address; the one of …/new/… has none yet.
func idOf(r *http.Request) (int64, error) {
	if r.PathValue("id") == "" {
		return 0, nil
	}
	return web.PathID(r, "id")
}

// list answers GET …/versions.
func (p *Pages) list(w http.ResponseWriter, r *http.Request) error {
	subject, err := p.subject(r)
	if err != nil {
		return err
	}
	lines, err := p.Keeper.Lines(r.Context(), p.object(subject.ID))
	if err != nil {
		return err
	}
	view := listView{Title: subject.Title, EditURL: subject.EditURL, Most: revision.MostKept}
	for i, line := range lines {
		view.Lines = append(view.Lines, lineView{
			At: i18n.DateTime(r.Context(), line.At), Instant: i18n.ISO(line.At), By: line.By,
			URL: p.ListURL(subject.ID) + "/" + ids.Encode(line.ID), Current: i == 0,
		})
	}
	return ui.Render(w, r, listPage(p.Shell(subject.Title), view))
}

// show answers GET …/versions/{version} with what changed in it.
func (p *Pages) show(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "version")
	if err != nil {
		return err
	}
	subject, err := p.subject(r)
	if err != nil {
		return err
	}
	version, before, err := p.Keeper.Version(r.Context(), p.object(subject.ID), id)
	if err != nil {
		return err
	}
	view := versionView{
		Title: subject.Title, At: i18n.DateTime(r.Context(), version.At), First: before == nil,
		ListURL: p.ListURL(subject.ID), TakeURL: subject.EditURL + "?version=" + ids.Encode(version.ID),
		Current: version.Words.IsSame(subject.words()),
	}
	var old revision.Words
	if before != nil {
		old = before.Words
	}
	view.Changes = subject.changes(r.Context(), old, version.Words)
	return ui.Render(w, r, versionPage(p.Shell(subject.Title), view))
}

// words are the words of a content as saved.
func (s Subject) words() revision.Words { return Words(s.Form, s.Values) }

// changes are the fields that two states of the words tell apart.
func (s Subject) changes(ctx context.Context, before, after revision.Words) []change {
	old, recent := s.Form.Sayings(ctx, s.Form.Filled(form.Values{}, before)), s.Form.Sayings(ctx, s.Form.Filled(form.Values{}, after))
	var list []change
	for i := range recent {
		if pieces := revision.Difference(old[i].Text, recent[i].Text); len(pieces) > 0 {
			list = append(list, change{Label: recent[i].Label, Pieces: pieces})
		}
	}
	return list
}

// discard answers POST …/draft/discard.
func (p *Pages) discard(w http.ResponseWriter, r *http.Request) error {
	subject, err := p.subject(r)
	if err != nil {
		return err
	}
	if err := p.Keeper.Discard(r.Context(), p.object(subject.ID), ui.Actor(r).UserID); err != nil {
		return err
	}
	p.Sessions.Flash(r.Context(), web.OK, "ui.versions.discarded")
	web.Redirect(w, r, subject.EditURL)
	return nil
}

// answer is what the page is told after it has sent what was typed.
type answer struct {
	Time   string   `json:"time,omitempty"`   // when it was kept
	Others []string `json:"others,omitempty"` // who else has the content open
	Self   bool     `json:"self,omitempty"`   // the member has, in another tab
}

// keep answers POST …/draft: what is typed is kept without being saved, and who
// else has the content open is told. "_beat" only says that the tab is there,
// "_leave" that it goes.
func (p *Pages) keep(w http.ResponseWriter, r *http.Request) error {
	subject, err := p.subject(r) // a stranger's form is not even read
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	by, tab, object := ui.Actor(r), r.PostForm.Get("_tab"), p.object(subject.ID)
	if r.PostForm.Has("_leave") {
		if err := p.Keeper.Close(r.Context(), object, by.UserID, tab); err != nil {
			return err
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	var told answer
	if !r.PostForm.Has("_beat") {
		at, err := p.write(r, subject)
		if err != nil {
			return err
		}
		if !at.IsZero() {
			told.Time = i18n.Time(r.Context(), at)
		}
	}
	writers, err := p.Keeper.Open(r.Context(), object, by.UserID, tab)
	if err != nil {
		return err
	}
	for _, writer := range writers {
		if writer.MemberID == by.UserID {
			told.Self = true
		} else {
			told.Others = append(told.Others, writer.Name)
		}
	}
	return web.WriteJSON(w, http.StatusOK, told)
}

// write keeps what is typed; when it is what is saved, nothing is kept.
func (p *Pages) write(r *http.Request, subject Subject) (time.Time, error) {
	values, err := subject.Form.Decode(r)
	if err != nil {
		return time.Time{}, err
	}
	words := Words(subject.Form, values)
	object, by := p.object(subject.ID), ui.Actor(r).UserID
	if subject.isSaved(words) {
		return time.Time{}, p.Keeper.Discard(r.Context(), object, by)
	}
	return p.Keeper.Autosave(r.Context(), object, by, words)
}

// isSaved reports whether words are what is saved.
func (s Subject) isSaved(words revision.Words) bool { return words.IsSame(s.words()) }
