// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser

import (
	"context"
	_ "embed" // locate.js
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Look is how somebody sees the site.
type Look struct {
	Width, Height int64
	Touch         bool   // a phone: fingers, no hover
	Dark          bool   // what the system prefers
	Scheme        string // chosen on the site: "light", "dark", or "" for the system's
	Lang          string // chosen on the site: "fr", "en", or "" for the browser's French
}

// The windows of the UI guide.
var (
	Desktop = Look{Width: 1440, Height: 1000}
	Phone   = Look{Width: 390, Height: 844, Touch: true}
)

// InDark returns the look in the dark, chosen on the site and by the system.
func (l Look) InDark() Look {
	l.Dark, l.Scheme = true, "dark"
	return l
}

// In returns the look in a language.
func (l Look) In(lang string) Look {
	l.Lang = lang
	return l
}

// Tab is somebody's browser: cookies of their own and one window.
type Tab struct {
	*complaints

	t    testing.TB
	site *Site
	look Look
	mute bool            // runs no scripts
	ctx  context.Context //nolint:containedctx // how chromedp names a tab
}

// NewTab opens an empty window. It closes with the test, which fails for each
// complaint of the browser.
func (s *Site) NewTab(t testing.TB, look Look) *Tab {
	t.Helper()
	parent, err := start()
	if err != nil {
		t.Fatal(err)
	}
	tab := &Tab{t: t, site: s, complaints: &complaints{allowed: map[int64]bool{}}}
	ctx, closeTab := chromedp.NewContext(parent,
		chromedp.WithNewBrowserContext(),
		chromedp.WithListener(tab.listen),
	)
	tab.ctx = ctx
	t.Cleanup(func() {
		closeTab()
		for _, complaint := range tab.list() {
			t.Error(complaint)
		}
	})
	tab.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, target, emulation.SetScrollbarsHidden, emulation.SetScrollbarsHiddenParams{Hidden: true})
		return err
	}))
	tab.Resize(look)
	tab.choose(look)
	return tab
}

// listen hears the browser and answers its questions, which stop the page.
func (tab *Tab) listen(event any) {
	tab.hear(event)
	if _, asked := event.(*page.EventJavascriptDialogOpening); asked {
		go func() {
			_, err := chromedp.Call(tab.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
			if err != nil && tab.ctx.Err() == nil {
				tab.complain("answer the browser's question: %v", err)
			}
		}()
	}
}

// Resize changes window and preferences of the system; choices made on the
// site stay.
func (tab *Tab) Resize(look Look) {
	tab.t.Helper()
	tab.look = look
	options := []chromedp.EmulateViewportOption{}
	if look.Touch {
		options = append(options, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	scheme := "light"
	if look.Dark {
		scheme = "dark"
	}
	tab.do(
		chromedp.EmulateViewport(look.Width, look.Height, options...),
		chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{
					{Name: "prefers-color-scheme", Value: scheme},
					// What moves would be measured half-way.
					{Name: "prefers-reduced-motion", Value: "reduce"},
				},
			})
			return err
		}),
	)
	tab.settle()
}

// settle waits until the page has been drawn in its new look: colours may
// change over time.
func (tab *Tab) settle() {
	tab.t.Helper()
	if tab.mute {
		return
	}
	const drawn = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
		done(!document.getAnimations().some((a) => a instanceof CSSTransition && a.playState === "running")))))`
	tab.Until("drawn", drawn)
}

// choose sets the cookies that the site's own menus set.
func (tab *Tab) choose(look Look) {
	lang := look.Lang
	if lang == "" {
		lang = "fr"
	}
	cookies := []*network.CookieParam{{Name: "lang", Value: lang, URL: tab.site.URL}}
	if look.Scheme != "" {
		cookies = append(cookies, &network.CookieParam{Name: "scheme", Value: look.Scheme, URL: tab.site.URL})
	}
	tab.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, network.SetCookies, network.SetCookiesParams{Cookies: cookies})
		return err
	}))
}

// WithoutScripts turns JavaScript off for the pages to come.
func (tab *Tab) WithoutScripts() {
	tab.t.Helper()
	tab.mute = true
	tab.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
}

// patience bounds every wait; a healthy page needs a fraction, even where two
// cores share everything.
const patience = 45 * time.Second

// beat is the pause between two looks at a page.
const beat = 15 * time.Millisecond

// do runs steps in the tab.
func (tab *Tab) do(steps ...chromedp.Action[chromedp.Void]) {
	tab.t.Helper()
	if err := chromedp.Do(tab.ctx, steps...); err != nil {
		tab.t.Fatal(err)
	}
}

//go:embed locate.js
var locate string

// ask evaluates an expression about page, the object of locate.js. The answer
// may be lost when the page is left meanwhile.
func ask[T any](tab *Tab, expression string, args ...any) (T, error) {
	values := make([]string, len(args))
	for i, arg := range args {
		value, err := json.Marshal(arg)
		if err != nil {
			var none T
			return none, err
		}
		values[i] = string(value)
	}
	_, page, _ := strings.Cut(locate, "({") // past the licence header
	text := fmt.Sprintf("((page, args) => %s)(({%s, [%s])", expression, page, strings.Join(values, ","))
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T](text, func(p *runtime.EvaluateParams) { p.AwaitPromise = new(true) }))
}

// Ask evaluates an expression in the page, once.
func Ask[T any](tab *Tab, expression string, args ...any) T {
	tab.t.Helper()
	answer, err := ask[T](tab, expression, args...)
	if err != nil {
		tab.t.Fatalf("%s: %v", expression, err)
	}
	return answer
}

// errInVain says that what was waited for did not come.
var errInVain = errors.New("in vain")

// until looks again until done says so. A look that fails because the page is
// being left is another look.
func (tab *Tab) until(done func() (bool, error)) error { return tab.within(patience, done) }

// within is until with another patience.
func (tab *Tab) within(span time.Duration, done func() (bool, error)) error {
	deadline := time.NewTimer(span)
	defer deadline.Stop()
	tick := time.NewTicker(beat)
	defer tick.Stop()
	for {
		ok, err := done()
		if ok {
			return nil
		}
		select {
		case <-deadline.C:
			return errors.Join(errInVain, err)
		case <-tab.ctx.Done():
			return tab.ctx.Err()
		case <-tick.C:
		}
	}
}
