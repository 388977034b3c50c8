// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/platform/blob"
	"aipress24.com/aipress24/internal/platform/config"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/mailer"
)

// AddProbes adds what only the whole program can try: database, schema, files.
func AddProbes(d *config.Doctor, cfg *config.Config) {
	d.Add(func(ctx context.Context) []config.Check { return probeDatabase(ctx, cfg) })
	d.Add(func(ctx context.Context) []config.Check { return []config.Check{probeFiles(ctx, cfg)} })
	d.Add(func(ctx context.Context) []config.Check { return []config.Check{probeMail(ctx, cfg)} })
}

// probeMail greets the mail server, without sending anything.
func probeMail(ctx context.Context, cfg *config.Config) config.Check {
	const name, fix = "mail", "Correct mail.url, or start the mail server."
	options, err := mailOptions(cfg, nil, time.Now)
	if err != nil {
		return config.Failure(name, err, fix)
	}
	where, err := mailer.Greet(ctx, options)
	if err != nil {
		return config.Failure(name, err, fix)
	}
	return config.Passed(name, where)
}

// AbsentFile is the file of an SQLite database that does not exist yet, or "":
// opening it would make it, and looking must not.
func AbsentFile(cfg *config.Config) string {
	if path, found := strings.CutPrefix(cfg.Database.URL.Reveal(), "sqlite:"); found {
		path = strings.TrimPrefix(path, "//")
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return path
		}
	}
	return ""
}

func probeDatabase(ctx context.Context, cfg *config.Config) []config.Check {
	if path := AbsentFile(cfg); path != "" {
		return []config.Check{config.Passed("database", path+" does not exist yet; \"aipress24 serve\" makes it when it starts")}
	}
	db, err := OpenDatabase(ctx, cfg)
	if err != nil {
		return []config.Check{config.Failure("database", err, databaseFix(cfg, err))}
	}
	defer func() { _ = db.Close() }() // only looked at
	checks := []config.Check{config.Passed("database", db.Name())}
	if cfg.Database.ReaderURL.IsSet() {
		checks = append(checks, replicaCheck(db.CheckReplica(ctx)))
	}
	pending, err := db.Pending(ctx)
	return append(checks, schemaCheck(db.Engine(), pending, err))
}

// databaseFix is what to do about a database that cannot be opened: each server
// has a key of its own, and a file is not started.
func databaseFix(cfg *config.Config, err error) string {
	var told config.Problem
	switch {
	case errors.Is(err, database.ErrReader):
		return "Start the replica, or correct or remove database.reader_url."
	case errors.As(err, &told):
		return "Correct database.url as it says."
	case cfg.Database.URL.Scheme() == "sqlite":
		return "Correct database.url, or the rights on the file and its directory."
	}
	return "Start the database, or correct database.url."
}

// replicaCheck judges what became of CheckReplica.
func replicaCheck(err error) config.Check {
	const name = "database.reader_url"
	if err != nil {
		fix := replicaFix(err)
		return config.Failure(name, err, strings.ToUpper(fix[:1])+fix[1:]+".")
	}
	return config.Passed(name, "members read what they have just written")
}

// schemaCheck judges how many migrations are to apply: on SQLite the program
// applies them when it starts, there is nothing to mend.
func schemaCheck(engine database.Engine, pending int, err error) config.Check {
	const name, fix = "schema", "Run \"aipress24 migrate\"."
	switch {
	case database.IsForbidden(err):
		return config.Failure(name, err, strings.ToUpper(grantFix[:1])+grantFix[1:]+".")
	case err != nil:
		return config.Failure(name, err, fix)
	case pending > 0 && engine == database.SQLite:
		return config.Passed(name, fmt.Sprintf("%d migrations to apply; \"aipress24 serve\" applies them when it starts", pending))
	case pending > 0:
		return config.Failure(name, fmt.Errorf("%d migrations to apply", pending), fix)
	}
	return config.Passed(name, "up to date")
}

// probeFiles writes a file, reads it and removes it, and the directories that
// were made for it.
func probeFiles(ctx context.Context, cfg *config.Config) config.Check {
	const name, fix = "files", "Correct blob.url and its keys, or the rights on the directory."
	if dir := blob.Directory(cfg.Blob.URL); dir != "" {
		defer config.WithoutTrace(filepath.Join(dir, string(blob.Public)), filepath.Join(dir, string(blob.Private)))()
	}
	store, err := blob.Open(ctx, blobOptions(cfg, time.Now))
	if err != nil {
		return config.Failure(name, err, fix)
	}
	defer func() { _ = store.Close() }() // only tried
	where := cfg.Blob.URL
	if cfg.Blob.S3.Endpoint != "" {
		where += " at " + cfg.Blob.S3.Endpoint
	}
	written, err := store.Put(ctx, blob.Private, "txt", []byte("aipress24 doctor "+time.Now().UTC().String()))
	if err == nil {
		err = store.Delete(ctx, blob.Private, written)
	}
	if err != nil {
		return config.Failure(name, fmt.Errorf("%s: %w", where, err), fix)
	}
	return config.Passed(name, where)
}
