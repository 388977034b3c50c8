// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// uploadMemory is what an upload may take in memory; the rest waits on
	// disk until the answer is sent. The standard library adds 10 MiB for
	// fields without a file: 12 MiB in all (spec 08).
	uploadMemory = 2 << 20
	maxJSONDepth = 32
	maxFileName  = 200 // bytes
)

// ParseForm reads the form of a request, of either encoding, within the
// route's body limit. It returns ErrTooLarge or ErrMalformed; after it, r.Form,
// r.PostForm and r.MultipartForm are complete.
func ParseForm(r *http.Request) error {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err == nil && kind == "multipart/form-data" {
		err = r.ParseMultipartForm(uploadMemory) //nolint:gosec // the route bounds the body
		if r.MultipartForm != nil {
			v := visitOf(r.Context())
			v.forms = append(v.forms, r.MultipartForm)
		}
	} else {
		err = r.ParseForm()
	}
	return readError(err)
}

// readError says whose fault a failed reading is.
func readError(err error) error {
	var large *http.MaxBytesError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &large), errors.Is(err, multipart.ErrMessageTooLarge):
		return fmt.Errorf("%w: %w", ErrTooLarge, err)
	}
	return fmt.Errorf("%w: %w", ErrMalformed, err)
}

// File is an uploaded file. Nothing in it is trusted: the type is to be found
// from Data.
type File struct {
	Name string // base name the visitor gave, cleaned; for display only
	Data []byte
}

// ReadFile returns the file of a form field, of at most limit bytes. It
// returns ErrNoFile without one, ErrTooLarge above the limit.
func ReadFile(r *http.Request, field string, limit int64) (File, error) {
	if err := ParseForm(r); err != nil {
		return File{}, err
	}
	source, header, err := r.FormFile(field)
	if err != nil {
		return File{}, fmt.Errorf("%w: %w", ErrNoFile, err)
	}
	defer source.Close() //nolint:errcheck // read only
	name := cleanFileName(header.Filename)
	switch {
	case name == "":
		return File{}, ErrNoFile
	case header.Size > limit:
		return File{}, ErrTooLarge
	}
	data, err := io.ReadAll(io.LimitReader(source, limit+1))
	if err != nil {
		return File{}, fmt.Errorf("read upload: %w", err)
	}
	if int64(len(data)) > limit {
		return File{}, ErrTooLarge
	}
	return File{Name: name, Data: data}, nil
}

// cleanFileName keeps the last part of a path of any system, without
// characters that deceive or break a header.
func cleanFileName(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, ""), `\`, "/"))
	name = strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) || strings.ContainsRune(`"<>|?*:/`, c) {
			return -1
		}
		return c
	}, name)
	name = strings.Trim(name, ". ")
	for len(name) > maxFileName {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name
}

// ReadJSON decodes a JSON body into value, within the route's body limit. It
// refuses unknown fields, a second value and nesting no client of ours needs,
// with ErrMalformed.
func ReadJSON(r *http.Request, value any) error {
	body, err := io.ReadAll(r.Body) // bounded by the body limit
	if err != nil {
		return readError(err)
	}
	if !shallow(body) {
		return fmt.Errorf("%w: nested too deeply", ErrMalformed)
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(value); err != nil {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: more than one value", ErrMalformed)
	}
	return nil
}

// shallow reports whether JSON nests at most maxJSONDepth levels.
func shallow(body []byte) bool {
	depth, quoted, escaped := 0, false, false
	for _, c := range body {
		switch {
		case escaped:
			escaped = false
		case quoted && c == '\\':
			escaped = true
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > maxJSONDepth {
				return false
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return true
}

// WriteJSON answers value as JSON with the given status.
func WriteJSON(w http.ResponseWriter, status int, value any) error {
	body, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, err = w.Write(append(body, '\n'))
	return err
}
