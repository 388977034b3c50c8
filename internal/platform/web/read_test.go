// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web_test

import (
	"bytes"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/platform/web"
)

// upload builds a multipart request with one file.
func upload(t *testing.T, field, name string, data []byte) *http.Request {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile(field, name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/", &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return r
}

func TestReadFile(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, field, file string
		size              int
		want              error
		wantName          string
	}{
		{"photo", "photo", "Conférence.jpg", 1000, nil, "Conférence.jpg"},
		{"path of another system", "photo", `C:\Documents\..\a"b.jpg`, 10, nil, "ab.jpg"},
		{"reversed extension", "photo", "a\u202egpj.exe", 10, nil, "agpj.exe"},
		{"exactly the limit", "photo", "a.jpg", 2000, nil, "a.jpg"},
		{"too large", "photo", "a.jpg", 2001, web.ErrTooLarge, ""},
		{"another field", "cv", "a.jpg", 10, web.ErrNoFile, ""},
		{"no name left", "photo", "...", 10, web.ErrNoFile, ""},
	}
	for _, tt := range tests {
		got, err := web.ReadFile(upload(t, tt.field, tt.file, make([]byte, tt.size)), "photo", 2000)
		if !errors.Is(err, tt.want) || got.Name != tt.wantName {
			t.Errorf("%s: %q, %v", tt.name, got.Name, err)
		}
		if tt.want == nil && len(got.Data) != tt.size {
			t.Errorf("%s: %d bytes", tt.name, len(got.Data))
		}
	}
}

// Large uploads wait on disk and leave nothing behind.
func TestReadFile_RemovesTemporaryFiles(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	r := newRouter(t, web.Options{})
	r.With(web.BodyLimit(32<<20)).Post("/", func(w http.ResponseWriter, r *http.Request) {
		file, err := web.ReadFile(r, "photo", 10<<20)
		if err != nil || len(file.Data) != 5<<20 {
			t.Errorf("%d bytes, %v", len(file.Data), err)
		}
		if kept, err := os.ReadDir(dir); err != nil || len(kept) != 1 {
			t.Errorf("on disk while answering: %v, %v", kept, err)
		}
	})
	ask(r, upload(t, "photo", "a.jpg", make([]byte, 5<<20)))
	if kept, err := os.ReadDir(dir); err != nil || len(kept) != 0 {
		t.Errorf("left on disk: %v, %v", kept, err)
	}
}

func TestReadJSON(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]error{
		`{"name":"Zoé"}`:             nil,
		`{"name":"[[[\"{{{"} `:       nil,
		`{"name":"Zoé","admin":1}`:   web.ErrMalformed,
		`{"name":"Zoé"}{"name":"x"}`: web.ErrMalformed,
		`{"name":`:                   web.ErrMalformed,
		``:                           web.ErrMalformed,
		`{"name":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}`: web.ErrMalformed,
	} {
		var v struct{ Name string }
		err := web.ReadJSON(httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body)), &v)
		if !errors.Is(err, want) || want == nil && v.Name == "" {
			t.Errorf("%.40s: %+v, %v", body, v, err)
		}
	}
}

func TestParseForm_Malformed(t *testing.T) {
	t.Parallel()
	for kind, body := range map[string]string{
		"multipart/form-data; boundary=x":   "--x\r\nnonsense",
		"multipart/form-data":               "",
		"application/x-www-form-urlencoded": "a=%zz",
	} {
		r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(body))
		r.Header.Set("Content-Type", kind)
		if err := web.ParseForm(r); !errors.Is(err, web.ErrMalformed) {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

func TestWriteJSON(t *testing.T) {
	t.Parallel()
	rec := httptest.NewRecorder()
	if err := web.WriteJSON(rec, http.StatusCreated, map[string]string{"id": "1"}); err != nil {
		t.Fatal(err)
	}
	if body, _ := io.ReadAll(rec.Body); rec.Code != 201 || string(body) != "{\"id\":\"1\"}\n" {
		t.Errorf("%d %s", rec.Code, body)
	}
}
