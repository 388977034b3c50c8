// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/cespare/xxhash/v2"
	"github.com/klauspost/compress/gzip"
)

// Document is an answer that is the same for everybody until its source
// changes, such as a list that a form offers: it is compressed once and told
// apart by its content. Create it with NewDocument.
type Document struct {
	contentType   string
	plain, packed []byte
	tag           string
}

// NewDocument prepares body, which the document keeps: it must not change.
func NewDocument(contentType string, body []byte) (*Document, error) {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, pieceLevel)
	if err != nil {
		return nil, fmt.Errorf("compress a document: %w", err)
	}
	if _, err := w.Write(body); err != nil {
		return nil, fmt.Errorf("compress a document: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("compress a document: %w", err)
	}
	tag := `W/"` + strconv.FormatUint(xxhash.Sum64(body), 36) + `"` // weak: compression changes the bytes
	return &Document{contentType, body, packed.Bytes(), tag}, nil
}

// Send answers r with the document, or with 304 when the reader has it. Every
// cache may keep it for a while. The error is that of a reader who left.
func (d *Document) Send(w http.ResponseWriter, r *http.Request, keep time.Duration) error {
	header := w.Header()
	header.Set("Cache-Control", "public, max-age="+strconv.Itoa(int(keep.Seconds())))
	header.Set("ETag", d.tag)
	if hasVersion(r, d.tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	header.Set("Content-Type", d.contentType)
	body := d.plain
	if len(d.plain) >= minCompressed {
		header.Add("Vary", "Accept-Encoding")
		if takesGzip(r) {
			body = d.packed
			header.Set("Content-Encoding", "gzip")
		}
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return nil
	}
	_, err := w.Write(body)
	return err
}
