// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"encoding/binary"
	"net/http"
	"strconv"
	"strings"

	"github.com/cespare/xxhash/v2"
)

// tag is the sheet's ETag: a sum of what it says. It is the same on every node
// and after a restart, and weak, since compression changes the bytes and not
// the page. Whatever differs between two readers, languages or colour schemes
// stands in the page, and so in the tag. Pieces bring the sum they were made
// with: a wall costs a sum of its frame only.
func (s *Sheet) tag() string {
	var sum xxhash.Digest
	sum.Reset()
	html, done := s.html.Bytes(), 0
	var part [8]byte
	for _, p := range s.placed {
		_, _ = sum.Write(html[done:p.at]) // a sum never fails
		binary.LittleEndian.PutUint64(part[:], p.piece.sum)
		_, _ = sum.Write(part[:])
		done = p.at + len(p.piece.html)
	}
	_, _ = sum.Write(html[done:])
	text := make([]byte, 0, 24)
	text = append(text, `W/"`...)
	text = strconv.AppendUint(text, sum.Sum64(), 36)
	return string(append(text, '"'))
}

// isRepeatable reports whether a browser may show an answer it has instead of
// this one. Not one that no cache may keep, such as a page with a message that
// is shown once; nor one whose headers tell htmx to do something, which would
// be done again.
func isRepeatable(header http.Header, r *http.Request) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead || header.Get("ETag") != "" {
		return false
	}
	if !strings.HasPrefix(header.Get("Content-Type"), "text/html") || strings.Contains(header.Get("Cache-Control"), "no-store") {
		return false
	}
	for name := range header {
		if strings.HasPrefix(name, "Hx-") {
			return false
		}
	}
	return true
}
