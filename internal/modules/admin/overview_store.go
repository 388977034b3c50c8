// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package admin

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/database"
)

// figures counts people, organisations and articles. Who waits is told as the
// lists of the desk do (spec 08 §5.2, « Nouveaux » and « Modifiés »).
func figures(ctx context.Context, db bun.IDB, now time.Time) (Figures, error) {
	var f Figures
	err := db.NewRaw(`SELECT
    (SELECT count(*) FROM members WHERE active AND deleted_at IS NULL),
    (SELECT count(*) FROM members WHERE NOT active AND validation_status = ? AND deleted_at IS NULL),
    (SELECT count(*) FROM profile_proposals pp JOIN members m ON m.id = pp.member_id WHERE m.active AND m.deleted_at IS NULL),
    (SELECT count(*) FROM organisations WHERE active AND deleted_at IS NULL),
    (SELECT count(*) FROM posts WHERE kind = 'article' AND status = 'public' AND deleted_at IS NULL AND published_at <= ?)`, member.StatusNew, now).
		Scan(ctx, &f.Members, &f.Waiting, &f.Proposals, &f.Organisations, &f.Articles)
	if err != nil {
		return Figures{}, fmt.Errorf("count members and articles: %w", err)
	}
	return f, nil
}

// engineState asks the database engine for its version and the size in bytes
// of the database.
func engineState(ctx context.Context, db *database.DB) (version string, size int64, err error) {
	query := "SELECT sqlite_version(), (SELECT page_count FROM pragma_page_count()) * (SELECT page_size FROM pragma_page_size())"
	if db.Engine() == database.Postgres {
		query = "SELECT current_setting('server_version'), pg_database_size(current_database())"
	}
	if err := db.Reader().NewRaw(query).Scan(ctx, &version, &size); err != nil {
		return "", 0, fmt.Errorf("ask the database engine: %w", err)
	}
	return version, size, nil
}

// oldestEvent returns when the event that waits longest was recorded, or zero.
func oldestEvent(ctx context.Context, db bun.IDB) (time.Time, error) {
	var at []time.Time
	err := db.NewRaw("SELECT recorded_at FROM outbox_events WHERE position IS NULL ORDER BY sequence LIMIT 1").Scan(ctx, &at)
	if err != nil {
		return time.Time{}, fmt.Errorf("find the oldest event: %w", err)
	}
	if len(at) == 0 {
		return time.Time{}, nil
	}
	return at[0].UTC(), nil
}

// storedFiles counts the files that rows name, and their bytes.
func storedFiles(ctx context.Context, db bun.IDB) (Storage, error) {
	var s Storage
	err := db.NewRaw("SELECT count(*), CAST(coalesce(sum(size), 0) AS BIGINT) FROM media_files").Scan(ctx, &s.Files, &s.Bytes)
	if err != nil {
		return Storage{}, fmt.Errorf("count files: %w", err)
	}
	return s, nil
}

// mailFigures counts the mails sent since an instant, those kept, and the
// addresses that have had quota mails or more since then.
func mailFigures(ctx context.Context, db bun.IDB, since time.Time, quota int) (Mail, error) {
	var m Mail
	err := db.NewRaw(`SELECT
    (SELECT count(*) FROM email_log WHERE sent_at > ?),
    (SELECT count(*) FROM mail_messages),
    (SELECT count(*) FROM (SELECT recipient FROM email_log WHERE sent_at > ? GROUP BY recipient HAVING count(*) >= ?) AS full_boxes)`,
		since, since, quota).Scan(ctx, &m.Sent, &m.Captured, &m.AtQuota)
	if err != nil {
		return Mail{}, fmt.Errorf("count mails: %w", err)
	}
	return m, nil
}
