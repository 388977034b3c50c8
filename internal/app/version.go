// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import "runtime/debug"

// version is set by the release build with -ldflags.
var version = "dev"

// Version is the version of the program: the release's, or the commit it was
// built from.
func Version() string {
	if version != "dev" {
		return version
	}
	if revision := Commit(); revision != "" {
		return "dev-" + revision[:min(len(revision), 12)]
	}
	return version
}

// Commit is the commit the program was built from, or "" when it is not known.
func Commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			return setting.Value
		}
	}
	return ""
}
