// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package admin

import (
	"cmp"
	"runtime"
	"runtime/debug"
	"slices"
	"time"
)

// Build says which program runs.
type Build struct {
	Version      string
	Commit       string    // full revision, or "" when it is not known
	CommittedAt  time.Time // of the commit, or zero
	Modified     bool      // built from a work tree with changes of its own
	Go           string    // version of the runtime
	Platform     string    // operating system and processor
	Dependencies []Dependency
}

// Dependency is a module compiled into the program.
type Dependency struct {
	Path    string
	Version string
	Replace string // what stands in its place, or ""
}

// readBuild describes the program of version from what the compiler left in
// it; info may be nil.
func readBuild(version string, info *debug.BuildInfo) Build {
	b := Build{Version: version, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	if info == nil {
		return b
	}
	b.Version = cmp.Or(version, info.Main.Version)
	for _, setting := range info.Settings {
		switch setting.Key {
		case "vcs.revision":
			b.Commit = setting.Value
		case "vcs.modified":
			b.Modified = setting.Value == "true"
		case "vcs.time":
			if at, err := time.Parse(time.RFC3339, setting.Value); err == nil {
				b.CommittedAt = at
			}
		}
	}
	for _, module := range info.Deps {
		d := Dependency{Path: module.Path, Version: module.Version}
		if module.Replace != nil {
			d.Replace = module.Replace.Path + " " + module.Replace.Version
		}
		b.Dependencies = append(b.Dependencies, d)
	}
	slices.SortFunc(b.Dependencies, func(x, y Dependency) int { return cmp.Compare(x.Path, y.Path) })
	return b
}
