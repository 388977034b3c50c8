// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/uptrace/bun"
	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/modules/businesswall"
)

// world is a client, an agency, and people, among whom anything may happen. It
// remembers, from what was done alone, who works where and who lost what.
type world struct {
	*town

	rt             *rapid.T
	client, agency *businesswall.Wall
	people         []int64
	works          map[int64]int64
	admin          access.Actor
}

// step does something, most often refused.
type step struct {
	name string
	do   func(w *world) error
}

func (w *world) one(label string) int64 { return rapid.SampledFrom(w.people).Draw(w.rt, label) }

func (w *world) any(label string) *businesswall.Wall {
	return rapid.SampledFrom([]*businesswall.Wall{w.client, w.agency}).Draw(w.rt, label)
}

func (w *world) yes(label string) bool { return rapid.Bool().Draw(w.rt, label) }

// rarely is true once in six.
func (w *world) rarely() bool { return rapid.IntRange(0, 5).Draw(w.rt, "rarely") == 0 }

// instant is when the payment provider says something: not always in order.
func (w *world) instant() time.Time {
	return noon.Add(time.Duration(rapid.IntRange(0, 50).Draw(w.rt, "at")) * time.Hour)
}

// end is the last day of a contract, over already or not, or none.
func (w *world) end() time.Time {
	if w.yes("endless") {
		return time.Time{}
	}
	return mandate.Today(w.now.AddDate(0, 0, rapid.IntRange(-3, 30).Draw(w.rt, "ends in")))
}

func (w *world) owner(wall *businesswall.Wall) access.Actor { return w.actor(w.read(wall.ID).OwnerID) }

var steps = []step{
	{"activate", func(w *world) error { return w.Lifecycle.Activate(w.Context(), w.any("wall").ID, w.instant()) }},
	{"suspend", func(w *world) error {
		if !w.rarely() {
			return nil
		}
		return w.Lifecycle.Suspend(w.Context(), w.any("wall").ID, w.instant())
	}},
	{"reactivate", func(w *world) error { return w.Lifecycle.Reactivate(w.Context(), w.any("wall").ID, w.instant()) }},
	{"past due", func(w *world) error {
		at := w.instant()
		return w.Lifecycle.MarkPastDue(w.Context(), w.any("wall").ID, at, at.AddDate(0, 0, 7))
	}},
	{"block", func(w *world) error {
		if !w.rarely() {
			return nil
		}
		return w.Lifecycle.Block(w.Context(), w.admin, w.any("wall").ID)
	}},
	{"unblock", func(w *world) error { return w.Lifecycle.Unblock(w.Context(), w.admin, w.any("wall").ID) }},
	{"cancel", func(w *world) error {
		if rapid.IntRange(0, 20).Draw(w.rt, "for ever") > 0 {
			return nil
		}
		return w.Lifecycle.Cancel(w.Context(), w.any("wall").ID, w.instant())
	}},
	{"missions", func(w *world) error {
		var granted []mandate.Mission
		if w.yes("granted") {
			granted = []mandate.Mission{mandate.PressReleases}
		}
		return w.Walls.AssignMissions(w.Context(), w.owner(w.client), w.client.ID, granted)
	}},
	{"invite", func(w *world) error {
		wall := w.any("wall")
		by := w.owner(wall)
		if w.rarely() {
			by = w.actor(w.one("by"))
		}
		role := rapid.SampledFrom([]string{"BWMi", "BWPRi"}).Draw(w.rt, "role")
		_, err := w.Roles.SaveInvitations(w.Context(), by, wall.ID, role, w.email(w.one("invitee")))
		return err
	}},
	{"answer", func(w *world) error {
		var open []mandate.Role
		err := w.db.Writer().NewSelect().Model(&open).Where("wr.status = 'pending'").
			Where("wr.wall_id IN (?)", bun.List([]int64{w.client.ID, w.agency.ID})).Order("wr.id").Scan(w.Context())
		if err != nil || len(open) == 0 {
			return err
		}
		r := rapid.SampledFrom(open).Draw(w.rt, "offer")
		by := r.MemberID
		if w.rarely() {
			by = w.one("by")
		}
		_, err = w.Roles.Answer(w.Context(), w.actor(by), r.WallID, r.Role, r.MemberID, !w.rarely())
		return err
	}},
	{"hand over", func(w *world) error {
		wall := w.any("wall")
		return w.Roles.OfferOwnership(w.Context(), w.owner(wall), wall.ID, w.email(w.one("successor")))
	}},
	{"change owner", func(w *world) error {
		wall, to := w.any("wall"), w.one("successor")
		err := w.Roles.ChangeOwner(w.Context(), w.admin, wall.ID, w.email(to))
		if err == nil {
			w.works[to] = wall.OrganisationID
		}
		return err
	}},
	{"propose", func(w *world) error {
		in := businesswall.Invitation{AgencyID: w.agency.ID, EndsAt: w.end()}
		err := w.Partners.Invite(w.Context(), w.owner(w.client), w.client.ID, in)
		if err == nil && mandate.ContractOver(in.EndsAt, w.now) {
			w.rt.Fatalf("on %v, an agency is invited until %v", w.now, in.EndsAt)
		}
		return err
	}},
	{"represent", func(w *world) error {
		var open []int64
		err := w.db.Writer().NewSelect().Model((*mandate.Partnership)(nil)).Column("pa.id").Where("pa.client_id = ?", w.client.ID).Order("pa.id DESC").Limit(1).Scan(w.Context(), &open)
		if err != nil || len(open) == 0 {
			return err
		}
		p, err := w.Partners.Answer(w.Context(), w.owner(w.agency), w.agency.ID, open[0], w.yes("accepts"))
		if err != nil {
			return err
		}
		if p.Status != mandate.PartnershipActive || !w.yes("new dates") {
			return nil
		}
		return w.Partners.SetContract(w.Context(), w.owner(w.client), w.client.ID, open[0], time.Time{}, w.end(), "")
	}},
	{"appoint", func(w *world) error {
		return w.Cockpit.Appoint(w.Context(), w.owner(w.agency), w.agency.ID, w.client.ID, w.one("colleague"), rapid.SampledFrom([]string{"BWMe", "BWPRe"}).Draw(w.rt, "role"))
	}},
	{"revoke", func(w *world) error {
		err := w.Partners.Revoke(w.Context(), w.owner(w.client), w.client.ID, w.agency.ID)
		if err == nil {
			w.nobodyOf(w.agency, "after revocation")
		}
		return err
	}},
	{"remove", func(w *world) error {
		wall, who := w.any("wall"), w.one("who")
		err := w.Team.RemoveMember(w.Context(), w.owner(wall), wall.ID, who)
		if err == nil && w.works[who] == wall.OrganisationID {
			w.works[who] = 0
			if w.mayPublish(who, wall.OrganisationID) {
				w.rt.Fatalf("%d publishes after being removed", who)
			}
		}
		return err
	}},
	{"move", func(w *world) error {
		who, to := w.one("who"), rapid.SampledFrom([]int64{0, w.client.OrganisationID, w.agency.OrganisationID}).Draw(w.rt, "to")
		left := w.works[who]
		err := w.assign(who, to)
		if err != nil {
			return err
		}
		w.works[who] = to
		if left == w.agency.OrganisationID && to == 0 && w.mayPublish(who, w.client.OrganisationID) {
			w.rt.Fatalf("%d publishes for the client after leaving the agency", who)
		}
		return nil
	}},
	{"wait", func(w *world) error {
		w.now = w.now.AddDate(0, 0, rapid.IntRange(0, 20).Draw(w.rt, "days"))
		if w.rarely() {
			return nil // the job has not run yet
		}
		return w.Lifecycle.Expire(w.Context())
	}},
}

// nobodyOf checks that nobody of the agency may publish for the client.
func (w *world) nobodyOf(agency *businesswall.Wall, when string) {
	for _, id := range w.people {
		if w.works[id] == agency.OrganisationID && w.mayPublish(id, w.client.OrganisationID) {
			w.rt.Fatalf("%d publishes for the client %s", id, when)
		}
	}
}

// check holds after each step.
func (w *world) check() {
	for _, wall := range []*businesswall.Wall{w.client, w.agency} {
		now := w.read(wall.ID)
		w.checkOwner(now)
		w.checkMirror(now)
		if now.Status != businesswall.Active {
			w.checkSilence(now)
		}
	}
	w.checkContracts()
	for id, at := range w.works {
		if got := w.town.works(id); got != at {
			w.rt.Fatalf("%d works for %d, was left at %d", id, got, at)
		}
	}
	var strangers int
	w.must(w.db.Writer().NewRaw(`SELECT count(*) FROM wall_roles wr JOIN business_walls bw ON bw.id = wr.wall_id JOIN members m ON m.id = wr.member_id
WHERE wr.status = 'accepted' AND wr.role IN ('BWMi', 'BWPRi') AND m.organisation_id IS DISTINCT FROM bw.organisation_id AND bw.id IN (?)`,
		bun.List([]int64{w.client.ID, w.agency.ID})).Scan(w.Context(), &strangers))
	if strangers > 0 {
		w.rt.Fatalf("%d internal roles are held from outside", strangers)
	}
}

// Nobody of an agency publishes for a client whose contract is over, whatever
// the nightly job has done.
func (w *world) checkContracts() {
	var over []mandate.Partnership
	w.must(w.db.Writer().NewSelect().Model(&over).Where("pa.client_id = ?", w.client.ID).
		Where("pa.status IN ('accepted', 'active')").Where("pa.ends_at < ?", mandate.Today(w.now)).Scan(w.Context()))
	if len(over) > 0 {
		w.nobodyOf(w.agency, "after the end of the contract")
	}
}

// Never two owners; a wall that was activated has one.
func (w *world) checkOwner(now *businesswall.Wall) {
	var owners []int64
	w.must(w.db.Writer().NewSelect().Model((*mandate.Role)(nil)).Column("wr.member_id").Where("wr.wall_id = ?", now.ID).
		Where("wr.role = 'BW_OWNER'").Where("wr.status = 'accepted'").Scan(w.Context(), &owners))
	if now.IsCurrent() && !slices.Equal(owners, []int64{now.OwnerID}) || len(owners) > 1 {
		w.rt.Fatalf("wall of %d is owned by %v", now.OwnerID, owners)
	}
}

// The organisation says what its wall says.
func (w *world) checkMirror(now *businesswall.Wall) {
	var id int64
	kind, name := "", ""
	if now.IsCurrent() {
		id, name = now.ID, now.Name
	}
	if now.Status == businesswall.Active {
		kind = now.Type
	}
	if o := w.employer(now.OrganisationID); o.WallID != id || o.WallType != kind || o.WallName != name {
		w.rt.Fatalf("a wall %s %q is mirrored as %d %q %q", now.Status, now.Name, o.WallID, o.WallType, o.WallName)
	}
}

// Nobody from outside publishes for a wall that is not in force.
func (w *world) checkSilence(now *businesswall.Wall) {
	for _, id := range w.people {
		if w.works[id] != now.OrganisationID && w.mayPublish(id, now.OrganisationID) {
			w.rt.Fatalf("%d publishes for a wall that is %s", id, now.Status)
		}
	}
}

// Spec 07 §4.6, §5, §7.7–§7.10, §9: whatever happens, in whatever order, a wall
// has one owner, nobody is expelled but by those who may, the organisation
// mirrors its wall, and no right to publish outlives its mandate.
func TestWalls_anySequence(t *testing.T) {
	eachTown(t, func(x *town) {
		admin := x.member(0)
		admin.Admin = true
		rapid.Check(x.T, func(rt *rapid.T) {
			x.now = noon
			w := &world{town: x, rt: rt, admin: admin, works: map[int64]int64{}}
			home, bureau := x.organisation("Client"), x.organisation("Agence")
			head, boss := x.member(home), x.member(bureau)
			w.people = []int64{head.UserID, boss.UserID, x.member(home).UserID, x.member(bureau).UserID}
			w.client, w.agency = x.draft(head, "leaders_experts"), x.draft(boss, "pr")
			for _, id := range w.people {
				w.works[id] = x.works(id)
			}
			if !w.rarely() {
				x.must(x.Lifecycle.Activate(x.Context(), w.client.ID, noon))
				x.must(x.Lifecycle.Activate(x.Context(), w.agency.ID, noon))
				x.must(x.Walls.AssignMissions(x.Context(), head, w.client.ID, []mandate.Mission{mandate.PressReleases}))
				x.mandated(w.client, head, w.agency, boss)
				x.must(x.Cockpit.Appoint(x.Context(), boss, w.agency.ID, w.client.ID, w.people[3], "BWPRe"))
				_, err := x.Roles.SaveInvitations(x.Context(), head, w.client.ID, "BWPRi", x.email(w.people[2]))
				x.must(err)
				_, err = x.Roles.Answer(x.Context(), x.actor(w.people[2]), w.client.ID, "BWPRi", w.people[2], true)
				x.must(err)
			}
			for range rapid.IntRange(3, 24).Draw(rt, "steps") {
				s := rapid.SampledFrom(steps).Draw(rt, "step")
				err := s.do(w)
				var refusal *errs.Error
				if err != nil && !errors.As(err, &refusal) {
					rt.Fatalf("%s: %v", s.name, err)
				}
				w.activatedOwners(s.name)
				w.check()
			}
		})
	})
}

// activatedOwners lets activation bring the owner back, who alone may be added.
func (w *world) activatedOwners(name string) {
	if name != "activate" {
		return
	}
	for _, wall := range []*businesswall.Wall{w.client, w.agency} {
		if now := w.read(wall.ID); now.IsCurrent() && w.town.works(now.OwnerID) == now.OrganisationID {
			w.works[now.OwnerID] = now.OrganisationID
		}
	}
}

// Spec 07 §5.1, §14.13: the provider's messages about a wall give the same
// status in whatever order they come, and however often.
func TestLifecycle_anyOrder(t *testing.T) {
	eachTown(t, func(x *town) {
		say := []func(id int64) error{
			func(id int64) error { return x.Lifecycle.Activate(x.Context(), id, noon) },
			func(id int64) error {
				return x.Lifecycle.MarkPastDue(x.Context(), id, noon.Add(time.Hour), noon.AddDate(0, 0, 7))
			},
			func(id int64) error { return x.Lifecycle.Suspend(x.Context(), id, noon.Add(2*time.Hour)) },
			func(id int64) error { return x.Lifecycle.Reactivate(x.Context(), id, noon.Add(3*time.Hour)) },
			func(id int64) error { return x.Lifecycle.Suspend(x.Context(), id, noon.Add(4*time.Hour)) },
			func(id int64) error { return x.Lifecycle.Cancel(x.Context(), id, noon.Add(5*time.Hour)) },
		}
		rapid.Check(x.T, func(rt *rapid.T) {
			heard := rapid.IntRange(1, len(say)).Draw(rt, "heard")
			order := rapid.Permutation(indexes(heard)).Draw(rt, "order")
			straight := x.draft(x.member(x.organisation("A")), "media").ID
			mixed := x.draft(x.member(x.organisation("B")), "media").ID
			for i := range heard {
				x.must(say[i](straight))
			}
			for _, i := range append(order, order...) {
				x.must(say[i](mixed))
			}
			if a, b := x.read(straight), x.read(mixed); a.Status != b.Status || a.PastDueSince != b.PastDueSince && a.Status == businesswall.Active {
				rt.Fatalf("in order: %s since %v; as %v: %s since %v", a.Status, a.PastDueSince, order, b.Status, b.PastDueSince)
			}
		})
	})
}

func indexes(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}
