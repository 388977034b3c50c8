// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closing

import (
	"archive/zip"
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/blob"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// writeCopy writes what the platform holds of a member as a ZIP: a page of
// explanations, each table as JSON, and the files. It goes row by row and file
// by file: nobody's data is ever whole in memory.
func (s *Service) writeCopy(ctx context.Context, w io.Writer, m *member.Member) error {
	z := zip.NewWriter(w)
	ctx = in(ctx, m)
	page, err := z.Create(i18n.T(ctx, "closing.copy.file"))
	if err != nil {
		return err
	}
	if _, err := io.WriteString(page, i18n.T(ctx, "closing.copy.text", "Name", m.FullName(), "Date", i18n.DateTime(ctx, s.Now()))+"\n"); err != nil {
		return err
	}
	for _, t := range Tables() {
		if t.Copied == "" {
			continue
		}
		entry, err := z.Create("data/" + t.Name + ".json")
		if err == nil {
			err = s.writeTable(ctx, entry, t, m)
		}
		if err != nil {
			return fmt.Errorf("copy %s: %w", t.Name, err)
		}
	}
	if err := s.writeFiles(ctx, z, m); err != nil {
		return fmt.Errorf("copy files: %w", err)
	}
	return z.Close()
}

// writeTable writes the member's rows of a table as a JSON list.
func (s *Service) writeTable(ctx context.Context, w io.Writer, t Table, m *member.Member) (err error) {
	addresses, err := addressesOf(ctx, s.DB.Reader(), m)
	if err != nil {
		return err
	}
	rows, err := s.DB.Reader().QueryContext(ctx, "SELECT * FROM "+t.Name+" WHERE "+t.Copied, m.ID, bun.List(addresses))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	separator := "[\n"
	for rows.Next() {
		line, err := rowOf(rows, columns, t.Hidden)
		if err != nil {
			return err
		}
		_, _ = out.WriteString(separator) // the writer keeps its first error for Flush
		_, _ = out.Write(line)
		separator = ",\n"
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if separator == "[\n" {
		_, _ = out.WriteString("[")
	}
	_, _ = out.WriteString("\n]\n")
	return out.Flush()
}

// rowOf reads a row as a JSON object in the order of the columns.
func rowOf(rows *sql.Rows, columns, hidden []string) ([]byte, error) {
	values, targets := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		targets[i] = &values[i]
	}
	if err := rows.Scan(targets...); err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString("  {")
	for i, column := range columns {
		if slices.Contains(hidden, column) {
			continue
		}
		value, err := json.Marshal(plain(values[i]))
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", column, err)
		}
		if b.Len() > len("  {") {
			b.WriteString(", ")
		}
		b.WriteString(strconv.Quote(column) + ": ")
		b.Write(value)
	}
	b.WriteString("}")
	return []byte(b.String()), nil
}

// plain is a value as people and other programs read it: identifiers, which are
// longer than the numbers of JavaScript, as text; JSON as JSON.
func plain(value any) any {
	switch v := value.(type) {
	case int64:
		if v > 1<<53 || v < -(1<<53) {
			return strconv.FormatInt(v, 10)
		}
	case time.Time:
		return v.UTC().Format(time.RFC3339)
	case []byte:
		return plain(string(v))
	case string:
		if (strings.HasPrefix(v, "{") || strings.HasPrefix(v, "[")) && json.Valid([]byte(v)) {
			return json.RawMessage(v)
		}
	}
	return value
}

// ownFiles are the files that a member has sent, about himself or herself, for
// content, or for a Business Wall of his or hers: the largest size of each.
const ownFiles = `
SELECT f.name, (SELECT r.name FROM media_renditions r WHERE r.media_name = f.name ORDER BY r.width DESC LIMIT 1) AS file
FROM media_files f WHERE f.name IN (
  SELECT l.media_name FROM media_links l WHERE l.kind IN ('upload', 'member', 'press_card', 'proposal') AND l.object_id = ?0
  UNION SELECT i.media_name FROM article_images i WHERE i.owner_id = ?0
  UNION SELECT i.media_name FROM press_release_images i WHERE i.owner_id = ?0
  UNION SELECT i.media_name FROM event_images i WHERE i.owner_id = ?0
  UNION SELECT l.media_name FROM media_links l JOIN business_walls w ON w.id = l.object_id WHERE l.kind = 'wall' AND w.owner_id = ?0
  UNION SELECT i.media_name FROM wall_images i JOIN business_walls w ON w.id = i.wall_id WHERE w.owner_id = ?0
  UNION SELECT l.media_name FROM media_links l JOIN registration_drafts d ON d.id = l.object_id WHERE l.kind = 'registration' AND d.member_id = ?0)
AND f.name > ?1 ORDER BY f.name LIMIT 200`

func (s *Service) writeFiles(ctx context.Context, z *zip.Writer, m *member.Member) error {
	for after := ""; ; {
		var found []struct{ Name, File string }
		if err := s.DB.Reader().NewRaw(ownFiles, m.ID, after).Scan(ctx, &found); err != nil {
			return err
		}
		if len(found) == 0 {
			return nil
		}
		for _, f := range found {
			if err := s.writeFile(ctx, z, f.Name, f.File); err != nil {
				return err
			}
			after = f.Name
		}
	}
}

// writeFile adds a file as it is: pictures are compressed already. One that is
// gone from the store is left out.
func (s *Service) writeFile(ctx context.Context, z *zip.Writer, name, file string) (err error) {
	r, err := s.Blobs.Open(ctx, blob.Private, file)
	if errors.Is(err, blob.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	entry, err := z.CreateHeader(&zip.FileHeader{Name: "files/" + name, Method: zip.Store, Modified: r.ModTime()})
	if err == nil {
		_, err = io.Copy(entry, r)
	}
	return err
}
