// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const benchDocuments = 100_000

// syllables make an invented vocabulary with French endings.
var syllables = strings.Fields("ba co dé fi gou lan mer pro ré sur té vin cha bri nou plé tro sen mi ra")

var endings = strings.Fields("tion ment eur euse ique able age ier iste esse")

// corpus writes short articles whose words follow a Zipf law, like real ones.
type corpus struct {
	random *rand.Rand
	zipf   *rand.Zipf
	words  []string
}

func newCorpus() *corpus {
	c := &corpus{random: rand.New(rand.NewPCG(1, 2))}
	for i := range 20_000 {
		word := syllables[i%20] + syllables[i/20%20] + endings[i/400%10]
		if i >= 4000 {
			word += syllables[i/4000%20]
		}
		c.words = append(c.words, word)
	}
	c.zipf = rand.NewZipf(c.random, 1.1, 8, uint64(len(c.words)-1))
	return c
}

func (c *corpus) word() string { return c.words[c.zipf.Uint64()] }

// searched picks a word as people search: neither the commonest, which half of
// the documents hold, nor evenly; rare and frequent ones alike.
func (c *corpus) searched() string {
	rank := 20 * math.Pow(float64(len(c.words))/20, c.random.Float64())
	return c.words[min(int(rank), len(c.words)-1)]
}

func (c *corpus) text(n int) string {
	var b strings.Builder
	for i := range n {
		if i%4 == 3 {
			b.WriteString([]string{"de ", "la ", "l’", "les ", "pour "}[i%5])
		}
		b.WriteString(c.word() + " ")
	}
	return b.String()
}

func (c *corpus) document(i int) Document {
	d := doc("article:"+strconv.Itoa(i), c.text(8), c.text(120))
	if i%10 == 0 {
		d.ID, d.Type = "event:"+strconv.Itoa(i), "event"
	}
	d.Summary, d.Preview, d.Names = c.text(20), d.Text[:200], []string{c.word() + " " + c.word()}
	d.Tags = []string{c.word()}
	d.Facets = map[string][]string{"sector": {c.words[i%40]}, "city": {c.words[i%300]}}
	d.At = noon.Add(-time.Duration(c.random.IntN(3*365*24)) * time.Hour)
	d.VisibleFrom = d.At
	if i%10 == 0 {
		d.VisibleUntil = d.At.AddDate(1, 0, 0)
	}
	return d
}

// benchDir is removed by TestMain.
var benchDir string

// benchEngine is built once for all search benchmarks.
var benchEngine = sync.OnceValues(func() (*Engine, error) {
	var err error
	if benchDir, err = os.MkdirTemp("", "searchengine-bench"); err != nil {
		return nil, err
	}
	e, err := Open(Options{Dir: benchDir, Key: "bench", Facets: []string{"sector", "city"}})
	if err != nil {
		return nil, err
	}
	c := newCorpus()
	report, err := e.Rebuild(context.Background(), Source{Documents: func(yield func(Document, error) bool) {
		for i := range benchDocuments {
			if !yield(c.document(i), nil) {
				return
			}
		}
	}})
	fmt.Printf("indexed %d documents in %v: %.0f docs/s\n", report.Documents, report.Took.Round(time.Millisecond), float64(report.Documents)/report.Took.Seconds())
	return e, err
})

func BenchmarkIndex(b *testing.B) {
	e := openDir(b, b.TempDir())
	defer closeEngine(b, e)
	c := newCorpus()
	n := 0
	for b.Loop() {
		batch := Batch{Cursor: int64(n + 1)}
		for range 1000 {
			batch.Upserts = append(batch.Upserts, c.document(n))
			n++
		}
		apply(b, e, batch)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "docs/s")
}

// BenchmarkFollow measures the processor time of small batches, merging
// included, on an index of some size: what settings is tuned by.
func BenchmarkFollow(b *testing.B) {
	for _, held := range []int{1_000, 20_000} {
		b.Run(strconv.Itoa(held), func(b *testing.B) {
			e := openDir(b, b.TempDir())
			defer closeEngine(b, e)
			c := newCorpus()
			if _, err := e.Rebuild(b.Context(), Source{Documents: func(yield func(Document, error) bool) {
				for i := range held {
					if !yield(c.document(i), nil) {
						return
					}
				}
			}}); err != nil {
				b.Fatal(err)
			}
			n, before := held, processorTime(b)
			for b.Loop() {
				batch := Batch{Cursor: int64(n + 1)}
				for range 25 {
					batch.Upserts = append(batch.Upserts, c.document(n))
					n++
				}
				apply(b, e, batch)
			}
			b.ReportMetric(float64((processorTime(b)-before).Microseconds())/float64(n-held), "cpu-µs/doc")
		})
	}
}

// processorTime is what this process has used.
func processorTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func BenchmarkSearch(b *testing.B) {
	e, err := benchEngine()
	if err != nil {
		b.Fatal(err)
	}
	words := newCorpus()
	and := func() Query { return Query{Text: words.searched() + " " + words.searched(), Size: 20} }
	kinds := []struct {
		name string
		next func() Query
	}{
		{"AND", and},
		{"OR", func() Query {
			return Query{Text: words.searched() + " OR " + words.searched() + " OR " + words.searched(), Size: 20}
		}},
		{"Common", func() Query { return Query{Text: words.word() + " OR " + words.word(), Size: 20} }},
		{"Facets", func() Query {
			q := and()
			q.CountFacets = []string{"sector", "city"}
			return q
		}},
		{"ByDate", func() Query { return Query{Text: words.searched(), Sort: ByDate, Size: 20} }},
		{"Type", func() Query { return Query{Text: words.searched(), Types: []string{"event"}, Size: 20} }},
		{"HitsOnly", func() Query {
			return Query{Text: words.searched() + " OR " + words.searched(), HitsOnly: true, Size: 20}
		}},
		{"Phrase", func() Query { return Query{Text: `"` + words.searched() + " " + words.searched() + `"`, Size: 20} }},
		{"Prefix", func() Query { return Query{Text: words.searched()[:5] + "*", Size: 20} }},
		{"Mistyped", func() Query { return Query{Text: words.searched() + "x", Size: 20} }},
	}
	for _, kind := range kinds {
		b.Run(kind.name, func(b *testing.B) {
			var times []time.Duration
			for b.Loop() {
				q := kind.next()
				q.Scopes, q.Now = []string{"public", "member:1", "org:2"}, noon
				start := time.Now()
				if _, err := e.Search(context.Background(), q); err != nil {
					b.Fatal(err)
				}
				times = append(times, time.Since(start))
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)*95/100].Microseconds())/1000, "p95-ms")
		})
	}
	b.Run("Suggest", func(b *testing.B) {
		for b.Loop() {
			q := Query{Text: words.searched()[:4], Scopes: []string{"public"}, Now: noon}
			if _, err := e.Suggest(context.Background(), q); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkOpen(b *testing.B) {
	e, err := benchEngine()
	if err != nil {
		b.Fatal(err)
	}
	dir, copied := status(b, e).Dir, b.TempDir()
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		g, err := openGeneration(copied)
		if err != nil {
			b.Fatal(err)
		}
		if err := g.index.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
