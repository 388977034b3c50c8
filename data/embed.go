// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package data

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the reference files travel inside the binary
	"encoding/json"
	"fmt"
)

var (
	//go:embed reference/ontologies.json.gz
	ontologiesFile []byte
	//go:embed reference/labels-en.json
	englishFile []byte
	//go:embed reference/registration-survey.json.gz
	surveyFile []byte
	//go:embed reference/towns-fra.txt.gz
	townsFile []byte
)

// decode reads one embedded, gzip-compressed JSON document into target.
func decode(name string, compressed []byte, target any) error {
	reader, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return fmt.Errorf("open embedded %s: %w", name, err)
	}
	if err := json.NewDecoder(reader).Decode(target); err != nil {
		return fmt.Errorf("decode embedded %s: %w", name, err)
	}
	return reader.Close()
}
