// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package database opens the platform's database and is the only package that
// knows which engine is behind it: an embedded SQLite file (the default) or
// PostgreSQL 15 and later. The rest of the program writes SQL through bun.
//
// A [DB] has two sides. [DB.Writer] takes changes; on SQLite it is one
// connection, so that writers queue instead of failing. [DB.Reader] takes
// queries; on SQLite it is a pool that can not write, on PostgreSQL it may be a
// replica. A commit then returns once a synchronous replica has applied it, if
// the primary server was told of one ([DB.CheckReplica]). Nothing that would be
// lost may depend on that: jobs, followers of events and commands read the
// primary server, through a context of [OnPrimary]; a request reads through the
// transaction, or the writer, what a decision stands on.
//
// Changes go through [DB.RunInTx]; a commit is on disk when it returns. Hot
// queries go through [DB.Prepared], which keeps statements compiled. Signals
// between processes go through [DB.Notify] and [DB.Listen].
//
// Migrations are SQL files of the same names in migrations/sqlite and
// migrations/postgres, applied by [DB.Migrate]. The job queue has tables of its
// own, see package jobs.
package database
