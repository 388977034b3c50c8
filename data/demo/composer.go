// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"aipress24.com/aipress24/data/demo/picture"
)

// composer writes articles from banks of sentences. What it writes reads
// decently; what is read closely in the demonstration is written by hand.
type composer struct {
	phrases  map[string][]phrase // by kind of sentence
	speakers []words
	bodies   []words
	banks    []bank
	towns    []Town
	stride   int // coprime with titles(): visits every title once
}

// bank is what one sector of activity brings.
type bank struct {
	sector, topic, section string
	media                  []string
	scenes                 []picture.Kind
	subjects               []words
	details                []phrase
}

// words is a noun group in the forms sentences need: "le bus", "Le bus", "du bus".
type words struct{ plain, capital, of string }

// noun is the group without its article: "fret fluvial".
func (w words) noun() string {
	for _, article := range []string{"le ", "la ", "les ", "l’", "l'", "un ", "une "} {
		if rest, ok := strings.CutPrefix(w.plain, article); ok {
			return rest
		}
	}
	return w.plain
}

// inflect gives the forms of a noun group that begins with an article.
func inflect(group string) words {
	w := words{plain: group, capital: upperFirst(group), of: "de " + group}
	if rest, ok := strings.CutPrefix(group, "le "); ok {
		w.of = "du " + rest
	}
	return w
}

// phrase is a sentence cut at its slots.
type phrase []piece

// piece is words to copy, or a slot when the words are empty.
type piece struct{ text, slot string }

func parsePhrase(sentence string) phrase {
	var p phrase
	for sentence != "" {
		before, rest, found := strings.Cut(sentence, "{")
		if before != "" {
			p = append(p, piece{text: before})
		}
		if !found {
			break
		}
		var slot string
		slot, sentence, _ = strings.Cut(rest, "}")
		p = append(p, piece{slot: slot})
	}
	return p
}

func (w *World) readBanks() error {
	rows, err := readTable("phrases.txt", 2)
	if err != nil {
		return err
	}
	c := &composer{phrases: map[string][]phrase{}, towns: w.Towns}
	for _, row := range rows {
		switch kind, sentence := row[0], typography(row[1]); kind {
		case "speaker":
			c.speakers = append(c.speakers, inflect(sentence))
		case "body":
			c.bodies = append(c.bodies, inflect(sentence))
		default:
			c.phrases[kind] = append(c.phrases[kind], parsePhrase(sentence))
		}
	}
	notes, err := readNotes("banks.txt")
	if err != nil {
		return err
	}
	for _, n := range notes {
		b := bank{sector: n.headings["sector"], topic: n.headings["topic"], section: n.headings["section"], media: split(n.headings["media"])}
		for _, scene := range split(n.headings["scenes"]) {
			b.scenes = append(b.scenes, picture.Kind(scene))
		}
		for _, subject := range split(n.headings["subjects"]) {
			b.subjects = append(b.subjects, inflect(typography(subject)))
		}
		for line := range strings.Lines(n.body) {
			b.details = append(b.details, parsePhrase(typography(strings.TrimSpace(line))))
		}
		c.banks = append(c.banks, b)
	}
	if err := c.check(); err != nil {
		return err
	}
	for c.stride = 104729; divisor(c.stride, c.titles()) != 1; c.stride += 2 {
		continue
	}
	w.composer = c
	return nil
}

// check refuses a slot that fill does not know, and a kind of sentence that
// compose needs and the texts lack.
func (c *composer) check() error {
	for _, kind := range []string{"title", "standfirst", "opening", "fact", "quote", "context", "caveat", "heading", "ending"} {
		if len(c.phrases[kind]) == 0 {
			return fmt.Errorf("no sentence of the kind %q", kind)
		}
	}
	all := slices.Concat(slices.Collect(maps.Values(c.phrases))...)
	for _, b := range c.banks {
		if len(b.subjects) == 0 || len(b.details) == 0 || len(b.scenes) == 0 || len(b.media) == 0 {
			return fmt.Errorf("incomplete bank for %s", b.sector)
		}
		all = append(all, b.details...)
	}
	words := []string{"S", "Sc", "dS", "V", "aV", "AV", "dV", "O", "dO", "Q", "Qc"}
	for _, p := range all {
		for _, piece := range p {
			if _, isNumber := figures[piece.slot]; piece.slot != "" && !isNumber && !slices.Contains(words, piece.slot) {
				return fmt.Errorf("unknown slot {%s}", piece.slot)
			}
		}
	}
	return nil
}

func divisor(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// subjects counts the subjects of all banks.
func (c *composer) subjects() int {
	total := 0
	for _, b := range c.banks {
		total += len(b.subjects)
	}
	return total
}

// titles counts the different titles the banks can make.
func (c *composer) titles() int { return len(c.phrases["title"]) * len(c.towns) * c.subjects() }

// draft is one article being composed.
type draft struct {
	strings.Builder
	c       *composer
	r       *rand.Rand
	bank    *bank
	subject words
	town    Town
}

// compose writes the article of a given number: the same number always gives
// the same words, and no two numbers the same title. Author, outlet and dates
// are left to the caller.
func (c *composer) compose(number int) (Article, *bank) {
	place := int(uint64(number) * uint64(c.stride) % uint64(c.titles())) //nolint:gosec // numbers and totals are small and positive
	titles := c.phrases["title"]
	title, place := titles[place%len(titles)], place/len(titles)
	d := &draft{c: c, r: random(partPosts<<40 + uint64(number)), town: c.towns[place%len(c.towns)]} //nolint:gosec // numbers are positive
	d.bank, d.subject = c.subjectAt(place / len(c.towns))
	a := Article{Sector: d.bank.sector, Topic: d.bank.topic, Section: d.bank.section, Genre: pick(d.r, composedGenres),
		Town: d.town.Key, Language: "fr", Scene: pick(d.r, d.bank.scenes), SceneSeed: d.r.Uint64(), Copyright: allRights, IsComposed: true,
		Tags: []string{d.subject.noun(), d.town.Name}}
	a.Title = d.sentence(title)
	if again := number / c.titles(); again > 0 {
		a.Title += " (" + strconv.Itoa(again+1) + ")"
	}
	a.Standfirst = d.sentence(pick(d.r, c.phrases["standfirst"]))
	a.Caption = d.subject.capital + ", " + d.town.at() + "."
	a.Body = d.body()
	return a, d.bank
}

var composedGenres = []string{"Actualité", "Actualité", "Actualité", "Reportage", "Enquête", "Cas d’école", "Cas d’usage", "Dossier", "Etudes", "Interview"}

func (c *composer) subjectAt(i int) (*bank, words) {
	for b := range c.banks {
		if i < len(c.banks[b].subjects) {
			return &c.banks[b], c.banks[b].subjects[i]
		}
		i -= len(c.banks[b].subjects)
	}
	return &c.banks[0], c.banks[0].subjects[0]
}

// body writes four to nine paragraphs.
func (d *draft) body() string {
	d.Reset()
	d.Grow(3000)
	opening, facts, quotes := d.hand("opening"), d.hand("fact"), d.hand("quote")
	contexts, caveats, headings := d.hand("context"), d.hand("caveat"), d.hand("heading")
	details := hand{d.bank.details, d.r.IntN(len(d.bank.details))}
	d.paragraph(opening.next(), details.next())
	d.paragraph(facts.next(), facts.next(), quotes.next())
	d.heading(headings.next())
	d.paragraph(details.next(), facts.next())
	if d.r.IntN(3) == 0 {
		d.WriteString("\n<blockquote>\n<p>")
		d.write(quotes.next())
		d.WriteString("</p>\n</blockquote>")
	}
	d.paragraph(contexts.next(), quotes.next())
	if d.r.IntN(2) == 0 {
		d.heading(headings.next())
		d.paragraph(caveats.next(), details.next(), quotes.next())
	}
	if d.r.IntN(3) == 0 {
		d.WriteString("\n<ul>")
		for range 3 {
			d.WriteString("\n<li>")
			d.write(facts.next())
			d.WriteString("</li>")
		}
		d.WriteString("\n</ul>")
	}
	d.paragraph(caveats.next(), contexts.next())
	d.paragraph(pick(d.r, d.c.phrases["ending"]))
	return d.String()
}

// hand deals the sentences of a kind one after the other, from a random one,
// so that an article seldom says the same thing twice.
type hand struct {
	from []phrase
	at   int
}

func (d *draft) hand(kind string) hand {
	from := d.c.phrases[kind]
	return hand{from, d.r.IntN(len(from))}
}

func (h *hand) next() phrase {
	p := h.from[h.at%len(h.from)]
	h.at++
	return p
}

func (d *draft) heading(p phrase) {
	d.WriteString("\n<h2>")
	d.write(p)
	d.WriteString("</h2>")
}

func (d *draft) paragraph(sentences ...phrase) {
	if d.Len() > 0 {
		d.WriteByte('\n')
	}
	d.WriteString("<p>")
	for i, s := range sentences {
		if i > 0 {
			d.WriteByte(' ')
		}
		d.write(s)
	}
	d.WriteString("</p>")
}

// sentence writes one phrase alone.
func (d *draft) sentence(p phrase) string {
	d.Reset()
	d.write(p)
	return d.String()
}

func (d *draft) write(p phrase) {
	for _, piece := range p {
		if piece.slot == "" {
			d.WriteString(piece.text)
			continue
		}
		d.fill(piece.slot)
	}
}

// fill writes what a slot stands for. readBanks has refused unknown slots.
func (d *draft) fill(slot string) {
	switch slot {
	case "S":
		d.WriteString(d.subject.plain)
	case "Sc":
		d.WriteString(d.subject.capital)
	case "dS":
		d.WriteString(d.subject.of)
	case "V":
		d.WriteString(d.town.Name)
	case "aV":
		d.WriteString(d.town.at())
	case "AV":
		d.WriteString(upperFirst(d.town.at()))
	case "dV":
		d.WriteString(d.town.of())
	case "O":
		d.WriteString(pick(d.r, d.c.bodies).plain)
		d.WriteByte(' ')
		d.bodyName()
	case "dO":
		d.WriteString(pick(d.r, d.c.bodies).of)
		d.WriteByte(' ')
		d.bodyName()
	case "Q":
		d.WriteString(pick(d.r, d.c.speakers).plain)
	case "Qc":
		d.WriteString(pick(d.r, d.c.speakers).capital)
	default:
		d.number(slot)
	}
}

// figures are the limits of each kind of number; the slot "N" is any count.
var figures = map[string][2]int{"N": {12, 96}, "K": {1200, 9800}, "P": {2, 38}, "M": {6, 30}, "E": {3, 90}}

// number writes a figure of the size a slot asks for.
func (d *draft) number(slot string) {
	limits := figures[slot]
	n := limits[0] + d.r.IntN(limits[1]-limits[0])
	if n >= 1000 {
		d.WriteString(strconv.Itoa(n / 1000))
		d.WriteString(nbsp)
		_, _ = fmt.Fprintf(d, "%03d", n%1000) // memory never fails
		return
	}
	d.WriteString(strconv.Itoa(n))
}

var (
	bodyStarts  = []string{"Aubre", "Bali", "Corve", "Dorla", "Estre", "Fari", "Gale", "Hono", "Isar", "Jova", "Kelo", "Lumi", "Mari", "Novel", "Orsi", "Pervi", "Quena", "Rova", "Silva", "Turen"}
	bodyMiddles = []string{"", "mo", "ri", "na", "ve", "li", "to", "sa", "du", "ka", "pe", "no"}
	bodyEnds    = []string{"lac", "nis", "dor", "val", "tier", "mont", "quet", "rive", "san", "bec", "lys", "gard", "nau", "vent", "court", "zel", "pont", "mar", "thon", "ville"}
)

// bodyName writes an invented name; a few names come back often, most are rare,
// as in real text.
func (d *draft) bodyName() {
	rank := zipf(d.r, len(bodyStarts)*len(bodyMiddles)*len(bodyEnds))
	d.WriteString(bodyStarts[rank%len(bodyStarts)])
	rank /= len(bodyStarts)
	d.WriteString(bodyMiddles[rank%len(bodyMiddles)])
	d.WriteString(bodyEnds[(rank/len(bodyMiddles))%len(bodyEnds)])
}

// daysBefore is an instant some days before another, to the minute.
func daysBefore(now time.Time, days float64) time.Time {
	return now.Add(-time.Duration(days * 24 * float64(time.Hour))).Truncate(time.Minute)
}
