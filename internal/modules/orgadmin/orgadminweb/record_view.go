// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadminweb

import (
	"cmp"
	"context"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/modules/orgadmin"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
)

// recordView is the page of an organisation.
type recordView struct {
	Name        string
	URL         string
	BackURL     string
	Badge       string // state of the Business Wall in words
	Tone        ui.Tone
	Hidden      bool // deactivated by the staff
	Logo        string
	PublicURL   string // page that members see, or ""
	OwnerURL    string // page that changes the owner, or ""
	MergeURL    string // page that merges it, or ""
	Facts       []ui.MetaItem
	Commands    []command
	Reasons     ui.Reasons // why some of them are closed
	Twins       []twinView
	Walls       []wallView
	Current     *wallView // in force or suspended, or nil
	Shown       string    // addresses of the members, one a line
	MemberCount int
	More        int // members whose address is not in the list
	Invited     string
	InvitedN    int
	MayInvite   bool
	History     []ui.TimelineItem
}

// command is an action on the organisation, with the question that is asked
// first.
type command struct {
	Action   string
	Label    string
	Icon     string
	Question string
	Danger   bool
	Disabled bool
	Why      string // it is disabled
	Reason   string // id of the sentence that says so
}

type twinView struct{ Name, URL, Facts string }

// wallView is a Business Wall of the organisation.
type wallView struct {
	Title        string
	Status       string
	Tone         ui.Tone
	Facts        []ui.MetaItem
	Subscription []ui.MetaItem
	Verification string // code
	VerifiedText string
	VerifiedTone ui.Tone
	Comment      string
}

func newRecordView(ctx context.Context, r *orgadmin.Record, list string) recordView {
	v := recordView{
		Name: r.Name, URL: recordURL(r.ID), BackURL: list, Hidden: !r.Active, Logo: media.SizedURL(r.Logo, "400"),
		Commands: commands(ctx, r), History: history(ctx, r.History),
		Shown: strings.Join(r.Addresses, "\n"), MemberCount: r.Members, More: max(r.Members-len(r.Addresses), 0),
		Invited: strings.Join(r.Invited, "\n"), InvitedN: len(r.Invited),
	}
	for i := range v.Commands {
		if c := &v.Commands[i]; c.Disabled {
			c.Reason = v.Reasons.Because(c.Why)
		}
	}
	v.Badge, v.Tone = wallBadge(ctx, r)
	v.Facts = facts(ctx, r)
	if r.Active {
		v.PublicURL = "/swork/organisations/" + ids.Encode(r.ID)
	}
	if r.CanMerge() == nil {
		v.MergeURL = mergePath + ids.Encode(r.ID)
	}
	for i := range r.Twins {
		v.Twins = append(v.Twins, twinView{r.Twins[i].Name, recordURL(r.Twins[i].ID), rowFacts(ctx, &r.Twins[i])})
	}
	current := r.Current()
	for i := range r.Walls {
		wall := newWallView(ctx, &r.Walls[i])
		v.Walls = append(v.Walls, wall)
		if current == &r.Walls[i] {
			v.Current, v.MayInvite = &wall, true
			v.OwnerURL = ownerPath + ids.Encode(r.ID)
		}
	}
	return v
}

// wallBadge says how official the organisation is, in the words of spec 08 §5.5.
func wallBadge(ctx context.Context, r *orgadmin.Record) (string, ui.Tone) {
	switch {
	case r.WallType != "":
		return i18n.T(ctx, "orgadmin.badge.active", "Type", typeName(ctx, r.WallType)), ui.ToneOK
	case len(r.Walls) > 0:
		return i18n.T(ctx, "orgadmin.badge.inactive"), ui.ToneNeutral
	}
	return i18n.T(ctx, "orgadmin.badge.none"), ui.ToneNeutral
}

func facts(ctx context.Context, r *orgadmin.Record) []ui.MetaItem {
	label := func(name string) string { return i18n.T(ctx, "orgadmin.fact."+name) }
	modified := i18n.T(ctx, "orgadmin.fact.never")
	if r.ModifiedAt.After(r.CreatedAt) {
		modified = i18n.DateTime(ctx, r.ModifiedAt)
	}
	owner, wallType := i18n.T(ctx, "orgadmin.fact.unknown_owner"), r.WallType
	if w := r.Current(); w != nil {
		owner, wallType = w.OwnerEmail, w.Type
	}
	return []ui.MetaItem{
		{Label: label("id"), Text: ids.Encode(r.ID)},
		{Label: label("created"), Text: i18n.DateTime(ctx, r.CreatedAt)},
		{Label: label("modified"), Text: modified},
		{Label: label("wall_name"), Text: cmp.Or(r.WallName, i18n.T(ctx, "orgadmin.fact.not_given"))},
		{Label: label("type"), Text: typeName(ctx, wallType)},
		{Label: label("members"), Text: i18n.Number(ctx, int64(r.Members))},
		{Label: label("owner"), Text: owner},
		{Label: label("posts"), Text: i18n.Number(ctx, int64(r.Publication))},
		{Label: label("karma"), Text: i18n.Decimal(ctx, r.Karma, 1)},
	}
}

// rowFacts is what tells two organisations of one name apart.
func rowFacts(ctx context.Context, r *orgadmin.Row) string {
	return typeName(ctx, r.WallType) + " · " + i18n.N(ctx, "orgadmin.members", r.Members)
}

// commands are what may be done to the organisation, in the order of spec 08
// §5.5.
func commands(ctx context.Context, r *orgadmin.Record) []command {
	wall := ""
	if w := r.Current(); w != nil {
		wall = wallName(ctx, w) + " (" + typeName(ctx, w.Type) + ", " + wallStatus(ctx, w.Status) + ")"
	}
	offer := func(action, icon string, danger bool) command {
		return command{
			Action: action, Icon: icon, Danger: danger, Label: i18n.T(ctx, "orgadmin.action."+action),
			Question: i18n.T(ctx, "orgadmin.confirm."+action, "Name", r.Name, "Wall", wall, "Members", r.Members),
		}
	}
	var list []command
	if r.Current() != nil {
		list = append(list, offer(actionManage, "file-pen", false))
	}
	switch {
	case r.CanBlock() == nil:
		list = append(list, offer(actionBlock, "circle-pause", true))
	case r.CanUnblock() == nil:
		list = append(list, offer(actionUnblock, "circle-play", false))
	}
	if r.Active {
		list = append(list, offer(actionDeactivate, "eye-off", true))
	} else {
		list = append(list, offer(actionActivate, "eye", false))
	}
	remove := offer(actionDelete, "trash-2", true)
	if r.CanDelete() != nil {
		remove.Disabled, remove.Why = true, i18n.T(ctx, "orgadmin.error.has_wall")
	}
	return append(list, remove)
}

func wallName(ctx context.Context, w *orgadmin.Wall) string {
	return cmp.Or(w.Name, i18n.T(ctx, "orgadmin.unnamed"))
}

func wallStatus(ctx context.Context, status string) string {
	return i18n.T(ctx, "orgadmin.wall_status."+status)
}

func newWallView(ctx context.Context, w *orgadmin.Wall) wallView {
	v := wallView{
		Title: wallName(ctx, w) + " · " + typeName(ctx, w.Type), Status: wallStatus(ctx, w.Status), Tone: ui.ToneNeutral,
		Verification: w.Verification, VerifiedText: i18n.T(ctx, "orgadmin.verification."+w.Verification), VerifiedTone: ui.ToneInfo,
		Comment: w.VerificationComment, Facts: wallFacts(ctx, w),
	}
	switch w.Status {
	case "active":
		v.Tone = ui.ToneOK
	case "suspended":
		v.Tone = ui.ToneWarn
	}
	switch w.Verification {
	case orgadmin.Verified:
		v.VerifiedTone = ui.ToneOK
	case orgadmin.Refused:
		v.VerifiedTone = ui.ToneDanger
	}
	if s := w.Subscription; s != nil {
		v.Subscription = subscriptionFacts(ctx, s)
	}
	return v
}

// dated is a fact about an instant, when there is one.
func dated(ctx context.Context, list []ui.MetaItem, name string, at time.Time) []ui.MetaItem {
	if at.IsZero() {
		return list
	}
	return append(list, ui.MetaItem{Label: i18n.T(ctx, "orgadmin.fact."+name), Text: i18n.DateTime(ctx, at)})
}

// written is a fact in words, when there are any.
func written(ctx context.Context, list []ui.MetaItem, name, text string) []ui.MetaItem {
	if text == "" {
		return list
	}
	return append(list, ui.MetaItem{Label: i18n.T(ctx, "orgadmin.fact."+name), Text: text})
}

func wallFacts(ctx context.Context, w *orgadmin.Wall) []ui.MetaItem {
	list := []ui.MetaItem{{
		Label: i18n.T(ctx, "orgadmin.fact.owner"), Text: strings.TrimSpace(w.OwnerName + " · " + w.OwnerEmail), URL: "/admin/show_user/" + ids.Encode(w.OwnerID),
	}}
	list = written(ctx, list, "payer", w.PayerEmail)
	list = written(ctx, list, "siren", w.SIREN)
	list = written(ctx, list, "vat", w.VATNumber)
	list = written(ctx, list, "approval", w.Approval)
	list = dated(ctx, list, "created", w.CreatedAt)
	list = dated(ctx, list, "activated", w.ActivatedAt)
	list = dated(ctx, list, "past_due", w.PastDueSince)
	list = dated(ctx, list, "suspends", w.SuspendsAt)
	list = dated(ctx, list, "blocked", w.BlockedAt)
	return dated(ctx, list, "cancelled", w.CancelledAt)
}

func subscriptionFacts(ctx context.Context, s *orgadmin.Subscription) []ui.MetaItem {
	label := func(name string) string { return i18n.T(ctx, "orgadmin.fact."+name) }
	list := []ui.MetaItem{{Label: label("subscription"), Text: i18n.T(ctx, "orgadmin.subscription."+s.Status)}}
	list = written(ctx, list, "product", s.Reference)
	list = append(list,
		ui.MetaItem{Label: label("quantity"), Text: i18n.Number(ctx, s.Quantity)},
		ui.MetaItem{Label: label("price"), Text: i18n.T(ctx, "orgadmin.price."+s.Cycle, "Price", i18n.Money(ctx, s.NetCents, s.Currency))},
	)
	list = dated(ctx, list, "started", s.StartedAt)
	list = dated(ctx, list, "period_end", s.PeriodEnd)
	list = written(ctx, list, "customer", s.CustomerID)
	return written(ctx, list, "provider", s.ProviderID)
}

// history tells what was done, latest first.
func history(ctx context.Context, rows []orgadmin.HistoryRow) []ui.TimelineItem {
	items := make([]ui.TimelineItem, len(rows))
	for i, row := range rows {
		title := row.Action
		kind, action, _ := strings.Cut(row.Action, ".")
		for _, key := range []string{"orgadmin.audit." + action, "wall.audit." + action} {
			if (kind == "wall") == strings.HasPrefix(key, "wall.") && i18n.Has(key) {
				title = i18n.T(ctx, key)
			}
		}
		actor := cmp.Or(row.Actor, i18n.T(ctx, "orgadmin.platform"))
		items[i] = ui.TimelineItem{Title: title, Text: actor, Date: i18n.DateTime(ctx, row.At), DateTime: i18n.ISO(row.At)}
	}
	return items
}

func newTargetView(ctx context.Context, from *orgadmin.Record, to *orgadmin.Row) targetView {
	return targetView{
		ID: ids.Encode(to.ID), Name: to.Name, Facts: rowFacts(ctx, to),
		Question: i18n.T(ctx, "orgadmin.merge.question", "From", from.Name, "Into", to.Name, "Members", from.Members),
	}
}

// queueView is the walls in one state of verification.
type queueView struct {
	Tabs  []ui.TabItem
	Table ui.TableData
	Next  string
}

func newQueueView(ctx context.Context, state string, rows []orgadmin.QueueRow) queueView {
	v := queueView{Table: ui.TableData{
		ID: "walls", Caption: i18n.T(ctx, "orgadmin.queue.title"),
		Columns: []ui.TableColumn{
			{Label: i18n.T(ctx, "orgadmin.column.wall"), Kind: ui.CellMain}, {Label: i18n.T(ctx, "orgadmin.column.type"), Kind: ui.CellMedia},
			{Label: i18n.T(ctx, "orgadmin.fact.siren"), Kind: ui.CellText}, {Label: i18n.T(ctx, "orgadmin.fact.approval"), Kind: ui.CellMedia},
			{Label: i18n.T(ctx, "orgadmin.column.standing"), Kind: ui.CellStatus}, {Label: i18n.T(ctx, "orgadmin.column.modified"), Kind: ui.CellDate},
		},
		Empty: ui.EmptyData{Icon: "circle-check", Title: i18n.T(ctx, "orgadmin.queue.empty"), Text: i18n.T(ctx, "orgadmin.queue.empty_text")},
	}}
	for _, s := range orgadmin.Verifications() {
		v.Tabs = append(v.Tabs, ui.TabItem{Label: i18n.T(ctx, "orgadmin.verification."+s), URL: queuePath + "?verification=" + s, Current: s == state})
	}
	for _, row := range rows {
		cell := ui.TableCell{Text: cmp.Or(row.Name, i18n.T(ctx, "orgadmin.unnamed"))}
		if row.OrganisationID != 0 {
			cell.URL = withBack(recordURL(row.OrganisationID), queuePath+"?verification="+state)
		}
		tone := ui.ToneOK
		if row.Status != "active" {
			tone = ui.ToneWarn
		}
		v.Table.Rows = append(v.Table.Rows, ui.TableRow{
			ID: "wall-" + ids.Encode(row.WallID), Label: cell.Text,
			Cells: []ui.TableCell{
				cell, {Text: typeName(ctx, row.Type)}, {Text: row.SIREN}, {Text: row.Approval},
				{Text: wallStatus(ctx, row.Status), Tone: tone}, {Text: i18n.DateTime(ctx, row.ModifiedAt)},
			},
		})
	}
	if len(rows) >= orgadmin.QueueRows {
		v.Next = queuePath + "?verification=" + state + "&after=" + ids.Encode(rows[len(rows)-1].WallID)
	}
	return v
}
