// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"database/sql/driver"
	"strings"

	"modernc.org/sqlite"
)

// SQLite's own lower knows ASCII only, so that « école » would not find
// « École »; with this one both engines compare French alike.
func init() { //nolint:gochecknoinits // SQLite takes functions before its first connection only
	sqlite.MustRegisterDeterministicScalarFunction("lower", 1, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		switch text := args[0].(type) {
		case string:
			return strings.ToLower(text), nil
		case []byte:
			return strings.ToLower(string(text)), nil
		}
		return args[0], nil
	})
}
