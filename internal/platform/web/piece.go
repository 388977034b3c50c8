// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"bytes"
	"fmt"
	"sync"

	"github.com/cespare/xxhash/v2"
	"github.com/klauspost/compress/flate"
)

// pieceLevel compresses pieces a little better than whole pages: it is done
// once for many readers, but some reader waits for it.
const pieceLevel = 6

// Piece is a part of a page that is the same for many readers. It is drawn
// once and compressed once; a [Sheet] that holds it only copies it. Create it
// with NewPiece.
//
// This works because a gzip file is a row of blocks and blocks can be made
// apart, as long as none refers to text before itself: on the news wall it
// takes away most of the cost of a page (docs/performance.md).
type Piece struct {
	html     []byte
	sum      uint64 // of html, for the tag of the pages it stands in
	deflated []byte // whole blocks that end on a byte and refer to nothing before
}

var thorough = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, pieceLevel)
	if err != nil {
		return err // only for a level that does not exist
	}
	return w
}}

// NewPiece compresses html, which the piece keeps: it must not change.
func NewPiece(html []byte) (*Piece, error) {
	w, ok := thorough.Get().(*flate.Writer)
	if !ok {
		return nil, fmt.Errorf("compress a piece: no level %d", pieceLevel)
	}
	defer thorough.Put(w)
	var out bytes.Buffer
	if err := deflate(w, &out, html); err != nil {
		return nil, fmt.Errorf("compress a piece: %w", err)
	}
	return &Piece{html: html, sum: xxhash.Sum64(html), deflated: out.Bytes()}, nil
}

// HTML returns the piece as it was drawn; it must not be changed.
func (p *Piece) HTML() []byte { return p.html }

// deflate writes text as blocks that refer to nothing before, up to a byte's
// end.
func deflate(w *flate.Writer, out *bytes.Buffer, text []byte) error {
	w.Reset(out)
	if _, err := w.Write(text); err != nil {
		return err
	}
	return w.Flush()
}
