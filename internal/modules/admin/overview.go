// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package admin

import (
	"time"

	"github.com/riverqueue/river/rivertype"

	"aipress24.com/aipress24/internal/platform/database"
)

// Section names a part of the overview that may fail by itself.
type Section string

// The sections that are read from somewhere; the others are known from the
// start.
const (
	SectionMembers  Section = "members"
	SectionDatabase Section = "database"
	SectionOutbox   Section = "outbox"
	SectionJobs     Section = "jobs"
	SectionIndex    Section = "index"
	SectionStorage  Section = "storage"
	SectionMail     Section = "mail"
)

// Overview is the state of the installation as this process sees it
// (spec 08 §5.15).
type Overview struct {
	At       time.Time // when it was read
	Started  time.Time // of this process
	Build    Build
	Settings Settings

	Database Database
	Outbox   Outbox
	Jobs     JobCounts
	Index    Index
	Storage  Storage
	Mail     Mail

	Unavailable []Section // what could not be read; its figures are zero
}

// Uptime is how long this process has run.
func (o *Overview) Uptime() time.Duration { return o.At.Sub(o.Started) }

// IsMissing reports whether a section could not be read.
func (o *Overview) IsMissing(s Section) bool {
	for _, missing := range o.Unavailable {
		if missing == s {
			return true
		}
	}
	return false
}

// Database is the state of the database.
type Database struct {
	Engine  database.Engine
	Name    string // path, or host and name; never a password
	Version string // of the engine
	Size    int64  // bytes
	Applied int    // migrations
	Pending int
	Latest  string // file name of the newest migration applied
}

// Outbox is the state of the events on their way to their listeners.
type Outbox struct {
	Backlog int64     // events not dispatched yet
	Oldest  time.Time // when the oldest of them was recorded; zero without any
	Last    int64     // position of the event dispatched last
}

// JobCounts is the number of jobs in each state.
type JobCounts map[rivertype.JobState]int64

// Failed is the number of jobs given up, which only a person can start again.
func (c JobCounts) Failed() int64 { return c[rivertype.JobStateDiscarded] }

// Index is the state of this process's search index.
type Index struct {
	Present      bool // this process keeps an index
	Documents    int
	Types        []TypeCount
	Cursor       int64 // position up to which events are indexed
	Lag          int64 // events dispatched and not indexed yet
	NeedsRebuild bool
	Rebuild      Rebuild
}

// TypeCount is the number of documents of one type in the index.
type TypeCount struct {
	Type string
	N    int
}

// Storage is what the file store holds, by the rows that name its files.
type Storage struct {
	Files int64
	Bytes int64 // of the originals, without their renditions
}

// Mail is what left and what was kept.
type Mail struct {
	Sent     int64 // in the last mailer.QuotaPeriod
	Captured int64 // kept instead of sent
	AtQuota  int64 // addresses whose next ordinary mail will be refused
}
