// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/mail"
	"syscall"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/platform/blob"
	"aipress24.com/aipress24/internal/platform/config"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/images"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/observe"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/searchengine"
)

// Engines are the platform's services, opened once for a process.
type Engines struct {
	Config       *config.Config
	Log          *slog.Logger
	Now          func() time.Time
	DB           *database.DB
	IDs          *ids.Generator
	Jobs         *jobs.Client
	Outbox       *outbox.Outbox
	Blobs        *blob.Store
	Search       *searchengine.Engine // nil in a process that serves no pages
	Mail         *mailer.Mailer
	Inbox        *mailer.DatabaseStore
	Vocabularies *vocabulary.Store
	Media        *media.Library
	Actors       *access.Loader
	Metrics      *observe.Metrics
	Health       *observe.Health
	Tracker      *observe.Tracker
}

// OpenDatabase opens the configured database, without migrating it. Errors name
// the key at fault where it is not plain.
func OpenDatabase(ctx context.Context, cfg *config.Config) (*database.DB, error) {
	db, err := database.Open(ctx, cfg.Database.URL.Reveal(), database.Options{
		ReaderURL: cfg.Database.ReaderURL.Reveal(),
		MaxConns:  cfg.Database.MaxConnections,
	})
	switch {
	case errors.Is(err, database.ErrReader) && database.IsForeign(err):
		return nil, cfg.Wrong("database.reader_url", err, "name a replica of the server of database.url, or remove it")
	case errors.Is(err, database.ErrReader):
		return nil, fmt.Errorf("database.reader_url: %w", err)
	case database.IsForeign(err):
		return nil, cfg.Wrong("database.url", err, foreignFix[cfg.Database.URL.Scheme() == "sqlite"])
	case database.IsForbidden(err):
		return nil, cfg.Wrong("database.url", err, grantFix)
	case database.IsRefused(err):
		return nil, cfg.Wrong("database.url", err, "correct the account, its password or the name of the database, or make them on the server")
	case err != nil && cfg.Database.URL.Scheme() == "sqlite":
		return nil, unusable(cfg, "database.url", err)
	}
	return db, err
}

// foreignFix is what to do about a database that is not ours, by whether it is a
// file of SQLite.
var foreignFix = map[bool]string{
	true:  "write the path of a database of Aipress24 or of a file that does not exist yet, or bring the file back from a backup",
	false: "name a database of Aipress24, or one with nothing in it",
}

// checkReplica tells the operator that members may read old pages, and why.
func checkReplica(ctx context.Context, db *database.DB, log *slog.Logger) {
	if err := db.CheckReplica(ctx); err != nil {
		log.WarnContext(ctx, "configuration", "problem", "database.reader_url: "+err.Error()+"; "+replicaFix(err))
	}
}

// replicaFix is what to do about a replica that is behind.
func replicaFix(err error) string {
	switch {
	case errors.Is(err, database.ErrUnawaited):
		return `name the replica in synchronous_standby_names on the primary server ("Reading replica" in docs/operator.en.md), or remove database.reader_url`
	case errors.Is(err, database.ErrHasty):
		return "remove synchronous_commit from database.url, or remove database.reader_url"
	case errors.Is(err, database.ErrAbsent):
		return `start the replica, or write its application_name in synchronous_standby_names on the primary server ("Reading replica" in docs/operator.en.md)`
	}
	return "start the database, or correct database.url"
}

// MigrateDatabase brings the schema and the job queue up to date, and returns
// the number of migrations applied.
func MigrateDatabase(ctx context.Context, db *database.DB) (int, error) {
	applied, err := db.Migrate(ctx)
	if err == nil {
		err = jobs.Migrate(ctx, db)
	}
	if database.IsForbidden(err) {
		err = fmt.Errorf("database.url: %w; %s", err, grantFix)
	}
	return applied, err
}

// grantFix is what to do about an account that may not make tables.
const grantFix = "give its account the right to make tables, by GRANT USAGE, CREATE ON SCHEMA public TO it, or make the schema that search_path names"

// open opens the engines that stand on the database. The registries are full
// by then: see (*App).register.
func (a *App) openEngines(ctx context.Context, db *database.DB, o Options) error {
	e := &a.Engines
	e.DB = db
	e.IDs = ids.NewGenerator(e.Config.NodeID(), e.Now)
	var err error
	if e.Vocabularies, err = vocabulary.NewStore(db); err != nil {
		return err
	}
	if e.Blobs, err = blob.Open(ctx, blobOptions(e.Config, e.Now)); err != nil {
		return unusable(e.Config, "blob.url", fmt.Errorf("open the file store: %w", err))
	}
	e.Media = media.NewLibrary(db, e.Blobs, images.NewProcessor(), e.Now)
	e.Actors = access.NewLoader(db, e.Now)
	e.Inbox = mailer.NewDatabaseStore(db, e.IDs.Next)
	letters, err := mailOptions(e.Config, e.Inbox, e.Now)
	if err != nil {
		return err
	}
	if e.Mail, err = mailer.New(letters); err != nil {
		return fmt.Errorf("open the mailer: %w", err)
	}
	if o.Search {
		if e.Search, err = openSearch(e, o.Alone); err != nil {
			return err
		}
	}
	return nil
}

// unusable names the key of the directory in which a file could not be made,
// and the fix. Another failure has nothing to do with the directory.
func unusable(cfg *config.Config, key string, err error) error {
	var refused *fs.PathError
	switch {
	case errors.Is(err, syscall.EISDIR):
		return cfg.Wrong(key, err, "write the path of a file, not of a directory")
	case errors.As(err, &refused):
		return cfg.Unusable(key, err)
	}
	return err
}

func blobOptions(cfg *config.Config, now func() time.Time) blob.Options {
	s3 := cfg.Blob.S3
	return blob.Options{URL: cfg.Blob.URL, Now: now, S3: blob.S3{
		Endpoint: s3.Endpoint, Region: s3.Region, PathStyle: s3.PathStyle,
		AccessKey: s3.AccessKey.Reveal(), SecretKey: s3.SecretKey.Reveal(),
	}}
}

func mailOptions(cfg *config.Config, store mailer.Store, now func() time.Time) (mailer.Options, error) {
	from, err := mail.ParseAddress(cfg.Mail.From)
	if err != nil {
		return mailer.Options{}, fmt.Errorf("read mail.from: %w", err)
	}
	return mailer.Options{
		URL: cfg.Mail.URL.Reveal(), From: from.Address, FromName: from.Name,
		Quota: cfg.Mail.Quota, Store: store, Now: now,
	}, nil
}

// openSearch opens this process's index; alone, only if no other process has one.
func openSearch(e *Engines, alone bool) (*searchengine.Engine, error) {
	engine, err := searchengine.Open(searchengine.Options{
		Dir: e.Config.Search.Dir, Key: searchengine.KeyOf(e.Config.Database.URL.Reveal()),
		Logger: e.Log, Now: e.Now, Alone: alone,
		Facets: []string{"genre", "section", "topic", "sector", "city"},
		Aliases: map[string]string{
			"auteur": "names", "author": "names", "titre": "title", "rubrique": "section",
			"secteur": "sector", "ville": "city", "thematique": "topic",
		},
	})
	if err != nil {
		return nil, unusable(e.Config, "search.dir", fmt.Errorf("open the search index: %w", err))
	}
	return engine, nil
}

// Close gives everything back, in the opposite order of opening.
func (e *Engines) Close() error {
	failures := []error{e.CloseButDatabase()}
	if e.DB != nil {
		failures = append(failures, e.DB.Close())
	}
	return errors.Join(failures...)
}

// CloseButDatabase gives back all but the database, which the caller opened.
func (e *Engines) CloseButDatabase() error {
	var failures []error
	if e.Jobs != nil {
		// A process that only shows jobs has the console's caches to stop.
		failures = append(failures, e.Jobs.Stop(context.Background()))
	}
	if e.Search != nil {
		failures = append(failures, e.Search.Close())
	}
	if e.Blobs != nil {
		failures = append(failures, e.Blobs.Close())
	}
	if e.Tracker != nil {
		e.Tracker.Flush(2 * time.Second)
	}
	return errors.Join(failures...)
}
