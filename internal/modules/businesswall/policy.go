// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
)

// Option says to whom a wall sells reproduction licences (spec 07 §13).
type Option string

// The options.
const (
	AllSubscribed Option = "all_subscribed" // everyone with the wall of a rights holder
	Whitelist     Option = "whitelist"      // chosen media
	Blacklist     Option = "blacklist"      // all but chosen media
	Nobody        Option = "none"
)

// Policy is to whom a wall sells (« modalités de cession »). It is frozen with
// each first publication; later changes do not alter what is out.
type Policy struct {
	Option Option
	Media  []int64 // walls, when the option is a list
}

// policyJSON is how a policy is stored; ids travel as text.
type policyJSON struct {
	Option Option   `json:"option"`
	Media  []string `json:"media_ids,omitempty"`
}

// ParsePolicy reads a stored policy, or the frozen one of a post. Missing or
// unreadable, it is AllSubscribed.
func ParsePolicy(stored []byte) Policy {
	var kept policyJSON
	if json.Unmarshal(stored, &kept) != nil || !isOption(kept.Option) {
		return Policy{Option: AllSubscribed}
	}
	p := Policy{Option: kept.Option}
	for _, text := range kept.Media {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil {
			p.Media = append(p.Media, id)
		}
	}
	return p
}

func isOption(o Option) bool {
	return slices.Contains([]Option{AllSubscribed, Whitelist, Blacklist, Nobody}, o)
}

// Allows reports whether a buyer's wall may buy under p. That the wall is an
// active rights holder's is the caller's to check.
func (p Policy) Allows(wallID int64) bool {
	switch p.Option {
	case Nobody:
		return false
	case Whitelist:
		return slices.Contains(p.Media, wallID)
	case Blacklist:
		return !slices.Contains(p.Media, wallID)
	case AllSubscribed:
	}
	return true
}

func (p Policy) stored() (json.RawMessage, error) {
	kept := policyJSON{Option: p.Option}
	if p.Option == Whitelist || p.Option == Blacklist {
		for _, id := range p.Media {
			kept.Media = append(kept.Media, strconv.FormatInt(id, 10))
		}
	}
	return json.Marshal(kept)
}

// MediaChoice is a media that a list may name.
type MediaChoice struct {
	WallID int64
	Name   string
}

// mostMedia bounds the picker of media.
const mostMedia = 2000

var errOption = &errs.Error{Kind: errs.Invalid, Message: "wall.error.policy_option", Field: "option"}

// Policy returns the policy of a rights holder's wall that by may run, and the
// media to choose from, by name; a wall of another type has none.
func (s *Walls) Policy(ctx context.Context, by access.Actor, wallID int64) (Policy, []MediaChoice, error) {
	w, err := s.managed(ctx, by, wallID)
	if err != nil {
		return Policy{}, nil, err
	}
	if !w.Kind().RightsHolder {
		return Policy{}, nil, ErrNoWall
	}
	choices, err := s.media(ctx, s.DB.Reader())
	return ParsePolicy(w.RightsPolicy), choices, err
}

func (s *Walls) media(ctx context.Context, db bun.IDB) ([]MediaChoice, error) {
	var found []MediaChoice
	err := db.NewSelect().TableExpr("business_walls AS bw").ColumnExpr("bw.id AS wall_id, "+displayName+" AS name").
		Join("LEFT JOIN organisations AS o ON o.id = bw.organisation_id").
		Where("bw.type IN ('media', 'news_agency')").Where("bw.status = ?", Active).
		Order("name", "bw.id").Limit(mostMedia).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list media: %w", err)
	}
	return found, nil
}

// SetPolicy changes to whom a wall sells. Media that are no choice are dropped.
func (s *Walls) SetPolicy(ctx context.Context, by access.Actor, wallID int64, p Policy) error {
	if !isOption(p.Option) {
		return errOption
	}
	return s.change(ctx, by, wallID, "set the rights policy", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		if !w.Kind().RightsHolder {
			return ErrNoWall
		}
		offered, err := s.media(ctx, tx)
		if err != nil {
			return err
		}
		kept := Policy{Option: p.Option}
		for _, choice := range offered {
			if slices.Contains(p.Media, choice.WallID) {
				kept.Media = append(kept.Media, choice.WallID)
			}
		}
		if w.RightsPolicy, err = kept.stored(); err != nil {
			return fmt.Errorf("write the policy: %w", err)
		}
		if err := saveWall(ctx, tx, w, "rights_policy"); err != nil {
			return err
		}
		return s.audit(ctx, tx, by, ActionPolicyChanged, w.ID, map[string]string{"option": string(p.Option)})
	})
}
