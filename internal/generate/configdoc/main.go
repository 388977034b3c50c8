// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Command configdoc writes docs/configuration.md from the declarations of
// package config. Run it from the root of the module:
//
//	go run ./internal/generate/configdoc
package main

import (
	"log"
	"os"
	"path/filepath"

	"aipress24.com/aipress24/internal/platform/config"
)

func main() {
	path := filepath.Join("docs", "configuration.md")
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(config.Reference()), 0o600); err != nil {
		log.Fatal(err)
	}
}
