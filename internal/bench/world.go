// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/app/seed"
	"aipress24.com/aipress24/internal/platform/config"
	"aipress24.com/aipress24/internal/platform/database"
)

// postsAnEvent is how many publications there are for one event.
const postsAnEvent = 10

// contents changes with what fill puts into a world.
const contents = "articles, and an event for ten"

// world is a prepared database with its files and its index.
type world struct {
	engine  database.Engine
	posts   int
	dir     string
	cluster *cluster // PostgreSQL only
}

func (w *world) name() string { return fmt.Sprintf("%s, %d posts", w.engine, w.posts) }

// databaseName is the world's database in the cluster.
func (w *world) databaseName() string { return fmt.Sprintf("posts_%d", w.posts) }

// settings are the configuration of whoever opens the world.
func (w *world) settings() map[string]string {
	url := "sqlite:" + filepath.Join(w.dir, "aipress24.db")
	if w.cluster != nil {
		url = w.cluster.url(w.databaseName())
	}
	return map[string]string{
		"data.dir": w.dir, "database.url": url,
		"blob.url": "file://" + filepath.Join(w.dir, "files"), "search.dir": filepath.Join(w.dir, "search"),
		"limits.searches": "1000000", "limits.uploads": "1000000", // a few members do the work of thousands
	}
}

// environment is the same for a child process.
func (w *world) environment() []string {
	var list []string
	for key, value := range w.settings() {
		list = append(list, "AIPRESS24_"+strings.ToUpper(strings.ReplaceAll(key, ".", "_"))+"="+value)
	}
	return list
}

// prepare makes the world unless a former run has: a copy of a smaller one, if
// any, with more posts.
func (w *world) prepare(ctx context.Context, smaller *world) (err error) {
	ready := filepath.Join(w.dir, "ready")
	schema, err := database.SchemaHash(w.engine)
	if err != nil {
		return err
	}
	schema += " " + contents
	if held, err := os.ReadFile(ready); err == nil && string(held) == schema { //nolint:gosec // our own file
		return nil
	}
	fmt.Fprintf(os.Stderr, "preparing %s…\n", w.name())
	if err := w.create(ctx, smaller); err != nil {
		return err
	}
	if err := w.fill(ctx); err != nil {
		return err
	}
	return os.WriteFile(ready, []byte(schema), 0o600)
}

// create makes an empty database, or a copy of a smaller world.
func (w *world) create(ctx context.Context, smaller *world) error {
	if err := os.RemoveAll(w.dir); err != nil {
		return err
	}
	if err := os.MkdirAll(w.dir, 0o750); err != nil {
		return err
	}
	if w.cluster != nil {
		if err := w.cluster.run(ctx, "DROP DATABASE IF EXISTS "+w.databaseName()); err != nil {
			return err
		}
		statement := "CREATE DATABASE " + w.databaseName()
		if smaller != nil {
			statement += " TEMPLATE " + smaller.databaseName()
		}
		if err := w.cluster.run(ctx, statement); err != nil {
			return err
		}
	}
	if smaller == nil {
		return nil
	}
	if err := os.CopyFS(filepath.Join(w.dir, "files"), os.DirFS(filepath.Join(smaller.dir, "files"))); err != nil {
		return err
	}
	if w.cluster != nil {
		return nil
	}
	return copyFile(filepath.Join(w.dir, "aipress24.db"), filepath.Join(smaller.dir, "aipress24.db"))
}

func copyFile(to, from string) (err error) {
	source, err := os.Open(from) //nolint:gosec // our own file
	if err != nil {
		return err
	}
	defer source.Close()                                                      //nolint:errcheck // read only
	target, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600) //nolint:gosec // our own file
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Close())
}

// fill migrates, seeds and indexes.
func (w *world) fill(ctx context.Context) (err error) {
	cfg, err := config.Load(config.Options{Overrides: w.settings()})
	if err != nil {
		return err
	}
	if err := cfg.EnsureSecretKey(); err != nil {
		return err
	}
	db, err := app.OpenDatabase(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := app.MigrateDatabase(ctx, db); err != nil {
		return err
	}
	if _, err := app.LoadVocabularies(ctx, cfg, db, false); err != nil {
		return err
	}
	a, err := app.New(ctx, db, app.Options{Config: cfg, Log: slog.New(slog.DiscardHandler), Search: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.CloseButDatabase()) }()
	silent := func(string, int, int) {}
	if empty, err := seed.IsEmpty(ctx, db); err != nil {
		return err
	} else if empty {
		if err := seed.Load(ctx, a, demo.Small, time.Now(), silent); err != nil {
			return err
		}
	}
	if err := seed.LoadMore(ctx, a, demo.Small, time.Now(), w.posts, silent); err != nil {
		return err
	}
	if err := seed.LoadMoreEvents(ctx, a, demo.Small, time.Now(), w.posts/postsAnEvent); err != nil {
		return err
	}
	// What autovacuum, or an operator's nightly job, does sooner or later.
	analyse := "ANALYZE"
	if w.engine == database.Postgres {
		analyse = "VACUUM ANALYZE"
	}
	if _, err := db.Writer().ExecContext(ctx, analyse); err != nil {
		return err
	}
	_, err = a.Index.Rebuild(ctx, nil)
	return err
}
