// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"errors"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
)

// commission is an assignment of the writer, ordered by the editor, in a state.
func commission(state AssignmentState) *Assignment {
	a := &Assignment{OwnerID: 1, CommissionerID: 2, OutletID: 20, Title: "Titre", Brief: "Brief", Status: content.Status(state)}
	switch state {
	case AssignmentProposed:
		a.Status = content.Pending
	case AssignmentConfirmed:
		a.AgreedAt = time.Unix(1, 0)
	case AssignmentCancelled:
		a.Status, a.ClosedBy = content.Rejected, 2
	case AssignmentDeclined:
		a.Status, a.ClosedBy = content.Rejected, 1
	case AssignmentDraft, AssignmentDelivered:
	}
	return a
}

// The states and guards of an assignment (spec 04 §5.3, §10): both parties see
// and edit it, the commissioner confirms and cancels, the journalist agrees,
// declines, writes and deletes; to anybody else it does not exist.
func TestAssignment_guards(t *testing.T) {
	t.Parallel()
	type want map[AssignmentState]error // absent: allowed
	all := func(err error) want {
		w := want{}
		for _, state := range AssignmentStates() {
			w[state] = err
		}
		return w
	}
	but := func(w want, allowed ...AssignmentState) want {
		for _, state := range allowed {
			delete(w, state)
		}
		return w
	}
	set := func(w want, err error, states ...AssignmentState) want {
		for _, state := range states {
			w[state] = err
		}
		return w
	}
	open := []AssignmentState{AssignmentDraft, AssignmentProposed, AssignmentConfirmed}
	rules := map[string]struct {
		rule                 func(*Assignment, access.Actor) error
		writer, commissioner want
	}{
		"see":     {(*Assignment).CanSee, want{}, want{}},
		"edit":    {(*Assignment).CanEdit, but(all(errAssignmentClosed), open...), but(all(errAssignmentClosed), open...)},
		"confirm": {(*Assignment).CanConfirm, all(errNotCommissioner), but(all(errAssignmentNotDraft), AssignmentDraft)},
		"agree": {
			(*Assignment).CanAgree, set(but(all(errAssignmentNotOpen), AssignmentProposed), errAssignmentAgreed, AssignmentConfirmed),
			all(errNotAssignee),
		},
		"cancel": {(*Assignment).CanCancel, all(errNotCommissioner), but(all(errAssignmentClosed), open...)},
		"write":  {(*Assignment).CanWrite, but(all(errAssignmentNotOpen), AssignmentConfirmed), all(errNotAssignee)},
		"delete": {(*Assignment).CanDelete, want{}, all(errAssignmentNotDeletable)},
	}
	for name, r := range rules {
		for _, state := range AssignmentStates() {
			check := func(who string, by access.Actor, want error) {
				if got := r.rule(commission(state), by); !errors.Is(got, want) || want == nil && got != nil {
					t.Errorf("%s, by the %s, when %s: %v, want %v", name, who, state, got, want)
				}
			}
			check("journalist", writer, r.writer[state])
			check("commissioner", editor, r.commissioner[state])
			for _, stranger := range []access.Actor{manager, reporter, elsewhere, external, admin} {
				check("stranger", stranger, errs.ErrNotFound)
			}
		}
	}
}

// What lists call each state.
func TestAssignment_State(t *testing.T) {
	t.Parallel()
	for _, state := range AssignmentStates() {
		if got := commission(state).State(); got != state {
			t.Errorf("State() = %q, want %q", got, state)
		}
	}
	own := &Assignment{OwnerID: 1, CommissionerID: 1, Status: content.Rejected, ClosedBy: 1}
	if own.State() != AssignmentCancelled {
		t.Errorf("one's own that was cancelled is %q", own.State())
	}
}

// An assignment is confirmed with a title and a brief; who orders from oneself
// has agreed.
func TestAssignment_confirm(t *testing.T) {
	t.Parallel()
	blank := commission(AssignmentDraft)
	blank.Title = " "
	if err := blank.CanConfirm(editor); !errors.Is(err, errAssignmentTitle) {
		t.Errorf("without a title: %v", err)
	}
	blank.Title, blank.Brief = "Titre", ""
	if err := blank.CanConfirm(editor); !errors.Is(err, errAssignmentBrief) {
		t.Errorf("without a brief: %v", err)
	}
	now := time.Unix(5, 0)
	own := &Assignment{OwnerID: 1, CommissionerID: 1, Status: content.Draft}
	if own.confirm(now); !own.IsAgreed() || own.State() != AssignmentConfirmed {
		t.Errorf("one's own is %q", own.State())
	}
	ordered := commission(AssignmentDraft)
	if ordered.confirm(now); ordered.IsAgreed() || ordered.State() != AssignmentProposed {
		t.Errorf("ordered from another is %q", ordered.State())
	}
	if ordered.CopyDeadline = now.Add(-time.Hour); !ordered.IsLate(now) {
		t.Error("a passed deadline is not late")
	}
}
