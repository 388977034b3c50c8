// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb_test

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/modules/billing"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/ids"
)

// post is what somebody has received lately: mails and bells.
type post struct {
	*town

	read map[int64]bool // mails opened
	rung map[string]int // bells heard, by message and address
}

func (p *post) email(t *testing.T, who access.Actor) string {
	t.Helper()
	var address string
	if err := p.DB.Reader().NewRaw("SELECT email FROM members WHERE id = ?", who.UserID).Scan(t.Context(), &address); err != nil {
		t.Fatal(err)
	}
	return address
}

// notice is one thing that must be told, to one address.
type notice struct {
	to      access.Actor
	mail    string // part of the subject; "" for no mail
	says    string // part of the text
	link    string // where it begins
	opens   string // what the page behind the link says
	bell    string // message, without « notifications. »
	english bool
}

// link finds the button of a mail.
var link = regexp.MustCompile(`https?://[^/\s]+(/[^\s"<>)]*)`)

// expect waits for what an action has told, and judges each: it left once, in
// the receiver's language, with a link that works.
func (p *post) expect(t *testing.T, what string, list ...notice) {
	t.Helper()
	p.Settle(t)
	for _, n := range list {
		address := p.email(t, n.to)
		bells := p.Count(t, "SELECT count(*) FROM notifications WHERE receiver_id = ? AND message = ?", n.to.UserID, "notifications."+n.bell)
		if rung := bells - p.rung[n.bell+address]; rung != 1 {
			t.Errorf("%s: %d bells for %s", what, rung, address)
		}
		p.rung[n.bell+address] = bells
		if n.mail != "" {
			p.judge(t, what, address, n)
		}
	}
	var unread []struct {
		ID                 int64
		Recipient, Subject string
	}
	if err := p.DB.Reader().NewRaw("SELECT id, recipient, subject FROM mail_messages").Scan(t.Context(), &unread); err != nil {
		t.Fatal(err)
	}
	for _, m := range unread {
		if !p.read[m.ID] {
			t.Errorf("%s: nobody expects « %s » to %s", what, m.Subject, m.Recipient)
			p.read[m.ID] = true
		}
	}
}

func (p *post) judge(t *testing.T, what, address string, n notice) {
	t.Helper()
	var found []struct {
		ID            int64
		Subject, Text string
	}
	err := p.DB.Reader().NewRaw("SELECT id, subject, text FROM mail_messages WHERE recipient LIKE ? ORDER BY id", "%"+address+"%").Scan(t.Context(), &found)
	if err != nil {
		t.Fatal(err)
	}
	fresh := 0
	for _, m := range found {
		if p.read[m.ID] {
			continue
		}
		p.read[m.ID] = true
		fresh++
		if !strings.Contains(m.Subject, n.mail) || !strings.HasPrefix(m.Subject, "[Aipress24] ") || !strings.Contains(m.Text, n.says) {
			t.Errorf("%s: « %s » says %q", what, m.Subject, m.Text)
		}
		if n.english != strings.Contains(m.Text, "Hello ") {
			t.Errorf("%s: the language of %q", what, m.Text)
		}
		p.follow(t, what, m.Text, n)
	}
	if fresh != 1 {
		t.Errorf("%s: %d mails to %s", what, fresh, address)
	}
}

// follow opens the link of a mail as its receiver.
func (p *post) follow(t *testing.T, what, text string, n notice) {
	t.Helper()
	for _, m := range link.FindAllStringSubmatch(text, -1) {
		if !strings.HasPrefix(m[1], n.link) {
			continue
		}
		b := p.SignIn(t, n.to)
		page := b.Get(t, m[1])
		for range 3 {
			if page.Status != http.StatusSeeOther {
				break
			}
			page = b.Get(t, page.Location())
		}
		if page.Status != http.StatusOK || !strings.Contains(page.Text("main"), n.opens) {
			t.Errorf("%s: the link %s opens %d: %s", what, m[1], page.Status, page.Text("main"))
		}
		return
	}
	t.Errorf("%s: no link to %s in %q", what, n.link, text)
}

// newPost is a town whose post office works; the client's side reads English.
func newPost(t *testing.T, app *apptest.App) *post {
	t.Helper()
	p := &post{town: build(t, app), read: map[int64]bool{}, rung: map[string]int{}}
	for _, name := range []string{"owner", "member"} {
		p.Exec(t, "UPDATE members SET language = 'en', first_name = 'Robin', last_name = 'Hill' WHERE id = ?", p.people[name].UserID)
	}
	p.Exec(t, "DELETE FROM partnerships")
	p.Exec(t, "DELETE FROM wall_roles WHERE wall_id = ? AND role <> 'BW_OWNER'", p.wall.WallID)
	return p
}

// Every invitation and answer of spec 07 §11 and §15.3, §15.9 is told once, in
// the receiver's language, with a link that works.
func TestNotices_invitations(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		p := newPost(t, app)
		owner, member, boss, stranger := p.people["owner"], p.people["member"], p.people["agency owner"], p.people["stranger"]
		ctx, walls := t.Context(), p.BusinessWalls

		_, _, err := walls.Team.SaveInvitations(ctx, owner, p.wall.WallID, p.email(t, stranger))
		must(t, err)
		_, _, err = walls.Team.SaveInvitations(ctx, owner, p.wall.WallID, p.email(t, stranger))
		must(t, err)
		p.expect(t, "invited to join", notice{
			to: stranger, mail: "Invitation", says: "Robin Hill", link: "/preferences/invitations", opens: "Verreries du Nord", bell: "organisation_invited",
		})

		_, err = walls.Roles.SaveInvitations(ctx, owner, p.wall.WallID, "BWMi", p.email(t, member))
		must(t, err)
		p.expect(t, "invited to a role", notice{
			to: member, mail: "Invitation to a role", says: "Business Wall Manager", link: "/BW/confirm-role-invitation/", opens: "Verreries du Nord", bell: "wall_role_invited", english: true,
		})
		_, err = walls.Roles.Answer(ctx, member, p.wall.WallID, "BWMi", member.UserID, true)
		must(t, err)
		p.expect(t, "role accepted", notice{to: owner, bell: "wall_role_accepted"})
		if n := p.Count(t, "SELECT count(*) FROM notifications WHERE receiver_id = ? AND message = ?", member.UserID, "notifications.wall_role_accepted"); n != 0 {
			t.Error("who accepts a role is told of it")
		}
		must(t, walls.Roles.OfferOwnership(ctx, owner, p.wall.WallID, p.email(t, member)))
		p.expect(t, "ownership offered", notice{
			to: member, mail: "Invitation to a role", says: "Business Wall Owner", link: "/BW/confirm-role-invitation/", opens: "Verreries du Nord", bell: "wall_role_invited", english: true,
		})
		must(t, walls.Roles.WithdrawOwnership(ctx, owner, p.wall.WallID))

		must(t, walls.Partners.Invite(ctx, owner, p.wall.WallID, businesswall.Invitation{AgencyID: p.agency.WallID, Message: "Parlons-en."}))
		p.expect(t, "partnership proposed", notice{
			to: boss, mail: "Invitation à un partenariat RP", says: "Verreries du Nord", link: "/BW/confirm-partnership-invitation/", opens: "Parlons-en.", bell: "partnership_invited",
		})
		id := int64(p.Count(t, "SELECT id FROM partnerships"))
		_, err = walls.Partners.Answer(ctx, boss, p.agency.WallID, id, true)
		must(t, err)
		p.expect(t, "partnership accepted", notice{
			to: owner, mail: "Answer to your PR partnership", says: "Agence du Port", link: "/BW/", opens: "Verreries du Nord", bell: "partnership_accepted", english: true,
		})
		if n := p.Count(t, "SELECT count(*) FROM mail_messages WHERE subject LIKE '%Answer to your PR%' AND text LIKE ?", "%"+p.email(t, boss)+"%"); n != 1 {
			t.Error("the answer is not sent in the name of who gave it")
		}
		must(t, walls.Partners.Revoke(ctx, owner, p.wall.WallID, p.agency.WallID))
		p.expect(t, "partnership ended", notice{
			to: boss, mail: "Fin du partenariat RP", says: "Verreries du Nord", link: "/BW/", opens: "Agence du Port", bell: "partnership_ended",
		})
		if n := p.Count(t, "SELECT count(*) FROM notifications WHERE receiver_id = ? AND message = 'notifications.wall_role_removed'", boss.UserID); n != 0 {
			t.Errorf("the owner of the agency is told %d times more of the role that ended with the partnership", n)
		}
	})
}

// Every change of a wall's state is told once to its owner (spec 07 §15.9): the
// unpaid one in time, three days and one day before it closes.
func TestNotices_states(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		p := newPost(t, app)
		owner := p.people["owner"]
		ctx, life, id := t.Context(), p.BusinessWalls.Lifecycle, p.wall.WallID
		from := p.Clock.Now()
		told := func(bell, subject, says string) {
			t.Helper()
			p.expect(t, bell, notice{to: owner, mail: subject, says: says, link: "/BW/", opens: "Verreries du Nord", bell: bell, english: true})
		}
		for range 2 {
			must(t, life.MarkPastDue(ctx, id, from, from.AddDate(0, 0, 7)))
		}
		p.expect(t, "unpaid", notice{to: owner, bell: "wall_payment_failed"}) // the mail is billing's
		for _, step := range []struct {
			after      time.Duration
			bell, says string
		}{{4 * 24 * time.Hour, "wall_suspension_near", "three days"}, {2 * 24 * time.Hour, "wall_suspension_tomorrow", "tomorrow"}} {
			p.Clock.Advance(step.after)
			for range 2 {
				must(t, life.Countdown(ctx))
			}
			told(step.bell, "soon be suspended", step.says)
		}
		for range 2 {
			must(t, life.Suspend(ctx, id, p.Clock.Now()))
		}
		told("wall_suspended", "is suspended", "no longer public")
		for range 2 {
			must(t, life.Reactivate(ctx, id, p.Clock.Now().Add(time.Minute)))
		}
		told("wall_reactivated", "back in service", "Nothing was lost")
		for range 2 {
			must(t, life.Cancel(ctx, id, p.Clock.Now().Add(2*time.Minute)))
		}
		p.expect(t, "cancelled", notice{to: owner, mail: "is cancelled", says: "may open another one", link: "/BW/", opens: "Business Wall", bell: "wall_cancelled", english: true})
	})
}

// A first failed payment is told once by mail to the owner and to another
// payer, each in time and with a way to pay (spec 07 §11, 06 §11).
func TestNotices_unpaid(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		b := subscribe(t, app, "pr", "1")
		app.Exec(t, "DELETE FROM mail_messages")
		var s struct{ ProviderID, CustomerID string }
		if err := app.DB.Reader().NewRaw("SELECT provider_id, customer_id FROM subscriptions").Scan(t.Context(), &s); err != nil {
			t.Fatal(err)
		}
		address, err := app.Sandbox().Portal(t.Context(), s.CustomerID, "https://example.org/")
		must(t, err)
		portal := address[strings.LastIndex(address, "/")+1:]
		for range 2 {
			app.Clock.Advance(time.Hour)
			must(t, app.Sandbox().Act(t.Context(), portal, s.ProviderID, "fail"))
			app.Settle(t)
		}
		if n := app.Count(t, "SELECT count(*) FROM mail_messages WHERE subject LIKE '%chec de paiement%'"); n != 2 {
			t.Errorf("%d mails of one failure, want the owner's and the payer's", n)
		}
		if n := app.Count(t, "SELECT count(*) FROM mail_messages WHERE recipient LIKE '%compta@example.org%'"); n != 1 {
			t.Errorf("%d mails to the payer", n)
		}
		wantLocation(t, b.Get(t, "/BW/"), "/BW/dashboard")
		page := b.Get(t, "/BW/dashboard")
		if !page.Has(`[data-testid="unpaid"] form[action="/BW/billing-portal"]`) {
			t.Errorf("the dashboard does not lead to where one pays: %s", page.Text("main"))
		}
		if paying := b.Post(t, "/BW/billing-portal", url.Values{}); !strings.Contains(paying.Location(), "/sandbox/portal/") {
			t.Errorf("the portal is %d %s", paying.Status, paying.Location())
		}
	})
}

// Spec 07 §5.1, §14.13, §14.22: a wall that the staff blocks, or whose
// subscription is paused, does not ask its owner to pay what is paid.
func TestNotices_whySuspended(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		b := subscribe(t, app, "leaders_experts", "12")
		admin := app.Member(t, func(p *apptest.Person) { p.Admin = true })
		wall := int64(app.Count(t, "SELECT id FROM business_walls WHERE type = 'leaders_experts'"))
		says := func(what, box, mail, refusal string) {
			t.Helper()
			app.Settle(t)
			page := b.Get(t, "/BW/dashboard")
			if text := page.Text("main"); !page.Has(box) || strings.Contains(text, "Réglez votre abonnement") {
				t.Errorf("%s: the dashboard says %s", what, text)
			}
			if n := app.Count(t, "SELECT count(*) FROM mail_messages WHERE subject LIKE '%est suspendu%' AND text LIKE ?", "%"+mail+"%"); n != 1 {
				t.Errorf("%s: %d mails say why", what, n)
			}
			b.Post(t, "/BW/select-subscription/transformers", nil)
			b.Post(t, "/BW/submit-contacts", url.Values{"payer_is_owner": {"true"}})
			b.Post(t, "/BW/set_pricing/transformers", url.Values{"terms": {"true"}, "quantity": {"12"}})
			answer := b.Post(t, "/BW/stripe-info/transformers", url.Values{"company": {"Maison"}, "siret": {"73282932000074"}, "email": {"compta@example.org"}})
			if said := answer.Text("body"); answer.Status == http.StatusSeeOther || !strings.Contains(said, refusal) {
				if said = b.Get(t, answer.Location()).Text("body"); !strings.Contains(said, refusal) {
					t.Errorf("%s: a change of type is refused with %d %s", what, answer.Status, said)
				}
			}
		}
		must(t, app.BusinessWalls.Lifecycle.Block(t.Context(), admin, wall))
		says("blocked", `[data-testid="blocked"]`, "contact@aipress24.com", "désactivé par l’équipe")
		must(t, app.BusinessWalls.Lifecycle.Unblock(t.Context(), admin, wall))
		var s struct{ ProviderID, CustomerID string }
		must(t, app.DB.Reader().NewRaw("SELECT provider_id, customer_id FROM subscriptions WHERE wall_id = ?", wall).Scan(t.Context(), &s))
		address, err := app.Sandbox().Portal(t.Context(), s.CustomerID, "https://example.org/")
		must(t, err)
		app.Clock.Advance(time.Hour)
		must(t, app.Sandbox().Act(t.Context(), address[strings.LastIndex(address, "/")+1:], s.ProviderID, "pause"))
		says("paused", `[data-testid="unpaid"]`, "en pause", "en pause")
	})
}

// Spec 07 §11, §15.6, §15.9: when a contract is over, or the agency's wall ends,
// both sides hear of it, from nobody but who acted: else from the platform.
func TestNotices_partnershipEnds(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		p := newPost(t, app)
		owner, boss := p.people["owner"], p.people["agency owner"]
		id := p.partner(t, p.agency.WallID, mandate.PartnershipActive)
		p.Exec(t, "UPDATE partnerships SET ends_at = ? WHERE id = ?", p.Clock.Now().AddDate(0, 0, -2), id)
		must(t, p.BusinessWalls.Lifecycle.Expire(t.Context()))
		p.expect(t, "contract over",
			notice{to: boss, mail: "Fin du partenariat RP", says: "ne peut plus publier au nom de ce client", link: "/BW/", opens: "Agence du Port", bell: "partnership_ended"},
			notice{to: owner, mail: "End of the PR partnership", says: "publish in your name", link: "/BW/", opens: "Verreries du Nord", bell: "partnership_ended", english: true})
		if n := p.Count(t, "SELECT count(*) FROM mail_messages WHERE subject LIKE '%partenariat%' AND text LIKE '%Robin Hill%'"); n != 0 {
			t.Error("the mail of the end is sent in the name of who once invited")
		}
		p.partner(t, p.agency.WallID, mandate.PartnershipActive)
		must(t, p.BusinessWalls.Lifecycle.Cancel(t.Context(), p.agency.WallID, p.Clock.Now()))
		p.Settle(t)
		const heard = "SELECT count(*) FROM mail_messages WHERE subject LIKE '%End of the PR partnership%'"
		if n := p.Count(t, heard); n != 2 {
			t.Errorf("the client has heard of %d ends", n)
		}
		if n := p.Count(t, "SELECT count(*) FROM notifications WHERE receiver_id = ? AND message = 'notifications.partnership_ended'", owner.UserID); n != 2 {
			t.Errorf("%d bells for the client", n)
		}
	})
}

// The outcome of the staff's verification reaches the managers with the comment:
// bell, mail, dashboard and history (spec 07 §14.23, §15.1).
func TestNotices_verification(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		p := newPost(t, app)
		owner, id := p.people["owner"], p.wall.WallID
		admin := p.people["administrator"]
		b := p.SignIn(t, owner)
		b.Post(t, "/BW/select-bw/"+ids.Encode(id), nil)
		for _, said := range []struct {
			v                                      businesswall.Verification
			comment, subject, bell, box, inHistory string
		}{
			{businesswall.Refused, "Le SIREN est celui d’une autre maison.", "needs a correction", "wall_refused", `[data-testid="correction"]`, "Correction demandée"},
			{businesswall.Verified, "Merci.", "is verified", "wall_verified", "", "Contenu vérifié"},
		} {
			must(t, p.BusinessWalls.Walls.Verify(t.Context(), admin, id, said.v, said.comment))
			p.expect(t, string(said.v), notice{to: owner, mail: said.subject, says: said.comment, link: "/BW/", opens: "Verreries du Nord", bell: said.bell, english: true})
			page := b.Get(t, "/BW/dashboard")
			if said.box != "" && !strings.Contains(page.Text(said.box), said.comment) || said.box == "" && (page.Has(`[data-testid="correction"]`) || !strings.Contains(page.Text("main"), "Vérifié par l’équipe")) {
				t.Errorf("%s: the dashboard says %s", said.v, page.Text("main"))
			}
			if text := b.Get(t, "/BW/history").Text("main"); !strings.Contains(text, said.inHistory) {
				t.Errorf("%s: the history says %s", said.v, text)
			}
		}
		if n := p.Count(t, "SELECT count(*) FROM notifications WHERE receiver_id = ? AND CAST(args AS TEXT) LIKE '%autre maison%'", owner.UserID); n != 1 {
			t.Errorf("%d bells carry the comment", n)
		}
	})
}

// A payment that gives nothing is told once to who ordered, who pays and the
// administrators, with the reason (spec 06 §7.2).
func TestNotices_paymentReturned(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		admin := app.Member(t, func(p *apptest.Person) { p.Admin = true })
		subscribe(t, app, "leaders_experts", "12")
		app.Exec(t, "DELETE FROM mail_messages")
		wall := int64(app.Count(t, "SELECT id FROM business_walls WHERE type = 'leaders_experts'"))
		must(t, app.DB.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
			return app.Outbox.Record(ctx, tx, billing.PaymentReturned{WallID: wall, SubscriptionID: "sub_gone", Reason: "wall.error.has_wall"})
		}))
		app.Settle(t)
		const told = "SELECT count(*) FROM mail_messages WHERE subject LIKE '%vous est rendu%' AND text LIKE '%déjà un Business Wall%'"
		if n := app.Count(t, told); n != 3 {
			t.Errorf("%d mails, want the owner’s, the payer’s and the administrator’s", n)
		}
		for _, address := range []string{"compta@example.org", (&post{town: &town{App: app}}).email(t, admin)} {
			if n := app.Count(t, told+" AND recipient LIKE ?", "%"+address+"%"); n != 1 {
				t.Errorf("%d mails to %s", n, address)
			}
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
