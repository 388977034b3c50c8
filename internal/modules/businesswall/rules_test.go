// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/businesswall"
)

// refused checks that err is a refusal of a kind.
func (x *town) refused(err error, kind errs.Kind, what string) {
	x.Helper()
	if err == nil || errs.KindOf(err) != kind {
		x.Errorf("%s: %v", what, err)
	}
}

// Spec 07 §6: each step needs the one before; deprecated types are not
// accepted; nothing is in force before the subscription says so.
func TestFunnel_stepByStep(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx, by := x.Context(), x.member(x.organisation("Maison"))
		for _, gone := range []string{"micro", "corporate_media", "union", "kiosk", ""} {
			x.refused(x.Funnel.Choose(ctx, by, gone), errs.Invalid, "type "+gone)
		}
		if err := x.Funnel.GiveContacts(ctx, by, businesswall.Contacts{PayerIsOwner: true}); !errors.Is(err, businesswall.ErrTypeMissing) {
			x.Errorf("contacts before the type: %v", err)
		}
		x.must(x.Funnel.Choose(ctx, by, "transformers"))
		if err := x.Funnel.AcceptTerms(ctx, by, businesswall.Terms{Quantity: 3, Accepted: true}); !errors.Is(err, businesswall.ErrContactsMissing) {
			x.Errorf("terms before contacts: %v", err)
		}
		x.refused(x.Funnel.GiveContacts(ctx, by, businesswall.Contacts{PayerEmail: "nowhere"}), errs.Invalid, "payer without address")
		x.must(x.Funnel.GiveContacts(ctx, by, businesswall.Contacts{PayerIsOwner: true, PayerEmail: "ignored"}))
		if _, err := x.Funnel.Draft(ctx, by); !errors.Is(err, businesswall.ErrQuantityMissing) {
			x.Errorf("draft before terms: %v", err)
		}
		x.refused(x.Funnel.AcceptTerms(ctx, by, businesswall.Terms{Quantity: 3}), errs.Invalid, "terms not accepted")
		x.refused(x.Funnel.AcceptTerms(ctx, by, businesswall.Terms{Quantity: 0, Accepted: true}), errs.Invalid, "no employee")
		x.must(x.Funnel.AcceptTerms(ctx, by, businesswall.Terms{Quantity: 3, Accepted: true}))
		w, err := x.Funnel.Draft(ctx, by)
		x.must(err)
		again, err := x.Funnel.Draft(ctx, by)
		x.must(err)
		if w.ID != again.ID || w.Status != businesswall.Draft || x.employer(w.OrganisationID).WallID != 0 {
			x.Errorf("draft %d then %d, %s", w.ID, again.ID, w.Status)
		}
		if order := x.billing.ordered[0]; order.Quantity != 3 || order.PayerEmail != x.email(by.UserID) || order.By != organisation.Employees {
			x.Errorf("ordered %+v", order)
		}
	})
}

// Spec 07 §5.5: a member without organisation gives the name of a new one, and
// works for it.
func TestFunnel_withoutOrganisation(t *testing.T) {
	eachTown(t, func(x *town) {
		by := x.member(0)
		w := x.draft(by, "media")
		if o := x.employer(w.OrganisationID); o.Name != "Maison neuve" || x.works(by.UserID) != o.ID {
			x.Errorf("organisation %q, works for %d", o.Name, x.works(by.UserID))
		}
	})
}

// Spec 07 §14.6, §14.15, §14.21: activation writes the owner's role and the
// date, keeps the boxes that were ticked, and expels nobody.
func TestLifecycle_Activate(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx, home := x.Context(), x.organisation("Maison")
		by, colleague := x.member(home), x.member(home)
		x.must(x.Funnel.Choose(ctx, by, "academics"))
		x.must(x.Funnel.GiveContacts(ctx, by, businesswall.Contacts{PayerIsOwner: true, OwnerJobTitle: "Doyenne", OwnerPhone: "01"}))
		x.must(x.Funnel.AcceptTerms(ctx, by, businesswall.Terms{Accepted: true, ManagesAlone: true, PublishesAlone: true, AllMissions: true}))
		w, err := x.Funnel.Draft(ctx, by)
		x.must(err)
		for range 2 {
			x.must(x.Lifecycle.Activate(ctx, w.ID, x.now))
		}
		w = x.read(w.ID)
		if w.Status != businesswall.Active || w.ActivatedAt.IsZero() || w.OwnerJobTitle != "Doyenne" || len(w.Granted()) != 7 {
			x.Errorf("activated: %+v", w)
		}
		if got := x.holds(w.ID, by.UserID); !slices.Equal(got, []string{"BWMi", "BWPRi", "BW_OWNER"}) {
			x.Errorf("the owner holds %v", got)
		}
		if x.works(colleague.UserID) != home || x.counted("wall.activated") != 1 {
			x.Errorf("colleague works for %d, %d events", x.works(colleague.UserID), x.counted("wall.activated"))
		}
	})
}

// Spec 07 §14.12: a second wall of another type replaces the first and keeps
// its content, roles and partnerships; the first is over.
func TestLifecycle_conversion(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		client, head := x.wall("leaders_experts")
		agency, boss := x.wall("pr")
		x.mandated(client, head, agency, boss)
		x.must(x.Walls.AssignMissions(ctx, head, client.ID, []mandate.Mission{mandate.PressReleases}))
		colleague := x.member(client.OrganisationID)
		x.refused(x.Funnel.Choose(ctx, colleague, "transformers"), errs.Forbidden, "conversion by a colleague")
		next := x.draft(head, "transformers")
		x.must(x.Lifecycle.Activate(ctx, next.ID, x.now))
		if now := x.read(next.ID); now.Status != businesswall.Active || x.read(client.ID).Status != businesswall.Cancelled || !now.Missions["press_release"] {
			x.Errorf("converted to %s, the former is %s", now.Status, x.read(client.ID).Status)
		}
		if !x.mayPublish(boss.UserID, client.OrganisationID) || !slices.Equal(x.billing.cancelled, []int64{client.ID}) {
			x.Errorf("agency publishes %v, cancelled %v", x.mayPublish(boss.UserID, client.OrganisationID), x.billing.cancelled)
		}
		if o := x.employer(client.OrganisationID); o.WallID != next.ID || o.WallType != "transformers" {
			x.Errorf("mirror %d %q", o.WallID, o.WallType)
		}
	})
}

// Spec 07 §5.1, §14.14: the staff's suspension is lifted by the staff alone.
func TestLifecycle_Block(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		admin := x.member(0)
		x.refused(x.Lifecycle.Block(ctx, owner, w.ID), errs.Forbidden, "blocked by the owner")
		admin.Admin = true
		x.must(x.Lifecycle.Block(ctx, admin, w.ID))
		x.must(x.Lifecycle.Reactivate(ctx, w.ID, x.now.Add(time.Hour)))
		if o := x.employer(w.OrganisationID); x.read(w.ID).Status != businesswall.Suspended || o.WallID != w.ID || o.WallType != "" {
			x.Errorf("paid while blocked: %s, mirror %d %q", x.read(w.ID).Status, o.WallID, o.WallType)
		}
		x.must(x.Lifecycle.Unblock(ctx, admin, w.ID))
		if x.read(w.ID).Status != businesswall.Active {
			x.Error("not reactivated")
		}
	})
}

// Spec 07 §15.9: three days and one day before suspension, once each.
func TestLifecycle_Countdown(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, _ := x.wall("media")
		x.must(x.Lifecycle.MarkPastDue(ctx, w.ID, x.now, x.now.AddDate(0, 0, 7)))
		x.must(x.Lifecycle.MarkPastDue(ctx, w.ID, x.now.Add(time.Hour), x.now.AddDate(0, 0, 8)))
		for day, want := range []int{0, 0, 0, 0, 1, 1, 2, 2} {
			x.now = noon.AddDate(0, 0, day)
			x.must(x.Lifecycle.Countdown(ctx))
			if got := x.counted("wall.suspension_near"); got != want {
				x.Errorf("day %d: %d warnings, want %d", day, got, want)
			}
		}
		if x.counted("wall.payment_failed") != 1 {
			x.Error("the episode was told twice")
		}
	})
}

// Spec 07 §7.8: the outcome for each kind of address, and what a list takes
// back.
func TestRoles_SaveInvitations(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		inside, outside, idle := x.member(w.OrganisationID), x.member(0), x.member(w.OrganisationID)
		if _, err := x.db.Writer().NewRaw("UPDATE members SET active = ? WHERE id = ?", false, idle.UserID).Exec(ctx); err != nil {
			x.Fatal(err)
		}
		text := strings.ToUpper(x.email(inside.UserID)) + " \n" + x.email(outside.UserID) + ", " + x.email(idle.UserID) + "; nobody@x.example"
		save := func(text string) *businesswall.Changes {
			x.Helper()
			changes, err := x.Roles.SaveInvitations(ctx, owner, w.ID, "BWMi", text)
			x.must(err)
			return changes
		}
		var got []businesswall.Outcome
		for _, r := range save(text).Replies {
			got = append(got, r.Outcome)
		}
		if want := []businesswall.Outcome{"created", "not_member", "inactive", "unknown"}; !slices.Equal(got, want) {
			x.Errorf("outcomes %v, want %v", got, want)
		}
		if again := save(x.email(inside.UserID)).Replies[0]; again.Outcome != businesswall.AlreadyInvited {
			x.Errorf("again: %s", again.Outcome)
		}
		offer, err := x.Roles.Answer(ctx, inside, w.ID, "BWMi", inside.UserID, false)
		x.must(err)
		if again := save(x.email(inside.UserID)).Replies[0]; offer.Status != mandate.Rejected || again.Outcome != businesswall.InvitedAgain {
			x.Errorf("after a refusal: %s, %s", offer.Status, again.Outcome)
		}
		_, err = x.Roles.Answer(ctx, inside, w.ID, "BWMi", inside.UserID, true)
		x.must(err)
		if changes := save(""); len(changes.Withdrawn) != 0 || !slices.Equal(x.holds(w.ID, inside.UserID), []string{"BWMi"}) {
			x.Errorf("an accepted holder was removed by a list: %+v", changes)
		}
		_, err = x.Roles.SaveInvitations(ctx, outside, w.ID, "BWMi", "")
		x.refused(err, errs.Forbidden, "by a stranger")
	})
}

// Spec 07 §9, §14.16: only the invitee answers, once, within thirty days.
func TestRoles_Answer(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		x.must(x.Walls.AssignMissions(ctx, owner, w.ID, []mandate.Mission{mandate.Events}))
		first, late := x.member(w.OrganisationID), x.member(w.OrganisationID)
		_, err := x.Roles.SaveInvitations(ctx, owner, w.ID, "BWPRi", x.email(first.UserID)+" "+x.email(late.UserID))
		x.must(err)
		_, err = x.Roles.Answer(ctx, late, w.ID, "BWPRi", first.UserID, true)
		x.refused(err, errs.Forbidden, "for another")
		for _, accepts := range []bool{true, false} {
			offer, err := x.Roles.Answer(ctx, first, w.ID, "BWPRi", first.UserID, accepts)
			x.must(err)
			if offer.Status != mandate.Accepted {
				x.Errorf("answered: %s", offer.Status)
			}
		}
		if a := x.actor(first.UserID); len(a.Grants) != 1 || !slices.Equal(a.Grants[0].Missions, []string{"events"}) {
			x.Errorf("grants %+v", a.Grants)
		}
		x.now = noon.Add(mandate.InvitationLasts)
		offer, err := x.Roles.Answer(ctx, late, w.ID, "BWPRi", late.UserID, true)
		x.must(err)
		if offer.Status != mandate.Expired || len(x.holds(w.ID, late.UserID)) != 0 {
			x.Errorf("after thirty days: %s", offer.Status)
		}
	})
}

// Spec 07 §15.3: the owner offers, the successor accepts, the former owner
// stays a member without the role.
func TestRoles_ownership(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		next, other := x.member(w.OrganisationID), x.member(w.OrganisationID)
		x.refused(x.Roles.OfferOwnership(ctx, next, w.ID, x.email(next.UserID)), errs.Forbidden, "by a member")
		x.must(x.Roles.OfferOwnership(ctx, owner, w.ID, x.email(other.UserID)))
		x.must(x.Roles.OfferOwnership(ctx, owner, w.ID, x.email(next.UserID)))
		_, err := x.Roles.Answer(ctx, other, w.ID, "BW_OWNER", other.UserID, true)
		x.refused(err, errs.NotFound, "an offer that was replaced")
		_, err = x.Roles.Answer(ctx, next, w.ID, "BW_OWNER", next.UserID, true)
		x.must(err)
		if w = x.read(w.ID); w.OwnerID != next.UserID || len(x.holds(w.ID, owner.UserID)) != 0 || x.works(owner.UserID) != w.OrganisationID {
			x.Errorf("owner %d, the former holds %v", w.OwnerID, x.holds(w.ID, owner.UserID))
		}
	})
}

// Spec 07 §7.7, §14.5: a removed member loses the roles inside; the owner
// stays; partners from outside keep theirs until they leave the agency.
func TestTeam_RemoveMember(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		client, head := x.wall("leaders_experts")
		agency, boss := x.wall("pr")
		x.mandated(client, head, agency, boss)
		inside := x.member(client.OrganisationID)
		_, err := x.Roles.SaveInvitations(ctx, head, client.ID, "BWMi", x.email(inside.UserID))
		x.must(err)
		_, err = x.Roles.Answer(ctx, inside, client.ID, "BWMi", inside.UserID, true)
		x.must(err)
		if err := x.Team.RemoveMember(ctx, x.actor(inside.UserID), client.ID, head.UserID); !errors.Is(err, organisation.ErrOwner) {
			x.Errorf("the owner: %v", err)
		}
		removed, err := x.Team.KeepMembers(ctx, head, client.ID, x.email(head.UserID)+" "+x.email(inside.UserID), "new@x.example")
		x.must(err)
		if removed != 1 || x.works(inside.UserID) != 0 || len(x.holds(client.ID, inside.UserID)) != 0 {
			x.Errorf("removed %d, holds %v", removed, x.holds(client.ID, inside.UserID))
		}
		if got := x.holds(client.ID, boss.UserID); !slices.Equal(got, []string{"BWPRe"}) {
			x.Errorf("the partner holds %v", got)
		}
		agent := x.member(agency.OrganisationID)
		x.must(x.Cockpit.Appoint(ctx, boss, agency.ID, client.ID, agent.UserID, "BWMe"))
		x.must(x.assign(agent.UserID, 0))
		if got := x.holds(client.ID, agent.UserID); len(got) != 0 {
			x.Errorf("who has left the agency holds %v", got)
		}
	})
}

// Spec 07 §7.6: saving is a difference; the same list tells nobody again.
func TestTeam_SaveInvitations(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		for _, step := range []struct {
			text             string
			added, cancelled int
		}{{"a@x.example\nB@x.example nonsense", 2, 0}, {"b@X.example;a@x.example", 0, 0}, {"b@x.example", 0, 1}} {
			added, cancelled, err := x.Team.SaveInvitations(ctx, owner, w.ID, step.text)
			x.must(err)
			if added != step.added || cancelled != step.cancelled {
				x.Errorf("%q: %d added, %d cancelled", step.text, added, cancelled)
			}
		}
		if got := x.counted("organisation.invited"); got != 2 {
			x.Errorf("%d invitations were told", got)
		}
	})
}

// Spec 07 §7.9, §14.7: whom one may invite, what an end takes away, what the
// agency pays for.
func TestPartners(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		client, head := x.wall("leaders_experts")
		agency, boss := x.wall("pr")
		media, _ := x.wall("media")
		for what, id := range map[string]int64{"itself": client.ID, "no agency": media.ID, "nothing": 0, "unknown": 99} {
			if err := x.Partners.Invite(ctx, head, client.ID, businesswall.Invitation{AgencyID: id}); !errors.Is(err, businesswall.ErrInvite) {
				x.Errorf("%s is invited: %v", what, err)
			}
		}
		x.refused(x.Partners.Invite(ctx, boss, agency.ID, businesswall.Invitation{AgencyID: agency.ID}), errs.NotFound, "an agency's partner")
		id := x.mandated(client, head, agency, boss)
		if err := x.Partners.Invite(ctx, head, client.ID, businesswall.Invitation{AgencyID: agency.ID}); !errors.Is(err, businesswall.ErrInvite) {
			x.Errorf("invited again: %v", err)
		}
		if x.billing.clients[agency.ID] != 1 {
			x.Errorf("the agency pays for %d", x.billing.clients[agency.ID])
		}
		colleague := x.member(agency.OrganisationID)
		x.must(x.Cockpit.Appoint(ctx, boss, agency.ID, client.ID, colleague.UserID, "BWMe"))
		x.refused(x.Partners.Revoke(ctx, boss, agency.ID, client.ID), errs.Conflict, "revoked by the agency")
		x.must(x.Partners.Revoke(ctx, head, client.ID, agency.ID))
		if err := x.Partners.Revoke(ctx, head, client.ID, agency.ID); !errors.Is(err, businesswall.ErrRevoke) {
			x.Errorf("revoked twice: %v", err)
		}
		if held := append(x.holds(client.ID, boss.UserID), x.holds(client.ID, colleague.UserID)...); len(held) != 0 {
			x.Errorf("after the end the agency holds %v", held)
		}
		_, err := x.Partners.Answer(ctx, head, agency.ID, id, true)
		x.refused(err, errs.Forbidden, "answered by the client")
		x.mandated(client, head, agency, boss)
	})
}

// Spec 07 §14.4: an agency publishes under the missions of the client, owners
// always; the answer is as things are now.
func TestMissions_decideWhoPublishes(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		client, head := x.wall("leaders_experts")
		agency, boss := x.wall("pr")
		x.mandated(client, head, agency, boss)
		colleague := x.member(agency.OrganisationID)
		may := func(id int64) bool { return x.mayPublish(id, client.OrganisationID) }
		if may(boss.UserID) || may(colleague.UserID) || !may(head.UserID) {
			x.Error("without mission")
		}
		x.must(x.Walls.AssignMissions(ctx, head, client.ID, []mandate.Mission{mandate.PressReleases}))
		if !may(boss.UserID) || !may(colleague.UserID) {
			x.Error("with the mission")
		}
		err := x.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
			return mandate.MayPublishFor(ctx, tx, boss.UserID, client.OrganisationID, mandate.Events)
		})
		if !errors.Is(err, mandate.ErrMayNotPublish) {
			x.Errorf("under another mission: %v", err)
		}
		x.must(x.Lifecycle.Suspend(ctx, agency.ID, x.now))
		if may(colleague.UserID) {
			x.Error("of a suspended agency")
		}
		x.must(x.Walls.AssignMissions(ctx, head, client.ID, nil))
		if may(boss.UserID) {
			x.Error("after the mission")
		}
	})
}

// Spec 07 §7.3, §14.3: only what may be selected is listed; the rest is refused
// and leaves the selection alone.
func TestWalls_Select(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		client, head := x.wall("leaders_experts")
		agency, boss := x.wall("pr")
		x.mandated(client, head, agency, boss)
		choices, err := x.Walls.Choices(ctx, boss)
		x.must(err)
		if len(choices) != 2 {
			x.Fatalf("choices %+v", choices)
		}
		for _, c := range choices {
			manages, err := x.Walls.Select(ctx, boss, c.WallID)
			x.must(err)
			if manages != (c.WallID == agency.ID) || c.Manages != manages {
				x.Errorf("wall of type %s: manages %v, listed %v", c.Type, manages, c.Manages)
			}
		}
		colleague := x.member(agency.OrganisationID)
		if _, err := x.Walls.Select(ctx, colleague, client.ID); !errors.Is(err, businesswall.ErrMayNotSelect) {
			x.Errorf("a colleague without role: %v", err)
		}
		if listed, err := x.Walls.Choices(ctx, colleague); err != nil || len(listed) != 0 {
			x.Errorf("a colleague is offered %v, %v", listed, err)
		}
	})
}

// Spec 07 §7.4, §14.11: all or nothing, blanks clear, the name is mirrored.
func TestWalls_SaveContent(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		x.must(x.words.Replace(ctx, x.ids, "periodicite", []vocabulary.Entry{{Value: "Quotidien", Label: "Quotidien"}}))
		c := w.Content()
		c.Name, c.SIREN, c.EditorialLine, c.Periodicity, c.Town = "Le Phare", "732 829 320 00074", "Local", "Quotidien", "FRA / 29200 Brest"
		logo := picture(x.T)
		x.must(x.Walls.SaveContent(ctx, owner, w.ID, businesswall.ContentInput{Content: c, Logo: logo}))
		w = x.read(w.ID)
		if w.SIREN != "732829320" || w.SIRET != "73282932000074" || w.Logo == "" || w.Department != "29" || w.City != "Brest" || x.employer(w.OrganisationID).WallName != "Le Phare" {
			x.Errorf("saved %+v", w)
		}
		bad := w.Content()
		bad.Name, bad.SIREN, bad.SIRET, bad.Audience, bad.SiteURL, bad.Periodicity = "", "1", "", strings.Repeat("é", 501), "ftp://x", "Jamais"
		err := x.Walls.SaveContent(ctx, owner, w.ID, businesswall.ContentInput{Content: bad})
		var fields errs.Fields
		if !errors.As(err, &fields) || len(fields) != 5 || x.read(w.ID).Name != "Le Phare" {
			x.Errorf("wrong content: %v", err)
		}
		c = w.Content()
		c.EditorialLine = ""
		x.must(x.Walls.SaveContent(ctx, owner, w.ID, businesswall.ContentInput{Content: c, RemoveLogo: true}))
		if w = x.read(w.ID); w.EditorialLine != "" || w.Logo != "" {
			x.Errorf("cleared: %q %q", w.EditorialLine, w.Logo)
		}
	})
}

func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 60, 40))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Spec 07 §4.2, §5.8: at most ten, dense positions, moves that do nothing at
// the ends.
func TestGallery(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		x.refused(x.Gallery.Add(ctx, owner, w.ID, []byte("GIF89a"), "", ""), errs.Invalid, "another type")
		x.refused(x.Gallery.Add(ctx, owner, w.ID, make([]byte, businesswall.MaxImageBytes), "", ""), errs.TooLarge, "4 MiB")
		for _, caption := range []string{"a", "b", "c"} {
			x.must(x.Gallery.Add(ctx, owner, w.ID, picture(x.T), caption, ""))
		}
		order := func() (text string) {
			images, err := x.Gallery.Images(ctx, owner, w.ID)
			x.must(err)
			for i, im := range images {
				if im.Position != int64(i) {
					x.Errorf("position %d at %d", im.Position, i)
				}
				text += im.Caption
			}
			return text
		}
		images, err := x.Gallery.Images(ctx, owner, w.ID)
		x.must(err)
		x.must(x.Gallery.Move(ctx, owner, w.ID, images[0].ID, businesswall.Up))
		x.must(x.Gallery.Move(ctx, owner, w.ID, images[2].ID, businesswall.Down))
		x.must(x.Gallery.Move(ctx, owner, w.ID, images[1].ID, "sideways"))
		if got := order(); got != "abc" {
			x.Errorf("order %s", got)
		}
		x.must(x.Gallery.Move(ctx, owner, w.ID, images[0].ID, businesswall.Down))
		x.must(x.Gallery.Delete(ctx, owner, w.ID, images[1].ID))
		if got := order(); got != "ac" {
			x.Errorf("order %s", got)
		}
		for range 8 {
			x.must(x.Gallery.Add(ctx, owner, w.ID, picture(x.T), "", ""))
		}
		x.refused(x.Gallery.Add(ctx, owner, w.ID, picture(x.T), "", ""), errs.Conflict, "the eleventh")
	})
}

// Spec 07 §10: a manager cancels, a mere administrator does not, nor anybody
// when the provider's portal must be used.
func TestWalls_Cancel(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		admin := x.member(0)
		admin.Admin = true
		x.refused(x.Walls.Cancel(ctx, admin, w.ID), errs.Forbidden, "by an administrator")
		x.billing.portal = true
		x.refused(x.Walls.Cancel(ctx, owner, w.ID), errs.Conflict, "through the portal")
		x.billing.portal = false
		x.must(x.Walls.Cancel(ctx, owner, w.ID))
		x.must(x.Lifecycle.Reactivate(ctx, w.ID, x.now.Add(time.Hour)))
		if o := x.employer(w.OrganisationID); x.read(w.ID).Status != businesswall.Cancelled || o.WallID != 0 || x.actor(owner.UserID).SelectedWallID != 0 {
			x.Errorf("cancelled: %s, mirror %d", x.read(w.ID).Status, o.WallID)
		}
	})
}

// Spec 07 §13: what is stored is read again; nonsense is the default; a wall
// that holds no rights has no policy.
func TestWalls_SetPolicy(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		other, boss := x.wall("pr")
		x.refused(x.Walls.SetPolicy(ctx, owner, w.ID, businesswall.Policy{Option: "maybe"}), errs.Invalid, "an unknown option")
		x.refused(x.Walls.SetPolicy(ctx, boss, other.ID, businesswall.Policy{Option: businesswall.Nobody}), errs.NotFound, "an agency")
		x.must(x.Walls.SetPolicy(ctx, owner, w.ID, businesswall.Policy{Option: businesswall.Whitelist, Media: []int64{w.ID, other.ID}}))
		p, _, err := x.Walls.Policy(ctx, owner, w.ID)
		x.must(err)
		if !p.Allows(w.ID) || p.Allows(other.ID) {
			x.Errorf("policy %+v", p)
		}
		if got := businesswall.ParsePolicy([]byte("{")); got.Option != businesswall.AllSubscribed || !got.Allows(1) {
			x.Errorf("nonsense is %+v", got)
		}
	})
}

// Spec 07 §14.19, §15.5: who asks for a role is heard once an hour; what was
// done is told to managers only.
func TestHistory(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		w, owner := x.wall("media")
		colleague := x.member(w.OrganisationID)
		for range 2 {
			x.must(x.Roles.Request(ctx, colleague, w.ID))
		}
		rows, err := x.Walls.History(ctx, owner, w.ID, 0)
		x.must(err)
		if x.counted("wall_role.requested") != 1 || len(rows) < 2 || rows[0].Action != businesswall.ActionRoleRequested {
			x.Errorf("history %+v", rows)
		}
		_, err = x.Walls.History(ctx, colleague, w.ID, 0)
		x.refused(err, errs.Forbidden, "history by a member")
	})
}

// Spec 07 §15.6: a partnership ends with its contract, and both are told a
// month before, once.
func TestLifecycle_Expire_contracts(t *testing.T) {
	eachTown(t, func(x *town) {
		ctx := x.Context()
		client, head := x.wall("leaders_experts")
		agency, boss := x.wall("pr")
		id := x.mandated(client, head, agency, boss)
		x.must(x.Partners.SetContract(ctx, head, client.ID, id, x.now, x.now.AddDate(0, 0, 40), "Lot 2"))
		for _, day := range []int{0, 20, 21, 40} {
			x.now = noon.AddDate(0, 0, day)
			x.must(x.Lifecycle.Expire(ctx))
		}
		if len(x.holds(client.ID, boss.UserID)) != 0 || x.counted("partnership.ending") != 1 || x.counted("partnership.ended") != 1 {
			x.Errorf("holds %v, %d, %d", x.holds(client.ID, boss.UserID), x.counted("partnership.ending"), x.counted("partnership.ended"))
		}
	})
}
