// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"slices"
	"strings"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
)

// functions are the answers of the survey that suit each type, best first
// (spec 07 §3.2).
var functions = map[string][]string{
	organisation.WallMedia:          {"fonctions_journalisme"},
	CorporateMedia:                  {"fonctions_journalisme", "fonctions_org_priv_detail"},
	organisation.WallPR:             {"fonctions_org_priv_detail", "fonctions_pol_adm_detail", "fonctions_ass_syn_detail"},
	organisation.WallLeadersExperts: {"fonctions_org_priv_detail", "fonctions_pol_adm_detail", "fonctions_ass_syn_detail"},
	organisation.WallTransformers:   {"fonctions_org_priv_detail", "fonctions_pol_adm_detail"},
	organisation.WallAcademics:      {"fonctions_pol_adm_detail", "fonctions_org_priv_detail"},
	Union:                           {"fonctions_ass_syn_detail", "fonctions_pol_adm_detail"},
}

var allFunctions = []string{"fonctions_journalisme", "fonctions_org_priv_detail", "fonctions_pol_adm_detail", "fonctions_ass_syn_detail"}

// JobTitles returns what the owner's job may be called on a wall of a type: the
// prefilled title, perhaps "", and every function that the profile declares.
func (s *Funnel) JobTitles(ctx context.Context, by access.Actor, wallType string) (prefilled string, offered []string, err error) {
	_, p, err := member.Read(ctx, s.DB.Reader(), by.UserID)
	if err != nil {
		return "", nil, err
	}
	fields, known := functions[wallType]
	if !known {
		prefilled, fields = p.JobTitle, allFunctions
	}
	for _, field := range fields {
		for _, value := range texts(p.Matchmaking[field]) {
			if !slices.Contains(offered, value) {
				offered = append(offered, value)
			}
		}
	}
	if known && len(offered) > 0 {
		prefilled = offered[0]
	}
	return prefilled, offered, nil
}

// texts reads an answer of the survey as a list; « FAMILY / item » is the item.
func texts(answer any) []string {
	var raw []string
	switch v := answer.(type) {
	case string:
		raw = []string{v}
	case []string:
		raw = v
	case []any:
		for _, item := range v {
			if text, ok := item.(string); ok {
				raw = append(raw, text)
			}
		}
	}
	var list []string
	for _, text := range raw {
		if _, item, dual := strings.Cut(text, " / "); dual {
			text = item
		}
		if text = strings.TrimSpace(text); text != "" {
			list = append(list, text)
		}
	}
	return list
}
