// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package xsscorpus

import "testing"

func TestLoad(t *testing.T) {
	t.Parallel()
	vectors, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if len(vectors) != 1071 {
		t.Errorf("vectors = %d, want 1071", len(vectors))
	}
	kinds := map[string]int{}
	seen := map[string]bool{}
	for _, v := range vectors {
		kinds[v.Kind()]++
		if seen[v.ID] {
			t.Errorf("id %s appears twice", v.ID)
		}
		seen[v.ID] = true
	}
	if kinds["attack"] != 299 || kinds["benign"] != 42 {
		t.Errorf("kinds = %v, want 299 attack and 42 benign", kinds)
	}
}

func TestFamilies(t *testing.T) {
	t.Parallel()
	found, err := Families("csv", "header")
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 45 {
		t.Errorf("csv and header vectors = %d, want 45", len(found))
	}
}
