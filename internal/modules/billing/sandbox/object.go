// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package sandbox

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/modules/billing"
)

// record is a row of the sandbox's memory.
type record struct {
	bun.BaseModel `bun:"table:sandbox_objects,alias:so"`

	ID        string `bun:",pk"`
	Kind      string
	Owner     string          // the customer of a subscription
	Data      json.RawMessage `bun:"type:jsonb"`
	CreatedAt time.Time
}

const (
	kindSession      = "session"
	kindPortal       = "portal"
	kindCustomer     = "customer"
	kindSubscription = "subscription"
	kindEvent        = "event"
)

// The states of a session.
const (
	open     = "open"
	complete = "complete"
	expired  = "expired"
)

// Session is a page on which somebody may pay.
type Session struct {
	ID             string
	Checkout       billing.Checkout
	Status         string
	CustomerID     string
	SubscriptionID string
}

// IsOpen reports whether the page still waits to be paid.
func (s Session) IsOpen() bool { return s.Status == open }

// IsPaid reports whether somebody has paid.
func (s Session) IsPaid() bool { return s.Status == complete }

// Customer is who pays.
type Customer billing.CustomerFacts

// Subscription is what is paid regularly.
type Subscription struct {
	ID           string
	CustomerID   string
	Status       string // as Stripe says it
	PriceID      string
	Quantity     int64
	Metadata     map[string]string
	PeriodEnd    time.Time
	CancelsAtEnd bool
	Paused       bool
}

// Portal is a page on which a customer changes what it pays.
type Portal struct {
	ID         string
	CustomerID string
	ReturnURL  string
}

// read returns an object, or billing.ErrUnknown.
func read[T any](ctx context.Context, db bun.IDB, id string) (T, error) {
	var object T
	var row record
	err := db.NewSelect().Model(&row).Where("so.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return object, billing.ErrUnknown
	}
	if err == nil {
		err = json.Unmarshal(row.Data, &object)
	}
	if err != nil {
		return object, fmt.Errorf("read the sandbox's object: %w", err)
	}
	return object, nil
}

// write keeps an object, whether it was there or not.
func (p *Provider) write(ctx context.Context, db bun.IDB, kind, id, owner string, object any) error {
	data, err := json.Marshal(object)
	if err != nil {
		return fmt.Errorf("write the sandbox's %s: %w", kind, err)
	}
	row := &record{ID: id, Kind: kind, Owner: owner, Data: data, CreatedAt: p.Now().UTC()}
	if _, err := db.NewInsert().Model(row).On("CONFLICT (id) DO UPDATE").Set("data = EXCLUDED.data").Exec(ctx); err != nil {
		return fmt.Errorf("write the sandbox's %s: %w", kind, err)
	}
	return nil
}

// lockedSession reads a session that nobody else changes until the end of tx.
func (p *Provider) lockedSession(ctx context.Context, tx bun.Tx, id string) (Session, error) {
	if err := p.DB.Lock(ctx, tx, "sandbox "+id); err != nil {
		return Session{}, err
	}
	return read[Session](ctx, tx, id)
}

// subscriptions returns what a customer pays, oldest first.
func subscriptions(ctx context.Context, db bun.IDB, customerID string) ([]Subscription, error) {
	var rows []record
	err := db.NewSelect().Model(&rows).Where("so.kind = ? AND so.owner = ?", kindSubscription, customerID).
		Order("so.id").Limit(50).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the sandbox's subscriptions: %w", err)
	}
	list := make([]Subscription, len(rows))
	for i, row := range rows {
		if err := json.Unmarshal(row.Data, &list[i]); err != nil {
			return nil, fmt.Errorf("read the sandbox's subscription: %w", err)
		}
	}
	return list, nil
}
