// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadminweb_test

import (
	"errors"
	"net/http"
	"sync"
	"testing"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/platform/ids"
)

// An invitation accepted in the very instant in which an administrator deletes
// the organisation: either somebody works there and it stands, or it is gone and
// nobody does (spec 08 §5.5, 02 §12).
func TestDelete_whileSomebodyJoins(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		for range 8 {
			org := o.Organisation(t, "Presse Auto", "")
			guest := o.colleague(t, "Ailleurs", "")
			o.Exec(t, "UPDATE members SET email_verified_at = ? WHERE id = ?", o.Clock.Now(), guest.UserID)
			o.insert(t, &organisation.Invitation{ID: o.IDs.Next(), OrganisationID: org.ID, Email: o.email(t, guest), CreatedAt: o.Clock.Now()})
			browser := o.SignIn(t, guest)
			var both sync.WaitGroup
			both.Go(func() {
				if p := browser.Post(t, "/preferences/invitations", form("action", "join_org", "target", ids.Encode(org.ID))); p.Status != http.StatusSeeOther {
					t.Errorf("joining = %d", p.Status)
				}
			})
			both.Go(func() {
				if _, err := o.Organisations.Delete(t.Context(), o.by, org.ID); err != nil && errs.KindOf(err) != errs.Conflict {
					t.Errorf("deleting: %v", errors.Unwrap(err))
				}
			})
			both.Wait()
			gone := o.Count(t, "SELECT count(*) FROM organisations WHERE id = ? AND deleted_at IS NOT NULL", org.ID) == 1
			if joined := o.employer(t, guest) == org.ID; joined == gone {
				t.Fatalf("deleted %v, and somebody works there: %v", gone, joined)
			}
			o.Exec(t, "UPDATE organisations SET deleted_at = ? WHERE id = ?", o.Clock.Now(), org.ID) // the next one has the same name
		}
	})
}
