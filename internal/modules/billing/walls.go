// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"time"
)

// Walls is what billing asks of Business Walls, inside its own transaction, the
// one of ctx. Each call is safe to repeat; one that the wall's state forbids
// does nothing, since the provider's events are not to be refused (spec 07
// §5.1). The instants of suspensions and reactivations of a wall only grow.
type Walls interface {
	// Activate brings a draft into force and gives its owner the role.
	Activate(ctx context.Context, wallID int64, at time.Time) error
	// MarkPastDue says that a payment failed: the wall stays in force until
	// suspendsAt.
	MarkPastDue(ctx context.Context, wallID int64, since, suspendsAt time.Time) error
	// Suspend closes a wall in force; a cancelled one stays so.
	Suspend(ctx context.Context, wallID int64, at time.Time) error
	// Reactivate says that all is paid: a suspended wall opens again, unless
	// it is over or somebody else keeps it closed.
	Reactivate(ctx context.Context, wallID int64, at time.Time) error
	// Cancel ends a wall for ever.
	Cancel(ctx context.Context, wallID int64, at time.Time) error
}
