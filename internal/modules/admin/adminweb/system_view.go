// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package adminweb

import (
	"context"
	"time"

	"aipress24.com/aipress24/internal/modules/admin"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// systemView is the state of the installation.
type systemView struct {
	Missing      string
	Sections     []sectionView
	Index        indexView
	Dependencies ui.TableData
	Modules      string // « 142 modules »
}

// sectionView is a titled list of facts.
type sectionView struct {
	Name  string // DOM id
	Title string
	Items []ui.MetaItem
}

func newSystemView(ctx context.Context, o *admin.Overview) systemView {
	return systemView{
		Missing: missing(ctx, o.Unavailable),
		Sections: []sectionView{
			{"program", i18n.T(ctx, "admin.section.program"), programFacts(ctx, o)},
			{"database", i18n.T(ctx, "admin.section.database"), databaseFacts(ctx, o)},
			{"outbox", i18n.T(ctx, "admin.section.outbox"), outboxFacts(ctx, o)},
			{"jobs", i18n.T(ctx, "admin.section.jobs"), jobFacts(ctx, o)},
			{"storage", i18n.T(ctx, "admin.section.storage"), storageFacts(ctx, o)},
			{"mail", i18n.T(ctx, "admin.section.mail"), mailFacts(ctx, o)},
			{"payments", i18n.T(ctx, "admin.section.payments"), paymentFacts(ctx, o)},
		},
		Index:        newIndexView(ctx, o),
		Dependencies: dependencyTable(ctx, o.Build.Dependencies),
		Modules:      i18n.N(ctx, "admin.modules", len(o.Build.Dependencies)),
	}
}

// facts collects labels and values.
type facts struct {
	ctx   context.Context //nolint:containedctx // carries the language while one list is made
	hide  bool            // the section could not be read: values stay empty
	items []ui.MetaItem
}

func factsOf(ctx context.Context, o *admin.Overview, s admin.Section) *facts {
	return &facts{ctx: ctx, hide: o.IsMissing(s)}
}

func (f *facts) text(label, value string) {
	if f.hide {
		value = ""
	}
	f.items = append(f.items, ui.MetaItem{Label: label, Text: value})
}

func (f *facts) number(label string, n int64) { f.text(label, i18n.Number(f.ctx, n)) }

func (f *facts) instant(label string, t time.Time) {
	if t.IsZero() {
		f.text(label, "")
		return
	}
	f.text(label, i18n.DateTime(f.ctx, t))
}

func (f *facts) choice(label string, yes bool) {
	word := i18n.T(f.ctx, "admin.no")
	if yes {
		word = i18n.T(f.ctx, "admin.yes")
	}
	f.text(label, word)
}

func (f *facts) state(label, word string, tone ui.Tone) {
	if f.hide {
		f.text(label, "")
		return
	}
	f.items = append(f.items, ui.MetaItem{Label: label, Content: ui.Badge(word, tone)})
}

func programFacts(ctx context.Context, o *admin.Overview) []ui.MetaItem {
	f := &facts{ctx: ctx}
	commit := o.Build.Commit
	if o.Build.Modified && commit != "" {
		commit = i18n.T(ctx, "admin.program.modified", "Commit", commit)
	}
	f.text(i18n.T(ctx, "admin.program.version"), o.Build.Version)
	f.text(i18n.T(ctx, "admin.program.commit"), commit)
	f.instant(i18n.T(ctx, "admin.program.built"), o.Build.CommittedAt)
	f.text(i18n.T(ctx, "admin.program.go"), o.Build.Go+" · "+o.Build.Platform)
	f.text(i18n.T(ctx, "admin.program.uptime"), duration(ctx, o.Uptime()))
	f.text(i18n.T(ctx, "admin.program.environment"), o.Settings.Environment)
	f.choice(i18n.T(ctx, "admin.program.tracker"), o.Settings.ErrorTracker)
	f.choice(i18n.T(ctx, "admin.program.doors"), o.Settings.DebugDoors)
	return f.items
}

func databaseFacts(ctx context.Context, o *admin.Overview) []ui.MetaItem {
	f, d := factsOf(ctx, o, admin.SectionDatabase), o.Database
	engine := "SQLite"
	if d.Engine == database.Postgres {
		engine = "PostgreSQL"
	}
	f.text(i18n.T(ctx, "admin.database.engine"), engine+" "+d.Version)
	f.text(i18n.T(ctx, "admin.database.name"), d.Name)
	f.text(i18n.T(ctx, "admin.database.size"), i18n.Bytes(ctx, d.Size))
	if d.Pending > 0 {
		f.state(i18n.T(ctx, "admin.database.migrations"), i18n.N(ctx, "admin.database.pending", d.Pending), ui.ToneDanger)
	} else {
		f.state(i18n.T(ctx, "admin.database.migrations"), i18n.N(ctx, "admin.database.applied", d.Applied), ui.ToneOK)
	}
	f.text(i18n.T(ctx, "admin.database.latest"), d.Latest)
	return f.items
}

func outboxFacts(ctx context.Context, o *admin.Overview) []ui.MetaItem {
	f := factsOf(ctx, o, admin.SectionOutbox)
	f.number(i18n.T(ctx, "admin.outbox.backlog"), o.Outbox.Backlog)
	age := i18n.T(ctx, "admin.none")
	if !o.Outbox.Oldest.IsZero() {
		age = duration(ctx, o.At.Sub(o.Outbox.Oldest))
	}
	f.text(i18n.T(ctx, "admin.outbox.oldest"), age)
	f.number(i18n.T(ctx, "admin.outbox.last"), o.Outbox.Last)
	return f.items
}

func jobFacts(ctx context.Context, o *admin.Overview) []ui.MetaItem {
	f := factsOf(ctx, o, admin.SectionJobs)
	for _, state := range jobStates() {
		f.number(jobState(ctx, state), o.Jobs[state])
	}
	return f.items
}

func storageFacts(ctx context.Context, o *admin.Overview) []ui.MetaItem {
	f := factsOf(ctx, o, admin.SectionStorage)
	f.text(i18n.T(ctx, "admin.storage.driver"), o.Settings.Storage)
	f.number(i18n.T(ctx, "admin.storage.files"), o.Storage.Files)
	f.text(i18n.T(ctx, "admin.storage.size"), i18n.Bytes(ctx, o.Storage.Bytes))
	return f.items
}

func mailFacts(ctx context.Context, o *admin.Overview) []ui.MetaItem {
	f := factsOf(ctx, o, admin.SectionMail)
	f.text(i18n.T(ctx, "admin.mail.driver"), o.Settings.Mail)
	f.number(i18n.T(ctx, "admin.mail.sent"), o.Mail.Sent)
	f.number(i18n.T(ctx, "admin.mail.captured"), o.Mail.Captured)
	f.number(i18n.T(ctx, "admin.mail.at_quota"), o.Mail.AtQuota)
	return f.items
}

func paymentFacts(ctx context.Context, o *admin.Overview) []ui.MetaItem {
	f := &facts{ctx: ctx}
	f.text(i18n.T(ctx, "admin.payments.provider"), o.Settings.Payments)
	f.choice(i18n.T(ctx, "admin.payments.ready"), o.Settings.PaymentsReady)
	return f.items
}

func dependencyTable(ctx context.Context, list []admin.Dependency) ui.TableData {
	t := ui.TableData{
		ID: "dependencies", Caption: i18n.T(ctx, "admin.section.dependencies"),
		Columns: []ui.TableColumn{
			{Label: i18n.T(ctx, "admin.dependency.path"), Kind: ui.CellMain},
			{Label: i18n.T(ctx, "admin.dependency.version")},
		},
		Empty: ui.EmptyData{Icon: "package", Title: i18n.T(ctx, "admin.dependency.empty")},
	}
	for _, d := range list {
		t.Rows = append(t.Rows, ui.TableRow{
			Label: d.Path, Cells: []ui.TableCell{{Text: d.Path, Meta: d.Replace}, {Text: d.Version}},
		})
	}
	return t
}
