// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"iter"
	"strconv"
	"time"
)

// streamSpan is the time a stream of articles is spread over.
const streamSpan = 3 * 365 * 24 * time.Hour

// Posts streams n published articles, newest first, spread over the three
// years before the world's instant. They are signed by the world's members,
// have different titles, and their invented names follow a Zipf law, so that
// they weigh on feeds and search as real ones would. The stream is composed as
// it is read, over 50,000 articles a second on one core, and always the same.
func (w *World) Posts(n int) iter.Seq[Article] {
	return func(yield func(Article) bool) {
		writers := w.writersByMedia()
		r := random(partPosts)
		for i := range n {
			a := w.composedArticle(r, len(w.Articles)+i, writers)
			a.Key = "fil-" + strconv.Itoa(i+1)
			a.CreatedAt = w.Now.Add(-time.Duration(float64(streamSpan) * (float64(i) + r.Float64()) / float64(n))).Truncate(time.Second)
			a.Status, a.PublishedAt = Published, a.CreatedAt
			a.LikeCount, a.CommentCount = a.Views*(1+r.IntN(9))/100, zipf(r, 12)
			if !yield(a) {
				return
			}
		}
	}
}
