// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package observe_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/platform/observe"
)

// lines collects log lines; it is safe for concurrent use.
type lines struct {
	sync.Mutex
	bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.Lock()
	defer l.Unlock()
	return l.Buffer.Write(p)
}

// all returns the lines written so far, decoded.
func (l *lines) all(t *testing.T) []map[string]any {
	t.Helper()
	l.Lock()
	defer l.Unlock()
	var found []map[string]any
	scan := bufio.NewScanner(bytes.NewReader(l.Bytes()))
	for scan.Scan() {
		var line map[string]any
		if err := json.Unmarshal(scan.Bytes(), &line); err != nil {
			t.Fatalf("%v in %s", err, scan.Text())
		}
		found = append(found, line)
	}
	return found
}

// clock is a clock that handlers move.
type clock struct{ now time.Time }

func (c *clock) tell() time.Time { return c.now }

// site is a small router behind both middleware.
func site(out io.Writer, m *observe.Metrics, c *clock) http.Handler {
	log := observe.NewLogger(out, observe.LogOptions{Format: "json"})
	r := chi.NewRouter()
	r.Use(observe.Access(observe.AccessOptions{Log: log, Metrics: m, Now: c.tell, TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}))
	r.Use(observe.Recover(log, func(w http.ResponseWriter, _ *http.Request, err error) {
		var p *observe.PanicError
		if !errors.As(err, &p) {
			w.WriteHeader(http.StatusTeapot)
			return
		}
		http.Error(w, "our fault", http.StatusInternalServerError)
	}))
	r.Get("/articles/{id}", func(w http.ResponseWriter, r *http.Request) {
		observe.SetActor(r.Context(), 42)
		_, _ = io.WriteString(w, "hello")
	})
	r.Get("/slow", func(http.ResponseWriter, *http.Request) { c.now = c.now.Add(501 * time.Millisecond) })
	r.Get("/stream", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		c.now = c.now.Add(time.Hour)
		if err := http.NewResponseController(w).Flush(); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
	r.Get("/panic", func(http.ResponseWriter, *http.Request) { panic("no article of ada@exemple.fr") })
	r.Get("/half", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "half a page")
		panic(errors.New("too late"))
	})
	r.Get("/abort", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	return r
}

func TestAccess(t *testing.T) {
	t.Parallel()
	tests := []struct {
		method, target string
		want           map[string]any
	}{
		{"GET", "/articles/12?q=canary", map[string]any{"level": "INFO", "msg": "request", "method": "GET", "route": "/articles/{id}", "status": 200.0, "bytes": 5.0, "actor_id": 42.0, "duration_us": 0.0}},
		{"GET", "/canary", map[string]any{"route": "unmatched", "status": 404.0}},
		{"CANARY", "/articles/12", map[string]any{"method": "other", "status": 405.0}},
		{"GET", "/slow", map[string]any{"level": "WARN", "msg": "slow request", "status": 200.0, "duration_us": 501000.0}},
		{"GET", "/stream", map[string]any{"level": "INFO", "msg": "request", "status": 200.0}},
		{"GET", "/panic", map[string]any{"msg": "request", "status": 500.0, "route": "/panic"}},
	}
	for _, tt := range tests {
		t.Run(tt.target, func(t *testing.T) {
			t.Parallel()
			out := &lines{}
			h := site(out, nil, &clock{now: time.Now()})
			w := httptest.NewRecorder()
			h.ServeHTTP(w, httptest.NewRequest(tt.method, tt.target, nil))
			all := out.all(t)
			line := all[len(all)-1]
			for key, value := range tt.want {
				if line[key] != value {
					t.Errorf("%s = %v, want %v", key, line[key], value)
				}
			}
			if line["request_id"] != w.Header().Get("X-Request-Id") || line["request_id"] == "" {
				t.Errorf("request_id = %v, header %q", line["request_id"], w.Header().Get("X-Request-Id"))
			}
			if strings.Contains(strings.ToLower(out.String()), "canary") || strings.Contains(out.String(), "ada@") {
				t.Errorf("the log tells what the visitor wrote: %s", out.String())
			}
		})
	}
}

func TestAccess_requestID(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, remote, given string
		kept                bool
	}{
		{"trusted proxy", "10.1.2.3:4", "abc-1.2_Z", true},
		{"stranger", "192.0.2.1:4", "abc", false},
		{"forged line", "10.1.2.3:4", "abc\" level=ERROR", false},
		{"too long", "10.1.2.3:4", strings.Repeat("a", 65), false},
		{"unreadable peer", "@", "abc", false},
		{"none", "10.1.2.3:4", "", false},
	}
	h := site(io.Discard, nil, &clock{now: time.Now()})
	seen := map[string]bool{}
	for _, tt := range tests {
		r := httptest.NewRequest(http.MethodGet, "/articles/1", nil)
		r.RemoteAddr = tt.remote
		r.Header.Set("X-Request-Id", tt.given)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		got := w.Header().Get("X-Request-Id")
		if got == "" || (got == tt.given) != tt.kept || seen[got] {
			t.Errorf("%s: id = %q", tt.name, got)
		}
		seen[got] = true
	}
}

// A panic becomes the error page; half an answer is cut off.
func TestRecover(t *testing.T) {
	t.Parallel()
	out := &lines{}
	server := httptest.NewServer(site(out, nil, &clock{now: time.Now()}))
	defer server.Close()
	page, status, err := get(server, "/panic")
	if err != nil || status != http.StatusInternalServerError || page != "our fault\n" {
		t.Errorf("GET /panic = %d %q, %v", status, page, err)
	}
	if page, _, err = get(server, "/half"); err == nil {
		t.Errorf("GET /half = %q, want a broken connection", page)
	}
	if _, _, err = get(server, "/abort"); err == nil {
		t.Error("GET /abort succeeds, want a broken connection")
	}
	server.Close()
	panics, aborted := 0, 0
	for _, line := range out.all(t) {
		if line["msg"] == "panic" {
			panics++
			if stack, _ := line["stack"].(string); !strings.Contains(stack, "access_test.go") {
				t.Errorf("stack = %q, want the place of the panic", stack)
			}
		}
		if line["aborted"] == true {
			aborted++
		}
	}
	if panics != 2 || aborted != 2 {
		t.Errorf("panics = %d, aborted = %d, want 2 and 2", panics, aborted)
	}
}

func get(server *httptest.Server, path string) (string, int, error) {
	// A fresh connection each time: the client asks again, by itself, when one
	// it had kept is cut.
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	response, err := client.Get(server.URL + path)
	if err != nil {
		return "", 0, err
	}
	body, err := io.ReadAll(response.Body)
	return string(body), response.StatusCode, errors.Join(err, response.Body.Close())
}

// BenchmarkMiddleware is the whole cost of observing a request: id, access
// log in JSON, metrics, recovery. The budget is 5 µs.
func BenchmarkMiddleware(b *testing.B) {
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	log := observe.NewLogger(io.Discard, observe.LogOptions{Format: "json", Level: slog.LevelInfo, Secrets: []string{"a-long-secret-value"}})
	observed := observe.Access(observe.AccessOptions{
		Log: log, Metrics: observe.NewMetrics("test"), Route: func(*http.Request) string { return "/articles/{id}" },
	})(observe.Recover(log, nil)(handler))
	for name, h := range map[string]http.Handler{"bare": handler, "observed": observed} {
		b.Run(name, func(b *testing.B) {
			r := httptest.NewRequest(http.MethodGet, "/articles/1", nil)
			b.ReportAllocs()
			for b.Loop() {
				h.ServeHTTP(httptest.NewRecorder(), r)
			}
		})
	}
}
