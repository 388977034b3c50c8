// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mediaweb_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/jpeg"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/modules/media/mediaweb"
	"aipress24.com/aipress24/internal/platform/blob"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/images"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
	"aipress24.com/aipress24/internal/ui"
)

var (
	sender   = access.Actor{UserID: 1}
	stranger = access.Actor{UserID: 2}
)

// shelf is the routes of pictures over an empty library.
type shelf struct {
	library *media.Library
	router  http.Handler
}

func open(t *testing.T, db *database.DB) *shelf {
	t.Helper()
	blobs, err := blob.Open(t.Context(), blob.Options{URL: "mem://"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := blobs.Close(); err != nil {
			t.Error(err)
		}
	})
	s := &shelf{library: media.NewLibrary(db, blobs, images.NewProcessor(), time.Now)}
	router := chi.NewRouter()
	ui.Mount(router, mediaweb.Routes(s.library, nil))
	s.router = router
	return s
}

func (s *shelf) do(by access.Actor, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.router.ServeHTTP(w, r.WithContext(i18n.WithLang(ui.WithActor(r.Context(), by), i18n.French)))
	return w
}

func (s *shelf) get(by access.Actor, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return s.do(by, r)
}

// photo is a JPEG of the given width.
func photo(t *testing.T, width int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, width, width/2))
	for x := range width {
		for y := range width / 2 {
			m.SetRGBA(x, y, color.RGBA{R: uint8(x), G: uint8(y), B: uint8(x * y), A: 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func upload(t *testing.T, path, field, name string, data []byte) *http.Request {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	part, err := w.CreateFormFile(field, name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Header.Set("Accept", "application/json")
	return r
}

func TestServe(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		s := open(t, db)
		file, err := s.library.Store(t.Context(), sender.UserID, photo(t, 1000))
		if err != nil {
			t.Fatal(err)
		}
		path := media.URL(file.Name)
		whole := s.get(sender, path)
		if whole.Code != http.StatusOK || whole.Header().Get("Content-Type") != "image/jpeg" {
			t.Fatalf("status = %d, type = %q", whole.Code, whole.Header().Get("Content-Type"))
		}
		for name, want := range map[string]string{
			"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff", // an upload nobody shows yet
			"Content-Security-Policy": "default-src 'none'; sandbox",
		} {
			if got := whole.Header().Get(name); got != want {
				t.Errorf("%s = %q, want %q", name, got, want)
			}
		}
		if decoded, _, err := image.DecodeConfig(whole.Body); err != nil || decoded.Width != 1000 {
			t.Errorf("width = %d, %v", decoded.Width, err)
		}
		tag := whole.Header().Get("ETag")
		if !strings.HasPrefix(file.Name, strings.Trim(tag, "\"")) {
			t.Errorf("tag = %s for %s", tag, file.Name)
		}
		if kept := s.get(sender, path, "If-None-Match", tag); kept.Code != http.StatusNotModified || kept.Body.Len() != 0 {
			t.Errorf("known picture: status = %d, %d bytes", kept.Code, kept.Body.Len())
		}
		if part := s.get(sender, path, "Range", "bytes=0-9"); part.Code != http.StatusPartialContent || part.Body.Len() != 10 {
			t.Errorf("range: status = %d, %d bytes", part.Code, part.Body.Len())
		}
		small := s.get(sender, media.SizedURL(file.Name, "400"))
		if decoded, _, err := image.DecodeConfig(small.Body); err != nil || decoded.Width != 400 || small.Header().Get("ETag") == tag {
			t.Errorf("small: width = %d, tag = %s, %v", decoded.Width, small.Header().Get("ETag"), err)
		}
	})
}

func TestServe_refusals(t *testing.T) {
	t.Parallel()
	s := open(t, dbtest.Open(t, database.SQLite))
	file, err := s.library.Store(t.Context(), sender.UserID, photo(t, 20))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		by   access.Actor
		path string
		want int
	}{
		{"a visitor", access.Actor{}, media.URL(file.Name), http.StatusUnauthorized},
		{"a visitor asking for anything", access.Actor{}, "/media/garbage", http.StatusUnauthorized},
		{"a stranger to a fresh upload", stranger, media.URL(file.Name), http.StatusNotFound},
		{"a name that is none", sender, "/media/garbage", http.StatusNotFound},
		{"upper-case digits", sender, "/media/" + strings.ToUpper(file.Name), http.StatusNotFound},
		{"a file that is not there", sender, "/media/" + strings.Repeat("0", 64) + ".jpg", http.StatusNotFound},
	}
	for _, tt := range tests {
		got := s.get(tt.by, tt.path)
		if got.Code != tt.want || strings.Contains(got.Header().Get("Cache-Control"), "immutable") || got.Header().Get("Location") != "" {
			t.Errorf("%s: status = %d, cache = %q; want %d", tt.name, got.Code, got.Header().Get("Cache-Control"), tt.want)
		}
	}
}

func TestReceive(t *testing.T) {
	t.Parallel()
	s := open(t, dbtest.Open(t, database.SQLite))
	for _, path := range []string{"/media/attachments", "/api/trix_blobs/"} {
		got := s.do(sender, upload(t, path, "file", `C:\Photos\Le port.jpg`, photo(t, 30)))
		var said struct{ URL, Href, Filename string }
		if err := json.Unmarshal(got.Body.Bytes(), &said); err != nil || got.Code != http.StatusOK {
			t.Fatalf("%s: status = %d, %v", path, got.Code, err)
		}
		if said.URL != said.Href || said.Filename != "Le port.jpg" {
			t.Errorf("%s: %+v", path, said)
		}
		if shown := s.get(sender, said.URL); shown.Code != http.StatusOK {
			t.Errorf("%s: the picture answers %d", path, shown.Code)
		}
	}
}

func TestReceive_refusals(t *testing.T) {
	t.Parallel()
	s := open(t, dbtest.Open(t, database.SQLite))
	tests := []struct {
		name    string
		request *http.Request
		want    int
		says    string
	}{
		{"no file", upload(t, "/media/attachments", "other", "a.jpg", photo(t, 10)), http.StatusBadRequest, "fichier"},
		{"empty file", upload(t, "/media/attachments", "file", "a.jpg", nil), http.StatusUnprocessableEntity, "vide"},
		{"not a picture", upload(t, "/media/attachments", "file", "a.jpg", []byte("<svg onload=alert(1)>")), http.StatusUnprocessableEntity, "image"},
		{"too large", upload(t, "/media/attachments", "file", "a.jpg", make([]byte, 5<<20)), http.StatusUnprocessableEntity, "volumineuse"},
	}
	for _, tt := range tests {
		got := s.do(sender, tt.request)
		var said struct{ Error string }
		if err := json.Unmarshal(got.Body.Bytes(), &said); err != nil || got.Code != tt.want || !strings.Contains(said.Error, tt.says) {
			t.Errorf("%s: status = %d, error = %q, %v", tt.name, got.Code, said.Error, err)
		}
	}
	if got := s.do(access.Actor{}, upload(t, "/media/attachments", "file", "a.jpg", photo(t, 10))); got.Code != http.StatusUnauthorized {
		t.Errorf("a visitor: status = %d", got.Code)
	}
}
