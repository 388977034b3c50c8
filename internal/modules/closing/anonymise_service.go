// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closing

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/blob"
)

// AnonymiseDue anonymises the accounts whose 30 days are over, closed or refused;
// it is a daily chore. One that fails does not keep the others; the next run tries it again.
func (s *Service) AnonymiseDue(ctx context.Context) error {
	var due []int64
	err := s.DB.Writer().NewRaw("SELECT id FROM members WHERE closing_at IS NOT NULL AND closing_at <= ? ORDER BY closing_at, id LIMIT ?",
		s.Now().UTC(), duePerRun).Scan(ctx, &due)
	if err != nil {
		return fmt.Errorf("list accounts to anonymise: %w", err)
	}
	var failures []error
	for _, id := range due {
		failures = append(failures, s.Anonymise(ctx, id))
	}
	return errors.Join(failures...)
}

// duePerRun bounds the accounts of a run.
const duePerRun = 500

// Anonymise takes everything personal of an account that is gone and due out
// of the platform, for ever (spec 02 §13). What was published and the accounts
// stay under the name « Membre supprimé ». One that is anonymised already, or
// was taken back, stays as it is: it may be called again at any time, and after
// having been interrupted at any place.
func (s *Service) Anonymise(ctx context.Context, memberID int64) error {
	m, err := memberOf(ctx, s.DB.Writer(), memberID)
	if err != nil {
		return err
	}
	if !isDue(m, s.Now()) {
		return nil
	}
	// Quotations come first: once the names are gone from the account, nobody
	// would know any more what to look for.
	addresses, err := addressesOf(ctx, s.DB.Writer(), m)
	if err == nil {
		err = s.scrub(ctx, wordsOf(m, addresses))
	}
	if err != nil {
		return fmt.Errorf("anonymise %d: %w", memberID, err)
	}
	var files []string
	err = s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		files, err = s.erase(ctx, tx, memberID)
		return err
	})
	if err != nil {
		return fmt.Errorf("anonymise %d: %w", memberID, err)
	}
	// No row names these files any more: if this is interrupted, the daily
	// sweep deletes them.
	return s.deleteFiles(ctx, files)
}

// isDue reports whether an account is to be anonymised.
func isDue(m *member.Member, now time.Time) bool {
	return m.AnonymisedAt.IsZero() && !m.ClosingAt.IsZero() && !m.ClosingAt.After(now)
}

// erase does what is declared, in one transaction, and returns the files to
// delete.
func (s *Service) erase(ctx context.Context, tx bun.Tx, memberID int64) ([]string, error) {
	m, err := s.locked(ctx, tx, memberID)
	if err != nil || !isDue(m, s.Now()) {
		return nil, err
	}
	addresses, err := addressesOf(ctx, tx, m)
	if err != nil {
		return nil, err
	}
	mine, err := s.ownOf(ctx, tx, m, addresses)
	if err != nil {
		return nil, err
	}
	_, err = tx.NewRaw(`UPDATE members SET follower_count = follower_count - 1 WHERE follower_count > 0
  AND id IN (SELECT target_id FROM follows WHERE follower_id = ? AND kind = 'member')`, memberID).Exec(ctx)
	if err != nil {
		return nil, fmt.Errorf("count followers: %w", err)
	}
	if err := s.treat(ctx, tx, m, addresses); err != nil {
		return nil, err
	}
	for kind, objects := range mine.objects {
		if err := s.Media.Release(ctx, tx, kind, objects...); err != nil {
			return nil, err
		}
	}
	if m.OrganisationID != 0 {
		if err := s.Staff.CollectEmpty(ctx, tx, m.OrganisationID); err != nil {
			return nil, err
		}
	}
	by, err := whoHastened(ctx, tx, memberID)
	if err != nil {
		return nil, err
	}
	if err := s.note(ctx, tx, by, actionAnonymised, memberID); err != nil {
		return nil, err
	}
	return mine.files, s.tell(ctx, tx, memberID)
}

// treat runs through the declared tables.
func (s *Service) treat(ctx context.Context, tx bun.Tx, m *member.Member, addresses []string) error {
	args := []any{m.ID, bun.List(addresses), placeholder(), s.Now().UTC()}
	for _, t := range Tables() {
		query := t.treatment()
		if query == "" {
			continue
		}
		if _, err := tx.NewRaw(query, args...).Exec(ctx); err != nil {
			return fmt.Errorf("treat %s: %w", t.Name, err)
		}
	}
	return nil
}

// treatment is the statement that treats the member's rows, or "".
func (t Table) treatment() string {
	switch {
	case t.Rows == "":
		return ""
	case t.Treatment == Erased:
		return "DELETE FROM " + t.Name + " WHERE " + t.Rows
	case t.Treatment == Emptied:
		return "UPDATE " + t.Name + " SET " + strings.Join(t.Empty, ", ") + " WHERE " + t.Rows
	}
	return ""
}

// placeholder is an address that nobody has, another at each call.
func placeholder() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails: see its documentation
	return "fake_" + hex.EncodeToString(b) + "@example.com"
}

// addressesOf are the addresses a member is known by. What a refused applicant
// had is free: it may be somebody else's by now, or the same person's who has
// registered again, and what came there is then that account's.
func addressesOf(ctx context.Context, db bun.IDB, m *member.Member) ([]string, error) {
	list := []string{m.Email}
	if m.RecoveryEmail != "" {
		list = append(list, m.RecoveryEmail)
	}
	if m.FormerEmail == "" {
		return list, nil
	}
	var owners int64
	err := db.NewRaw("SELECT count(*) FROM members WHERE email = ?0 OR recovery_email = ?0", m.FormerEmail).Scan(ctx, &owners)
	if err != nil {
		return nil, fmt.Errorf("look for an owner of a former address: %w", err)
	}
	if owners == 0 {
		list = append(list, m.FormerEmail)
	}
	return list, nil
}

// whoHastened is the administrator who asked for an anonymisation, or nobody: then
// the delay was over.
func whoHastened(ctx context.Context, tx bun.Tx, memberID int64) (By, error) {
	var found []int64
	err := tx.NewRaw("SELECT actor_id FROM audit_entries WHERE object_kind = 'member' AND object_id = ? AND action = ? AND actor_id IS NOT NULL ORDER BY id DESC LIMIT 1",
		memberID, actionHastened).Scan(ctx, &found)
	if err != nil || len(found) == 0 {
		return By{}, err
	}
	return By{ID: found[0]}, nil
}

// tell has those who show the member show the placeholder: the index takes the
// member out and reads the publications, which bear another name, again; the
// wall is drawn again.
func (s *Service) tell(ctx context.Context, tx bun.Tx, memberID int64) error {
	if err := content.Redraw(ctx, tx); err != nil {
		return err
	}
	return s.Outbox.Record(ctx, tx, event.MemberChanged{MemberID: memberID})
}

// own is what of the object store is a member's alone.
type own struct {
	objects map[media.LinkKind][]int64 // what shows the member's pictures
	files   []string                   // every size of them, and copies of the data
}

// ownOf finds the files that go: those of the person, of drafts, and whatever
// was sent without being shown.
func (s *Service) ownOf(ctx context.Context, tx bun.Tx, m *member.Member, addresses []string) (*own, error) {
	mine := &own{objects: map[media.LinkKind][]int64{
		media.OfMember: {m.ID}, media.OfPressCard: {m.ID}, media.OfProposal: {m.ID}, media.OfUploader: {m.ID},
	}}
	for kind, query := range map[media.LinkKind]string{
		media.OfRegistration: "SELECT id FROM registration_drafts WHERE " + ofMember + " OR " + ofAddress,
		media.OfArticle:      "SELECT id FROM articles WHERE " + unpublished,
		media.OfEvent:        "SELECT id FROM events WHERE " + unpublished,
		media.OfPressRelease: "SELECT id FROM press_releases WHERE " + unpublished,
	} {
		var found []int64
		if err := tx.NewRaw(query, m.ID, bun.List(addresses)).Scan(ctx, &found); err != nil {
			return nil, fmt.Errorf("find what shows files: %w", err)
		}
		mine.objects[kind] = found
	}
	for kind, objects := range mine.objects {
		if len(objects) == 0 {
			continue
		}
		var names []string
		err := tx.NewRaw(`SELECT r.name FROM media_renditions r JOIN media_links l ON l.media_name = r.media_name
WHERE l.kind = ? AND l.object_id IN (?)`, kind, bun.List(objects)).Scan(ctx, &names)
		if err != nil {
			return nil, fmt.Errorf("find files: %w", err)
		}
		mine.files = append(mine.files, names...)
	}
	var copies []string
	if err := tx.NewRaw("SELECT file FROM data_archives WHERE member_id = ? AND file <> ''", m.ID).Scan(ctx, &copies); err != nil {
		return nil, fmt.Errorf("find copies: %w", err)
	}
	mine.files = append(mine.files, copies...)
	return mine, nil
}

// deleteFiles deletes the files that no row names any more.
func (s *Service) deleteFiles(ctx context.Context, names []string) error {
	for _, name := range names {
		named, err := s.Media.Names(ctx, name)
		if err != nil {
			return err
		}
		if named { // published content shows it too
			continue
		}
		if err := s.Blobs.Delete(ctx, blob.Private, name); err != nil && !errors.Is(err, blob.ErrNotFound) {
			return fmt.Errorf("delete a file: %w", err)
		}
	}
	return nil
}
