// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
)

// tryAt posts the sign-in form from an address and returns the answer.
func tryAt(t *testing.T, browser *apptest.Browser, ip, email, password string) apptest.Page {
	t.Helper()
	browser.IP = ip
	return browser.Post(t, "/auth/login", credentials(email, password))
}

// A guesser that must wait does not lock the owner out, who comes in from
// another address and from a browser that has been there before, on every node
// (security checklist §3).
func TestSignIn_guesserDoesNotLockTheOwnerOut(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		email := app.Email(t, apptest.Journalist)
		other := app.Node(t, apptest.Options{Idle: true})
		const cafe, home = "203.0.113.5", "192.0.2.80"
		owner := app.Browser(t)
		if page := tryAt(t, owner, home, email, apptest.Password); page.Status != http.StatusSeeOther {
			t.Fatalf("the owner's first sign-in = %d", page.Status)
		}
		owner.Post(t, "/auth/logout", nil)

		guessers := []*apptest.Browser{app.Browser(t), other.Browser(t)}
		for i := range 10 {
			if page := tryAt(t, guessers[i%2], cafe, email, "guess-"+strconv.Itoa(i)); page.Status != http.StatusUnprocessableEntity {
				t.Fatalf("guess %d = %d, want 422", i, page.Status)
			}
		}
		for i, guesser := range guessers {
			page := tryAt(t, guesser, cafe, email, apptest.Password)
			if page.Status != http.StatusTooManyRequests || page.Header.Get("Retry-After") != "30" {
				t.Errorf("guesser on node %d = %d, Retry-After %q; want 429 and 30", i+1, page.Status, page.Header.Get("Retry-After"))
			}
			if page.Text("[role=alert]") == "" || page.Find("input[name=email]").AttrOr("value", "") != email {
				t.Errorf("the page of a refusal says %q to %q", page.Text("[role=alert]"), page.Find("input[name=email]").AttrOr("value", ""))
			}
		}
		if page := tryAt(t, other.Browser(t), "198.51.100.20", email, apptest.Password); page.Status != http.StatusSeeOther {
			t.Errorf("the owner in a new browser elsewhere = %d, want 303", page.Status)
		}
		if page := tryAt(t, owner, cafe, email, apptest.Password); page.Status != http.StatusSeeOther {
			t.Errorf("the owner's own browser at the guesser's address = %d, want 303", page.Status)
		}
		if page := tryAt(t, guessers[0], cafe, email, apptest.Password); page.Status != http.StatusTooManyRequests {
			t.Errorf("the guesser after the owner = %d, want 429 still", page.Status)
		}
	})
}

// The delays grow with each failure, on both nodes alike, up to a quarter of an
// hour (security checklist §3).
func TestSignIn_delaysGrow(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		email := app.Email(t, apptest.Journalist)
		nodes := []*apptest.Browser{app.Browser(t), app.Node(t, apptest.Options{Idle: true}).Browser(t)}
		const ip = "203.0.113.5"
		for range 10 {
			tryAt(t, nodes[0], ip, email, "guess")
		}
		for i, want := range []int{30, 60, 120, 240, 480, 900, 900} {
			page := tryAt(t, nodes[i%2], ip, email, "guess")
			if page.Status != http.StatusTooManyRequests || page.Header.Get("Retry-After") != strconv.Itoa(want) {
				t.Fatalf("delay %d: %d, Retry-After %q; want %d", i, page.Status, page.Header.Get("Retry-After"), want)
			}
			app.Clock.Advance(time.Duration(want)*time.Second + time.Millisecond)
			if page := tryAt(t, nodes[(i+1)%2], ip, email, "guess"); page.Status != http.StatusUnprocessableEntity {
				t.Fatalf("after the delay %d: %d, want 422", i, page.Status)
			}
		}
		app.Clock.Advance(15*time.Minute + time.Second)
		if page := tryAt(t, nodes[0], ip, email, apptest.Password); page.Status != http.StatusSeeOther {
			t.Fatalf("the right password at last = %d", page.Status)
		}
		if page := tryAt(t, nodes[1], ip, email, "mistake"); page.Status != http.StatusUnprocessableEntity {
			t.Errorf("a mistake after the success = %d, want 422: it begins anew", page.Status)
		}
	})
}

// A crowd of addresses on one account makes strangers wait, and leaves the owner
// the browser that has been there before; what only looks like that browser's
// cookie is a stranger's (security checklist §3).
func TestSignIn_knownDevice(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		email := app.Email(t, apptest.Journalist)
		owner, neighbour := app.Browser(t), app.Browser(t)
		signed := tryAt(t, owner, "192.0.2.80", email, apptest.Password)
		owner.Post(t, "/auth/logout", nil)
		device := deviceOf(t, signed)
		if !device.HttpOnly || device.Path != "/auth/login" || device.SameSite != http.SameSiteLaxMode || strings.Contains(device.Value, "@") {
			t.Errorf("the cookie of a known device: %v", device)
		}
		foreign := deviceOf(t, tryAt(t, neighbour, "192.0.2.81", app.Email(t, apptest.Expert), apptest.Password))
		for i := range 100 {
			app.Exec(t, "INSERT INTO sign_in_failures (id, email, ip, at) VALUES (?, ?, ?, ?)",
				i+1, email, "198.18.0."+strconv.Itoa(i), app.Clock.Now())
		}
		parts := strings.Split(device.Value, ".")
		for name, value := range map[string]string{
			"nothing": "", "garbage": "garbage", "of another account": foreign.Value,
			"another number": strings.Join([]string{"00", parts[1], parts[2]}, "."),
			"a later end":    strings.Join([]string{parts[0], "9" + parts[1], parts[2]}, "."),
			"two parts":      parts[0] + "." + parts[2],
		} {
			browser := app.Browser(t)
			browser.IP = "192.0.2.90"
			r := browser.Request(t, http.MethodPost, "/auth/login", credentials(email, apptest.Password))
			r.AddCookie(&http.Cookie{Name: device.Name, Value: value})
			if page := browser.Do(t, r); page.Status != http.StatusTooManyRequests {
				t.Errorf("a stranger with %s = %d, want 429", name, page.Status)
			}
		}
		if page := tryAt(t, owner, "192.0.2.90", email, apptest.Password); page.Status != http.StatusSeeOther {
			t.Errorf("the owner's browser = %d, want 303", page.Status)
		}
	})
}

// deviceOf is the cookie by which a browser is known again.
func deviceOf(t *testing.T, page apptest.Page) *http.Cookie {
	t.Helper()
	for _, cookie := range (&http.Response{Header: page.Header}).Cookies() {
		if strings.HasPrefix(cookie.Name, "known-") {
			return cookie
		}
	}
	t.Fatal("signing in does not make the browser known")
	return nil
}

// The addresses of an IPv6 subscriber are one client (security checklist §3).
func TestSignIn_throttlesANetwork(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		email := app.Email(t, apptest.Journalist)
		for i := range 10 {
			tryAt(t, app.Browser(t), "2001:db8::"+strconv.Itoa(i+1), email, "guess")
		}
		if page := tryAt(t, app.Browser(t), "2001:db8::ffff", email, apptest.Password); page.Status != http.StatusTooManyRequests {
			t.Errorf("a neighbour in the network = %d, want 429", page.Status)
		}
		if page := tryAt(t, app.Browser(t), "2001:db8:0:1::1", email, apptest.Password); page.Status != http.StatusSeeOther {
			t.Errorf("another network = %d, want 303", page.Status)
		}
	})
}
