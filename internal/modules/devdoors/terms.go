// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package devdoors

import "aipress24.com/aipress24/data"

// Terms returns a vocabulary as the program carries it, whatever the database
// holds; an unknown one is empty.
func Terms(vocabulary string) []data.Entry {
	ontology, err := data.Ontologies()
	if err != nil {
		return nil // a damaged program shows an empty list here
	}
	found, _ := ontology.Vocabulary(vocabulary)
	return found.Entries
}
