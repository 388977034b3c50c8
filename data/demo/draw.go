// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"math"
	"math/rand/v2"
	"slices"
	"unicode"
)

// pick draws one item.
func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

// distinct keeps the first of each value, in order.
func distinct(values []string) []string {
	var kept []string
	for _, v := range values {
		if !slices.Contains(kept, v) {
			kept = append(kept, v)
		}
	}
	return kept
}

// lowerFirst begins a sentence fragment with a small letter.
func lowerFirst(s string) string {
	runes := []rune(s)
	if len(runes) > 0 {
		runes[0] = unicode.ToLower(runes[0])
	}
	return string(runes)
}

// upperFirst begins a sentence with a capital.
func upperFirst(s string) string {
	runes := []rune(s)
	if len(runes) > 0 {
		runes[0] = unicode.ToUpper(runes[0])
	}
	return string(runes)
}

// zipf draws a rank below n, small ranks far more often: what readers, authors
// and words do.
func zipf(r *rand.Rand, n int) int {
	rank := int(math.Pow(float64(n), r.Float64())) - 1
	return min(max(rank, 0), n-1)
}
