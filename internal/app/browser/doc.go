// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package browser shows the product to a real browser, as a person sees it:
// the whole program with the demonstration's world behind a listener, and
// headless Chromium in front of it.
//
// A Site is a program with a world of its own, which a test may change. A Tab
// is somebody's browser: it has its own cookies, a Look (window, touch, colour
// scheme, language), and complains about everything that no page of ours may
// do: write an error to the console, break the content security policy, ask for
// what is not there. Gestures (Click, Type, Press…) wait until the element is
// there, still, and hit by nothing else; sights (See, Wait…) wait until it
// shows. Axe looks for accessibility mistakes, Shot keeps a picture in
// the directory that AIPRESS24_SHOTS names.
//
// Tests begin with `if !browser.Ready(t) { return }`: without Chromium they say
// so and pass, unless AIPRESS24_REQUIRE_ALL=1, where they fail. TestMain calls
// Main, which starts one Chromium for all tests and ends it.
package browser
