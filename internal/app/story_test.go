// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"slices"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/ids"
)

// told lists who has been told of something, by bell and by mail: « first name
// : message », in order of the alphabet, and forgets it.
func told(t *testing.T, app *apptest.App) (bells, mails []string) {
	t.Helper()
	app.Settle(t)
	ctx := t.Context()
	err := app.DB.Writer().NewRaw("SELECT m.first_name || ': ' || n.message || ' ' || n.url FROM notifications n JOIN members m ON m.id = n.receiver_id ORDER BY 1").Scan(ctx, &bells)
	if err == nil {
		err = app.DB.Writer().NewRaw("SELECT m.first_name || ': ' || x.subject FROM mail_messages x JOIN members m ON m.email = x.recipient ORDER BY 1").Scan(ctx, &mails)
	}
	if err != nil {
		t.Fatal(err)
	}
	app.Exec(t, "DELETE FROM notifications")
	app.Exec(t, "DELETE FROM mail_messages")
	return bells, mails
}

func wantTold(t *testing.T, app *apptest.App, what string, bells, mails []string) {
	t.Helper()
	gotBells, gotMails := told(t, app)
	if !slices.Equal(gotBells, bells) {
		t.Errorf("%s: bells %q, want %q", what, gotBells, bells)
	}
	if !slices.Equal(gotMails, mails) {
		t.Errorf("%s: mails %q, want %q", what, gotMails, mails)
	}
}

// Who is told of what happens to a pitch, by bell and by mail (spec 04 §8, §9):
// every editor-in-chief of the media, the owner of its Business Wall by mail
// (§12.41), the author of the answer; nobody else, and nobody of their own act.
func TestStory_pitchTold(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		author, editor, owner := app.Persona(t, apptest.Freelancer), app.Persona(t, apptest.Journalist), app.Persona(t, apptest.Expert)
		staff := func(first, code string) access.Actor {
			return app.Member(t, func(p *apptest.Person) {
				p.FirstName, p.Code, p.Employer = first, code, editor.Organisation
			})
		}
		staff("Denis", "PM_DIR_INST")
		staff("Rachel", "PM_JR_CP_SAL") // an ordinary journalist is told nothing
		app.Exec(t, "UPDATE business_walls SET owner_id = ? WHERE id = ?", owner.UserID, editor.WallID)

		pitch := app.Pitched(t, author, editor.OrganisationID)
		page := " /wip/sujets/" + ids.Encode(pitch.ID)
		const proposed = "[Aipress24] Une nouvelle proposition de sujet"
		wantTold(t, app, "sent", []string{
			"Claire: notifications.pitch_submitted" + page, "Denis: notifications.pitch_submitted" + page,
		}, []string{"Claire: " + proposed, "Denis: " + proposed, "Éric: " + proposed})

		if _, err := app.Pitches.Counter(t.Context(), editor, pitch.ID, newsroom.OfferInput{Message: "Plus court ?"}); err != nil {
			t.Fatal(err)
		}
		wantTold(t, app, "countered", []string{"Yanis: notifications.pitch_countered" + page}, []string{"Yanis: [Aipress24] Une contre-proposition pour votre sujet"})
		if _, err := app.Pitches.DeclineOffer(t.Context(), author, pitch.ID); err != nil {
			t.Fatal(err)
		}
		wantTold(t, app, "offer declined", []string{"Claire: notifications.pitch_offer_declined" + page}, []string{"Claire: [Aipress24] Votre contre-proposition est déclinée"})
		if _, err := app.Pitches.Decline(t.Context(), editor, pitch.ID, "Déjà traité en septembre."); err != nil {
			t.Fatal(err)
		}
		app.Settle(t)
		var text string
		if err := app.DB.Writer().NewRaw("SELECT text FROM mail_messages").Scan(t.Context(), &text); err != nil || !strings.Contains(text, "Déjà traité en septembre.") || !strings.Contains(text, "/wip/sujets/") {
			t.Errorf("the refusal says %q (%v)", text, err)
		}
		wantTold(t, app, "declined", []string{"Yanis: notifications.pitch_declined" + page}, []string{"Yanis: [Aipress24] Votre sujet n’a pas été retenu"})

		// Within one's own media nobody is told of a pitch (spec 04 §5.2).
		app.Pitched(t, editor, editor.OrganisationID)
		wantTold(t, app, "sent to one's own media", nil, nil)
	})
}

// Who is told of an assignment, from the pitch that was accepted to the article
// that delivers it, and of the end of one.
func TestStory_assignmentTold(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		author, editor := app.Persona(t, apptest.Freelancer), app.Persona(t, apptest.Journalist)
		ctx := t.Context()
		pitch := app.Pitched(t, author, editor.OrganisationID)
		told(t, app)
		order, err := app.Pitches.Accept(ctx, editor, pitch.ID)
		if err != nil {
			t.Fatal(err)
		}
		page := " /wip/commandes/" + ids.Encode(order.ID)
		wantTold(t, app, "accepted", []string{"Yanis: notifications.pitch_accepted" + page}, []string{"Yanis: [Aipress24] Votre sujet a été accepté"})
		if _, err := app.Assignments.Confirm(ctx, editor, order.ID); err != nil {
			t.Fatal(err)
		}
		wantTold(t, app, "confirmed", []string{"Yanis: notifications.assignment_confirmed" + page}, []string{"Yanis: [Aipress24] Une commande vous attend"})

		article, err := app.Articles.Begin(ctx, author, order.ID)
		if err == nil {
			_, err = app.Articles.Update(ctx, author, article.ID, app.ArticleInput(author))
		}
		if err == nil {
			_, err = app.Articles.Publish(ctx, author, article.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		wantTold(t, app, "delivered", []string{"Claire: notifications.assignment_delivered" + page}, []string{"Claire: [Aipress24] Votre commande est livrée"})

		second := app.Commissioned(t, author, editor)
		told(t, app)
		if _, err := app.Assignments.Cancel(ctx, editor, second.ID, ""); err != nil {
			t.Fatal(err)
		}
		page = " /wip/commandes/" + ids.Encode(second.ID)
		wantTold(t, app, "cancelled", []string{"Yanis: notifications.assignment_cancelled" + page}, []string{"Yanis: [Aipress24] Une commande a été annulée"})
	})
}
