// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/editor"
	"aipress24.com/aipress24/internal/ui/form"
	"aipress24.com/aipress24/internal/ui/listing"
)

// pitchKind is what the pages of pitches say and where they are.
var pitchKind = newStoryKind("pitch", PitchesPath, "pitches",
	[]string{string(newsroom.PitchDraft), string(newsroom.PitchWaiting), string(newsroom.PitchAccepted), string(newsroom.PitchDeclined)},
	[]string{string(newsroom.ReceivedPitches), string(newsroom.SentPitches)})

func pitchURL(id int64) string { return PitchesPath + "/" + ids.Encode(id) }

func pitchFilter(q listing.Query) newsroom.PitchFilter {
	return newsroom.PitchFilter{
		Query: q.Search, State: newsroom.PitchState(q.Value("status")), Scope: newsroom.PitchScope(q.Value("box")), Order: storyOrder(q), After: newsroom.Position(q.Place), Limit: listing.PageRows,
	}
}

// pitchList answers GET /wip/sujets with the pitches that the member may see.
func (h *stories) pitchList(w http.ResponseWriter, r *http.Request) error {
	q, err := pitchKind.list.Read(r)
	if err != nil {
		return err
	}
	page, err := h.Pitches.Pitches(r.Context(), ui.Actor(r), pitchFilter(q))
	if err != nil {
		return err
	}
	return ui.Render(w, r, storyListPage(h.newPitchList(r.Context(), ui.Actor(r), q, page)))
}

// pitchFile is the list as a file.
var pitchFile = listing.File{Name: "sujets", Headings: []string{
	"newsroom.column.title", "story.column.author", "newsroom.column.outlet",
	"newsroom.column.status", "story.column.created", "newsroom.field.issue_at", "story.field.valid_until",
}}

// exportPitches answers GET /wip/sujets/export with the whole list as a file.
func (h *stories) exportPitches(w http.ResponseWriter, r *http.Request) error {
	q, err := pitchKind.list.Read(r)
	if err != nil {
		return err
	}
	return listing.Export(w, r, pitchFile, func(row listing.Row) error {
		return h.Pitches.EachPitch(r.Context(), ui.Actor(r), pitchFilter(q), func(p *newsroom.PitchRow) error {
			return row(p.Title, p.Author, p.Outlet, i18n.T(r.Context(), "story.pitch.state."+string(p.State())),
				listing.Instant(p.CreatedAt), listing.Instant(p.IssueAt), listing.Instant(p.ValidUntil))
		})
	})
}

// pitch reads the pitch of the address; it is not found before anything else is
// looked at (spec 04 §5.2).
func (h *stories) pitch(r *http.Request) (*newsroom.PitchSheet, error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return nil, err
	}
	return h.Pitches.Sheet(r.Context(), ui.Actor(r), id)
}

// showPitch answers GET /wip/sujets/{id}.
func (h *stories) showPitch(w http.ResponseWriter, r *http.Request) error {
	sheet, err := h.pitch(r)
	if err != nil {
		return err
	}
	return ui.Render(w, r, pitchPage(h.newPitchView(r.Context(), ui.Actor(r), sheet)))
}

// composePitch answers GET /wip/sujets/new.
func (h *stories) composePitch(w http.ResponseWriter, r *http.Request) error {
	return h.renderPitch(w, r, nil, newStoryValues(), nil)
}

// createPitch answers POST /wip/sujets.
func (h *stories) createPitch(w http.ResponseWriter, r *http.Request) error {
	return h.savePitch(w, r, nil)
}

// editPitch answers GET /wip/sujets/{id}/edit.
func (h *stories) editPitch(w http.ResponseWriter, r *http.Request) error {
	sheet, err := h.pitch(r)
	if err != nil {
		return err
	}
	if err := sheet.Pitch.CanEdit(ui.Actor(r)); err != nil {
		return h.refused(w, r, err, pitchURL(sheet.Pitch.ID))
	}
	return h.renderPitch(w, r, sheet, pitchValues(sheet.Pitch), nil)
}

func pitchValues(p *newsroom.Pitch) form.Values {
	var v form.Values
	setStory(&v, p.Input())
	return v
}

// updatePitch answers POST /wip/sujets/{id}: « Enregistrer », or « Publier »
// which saves too.
func (h *stories) updatePitch(w http.ResponseWriter, r *http.Request) error {
	sheet, err := h.pitch(r) // a stranger's form is not even read
	if err != nil {
		return err
	}
	return h.savePitch(w, r, sheet)
}

func (h *stories) savePitch(w http.ResponseWriter, r *http.Request, sheet *newsroom.PitchSheet) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	if form.IsCancelled(r) {
		web.Redirect(w, r, PitchesPath)
		return nil
	}
	ctx, by := r.Context(), ui.Actor(r)
	f, err := h.pitchForm(ctx, by, sheet)
	if err != nil {
		return err
	}
	values, err := f.Decode(r)
	if err != nil {
		return err
	}
	message := "newsroom.flash.saved"
	if err = f.Validate(ctx, values); err == nil {
		message, err = h.putPitch(r, sheet, storyOf(values))
	}
	switch {
	case err == nil:
		return h.to(w, r, PitchesPath, message)
	case !isStoryRefusal(err):
		return err
	}
	if sheet != nil && errs.KindOf(err) == errs.Conflict {
		// Saved meanwhile: the member has been told, the next saving counts.
		values.SetInt("version", sheet.Pitch.Version)
	}
	return h.renderPitch(w, r, sheet, values, err)
}

// isStoryRefusal reports whether the form is to be shown again with err: a
// publisher one may not publish for is told over the form (spec 04 §4.2).
func isStoryRefusal(err error) bool {
	return errs.IsRefusal(err) || errs.MessageOf(err) == mandate.ErrMayNotPublish.Message
}

// putPitch does what the button that was pressed says, and returns the message.
func (h *stories) putPitch(r *http.Request, sheet *newsroom.PitchSheet, in newsroom.StoryInput) (string, error) {
	ctx, by, submit := r.Context(), ui.Actor(r), form.Action(r) == editor.Publish
	switch {
	case sheet == nil:
		_, err := h.Pitches.Create(ctx, by, in)
		return "newsroom.flash.saved", err
	case submit:
		_, err := h.Pitches.UpdateAndSubmit(ctx, by, sheet.Pitch.ID, in)
		return "story.pitch.flash.submitted", err
	}
	_, err := h.Pitches.Update(ctx, by, sheet.Pitch.ID, in)
	return "newsroom.flash.saved", err
}

func (h *stories) renderPitch(w http.ResponseWriter, r *http.Request, sheet *newsroom.PitchSheet, values form.Values, refusal error) error {
	f, err := h.pitchForm(r.Context(), ui.Actor(r), sheet)
	if err != nil {
		return err
	}
	view := storyEditView{Kind: pitchKind, Form: f, Values: values, Err: refusal}
	if sheet != nil {
		view.describePitch(r.Context(), ui.Actor(r), sheet)
	}
	return ui.RenderStatus(w, r, ui.Status(refusal), storyEditPage(view))
}

// submitPitch answers POST /wip/sujets/{id}/publish; one that lacks something
// leads back to its form (spec 04 §5.2).
func (h *stories) submitPitch(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	_, err = h.Pitches.Submit(r.Context(), ui.Actor(r), id)
	switch {
	case err == nil:
		return h.to(w, r, PitchesPath, "story.pitch.flash.submitted")
	case errs.KindOf(err) == errs.Conflict:
		return h.refused(w, r, err, PitchesPath)
	case !isStoryRefusal(err):
		return err
	case web.IsHTMX(r):
		// The row stays; the form comes with the reason.
		h.Sessions.Flash(r.Context(), web.Danger, errs.MessageOf(err))
		web.Redirect(w, r, pitchURL(id)+"/edit")
		return nil
	}
	sheet, readErr := h.pitch(r)
	if readErr != nil {
		return readErr
	}
	return h.renderPitch(w, r, sheet, pitchValues(sheet.Pitch), err)
}

// withdrawPitch answers POST /wip/sujets/{id}/unpublish.
func (h *stories) withdrawPitch(w http.ResponseWriter, r *http.Request) error {
	return h.command(w, r, pitchKind, "story.pitch.flash.withdrawn", func(ctx context.Context, by access.Actor, id int64) (string, error) {
		_, err := h.Pitches.Withdraw(ctx, by, id)
		return "", err
	})
}

// deletePitch answers POST /wip/sujets/{id}/delete.
func (h *stories) deletePitch(w http.ResponseWriter, r *http.Request) error {
	return h.command(w, r, pitchKind, "story.pitch.flash.deleted", func(ctx context.Context, by access.Actor, id int64) (string, error) {
		return "", h.Pitches.Delete(ctx, by, id)
	})
}

// acceptPitch answers POST /wip/sujets/{id}/accept, and leads to assignments.
func (h *stories) acceptPitch(w http.ResponseWriter, r *http.Request) error {
	return h.command(w, r, pitchKind, "story.pitch.flash.accepted", func(ctx context.Context, by access.Actor, id int64) (string, error) {
		_, err := h.Pitches.Accept(ctx, by, id)
		return assignmentsPath, err
	})
}

// declinePitch answers POST /wip/sujets/{id}/refuse, with the reason typed.
func (h *stories) declinePitch(w http.ResponseWriter, r *http.Request) error {
	return h.answerPitch(w, r, "story.pitch.flash.declined", pitchRefusalForm,
		func(ctx context.Context, by access.Actor, id int64, v form.Values) error {
			_, err := h.Pitches.Decline(ctx, by, id, v.Text("reason"))
			return err
		}, func(view *pitchView, f answerForm) { view.Refusal = f })
}

// counterPitch answers POST /wip/sujets/{id}/counter, with the terms typed.
func (h *stories) counterPitch(w http.ResponseWriter, r *http.Request) error {
	return h.answerPitch(w, r, "story.pitch.flash.countered", offerForm,
		func(ctx context.Context, by access.Actor, id int64, v form.Values) error {
			_, err := h.Pitches.Counter(ctx, by, id, offerOf(v))
			return err
		}, func(view *pitchView, f answerForm) { view.Counter = f })
}

// answerPitch reads the form of an editor's answer and gives it; what is wrong
// is told over the form, with what was typed.
func (h *stories) answerPitch(
	w http.ResponseWriter, r *http.Request, message string, declare func(int64) form.Form,
	do func(context.Context, access.Actor, int64, form.Values) error, show func(*pitchView, answerForm),
) error {
	sheet, err := h.pitch(r)
	if err != nil {
		return h.answeredMeanwhile(w, r, err)
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	f := declare(sheet.Pitch.ID)
	values, err := f.Decode(r)
	if err != nil {
		return err
	}
	if err = f.Validate(r.Context(), values); err == nil {
		err = do(r.Context(), ui.Actor(r), sheet.Pitch.ID, values)
	}
	switch {
	case err == nil:
		return h.to(w, r, PitchesPath, message)
	case errs.KindOf(err) == errs.Conflict || !errs.IsRefusal(err):
		return h.refused(w, r, err, PitchesPath)
	}
	view := h.newPitchView(r.Context(), ui.Actor(r), sheet)
	show(&view, answerForm{Form: f, Values: values, Err: err})
	return ui.RenderStatus(w, r, ui.Status(err), pitchPage(view))
}

// answeredMeanwhile tells an editor that somebody else has answered a pitch,
// which is not theirs to see any more.
func (h *stories) answeredMeanwhile(w http.ResponseWriter, r *http.Request, err error) error {
	id, idErr := web.PathID(r, "id")
	if idErr != nil || errs.KindOf(err) != errs.NotFound {
		return err
	}
	if conflict := h.Pitches.Answerable(r.Context(), ui.Actor(r), id); errs.KindOf(conflict) == errs.Conflict {
		return h.refused(w, r, conflict, PitchesPath)
	}
	return err
}

// acceptOffer answers POST /wip/sujets/{id}/offer/accept.
func (h *stories) acceptOffer(w http.ResponseWriter, r *http.Request) error {
	return h.command(w, r, pitchKind, "story.pitch.flash.offer_accepted", func(ctx context.Context, by access.Actor, id int64) (string, error) {
		made, err := h.Pitches.AcceptOffer(ctx, by, id)
		if err != nil {
			return "", err
		}
		return assignmentURL(made.ID), nil
	})
}

// declineOffer answers POST /wip/sujets/{id}/offer/refuse.
func (h *stories) declineOffer(w http.ResponseWriter, r *http.Request) error {
	return h.command(w, r, pitchKind, "story.pitch.flash.offer_declined", func(ctx context.Context, by access.Actor, id int64) (string, error) {
		_, err := h.Pitches.DeclineOffer(ctx, by, id)
		return pitchURL(id), err
	})
}
