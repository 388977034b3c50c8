// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/newsroom"
)

// insertStories writes the pitches and the assignments, as far as each has come.
func (l *loader) insertStories(ctx context.Context, tx bun.Tx) error {
	ordered := slices.SortedStableFunc(slices.Values(l.world.Pitches), func(a, b demo.Pitch) int {
		return a.CreatedAt.Compare(b.CreatedAt) // ids grow with time
	})
	for _, p := range ordered {
		if err := l.insertStory(ctx, tx, p); err != nil {
			return fmt.Errorf("story %q: %w", p.Title, err)
		}
	}
	return nil
}

func (l *loader) insertStory(ctx context.Context, tx bun.Tx, p demo.Pitch) error {
	var rows []any
	pitch := l.storyPitch(p)
	if !p.IsOrdered() {
		rows = append(rows, pitch)
	}
	if p.State == demo.PitchCountered {
		rows = append(rows, l.storyOffer(p, pitch))
	}
	order := l.storyOrder(p, pitch)
	if order != nil {
		rows = append(rows, order)
	}
	for _, row := range rows {
		if _, err := tx.NewInsert().Model(row).Exec(ctx); err != nil {
			return err
		}
	}
	if p.State != demo.PitchDelivered {
		return nil
	}
	return l.deliver(ctx, tx, pitch, order)
}

// answered is when the media gave its answer: two days after the pitch.
func answered(p demo.Pitch) time.Time { return p.CreatedAt.Add(48 * time.Hour) }

func (l *loader) storyPitch(p demo.Pitch) *newsroom.Pitch {
	author, _ := l.world.Member(p.Author)
	pitch := &newsroom.Pitch{
		ID: l.app.IDs.Next(), OwnerID: l.members[p.Author], OutletID: l.orgs[p.Media], PublisherID: l.orgs[author.Organisation],
		Title: p.Title, Brief: p.Brief, Genre: p.Genre, Section: p.Section, Topic: p.Topic, Sector: p.Sector, Language: "fr",
		Country: "FRA", Town: l.town(p.Town), Status: content.Draft, ValidUntil: p.IssueAt.Add(-5 * 24 * time.Hour), IssueAt: p.IssueAt,
		Version: 1, CreatedAt: p.CreatedAt, ModifiedAt: p.CreatedAt,
	}
	if p.State == demo.PitchDraft {
		return pitch
	}
	pitch.Status, pitch.SubmittedAt = content.Public, p.CreatedAt.Add(time.Hour)
	if p.State == demo.PitchSent || p.State == demo.PitchCountered {
		return pitch
	}
	pitch.Status, pitch.Outcome, pitch.AnsweredBy, pitch.AnsweredAt = content.Archived, newsroom.Accepted, l.members[p.Editor], answered(p)
	if p.State == demo.PitchDeclined {
		pitch.Outcome, pitch.AnswerReason = newsroom.Declined, p.Message
	}
	return pitch
}

func (l *loader) storyOffer(p demo.Pitch, pitch *newsroom.Pitch) *newsroom.PitchOffer {
	return &newsroom.PitchOffer{
		ID: l.app.IDs.Next(), PitchID: pitch.ID, EditorID: l.members[p.Editor], CopyDeadline: p.IssueAt.Add(-48 * time.Hour), Fee: p.Fee,
		Message: p.Message, Status: newsroom.OfferOpen, CreatedAt: answered(p),
	}
}

// storyOrder is the assignment that came of p, or nil.
func (l *loader) storyOrder(p demo.Pitch, pitch *newsroom.Pitch) *newsroom.Assignment {
	if pitch.Outcome != newsroom.Accepted && !p.IsOrdered() {
		return nil
	}
	made := answered(p)
	a := &newsroom.Assignment{
		ID: l.app.IDs.Next(), OwnerID: pitch.OwnerID, CommissionerID: l.members[p.Editor], OutletID: pitch.OutletID, PublisherID: pitch.PublisherID,
		PitchID: pitch.ID, Title: p.Title, Brief: p.Brief, Genre: p.Genre, Section: p.Section, Topic: p.Topic, Sector: p.Sector, Language: "fr",
		Country: "FRA", Town: pitch.Town, Status: content.Draft, Fee: p.Fee, ValidUntil: pitch.ValidUntil, CopyDeadline: p.IssueAt.Add(-72 * time.Hour),
		IssueAt: p.IssueAt, PayAt: p.IssueAt.Add(30 * 24 * time.Hour), AgreedAt: made, Version: 1, CreatedAt: made, ModifiedAt: made,
	}
	if p.IsOrdered() {
		a.PitchID, a.AgreedAt, a.CreatedAt = 0, time.Time{}, p.CreatedAt
	}
	if p.State != demo.PitchAccepted {
		a.Status, a.ConfirmedAt = content.Pending, a.CreatedAt.Add(3*time.Hour)
	}
	switch p.State {
	case demo.PitchCancelled:
		a.Status, a.ClosedBy, a.ClosedAt, a.CloseReason = content.Rejected, a.CommissionerID, made.Add(72*time.Hour), p.Message
	case demo.OrderRefused:
		a.Status, a.ClosedBy, a.ClosedAt, a.CloseReason = content.Rejected, a.OwnerID, p.CreatedAt.Add(24*time.Hour), p.Message
	default: // the others are open
	}
	return a
}

// deliver makes the author's latest article the one of an assignment. The story
// takes its title; without an article it is being written still.
func (l *loader) deliver(ctx context.Context, tx bun.Tx, pitch *newsroom.Pitch, order *newsroom.Assignment) error {
	article := new(newsroom.Article)
	err := tx.NewSelect().Model(article).Where("a.owner_id = ?", order.OwnerID).Where("a.status = ?", content.Public).
		Where("a.published_at > ?", order.ConfirmedAt).Order("a.published_at DESC").Limit(1).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	pitch.Title, order.Title = article.Title, article.Title
	order.Status, order.DeliveredAt = content.Public, article.PublishedAt
	article.AssignmentID, article.CommissionerID = order.ID, order.CommissionerID
	article.CreatedAt = order.ConfirmedAt.Add(article.PublishedAt.Sub(order.ConfirmedAt) / 2)
	if _, err := tx.NewUpdate().Model(pitch).Column("title", "title_key").WherePK().Exec(ctx); err != nil {
		return err
	}
	if _, err := tx.NewUpdate().Model(order).Column("title", "title_key", "status", "delivered_at").WherePK().Exec(ctx); err != nil {
		return err
	}
	_, err = tx.NewUpdate().Model(article).Column("assignment_id", "commissioner_id", "created_at").WherePK().Exec(ctx)
	return err
}
