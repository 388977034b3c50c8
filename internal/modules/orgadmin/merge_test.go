// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadmin

import (
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// keptBehind are the references to an organisation that merging does not hand
// over: its people move one by one, and it has neither wall nor customer.
var keptBehind = []string{"members.organisation_id", "business_walls.organisation_id", "billing_details.organisation_id"}

// Every reference to an organisation that the schema knows is handed over when
// two become one, or has a reason not to be (spec 07 §15.13).
func TestHandOver_knowsEveryReference(t *testing.T) {
	t.Parallel()
	var references []string
	err := dbtest.Open(t, database.SQLite).Reader().NewRaw(`SELECT m.name || '.' || f."from" FROM sqlite_master m
JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f."table" = 'organisations' ORDER BY 1`).Scan(t.Context(), &references)
	if err != nil || len(references) < 10 {
		t.Fatalf("%d references: %v", len(references), err)
	}
	known := strings.Join(keptBehind, " ")
	for _, query := range handOver {
		if table, rest, found := strings.Cut(strings.TrimPrefix(query, "UPDATE "), " SET "); found {
			column, _, _ := strings.Cut(rest, " ")
			known += " " + table + "." + column
		}
	}
	for _, r := range references {
		if !strings.Contains(known+" ", r+" ") {
			t.Errorf("merging leaves %s behind", r)
		}
	}
}
