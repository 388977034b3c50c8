// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/flate"
)

// largestKept is the size in bytes above which a used sheet is left to the
// collector, so that one huge page does not stay in memory.
const largestKept = 1 << 20

// Sheet is a page under construction: text written by views, and pieces placed
// between. It is complete before its first byte leaves, so that an error in a
// view still becomes an error page, and its length is known. Get one with
// NewSheet and give it back with Release.
type Sheet struct {
	html   bytes.Buffer
	placed []placed
	packed bytes.Buffer // the sheet as gzip
}

// placed is where a piece lies in a sheet.
type placed struct {
	piece *Piece
	at    int
}

var (
	sheets = sync.Pool{New: func() any { return new(Sheet) }}

	fast = sync.Pool{New: func() any {
		w, err := flate.NewWriter(nil, compressionLevel)
		if err != nil {
			return err // only for a level that does not exist
		}
		return w
	}}
)

// NewSheet returns an empty sheet.
func NewSheet() *Sheet {
	s, ok := sheets.Get().(*Sheet)
	if !ok {
		s = new(Sheet)
	}
	return s
}

// Release gives the sheet back; what it held must not be used any more.
func (s *Sheet) Release() {
	if s.html.Cap() > largestKept {
		return
	}
	s.html.Reset()
	s.packed.Reset()
	clear(s.placed)
	s.placed = s.placed[:0]
	sheets.Put(s)
}

// Write adds text; it never fails.
func (s *Sheet) Write(p []byte) (int, error) { return s.html.Write(p) }

// WriteString adds text; it never fails.
func (s *Sheet) WriteString(p string) (int, error) { return s.html.WriteString(p) }

// Place adds a piece.
func (s *Sheet) Place(p *Piece) {
	s.placed = append(s.placed, placed{p, s.html.Len()})
	s.html.Write(p.html)
}

// HTML returns what was written so far, valid until the next change.
func (s *Sheet) HTML() []byte { return s.html.Bytes() }

// Send answers r with the sheet, compressed when the browser wants it, or with
// 304 when the browser has this very page already. The error is that of a reader
// who left; nothing else can fail once it begins.
func (s *Sheet) Send(w http.ResponseWriter, r *http.Request, status int) error {
	header, body := w.Header(), s.html.Bytes()
	header.Del("Content-Encoding") // of an answer given up before
	if status == http.StatusOK && isRepeatable(header, r) {
		tag := s.tag()
		header.Set("ETag", tag)
		if hasVersion(r, tag) {
			header.Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	if len(body) >= minCompressed && takesGzip(r) {
		if err := s.pack(); err != nil {
			return err
		}
		body = s.packed.Bytes()
		header.Set("Content-Encoding", "gzip")
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return nil
	}
	_, err := w.Write(body)
	return err
}

// gzipHeader begins a gzip file without name or time, made on no particular
// system (RFC 1952 §2.3).
const gzipHeader = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"

// lastBlock is an empty block marked as the last (RFC 1951 §3.2.6).
const lastBlock = "\x03\x00"

// pack makes the sheet a gzip file, in which pieces are copied as they are.
func (s *Sheet) pack() error {
	w, ok := fast.Get().(*flate.Writer)
	if !ok {
		return fmt.Errorf("compress a page: no level %d", compressionLevel)
	}
	defer fast.Put(w)
	html, done := s.html.Bytes(), 0
	s.packed.Reset()
	s.packed.WriteString(gzipHeader)
	for _, p := range s.placed {
		if err := s.squeeze(w, html[done:p.at]); err != nil {
			return err
		}
		s.packed.Write(p.piece.deflated)
		done = p.at + len(p.piece.html)
	}
	if err := s.squeeze(w, html[done:]); err != nil {
		return err
	}
	s.packed.WriteString(lastBlock)
	var trailer [8]byte
	binary.LittleEndian.PutUint32(trailer[:4], crc32.ChecksumIEEE(html))
	binary.LittleEndian.PutUint32(trailer[4:], uint32(len(html))) //nolint:gosec // modulo 2³², as the format says
	s.packed.Write(trailer[:])
	return nil
}

// squeeze adds text to the gzip file, as it was compressed before if it was.
func (s *Sheet) squeeze(w *flate.Writer, text []byte) error {
	if len(text) == 0 {
		return nil
	}
	short := len(text) <= longestRemembered
	if short {
		if known, found := compressedBefore.find(text); found {
			s.packed.Write(known)
			return nil
		}
	}
	start := s.packed.Len()
	if err := deflate(w, &s.packed, text); err != nil {
		return fmt.Errorf("compress a page: %w", err)
	}
	if short {
		compressedBefore.keep(text, s.packed.Bytes()[start:])
	}
	return nil
}

// takesGzip reports whether the browser accepts gzip.
func takesGzip(r *http.Request) bool {
	for coding := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, weight, _ := strings.Cut(coding, ";")
		if strings.TrimSpace(name) == "gzip" {
			weight = strings.ReplaceAll(weight, " ", "")
			return strings.TrimRight(weight, "0.") != "q="
		}
	}
	return false
}
