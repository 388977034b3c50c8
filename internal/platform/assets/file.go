// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package assets

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// contentTypes is our own table: the one of package mime depends on the machine.
var contentTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".webmanifest": "application/manifest+json",
	".woff2":       "font/woff2",
}

// encoding is a way to send a file.
type encoding int

// The encodings, the best first among those a client accepts equally.
const (
	brotli encoding = iota
	gzip
	identity
	encodings
)

// suffixes are the endings of compressed copies, codings their names in HTTP.
var (
	suffixes = [encodings]string{brotli: ".br", gzip: ".gz"}
	codings  = [encodings]string{brotli: "br", gzip: "gzip"}
)

// variant is a file in one encoding. The header values are made once, so that
// serving allocates nothing for them.
type variant struct {
	data   []byte
	length []string // Content-Length
	coding []string // Content-Encoding, nil for identity
	etag   []string
}

// file is one built file with its compressed copies.
type file struct {
	contentType []string
	variants    [encodings]*variant // identity is never nil
}

// load reads every file of dist but the manifest's directory.
func load(dist fs.FS) (map[string]*file, error) {
	files := map[string]*file{}
	err := fs.WalkDir(dist, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			if name != "." && strings.HasPrefix(entry.Name(), ".") {
				return fs.SkipDir
			}
			return nil
		case strings.HasPrefix(entry.Name(), "."), isCopy(name):
			return nil
		}
		f, err := read(dist, name)
		files[name] = f
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read built files: %w", err)
	}
	return files, nil
}

// isCopy tells whether name is a compressed copy of another file.
func isCopy(name string) bool {
	return strings.HasSuffix(name, suffixes[brotli]) || strings.HasSuffix(name, suffixes[gzip])
}

// read makes a file of name and of those of its copies that exist.
func read(dist fs.FS, name string) (*file, error) {
	data, err := fs.ReadFile(dist, name)
	if err != nil {
		return nil, err
	}
	contentType, ok := contentTypes[path.Ext(name)]
	if !ok {
		contentType = "application/octet-stream"
	}
	sum := sha256.Sum256(data)
	tag := hex.EncodeToString(sum[:8])
	f := &file{contentType: []string{contentType}}
	f.variants[identity] = newVariant(data, tag, identity)
	for e := brotli; e < identity; e++ {
		copied, err := fs.ReadFile(dist, name+suffixes[e])
		if err == nil && len(copied) < len(data) {
			f.variants[e] = newVariant(copied, tag, e)
		}
	}
	return f, nil
}

func newVariant(data []byte, tag string, e encoding) *variant {
	v := &variant{data: data, length: []string{strconv.Itoa(len(data))}}
	if e == identity {
		v.etag = []string{`"` + tag + `"`}
		return v
	}
	v.coding = []string{codings[e]}
	v.etag = []string{`"` + tag + "-" + codings[e] + `"`}
	return v
}

// best chooses among the variants by the client's Accept-Encoding: the highest
// quality, then the smallest file. Identity stays acceptable unless refused.
func (f *file) best(accept string) *variant {
	chosen, top := f.variants[identity], 0.0
	for e := brotli; e < identity; e++ {
		if v := f.variants[e]; v != nil {
			if q := quality(accept, codings[e]); q > top {
				chosen, top = v, q
			}
		}
	}
	return chosen
}

// quality is the weight (0 to 1) an Accept-Encoding header gives to a coding.
func quality(accept, coding string) float64 {
	star := 0.0
	for accept != "" {
		var item string
		item, accept, _ = strings.Cut(accept, ",")
		name, parameters, _ := strings.Cut(item, ";")
		name = strings.TrimSpace(name)
		switch {
		case strings.EqualFold(name, coding):
			return weight(parameters)
		case name == "*":
			star = weight(parameters)
		}
	}
	return star
}

// weight reads « q=0.5 »; without it the weight is 1, and 0 when unreadable.
func weight(parameters string) float64 {
	parameters = strings.TrimSpace(parameters)
	if parameters == "" {
		return 1
	}
	value, ok := strings.CutPrefix(strings.ToLower(parameters), "q=")
	if !ok {
		return 1
	}
	q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || q < 0 || q > 1 {
		return 0
	}
	return q
}
