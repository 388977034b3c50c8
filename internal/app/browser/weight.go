// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser

import (
	"context"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Weight is what a visit transfers, headers included, in bytes.
type Weight struct {
	Total int
	Files map[string]int // by address
}

// scale adds up what a tab receives.
type scale struct {
	mu   sync.Mutex
	urls map[network.RequestID]string
	got  map[network.RequestID]int
}

func (s *scale) hear(event any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		s.urls[e.RequestID] = e.Request.URL
	case *network.EventLoadingFinished:
		s.got[e.RequestID] = int(e.EncodedDataLength)
	}
}

// weight is what has come so far, and whether nothing else is on its way.
func (s *scale) weight() (w Weight, whole bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w.Files = map[string]int{}
	for id, url := range s.urls {
		w.Files[url] += s.got[id]
		w.Total += s.got[id]
	}
	return w, len(s.got) > 0 && len(s.urls) == len(s.got)
}

// Weigh opens a page as on a first visit, with an empty cache, and weighs all
// that comes until the page rests.
func (tab *Tab) Weigh(path string) Weight {
	tab.t.Helper()
	s := &scale{urls: map[network.RequestID]string{}, got: map[network.RequestID]int{}}
	if err := chromedp.Listen(tab.ctx, s.hear); err != nil {
		tab.t.Fatal(err)
	}
	tab.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
		return err
	}))
	tab.Open(path)
	var last Weight
	rests := 0
	err := tab.until(func() (bool, error) {
		now, whole := s.weight()
		if whole && now.Total == last.Total {
			rests++
		} else {
			rests = 0
		}
		last = now
		return rests > rest, nil
	})
	if err != nil {
		tab.t.Fatalf("%s does not come to rest: %v", path, err)
	}
	return last
}

// rest is how many looks without a change make a page quiet: a second.
const rest = 66
