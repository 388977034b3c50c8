// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package admin

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/searchengine"
)

// Schedule is regular work, as the program registered it.
type Schedule struct {
	Name string
	Due  jobs.Schedule
}

// Needs is what the service stands on.
type Needs struct {
	DB     *database.DB
	IDs    *ids.Generator
	Outbox *outbox.Outbox
	Jobs   *jobs.Client
	Engine *searchengine.Engine // nil in a process that keeps no index
	Index  Rebuilder            // keeper of Engine; not asked without it

	Schedules []Schedule
	Settings  Settings
	Version   string    // of the release; "": what the compiler knows
	Started   time.Time // of the process
	Now       func() time.Time
	Log       *slog.Logger
}

// Service answers the staff's questions on the installation.
type Service struct {
	Needs

	build   Build
	rebuild rebuilding
}

// New returns the service. Close it before what it stands on.
func New(n Needs) *Service {
	info, _ := debug.ReadBuildInfo() // nil when the program has none
	life, end := context.WithCancel(context.Background())
	return &Service{Needs: n, build: readBuild(n.Version, info), rebuild: rebuilding{life: life, end: end}}
}

// Close stops a rebuild under way, which leaves the index as it was, and waits
// for its end.
func (s *Service) Close() {
	s.rebuild.end()
	s.rebuild.running.Wait()
}

// reading is one section and how to read it.
type reading struct {
	section Section
	read    func(context.Context) error
}

// Overview returns the state of the installation, for administrators only.
func (s *Service) Overview(ctx context.Context, by access.Actor) (*Overview, error) {
	if err := access.Administrators.Check(by); err != nil {
		return nil, err
	}
	o := s.blank()
	o.Unavailable = s.readAll(ctx, []reading{
		{SectionDatabase, func(ctx context.Context) error { return s.readDatabase(ctx, &o.Database) }},
		{SectionOutbox, func(ctx context.Context) error { return s.readOutbox(ctx, &o.Outbox) }},
		{SectionJobs, func(ctx context.Context) error { return s.readJobs(ctx, &o.Jobs) }},
		{SectionIndex, func(ctx context.Context) error { return s.readIndex(ctx, &o.Index) }},
		{SectionStorage, func(ctx context.Context) (err error) {
			o.Storage, err = storedFiles(ctx, s.DB.Reader())
			return err
		}},
		{SectionMail, func(ctx context.Context) error { return s.readMail(ctx, &o.Mail) }},
	})
	return o, nil
}

// IndexState returns the search part of the overview alone, which a page asks
// for again while the index is rebuilt.
func (s *Service) IndexState(ctx context.Context, by access.Actor) (*Overview, error) {
	if err := access.Administrators.Check(by); err != nil {
		return nil, err
	}
	o := s.blank()
	o.Unavailable = s.readAll(ctx, []reading{
		{SectionIndex, func(ctx context.Context) error { return s.readIndex(ctx, &o.Index) }},
	})
	return o, nil
}

// JobsState returns the counts of jobs and the regular work, by name.
func (s *Service) JobsState(ctx context.Context, by access.Actor) (JobCounts, []Due, error) {
	if err := access.Administrators.Check(by); err != nil {
		return nil, nil, err
	}
	counts, err := s.Jobs.Counts(ctx)
	if err != nil {
		return nil, nil, err
	}
	now := s.Now()
	due := make([]Due, len(s.Schedules))
	for i, schedule := range s.Schedules {
		due[i] = Due{Name: schedule.Name, At: schedule.Due.Next(now)}
	}
	slices.SortFunc(due, func(x, y Due) int { return strings.Compare(x.Name, y.Name) })
	return counts, due, nil
}

// Due is when regular work comes next.
type Due struct {
	Name string
	At   time.Time
}

// blank is an overview of what is known without asking anybody.
func (s *Service) blank() *Overview {
	return &Overview{At: s.Now(), Started: s.Started, Build: s.build, Settings: s.Settings}
}

// readAll reads the sections and returns those that failed; each failure goes
// to the log, where the operator finds its cause.
func (s *Service) readAll(ctx context.Context, sections []reading) []Section {
	var missing []Section
	for _, r := range sections {
		if err := r.read(ctx); err != nil {
			s.Log.WarnContext(ctx, "section of the overview not read", "section", string(r.section), "error", err)
			missing = append(missing, r.section)
		}
	}
	return missing
}

func (s *Service) readDatabase(ctx context.Context, d *Database) error {
	d.Engine, d.Name = s.DB.Engine(), s.DB.Name()
	var err error
	if d.Version, d.Size, err = engineState(ctx, s.DB); err != nil {
		return err
	}
	migrations, err := s.DB.Migrations(ctx)
	if err != nil {
		return err
	}
	for _, m := range migrations {
		if m.Applied {
			d.Applied++
			d.Latest = m.Name
		} else {
			d.Pending++
		}
	}
	return nil
}

func (s *Service) readOutbox(ctx context.Context, o *Outbox) error {
	var err error
	if o.Backlog, err = s.Outbox.Backlog(ctx); err != nil {
		return err
	}
	if o.Last, err = s.Outbox.LastPosition(ctx); err != nil {
		return err
	}
	o.Oldest, err = oldestEvent(ctx, s.DB.Reader())
	return err
}

func (s *Service) readJobs(ctx context.Context, counts *JobCounts) error {
	found, err := s.Jobs.Counts(ctx)
	*counts = found
	return err
}

func (s *Service) readIndex(ctx context.Context, x *Index) error {
	x.Present = s.Engine != nil
	if !x.Present {
		return nil
	}
	x.Rebuild = s.rebuild.snapshot()
	status, err := s.Engine.Status(ctx)
	if err != nil {
		return fmt.Errorf("ask the search index: %w", err)
	}
	last, err := s.Outbox.LastPosition(ctx)
	if err != nil {
		return err
	}
	x.Documents, x.Cursor, x.NeedsRebuild = status.Documents, status.Cursor, status.NeedsRebuild
	x.Lag = max(0, last-status.Cursor)
	for name, n := range status.Types {
		x.Types = append(x.Types, TypeCount{Type: name, N: n})
	}
	slices.SortFunc(x.Types, func(a, b TypeCount) int { return strings.Compare(a.Type, b.Type) })
	return nil
}

func (s *Service) readMail(ctx context.Context, m *Mail) error {
	quota := s.Settings.MailQuota
	if quota <= 0 {
		quota = mailer.DefaultQuota
	}
	var err error
	*m, err = mailFigures(ctx, s.DB.Reader(), s.Now().Add(-mailer.QuotaPeriod).UTC(), quota)
	return err
}
