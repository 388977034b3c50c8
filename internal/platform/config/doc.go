// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package config reads what the operator decides: one struct, Config, filled
// from defaults, then the file aipress24.toml, then the environment, then the
// command line, each stronger than the one before.
//
// Every key is declared once, as a field of Config with its default, its
// documentation and its limits in tags; the reading, the error messages,
// `config print` and docs/configuration.md all come from there. Load reports
// all problems at once, each with the key, the value, where it came from and
// what to write instead. Secrets never appear in any of these texts: see
// Secret and Address.
//
// The package also holds the frame of `doctor`: a list of named checks that
// the application fills.
package config
