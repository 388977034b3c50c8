// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
)

// Begin starts the article of an assignment: a draft of its journalist with
// what the assignment says already, commissioned by who ordered it. An
// assignment has one article (spec 04 §12.5).
func (s *ArticleService) Begin(ctx context.Context, by access.Actor, assignmentID int64) (*Article, error) {
	var article *Article
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		order, err := lockedAssignment(ctx, s.db, tx, assignmentID)
		if err != nil {
			return err
		}
		if err := order.CanWrite(by); err != nil {
			return err
		}
		if !by.ProducesJournalism() {
			return errs.ErrForbidden
		}
		begun, err := tx.NewSelect().Model((*Article)(nil)).Where("a.assignment_id = ?", assignmentID).Exists(ctx)
		if err != nil {
			return err
		}
		if begun {
			return errAssignmentHasArticle
		}
		article = s.begun(by, order)
		return insertArticle(ctx, tx, article)
	})
	if err != nil {
		return nil, fmt.Errorf("begin the article of assignment %d: %w", assignmentID, err)
	}
	return article, nil
}

// begun is the empty article of an assignment.
func (s *ArticleService) begun(by access.Actor, order *Assignment) *Article {
	now := s.now()
	return &Article{
		ID: s.ids.Next(), OwnerID: by.UserID, CommissionerID: order.CommissionerID, AssignmentID: order.ID,
		OutletID: order.OutletID, PublisherID: by.OrganisationID, Title: order.Title, Genre: order.Genre, Section: order.Section,
		Topic: order.Topic, Sector: order.Sector, Language: order.Language, Country: order.Country, Town: order.Town,
		IssueAt: order.IssueAt, Status: content.Draft, Version: 1, CreatedAt: now, ModifiedAt: now,
	}
}

// publish makes an article public, and delivers its assignment (livrée): both
// or neither (spec 04 §5.3).
func (s *ArticleService) publish(ctx context.Context, tx bun.Tx, by access.Actor, article *Article) error {
	if err := article.CanPublish(by); err != nil {
		return err
	}
	article.publish(by, s.now())
	order, err := s.order(ctx, tx, article)
	if err != nil || order == nil || order.Status != content.Pending {
		return err
	}
	first := order.DeliveredAt.IsZero()
	order.Status, order.DeliveredAt, order.ModifiedAt = content.Public, s.now(), s.now()
	if err := updateAssignment(ctx, tx, order); err != nil || !first {
		return err
	}
	return s.outbox.Record(ctx, tx, event.AssignmentDelivered{AssignmentID: order.ID, ArticleID: article.ID})
}

// takeBack makes the assignment of an article that leaves the wire one to be
// delivered again.
func (s *ArticleService) takeBack(ctx context.Context, tx bun.Tx, article *Article) error {
	order, err := s.order(ctx, tx, article)
	if err != nil || order == nil || order.Status != content.Public {
		return err
	}
	order.Status, order.ModifiedAt = content.Pending, s.now()
	return updateAssignment(ctx, tx, order)
}

// order returns the assignment of an article, or nil.
func (s *ArticleService) order(ctx context.Context, tx bun.Tx, article *Article) (*Assignment, error) {
	if article.AssignmentID == 0 {
		return nil, nil //nolint:nilnil // most articles have none
	}
	order, err := lockedAssignment(ctx, s.db, tx, article.AssignmentID)
	if errors.Is(err, errs.ErrNotFound) {
		return nil, nil //nolint:nilnil // deleted since
	}
	return order, err
}
