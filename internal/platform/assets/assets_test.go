// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package assets_test

import (
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"aipress24.com/aipress24/internal/platform/assets"
	"aipress24.com/aipress24/web"
)

const manifest = `{
  "src/ts/main.ts": {"file": "main-1.js", "name": "main", "isEntry": true, "imports": ["_shared.js"], "dynamicImports": ["src/ts/lazy.ts"]},
  "_shared.js": {"file": "shared-1.js", "name": "shared", "imports": ["_deep.js"]},
  "_deep.js": {"file": "deep-1.js", "name": "deep", "imports": ["_shared.js"]},
  "src/ts/lazy.ts": {"file": "lazy-1.js", "name": "lazy", "isDynamicEntry": true},
  "src/css/main.css": {"file": "style-1.css", "isEntry": true},
  "fonts/inter-latin-wght-normal.woff2": {"file": "inter-latin-wght-normal-1.woff2"},
  "fonts/inter-latin-ext-wght-normal.woff2": {"file": "inter-latin-ext-wght-normal-1.woff2"},
  "icons.svg": {"file": "icons-1.svg"}
}`

// built is a small front end.
func built() fstest.MapFS {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	return fstest.MapFS{
		".vite/manifest.json":                 file(manifest),
		"main-1.js":                           file(strings.Repeat("export{};", 100)),
		"main-1.js.br":                        file("BROTLI"),
		"main-1.js.gz":                        file("GZIPPED"),
		"shared-1.js":                         file("1"),
		"deep-1.js":                           file("2"),
		"lazy-1.js":                           file("3"),
		"style-1.css":                         file("a{}"),
		"icons-1.svg":                         file("<svg/>"),
		"inter-latin-wght-normal-1.woff2":     file("w"),
		"inter-latin-ext-wght-normal-1.woff2": file("x"),
	}
}

func mustNew(t *testing.T, dist fs.FS) *assets.Assets {
	t.Helper()
	a, err := assets.New(dist)
	if err != nil {
		t.Fatalf("New: %v", err)
	}
	return a
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	a := mustNew(t, built())

	same := func(what string, got, want []string) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("%s = %q, want %q", what, got, want)
		}
	}
	same("CSS", a.CSS(), []string{"/assets/style-1.css"})
	same("JS", []string{a.JS("main"), a.JS("lazy"), a.JS("none")}, []string{"/assets/main-1.js", "", ""})
	same("Preloads", a.Preloads("main"), []string{"/assets/shared-1.js", "/assets/deep-1.js"})
	same("Preloads of nothing", a.Preloads("none"), nil)
	same("Fonts", a.Fonts("inter"), []string{"/assets/inter-latin-wght-normal-1.woff2"})
	same("Fonts of another family", a.Fonts("int"), nil)
	same("IconURL, URL", []string{a.IconURL(), a.URL("none.svg")}, []string{"/assets/icons-1.svg", ""})
}

func TestNew_refusesBrokenBuilds(t *testing.T) {
	t.Parallel()
	missing := built()
	delete(missing, "deep-1.js")
	garbled := built()
	garbled[".vite/manifest.json"] = &fstest.MapFile{Data: []byte("{")}

	if _, err := assets.New(fstest.MapFS{}); !errors.Is(err, assets.ErrNoManifest) {
		t.Errorf("no manifest: %v, want ErrNoManifest", err)
	}
	if _, err := assets.New(missing); err == nil || !strings.Contains(err.Error(), "deep-1.js") {
		t.Errorf("missing file: %v, want its name", err)
	}
	if _, err := assets.New(garbled); err == nil {
		t.Error("garbled manifest: no error")
	}
}

func get(a *assets.Assets, method, path string, header ...string) *http.Response {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	a.Handler().ServeHTTP(w, r)
	return w.Result()
}

func TestHandler_negotiation(t *testing.T) {
	t.Parallel()
	a := mustNew(t, built())
	tests := []struct{ name, accept, coding string }{
		{"browser", "gzip, deflate, br, zstd", "br"},
		{"old client", "gzip", "gzip"},
		{"nothing", "", ""},
		{"identity", "identity", ""},
		{"brotli refused", "br;q=0, gzip", "gzip"},
		{"all refused", "br;q=0, gzip; q=0", ""},
		{"gzip preferred", "br;q=0.5, gzip;q=0.9", "gzip"},
		{"anything", "*", "br"},
		{"anything but brotli", "*, br;q=0", "gzip"},
		{"capitals", "GZIP", "gzip"},
		{"nonsense", "br;q=many, ;;,", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			res := get(a, http.MethodGet, "/assets/main-1.js", "Accept-Encoding", tt.accept)
			if got := res.Header.Get("Content-Encoding"); got != tt.coding {
				t.Errorf("Content-Encoding = %q, want %q", got, tt.coding)
			}
			want := map[string]string{
				"Content-Type": "text/javascript; charset=utf-8", "Vary": "Accept-Encoding",
				"X-Content-Type-Options": "nosniff", "Cache-Control": "public, max-age=31536000, immutable",
			}
			for name, value := range want {
				if got := res.Header.Get(name); got != value {
					t.Errorf("%s = %q, want %q", name, got, value)
				}
			}
		})
	}
}

func TestHandler_conditions(t *testing.T) {
	t.Parallel()
	a := mustNew(t, built())
	path := "/assets/main-1.js"
	plain := get(a, http.MethodGet, path).Header.Get("Etag")
	zipped := get(a, http.MethodGet, path, "Accept-Encoding", "gzip").Header.Get("Etag")
	if plain == "" || plain == zipped {
		t.Fatalf("tags %q and %q, want two different ones", plain, zipped)
	}
	tests := []struct {
		name, method, path, match string
		status                    int
	}{
		{"known", http.MethodGet, path, plain, http.StatusNotModified},
		{"known weakly, in a list", http.MethodGet, path, `"other", W/` + plain, http.StatusNotModified},
		{"any", http.MethodHead, path, "*", http.StatusNotModified},
		{"of another encoding", http.MethodGet, path, zipped, http.StatusOK},
		{"head", http.MethodHead, path, "", http.StatusOK},
		{"post", http.MethodPost, path, "", http.StatusMethodNotAllowed},
		{"unknown", http.MethodGet, "/assets/none.js", "", http.StatusNotFound},
		{"copy by its own name", http.MethodGet, path + ".br", "", http.StatusNotFound},
		{"manifest", http.MethodGet, "/assets/.vite/manifest.json", "", http.StatusNotFound},
		{"directory", http.MethodGet, "/assets/", "", http.StatusNotFound},
		{"outside", http.MethodGet, "/main-1.js", "", http.StatusNotFound},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			res := get(a, tt.method, tt.path, "If-None-Match", tt.match)
			if res.StatusCode != tt.status {
				t.Errorf("status = %d, want %d", res.StatusCode, tt.status)
			}
			if res.StatusCode == http.StatusNotFound && res.Header.Get("Cache-Control") != "no-store" {
				t.Error("a missing file may be cached")
			}
		})
	}
}

// The committed build has what the shell of every page asks for.
func TestRealBuild(t *testing.T) {
	t.Parallel()
	a := mustNew(t, web.Dist())
	if len(a.CSS()) != 1 || a.JS("main") == "" || len(a.Fonts("inter")) != 1 || len(a.Fonts("source-serif-4")) != 1 || a.IconURL() == "" {
		t.Fatalf("CSS %q, JS %q, fonts %q, sprite %q", a.CSS(), a.JS("main"), a.Fonts("inter"), a.IconURL())
	}
	names := []string{
		"app.webmanifest", "favicon.svg", "favicon.png", "apple-touch-icon.png", "icon-512.png",
		"placeholder.svg", "login.svg", "share.png",
	}
	urls := append(a.CSS(), a.JS("main"), a.IconURL())
	for _, name := range names {
		urls = append(urls, a.URL(name))
	}
	urls = append(urls, a.Fonts("inter")...)
	for _, url := range urls {
		res := get(a, http.MethodGet, url, "Accept-Encoding", "br")
		if res.StatusCode != http.StatusOK || res.ContentLength == 0 {
			t.Errorf("GET %q: status %d, %d bytes", url, res.StatusCode, res.ContentLength)
		}
		if strings.HasPrefix(res.Header.Get("Content-Type"), "application/octet") {
			t.Errorf("GET %q: no content type", url)
		}
	}
}

// sink is a ResponseWriter that allocates nothing by itself.
type sink struct{ header http.Header }

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(int)             {}
func (s *sink) Write(p []byte) (int, error) { return len(p), nil }

// Serving is a look-up: it allocates nothing.
func TestHandler_allocations(t *testing.T) {
	handler := mustNew(t, built()).Handler()
	r := httptest.NewRequest(http.MethodGet, "/assets/main-1.js", nil)
	r.Header.Set("Accept-Encoding", "gzip, deflate, br")
	w := &sink{header: http.Header{}}
	if n := testing.AllocsPerRun(100, func() { handler.ServeHTTP(w, r) }); n > 0 {
		t.Errorf("%v allocations a request, want none", n)
	}
}

func FuzzHandler_headers(f *testing.F) {
	a, err := assets.New(built())
	if err != nil {
		f.Fatal(err)
	}
	f.Add("gzip;q=0.5, br", `W/"x", *`)
	f.Add(";;q=,,*", `""`)
	f.Fuzz(func(t *testing.T, accept, match string) {
		res := get(a, http.MethodGet, "/assets/main-1.js", "Accept-Encoding", accept, "If-None-Match", match)
		if res.StatusCode != http.StatusOK && res.StatusCode != http.StatusNotModified {
			t.Errorf("status = %d", res.StatusCode)
		}
	})
}
