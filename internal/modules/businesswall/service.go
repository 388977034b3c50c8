// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Order is what a member subscribes to when a draft wall is about to be paid.
type Order struct {
	WallID          int64
	WallType        string
	OrganisationID  int64
	By              organisation.Measure
	Quantity        int64 // clients or employees; 1 when it does not count
	PayerEmail      string
	TermsAcceptedAt time.Time
	TermsVersion    string
}

// Subscriptions is the part of billing that Business Walls need. Each call is
// part of the caller's transaction and safe to repeat.
type Subscriptions interface {
	// Ordered keeps a pending subscription for a draft wall, in place of an
	// earlier one (spec 07 §5.1).
	Ordered(ctx context.Context, tx bun.Tx, order Order) error
	// WallCancelled ends the subscription of a wall that its managers or the
	// staff have cancelled; the provider's is ended by a job.
	WallCancelled(ctx context.Context, tx bun.Tx, wallID int64) error
	// ClientsChanged tells how many clients an agency represents, at least 1
	// (spec 07 §14.7).
	ClientsChanged(ctx context.Context, tx bun.Tx, agencyWallID, clients int64) error
	// EmployeesChanged tells the headcount a wall declares now; a tier changes
	// with the next period only.
	EmployeesChanged(ctx context.Context, tx bun.Tx, wallID, employees int64) error
	// ThroughPortal reports whether the provider has a customer for the wall, in
	// live mode: it is then cancelled in the provider's portal (spec 07 §10).
	ThroughPortal(ctx context.Context, db bun.IDB, wallID int64) (bool, error)
	// IsPaused reports whether the customer has paused the subscription in the
	// provider's portal, where alone it is resumed.
	IsPaused(ctx context.Context, db bun.IDB, wallID int64) (bool, error)
}

// Unbilled is Subscriptions where nothing is paid.
type Unbilled struct{}

// Ordered implements Subscriptions.
func (Unbilled) Ordered(context.Context, bun.Tx, Order) error { return nil }

// WallCancelled implements Subscriptions.
func (Unbilled) WallCancelled(context.Context, bun.Tx, int64) error { return nil }

// ClientsChanged implements Subscriptions.
func (Unbilled) ClientsChanged(context.Context, bun.Tx, int64, int64) error { return nil }

// EmployeesChanged implements Subscriptions.
func (Unbilled) EmployeesChanged(context.Context, bun.Tx, int64, int64) error { return nil }

// ThroughPortal implements Subscriptions.
func (Unbilled) ThroughPortal(context.Context, bun.IDB, int64) (bool, error) { return false, nil }

// IsPaused implements Subscriptions.
func (Unbilled) IsPaused(context.Context, bun.IDB, int64) (bool, error) { return false, nil }

// Needs is what the services stand on.
type Needs struct {
	DB            *database.DB
	IDs           *ids.Generator
	Outbox        *outbox.Outbox
	Staff         *organisation.Staff
	Media         *media.Library
	Vocabularies  *vocabulary.Store
	Subscriptions Subscriptions
	Now           func() time.Time
}

// Module is the services of the Business Wall over the same engines.
type Module struct {
	Funnel    *Funnel    // from the wish to the draft
	Lifecycle *Lifecycle // what billing and the staff say
	Walls     *Walls     // reading, choosing, content, missions, policy, ending
	Gallery   *Gallery
	Roles     *Roles // roles, ownership, answers
	Team      *Team  // members of the organisation and invitations to join
	Partners  *Partners
	Cockpit   *Cockpit // the agency's side: "Mes clients"

	needs *Needs
}

// New returns the services.
func New(n Needs) *Module {
	return &Module{
		Funnel: &Funnel{&n}, Lifecycle: &Lifecycle{&n}, Walls: &Walls{&n}, Gallery: &Gallery{&n}, Roles: &Roles{&n},
		Team: &Team{&n}, Partners: &Partners{&n}, Cockpit: &Cockpit{&n}, needs: &n,
	}
}

// Join gives the module the billing that was made after it.
func (m *Module) Join(s Subscriptions) { m.needs.Subscriptions = s }

// What keeps people out of the pages of a wall.
var (
	ErrNotManager   = errs.New(errs.Forbidden, "wall.error.not_manager")
	ErrNotActivated = errs.New(errs.Conflict, "wall.error.not_activated")
)

func lockName(wallID int64) string { return "wall:" + strconv.FormatInt(wallID, 10) }

// lock makes changes of walls run one after the other.
func (n *Needs) lock(ctx context.Context, tx bun.Tx, wallIDs ...int64) error {
	slices.Sort(wallIDs) // the same order everywhere: no deadlock
	for _, id := range slices.Compact(wallIDs) {
		if err := n.DB.Lock(ctx, tx, lockName(id)); err != nil {
			return err
		}
	}
	return nil
}

// mayManage returns nil when by runs w or is an administrator (spec 07 §5.4).
func (n *Needs) mayManage(ctx context.Context, db bun.IDB, by access.Actor, w *Wall) error {
	if by.IsAnonymous() {
		return errs.ErrUnauthenticated
	}
	if !w.IsCurrent() {
		return ErrNotActivated
	}
	if by.Admin {
		return nil
	}
	runs, err := mandate.Manages(ctx, db, by.UserID, w.ID, n.Now())
	if err != nil {
		return err
	}
	if !runs {
		return ErrNotManager
	}
	return nil
}

// managed returns a wall that by may run, for reading.
func (n *Needs) managed(ctx context.Context, by access.Actor, wallID int64) (*Wall, error) {
	w, err := wallByID(ctx, n.DB.Reader(), wallID)
	if err != nil {
		return nil, err
	}
	return w, n.mayManage(ctx, n.DB.Reader(), by, w)
}

// change changes a wall that by may run, in one transaction; w is as it is now,
// and locked.
func (n *Needs) change(ctx context.Context, by access.Actor, wallID int64, verb string, apply func(ctx context.Context, tx bun.Tx, w *Wall) error) error {
	err := n.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := n.lock(ctx, tx, wallID); err != nil {
			return err
		}
		w, err := wallByID(ctx, tx, wallID)
		if err != nil {
			return err
		}
		if err := n.mayManage(ctx, tx, by, w); err != nil {
			return err
		}
		w.ModifiedAt = n.Now().UTC()
		return apply(ctx, tx, w)
	})
	if err != nil {
		return fmt.Errorf("%s of wall %d: %w", verb, wallID, err)
	}
	return nil
}

// lockPlace makes walls come into the service of an organisation one after the
// other. Locks of walls come before.
func (n *Needs) lockPlace(ctx context.Context, tx bun.Tx, organisationID int64) error {
	return n.DB.Lock(ctx, tx, "organisation-wall:"+strconv.FormatInt(organisationID, 10))
}

// mirror makes the wall_* columns of an organisation say what its wall in force
// says: all of it while it is active; that there is one, under its name, but of
// no active type, while it is suspended; nothing otherwise (spec 07 §4.6, §5.1).
func (n *Needs) mirror(ctx context.Context, tx bun.Tx, organisationID int64) error {
	if organisationID == 0 {
		return nil
	}
	if err := n.lockPlace(ctx, tx, organisationID); err != nil {
		return err
	}
	w, err := currentWall(ctx, tx, organisationID)
	if err != nil {
		return err
	}
	o := &organisation.Organisation{ID: organisationID, ModifiedAt: n.Now().UTC()}
	if w != nil {
		o.WallID, o.WallName = w.ID, w.Name
		if w.Status == Active {
			o.WallType = w.Type
		}
	}
	if _, err := tx.NewUpdate().Model(o).Column("wall_id", "wall_type", "wall_name", "modified_at").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("mirror the wall of organisation %d: %w", organisationID, err)
	}
	return n.Outbox.Record(ctx, tx, event.OrganisationChanged{OrganisationID: organisationID})
}

// lockMember makes changes of where a member works run one after the other.
func (n *Needs) lockMember(ctx context.Context, tx bun.Tx, id int64) error {
	return n.DB.Lock(ctx, tx, "member:"+strconv.FormatInt(id, 10))
}

// moveTo makes a member work for an organisation, or for none; no member left
// has the organisation collected.
func (n *Needs) moveTo(ctx context.Context, tx bun.Tx, memberID, organisationID int64) error {
	if err := n.lockMember(ctx, tx, memberID); err != nil {
		return err
	}
	m, p, err := member.Read(ctx, tx, memberID)
	if err != nil {
		return err
	}
	left := m.OrganisationID
	if left == organisationID {
		return nil
	}
	if err := n.Staff.Assign(ctx, tx, m, p, organisationID); err != nil {
		return err
	}
	if left == 0 {
		return nil
	}
	return n.Staff.CollectEmpty(ctx, tx, left)
}
