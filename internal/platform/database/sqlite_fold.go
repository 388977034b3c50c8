// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"database/sql/driver"

	"modernc.org/sqlite"

	"aipress24.com/aipress24/internal/platform/typeahead"
)

// The triggers that keep member_lookup call fold_name: names as they are
// compared, without accents. PostgreSQL has a function of that name, made by the
// migration fold_names.
func init() { //nolint:gochecknoinits // SQLite takes functions before its first connection only
	sqlite.MustRegisterDeterministicScalarFunction("fold_name", 1, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		if text, isText := args[0].(string); isText {
			return typeahead.Fold(text), nil
		}
		return args[0], nil
	})
}
