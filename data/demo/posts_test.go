// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo_test

import (
	"reflect"
	"testing"

	"aipress24.com/aipress24/data/demo"
)

func TestPostsAreManyVariedAndRepeatable(t *testing.T) {
	t.Parallel()
	const many = 200_000
	w := newWorld(t, demo.Small)
	titles, bodies := make(map[string]bool, many), map[string]bool{}
	last, total := now, 0
	for a := range w.Posts(many) {
		total++
		if titles[a.Title] {
			t.Fatalf("title %q twice", a.Title)
		}
		titles[a.Title] = true
		if a.PublishedAt.After(last) {
			t.Fatalf("%s is newer than the one before", a.Key)
		}
		last = a.PublishedAt
		if total%40 == 0 {
			bodies[a.Body] = true
		}
		if a.Author == "" || a.Media == "" || len(a.Body) < 600 || a.Status != demo.Published {
			t.Fatalf("incomplete article %+v", a)
		}
	}
	if total != many || len(bodies) != many/40 {
		t.Errorf("%d articles, %d different bodies of %d looked at", total, len(bodies), many/40)
	}
	var first, second []demo.Article
	for a := range w.Posts(50) {
		first = append(first, a)
	}
	for a := range w.Posts(50) {
		second = append(second, a)
	}
	for i := range first {
		if !reflect.DeepEqual(first[i], second[i]) {
			t.Fatalf("article %d differs from one stream to the next", i)
		}
	}
}

func TestPostsAreWellTypeset(t *testing.T) {
	t.Parallel()
	for a := range newWorld(t, demo.Small).Posts(1000) {
		lint(t, a.Title, a.Title)
		lint(t, a.Title, a.Standfirst)
		lintHTML(t, a.Title, a.Body)
	}
}

func TestPostsStopWhenAsked(t *testing.T) {
	t.Parallel()
	seen := 0
	for range newWorld(t, demo.Small).Posts(1_000_000) {
		if seen++; seen == 3 {
			break
		}
	}
	if seen != 3 {
		t.Errorf("%d articles read, want 3", seen)
	}
}

func BenchmarkPosts(b *testing.B) {
	w := newWorld(b, demo.Small)
	b.ResetTimer()
	for range w.Posts(b.N) {
		continue
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

func BenchmarkSmallWorld(b *testing.B) {
	for b.Loop() {
		newWorld(b, demo.Small)
	}
}
