// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// complaints are what the browser holds against the pages of a tab.
type complaints struct {
	mu        sync.Mutex
	said      []string
	allowed   map[int64]bool // statuses that the test provokes
	questions []string       // asked by the browser itself
	tolerant  bool           // the network has been cut
}

// Allow lets answers of a status through, for tests of refusals.
func (c *complaints) Allow(status int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.allowed[status] = true
}

// tolerate lets failures of a network that was cut through.
func (c *complaints) tolerate(yes bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tolerant = yes
}

// isCut reports whether a failure is that of a network that was cut.
func (c *complaints) isCut(text string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.tolerant && strings.Contains(text, "net::ERR_INTERNET_DISCONNECTED")
}

// list returns what was said, once each.
func (c *complaints) list() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	said := slices.Clone(c.said)
	for _, question := range c.questions {
		said = append(said, "the browser asked: "+question)
	}
	return slices.Compact(said)
}

func (c *complaints) complain(format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.said = append(c.said, fmt.Sprintf(format, args...))
}

// hear receives the events of a tab; it must not wait.
func (c *complaints) hear(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		c.complain("exception: %s", exceptionText(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		switch e.Type {
		case runtime.ConsoleAPICalledTypeError, runtime.ConsoleAPICalledTypeWarning, runtime.ConsoleAPICalledTypeAssert:
			c.complain("console.%s: %s", e.Type, words(e.Args))
		default: // talk
		}
	case *log.EventEntryAdded:
		c.hearEntry(e.Entry)
	case *network.EventResponseReceived:
		if status := e.Response.Status; status >= 400 && !c.isAllowed(status) {
			c.complain("%s answered %d", e.Response.URL, status)
		}
	case *network.EventLoadingFailed:
		// Leaving a page ends what it was loading.
		if !e.Canceled && e.ErrorText != "net::ERR_ABORTED" && !c.isCut(e.ErrorText) {
			c.complain("a %s could not be loaded: %s %s", e.Type, e.ErrorText, e.BlockedReason)
		}
	case *page.EventJavascriptDialogOpening:
		c.mu.Lock()
		defer c.mu.Unlock()
		c.questions = append(c.questions, string(e.Type))
	}
}

// Questions returns what the browser itself asked since the last time:
// "beforeunload" or "alert". Each is answered with yes.
func (c *complaints) Questions() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	asked := c.questions
	c.questions = nil
	return asked
}

// hearEntry hears the browser's own log: refusals of the security policy,
// deprecations, network errors. Refused requests are heard as answers.
func (c *complaints) hearEntry(e *log.Entry) {
	if e.Level != log.EntryLevelError && e.Level != log.EntryLevelWarning {
		return
	}
	if e.Source == log.EntrySourceNetwork && (strings.Contains(e.Text, "responded with a status of") || c.isCut(e.Text)) {
		return
	}
	c.complain("browser's log (%s, %s): %s %s", e.Source, e.Level, e.Text, e.URL)
}

func (c *complaints) isAllowed(status int64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.allowed[status]
}

func exceptionText(d *runtime.ExceptionDetails) string {
	text := d.Text
	if d.Exception != nil {
		text += " " + d.Exception.Description
	}
	return fmt.Sprintf("%s (%s:%d)", text, d.URL, d.LineNumber+1)
}

func words(args []*runtime.RemoteObject) string {
	var list []string
	for _, a := range args {
		text := a.Description
		if text == "" {
			text = string(a.Value)
		}
		list = append(list, text)
	}
	return strings.Join(list, " ")
}
