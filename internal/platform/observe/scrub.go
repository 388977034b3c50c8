// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package observe

import (
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"time"
)

// mask stands for what must not be seen.
const mask = "•••"

// unspoken are parts of attribute names whose values are never written.
var unspoken = []string{"password", "passwd", "token", "secret", "authorization", "cookie", "email", "e-mail", "dsn", "api_key", "apikey"}

// isUnspoken reports whether an attribute of this name must be masked.
func isUnspoken(name string) bool {
	name = strings.ToLower(name)
	for _, part := range unspoken {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

var (
	credentials = regexp.MustCompile(`://[^/\s@"']*@`)
	mailbox     = regexp.MustCompile(`[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*`)
	query       = regexp.MustCompile(`([?&;][^=\s&"']{1,64}=)[^&\s"']+`)
	bearer      = regexp.MustCompile(`(?i)\b(bearer|basic)\s+[\w.~+/=-]+`)
	assignment  = regexp.MustCompile(`(?i)\b([\w-]*(?:password|passwd|token|secret|api_?key)[\w-]*"?\s*[=:]\s*"?)[^\s"',;&]+`)
	vendorKey   = regexp.MustCompile(`\b(?:sk|rk|whsec|a24)_[\w]{6,}`)
)

// stackKey is the attribute of stack traces. They hold addresses of code, whose
// versions look like mail addresses (bun@v1.3.0), and no text of anybody.
const stackKey = "stack"

// secrets removes known values.
type secrets struct{ *strings.Replacer }

func (s secrets) replace(text string) string {
	if s.Replacer == nil {
		return text
	}
	return s.Replace(text)
}

// scrubber cleans texts that may quote what a neighbour or a visitor said.
type scrubber struct{ known secrets }

// newScrubber also removes the given secrets wherever they appear. Those
// shorter than 8 characters are left to the shapes: they would maul words.
func newScrubber(values []string) *scrubber {
	var pairs []string
	for _, secret := range values {
		if len(secret) >= 8 {
			pairs = append(pairs, secret, mask)
		}
	}
	if pairs == nil {
		return &scrubber{}
	}
	return &scrubber{known: secrets{strings.NewReplacer(pairs...)}}
}

// text returns s without secrets, credentials and mail addresses. Most texts
// pass by the cheap tests alone.
func (c *scrubber) text(s string) string {
	s = c.known.replace(s)
	if strings.Contains(s, "@") {
		s = credentials.ReplaceAllString(s, "://"+mask+"@")
		s = mailbox.ReplaceAllString(s, mask)
	}
	if strings.ContainsAny(s, "=:") {
		s = query.ReplaceAllString(s, "${1}"+mask)
		s = assignment.ReplaceAllString(s, "${1}"+mask)
	}
	if strings.Contains(s, " ") {
		s = bearer.ReplaceAllString(s, "$1 "+mask)
	}
	if strings.Contains(s, "_") {
		s = vendorKey.ReplaceAllString(s, mask)
	}
	return s
}

// attr cleans one attribute; it is the ReplaceAttr of our handlers, which call
// it for the members of groups too.
func (c *scrubber) attr(groups []string, a slog.Attr) slog.Attr {
	if len(groups) == 0 && (a.Key == slog.TimeKey || a.Key == slog.LevelKey || a.Key == slog.SourceKey) {
		return a
	}
	if isUnspoken(a.Key) {
		return slog.String(a.Key, mask)
	}
	switch a.Value.Kind() {
	case slog.KindString:
		if a.Key == stackKey {
			a.Value = slog.StringValue(c.known.replace(a.Value.String()))
			return a
		}
		a.Value = slog.StringValue(c.text(a.Value.String()))
	case slog.KindAny:
		a.Value = slog.StringValue(c.any(a.Value.Any()))
	}
	for _, group := range groups {
		if isUnspoken(group) {
			return slog.String(a.Key, mask)
		}
	}
	return a
}

// any writes a value that slog would print whole. Only what was made to be
// read is: errors, Stringers, texts. A struct or map, which may be a member's
// record, is told by its type alone.
func (c *scrubber) any(value any) string {
	switch value := value.(type) {
	case nil:
		return "<nil>"
	case error:
		return c.text(errorText(value))
	case []string:
		return c.text(strings.Join(value, ", "))
	case []int64, []int, []time.Duration:
		return fmt.Sprint(value)
	case fmt.Stringer:
		return c.text(stringerText(value))
	}
	return fmt.Sprintf("(%T)", value)
}

// errorText survives the nil pointer that hides in a non-nil error.
func errorText(err error) (text string) {
	defer func() {
		if recover() != nil {
			text = fmt.Sprintf("(%T)", err)
		}
	}()
	return err.Error()
}

func stringerText(s fmt.Stringer) (text string) {
	defer func() {
		if recover() != nil {
			text = fmt.Sprintf("(%T)", s)
		}
	}()
	return s.String()
}
