// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"
	"fmt"
	"time"

	"aipress24.com/aipress24/internal/platform/blob"
	"aipress24.com/aipress24/internal/platform/config"
	"aipress24.com/aipress24/internal/platform/database"
)

// AddProbes adds what only the whole program can try: database, schema, files.
func AddProbes(d *config.Doctor, cfg *config.Config) {
	d.Add(func(ctx context.Context) []config.Check { return probeDatabase(ctx, cfg) })
	d.Add(func(ctx context.Context) []config.Check { return []config.Check{probeFiles(ctx, cfg)} })
}

func probeDatabase(ctx context.Context, cfg *config.Config) []config.Check {
	db, err := OpenDatabase(ctx, cfg)
	if err != nil {
		return []config.Check{config.Failure("database", err, "Start the database, or correct database.url.")}
	}
	defer func() { _ = db.Close() }() // only looked at
	checks := []config.Check{config.Passed("database", db.Name())}
	pending, err := db.Pending(ctx)
	return append(checks, schemaCheck(db.Engine(), pending, err))
}

// schemaCheck judges how many migrations are to apply: on SQLite the program
// applies them when it starts, there is nothing to mend.
func schemaCheck(engine database.Engine, pending int, err error) config.Check {
	const name, fix = "schema", "Run \"aipress24 migrate\"."
	switch {
	case err != nil:
		return config.Failure(name, err, fix)
	case pending > 0 && engine == database.SQLite:
		return config.Passed(name, fmt.Sprintf("%d migrations to apply; \"aipress24 serve\" applies them when it starts", pending))
	case pending > 0:
		return config.Failure(name, fmt.Errorf("%d migrations to apply", pending), fix)
	}
	return config.Passed(name, "up to date")
}

// probeFiles writes a file, reads it and removes it.
func probeFiles(ctx context.Context, cfg *config.Config) config.Check {
	const name, fix = "files", "Correct blob.url and its keys, or the rights on the directory."
	store, err := blob.Open(ctx, blobOptions(cfg, time.Now))
	if err != nil {
		return config.Failure(name, err, fix)
	}
	defer func() { _ = store.Close() }() // only tried
	written, err := store.Put(ctx, blob.Private, "txt", []byte("aipress24 doctor "+time.Now().UTC().String()))
	if err != nil {
		return config.Failure(name, err, fix)
	}
	if err := store.Delete(ctx, blob.Private, written); err != nil {
		return config.Failure(name, err, fix)
	}
	return config.Passed(name, cfg.Blob.URL)
}
