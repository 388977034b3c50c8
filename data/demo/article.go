// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"cmp"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"aipress24.com/aipress24/data/demo/picture"
)

// Status is a PublicationStatus of spec 01 §5.
type Status string

// The states of publication found in the demonstration.
const (
	Draft     Status = "draft"  // Draft: brouillon.
	Published Status = "public" // Published: publié.
)

// allRights is the copyright mention of every text (copyright_mention).
const allRights = "Tous droits réservés"

// Article is a story, as its author wrote it and as the wire shows it.
type Article struct {
	Key          string // slug of its title; "fil-N" in a stream
	Title        string
	Standfirst   string   // chapô, plain text
	Body         string   // HTML: p h2 h3 ul ol li blockquote a strong em
	Genre        string   // value of genres
	Section      string   // value of sections
	Topic        string   // value of topics
	Sector       string   // value of news_sectors
	Tags         []string // what its author tags it with
	Author       string   // member key
	Media        string   // key of the outlet it is written for
	Publisher    string   // key of the organisation it appears under
	Town         string   // town key
	Language     string
	Copyright    string // value of copyright_mention
	Status       Status
	CreatedAt    time.Time
	PublishedAt  time.Time // zero for a draft
	Scene        picture.Kind
	SceneSeed    uint64
	Caption      string
	PhotoCredit  string
	Views        int
	LikeCount    int  // as many as there are likes in the world; drawn in a stream
	CommentCount int  // as many as there are comments in the world; drawn in a stream
	IsComposed   bool // made from sentence banks, not written by hand
}

// readArticles reads the articles written by hand, then composes more up to a
// total, and as many drafts as asked.
func (w *World) readArticles(published, drafts int) error {
	files, err := fs.ReadDir(texts, "texts/articles")
	if err != nil {
		return err
	}
	r := random(partArticles)
	for _, file := range files {
		notes, err := readNotes("articles/" + file.Name())
		if err != nil {
			return err
		}
		for _, n := range notes {
			a, err := w.writtenArticle(r, n)
			if err != nil {
				return fmt.Errorf("%s: %w", n.headings["title"], err)
			}
			w.Articles = append(w.Articles, a)
		}
	}
	writers := w.writersByMedia()
	for number := range published + drafts - len(w.Articles) {
		a := w.composedArticle(r, number, writers)
		a.Key = headline(a.Title)
		a.CreatedAt = daytime(daysBefore(w.Now, 0.2+r.Float64()*59.2))
		if len(w.Articles) >= published {
			a.Status = Draft
		} else {
			a.publish(a.CreatedAt.Add(time.Duration(30+r.IntN(2000)) * time.Second))
			a.Views = readership(r, w.Now.Sub(a.PublishedAt))
		}
		w.Articles = append(w.Articles, a)
	}
	slices.SortStableFunc(w.Articles, func(a, b Article) int {
		return cmp.Or(cmp.Compare(b.PublishedAt.Unix(), a.PublishedAt.Unix()), cmp.Compare(a.Key, b.Key))
	})
	return nil
}

// headline is the slug of a title, short enough for an address.
func headline(title string) string {
	s := slug(title)
	return s[:min(len(s), 90)]
}

func (a *Article) publish(at time.Time) {
	a.Status, a.PublishedAt = Published, at.Truncate(time.Minute)
}

// daytime moves a moment of the small hours to the evening before: newsrooms
// seldom publish at night. Summer time makes no difference to that.
func daytime(at time.Time) time.Time {
	if at.UTC().Hour() < 5 {
		return at.Add(-8 * time.Hour)
	}
	return at
}

// readership draws plausible counts of readers for an article of a given age.
func readership(r *rand.Rand, age time.Duration) int {
	maturity := min(1, 0.25+age.Hours()/72)
	return 12 + int(maturity*float64(20+zipf(r, 1500)))
}

func (w *World) writtenArticle(r *rand.Rand, n note) (Article, error) {
	days, err := strconv.ParseFloat(n.headings["days"], 64)
	if err != nil {
		return Article{}, fmt.Errorf("days: %w", err)
	}
	author, ok := w.Member(n.headings["author"])
	if !ok {
		return Article{}, fmt.Errorf("unknown author %q", n.headings["author"])
	}
	body, err := toHTML(n.body)
	if err != nil {
		return Article{}, err
	}
	media := cmp.Or(n.headings["media"], author.Organisation)
	a := Article{Key: headline(n.headings["title"]), Title: typography(n.headings["title"]), Standfirst: typography(n.headings["standfirst"]), Body: body,
		Genre: n.headings["genre"], Section: n.headings["section"], Topic: n.headings["topic"], Sector: n.headings["sector"], Tags: split(n.headings["tags"]),
		Author: author.Key, Media: media, Publisher: media, Town: n.headings["town"], Language: "fr", Copyright: allRights,
		Scene: picture.Kind(n.headings["scene"]), SceneSeed: r.Uint64(), Caption: typography(n.headings["caption"]), PhotoCredit: w.credit(media)}
	a.publish(daytime(daysBefore(w.Now, days)))
	a.CreatedAt = a.PublishedAt.Add(-7 * time.Hour)
	a.Views = 2*readership(r, w.Now.Sub(a.PublishedAt)) + 110 + r.IntN(160)
	return a, nil
}

// credit is the mention under a picture.
func (w *World) credit(organisation string) string {
	o, _ := w.Organisation(organisation)
	return "Illustration" + nbsp + ": " + o.Name
}

// writersByMedia lists, for each outlet, the members who may sign for it. Those
// whom visitors sign in as come first, the journalist ahead: who comes first
// writes most, and their desks should not be empty.
func (w *World) writersByMedia() map[string][]string {
	writers := map[string][]string{}
	for _, rank := range []func(Member) bool{
		func(m Member) bool { return m.Persona == Journalist },
		func(m Member) bool { return m.Persona != Journalist && m.Persona != "" },
		func(m Member) bool { return m.Persona == "" },
	} {
		for _, m := range w.Members {
			if o, _ := w.Organisation(m.Organisation); rank(m) && m.IsJournalist() && o.IsMedia() {
				writers[o.Key] = append(writers[o.Key], m.Key)
			}
		}
	}
	return writers
}

// deskShare is one in how many composed articles of the small world the
// journalist whom visitors sign in as has written: a desk with nothing on it
// shows nothing.
const deskShare = 4

// composedArticle composes one article and gives it an outlet of its sector
// and an author there. In larger worlds, invented outlets take their share.
func (w *World) composedArticle(r *rand.Rand, number int, writers map[string][]string) Article {
	a, b := w.composer.compose(number)
	a.Media = pick(r, b.media)
	if o := w.Organisations[r.IntN(len(w.Organisations))]; o.IsGenerated && o.IsMedia() && len(writers[o.Key]) > 0 {
		a.Media = o.Key
	}
	names := writers[a.Media]
	a.Author = names[zipf(r, len(names))]
	if star, ok := w.Persona(Journalist); ok && number%deskShare == 0 && w.Size == Small {
		a.Media, a.Author = star.Organisation, star.Key
	}
	a.Publisher, a.PhotoCredit = a.Media, w.credit(a.Media)
	a.Views = readership(r, 72*time.Hour)
	return a
}
