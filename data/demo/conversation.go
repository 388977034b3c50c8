// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"math/rand/v2"
	"strings"
	"time"
)

// TargetKind is what a comment or a like is about.
type TargetKind string

// The targets of comments and likes.
const (
	OnArticle      TargetKind = "article"       // OnArticle: an Article.
	OnPressRelease TargetKind = "press-release" // OnPressRelease: a PressRelease.
	OnEvent        TargetKind = "event"         // OnEvent: an Event.
)

// Target names what a comment or a like is about.
type Target struct {
	Kind TargetKind
	Key  string
}

// Comment is a reaction under a text.
type Comment struct {
	Author string // member key
	Target Target
	Body   string // plain text
	At     time.Time
}

// Like is one member's liking of one text; pairs are unique.
type Like struct {
	Member string // member key
	Target Target
	At     time.Time
}

// ShortPost is a message on the Wall.
type ShortPost struct {
	Key       string
	Author    string // member key
	Body      string // plain text
	CreatedAt time.Time
}

// readConversations makes people react: likes and comments under published
// texts, and short messages.
func (w *World) readConversations() error {
	remarks, err := readLines("comments.txt")
	if err != nil {
		return err
	}
	questions, err := readLines("event-comments.txt")
	if err != nil {
		return err
	}
	shorts, err := readLines("shorts.txt")
	if err != nil {
		return err
	}
	r, asking := random(partConversations), random(partEventComments)
	for i := range w.Articles {
		if a := &w.Articles[i]; a.Status == Published {
			a.LikeCount, a.CommentCount = w.react(r, Target{OnArticle, a.Key}, a.PublishedAt, a.Views, remarks)
		}
	}
	for i := range w.PressReleases {
		p := &w.PressReleases[i]
		if p.Status != Published {
			continue
		}
		p.LikeCount, p.CommentCount = w.react(r, Target{OnPressRelease, p.Key}, p.PublishedAt, p.Views/2, remarks)
	}
	for i := range w.Events {
		e := &w.Events[i]
		on := Target{OnEvent, e.Key}
		e.LikeCount, _ = w.react(r, on, e.PublishedAt, e.Views/2, nil)
		e.CommentCount = w.comment(asking, on, e.PublishedAt, e.Views, questions)
	}
	for i, text := range shorts {
		w.ShortPosts = append(w.ShortPosts, ShortPost{Key: "court-" + slug(text)[:12], Author: w.Members[r.IntN(len(w.Members))].Key, Body: text,
			CreatedAt: daysBefore(w.Now, 0.1+float64(i)*2.7+r.Float64())})
	}
	return nil
}

// react likes and comments one text, in proportion to its readers, between its
// publication and now. Members are visited in steps, which keeps pairs unique.
func (w *World) react(r *rand.Rand, on Target, since time.Time, views int, remarks []string) (likes, comments int) {
	people := len(w.Members)
	likes = min(people/3, 1+views*(3+r.IntN(8))/100)
	first, step := r.IntN(people), 1+r.IntN(max(people/likes-1, 1))
	for i := range likes {
		w.Likes = append(w.Likes, Like{w.Members[(first+i*step)%people].Key, on, w.moment(r, since)})
	}
	if len(remarks) == 0 {
		return likes, 0
	}
	return likes, w.comment(r, on, since, views, remarks)
}

// comment has some of the members comment one text.
func (w *World) comment(r *rand.Rand, on Target, since time.Time, views int, remarks []string) int {
	comments := min(zipf(r, 9), 1+views/30)
	first := r.IntN(len(remarks))
	for i := range comments {
		w.Comments = append(w.Comments, Comment{pick(r, w.Members).Key, on, remarks[(first+i)%len(remarks)], w.moment(r, since)})
	}
	return comments
}

// moment is any time between a publication and now.
func (w *World) moment(r *rand.Rand, since time.Time) time.Time {
	return since.Add(time.Duration(r.Float64() * float64(w.Now.Sub(since)))).Truncate(time.Second)
}

// readLines gives the lines of a text, with their French typography.
func readLines(name string) ([]string, error) {
	content, err := readText(name)
	if err != nil {
		return nil, err
	}
	var lines []string
	for line := range strings.Lines(content) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, typography(line))
		}
	}
	return lines, nil
}
