// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package observe_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"aipress24.com/aipress24/internal/platform/observe"
)

func TestMetrics(t *testing.T) {
	t.Parallel()
	m := observe.NewMetrics("1.2.3")
	c := &clock{now: time.Now()}
	h := site(io.Discard, m, c)
	for _, target := range []string{"/articles/1", "/articles/2", "/x", "/slow", "/stream", "/panic"} {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, target, nil))
	}
	m.JobDone("mail", "ok", 20*time.Millisecond)
	if err := m.AddGauge("outbox_lag_seconds", "Age of the oldest event not dispatched.", func() float64 { return 1.5 }); err != nil {
		t.Fatal(err)
	}
	if err := m.AddGauge("outbox_lag_seconds", "Again.", func() float64 { return 0 }); err == nil {
		t.Error("a metric can be registered twice")
	}
	db, err := sql.Open("sqlite", "file::memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := m.AddDatabase("reader", db); err != nil {
		t.Fatal(err)
	}
	page := scrape(t, m.Handler(""), nil)
	for _, want := range []string{
		`aipress24_http_requests_total{class="2xx",method="GET",route="/articles/{id}"} 2`,
		`aipress24_http_requests_total{class="4xx",method="GET",route="unmatched"} 1`,
		`aipress24_http_requests_total{class="5xx",method="GET",route="/panic"} 1`,
		`aipress24_http_request_duration_seconds_bucket{route="/slow",le="0.5"} 0`,
		`aipress24_http_request_duration_seconds_count{route="/articles/{id}"} 2`,
		"aipress24_http_requests_in_flight 0", `aipress24_jobs_total{kind="mail",outcome="ok"} 1`,
		"aipress24_outbox_lag_seconds 1.5", `aipress24_build_info{go="go`, `version="1.2.3"} 1`,
		`go_sql_open_connections{db_name="reader"} 0`, "go_goroutines", "process_resident_memory_bytes",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("metrics lack %s", want)
		}
	}
	if strings.Contains(page, `duration_seconds_count{route="/stream"}`) {
		t.Error("the duration of event streams is counted")
	}
}

func scrape(t *testing.T, h http.Handler, change func(*http.Request)) string {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	r.RemoteAddr = "127.0.0.1:5"
	if change != nil {
		change(r)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code == http.StatusUnauthorized {
		return "refused"
	}
	return w.Body.String()
}

func TestMetrics_access(t *testing.T) {
	t.Parallel()
	m := observe.NewMetrics("test")
	from := func(remote string) func(*http.Request) {
		return func(r *http.Request) { r.RemoteAddr = remote }
	}
	header := func(name, value string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set(name, value) }
	}
	tests := []struct {
		name, token string
		change      func(*http.Request)
		refused     bool
	}{
		{"this machine", "", nil, false},
		{"this machine, IPv6", "", from("[::1]:5"), false},
		{"another machine", "", from("192.0.2.1:5"), true},
		{"through a proxy here", "", header("X-Forwarded-For", "192.0.2.1"), true},
		{"with the token", "sesame", header("Authorization", "Bearer sesame"), false},
		{"with a wrong token", "sesame", header("Authorization", "Bearer sesam"), true},
		{"without the token", "sesame", nil, true},
	}
	for _, tt := range tests {
		if got := scrape(t, m.Handler(tt.token), tt.change) == "refused"; got != tt.refused {
			t.Errorf("%s: refused = %v, want %v", tt.name, got, tt.refused)
		}
	}
}

func TestHealth(t *testing.T) {
	t.Parallel()
	out := &lines{}
	h := observe.NewHealth(observe.NewLogger(out, observe.LogOptions{Format: "json"}))
	fault := errors.New("dial postgres://u:canary@h/d")
	calls := 0
	h.AddCheck("search", func(context.Context) error { return nil })
	h.AddCheck("database", func(ctx context.Context) error {
		calls++
		if _, bounded := ctx.Deadline(); !bounded {
			return errors.New("no deadline")
		}
		return fault
	})
	if got := ask(h.Live(), ""); got.Code != http.StatusOK || got.Body.String() != "ok\n" {
		t.Errorf("live = %d %q", got.Code, got.Body)
	}
	got := ask(h.Ready(), "")
	if got.Code != http.StatusServiceUnavailable || got.Body.String() != "search: ok\ndatabase: failed\n" || got.Header().Get("Retry-After") == "" {
		t.Errorf("ready = %d %q", got.Code, got.Body)
	}
	var answer struct {
		Ready  bool
		Checks map[string]string
	}
	if err := json.Unmarshal(ask(h.Ready(), "application/json").Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if answer.Ready || answer.Checks["database"] != "failed" || answer.Checks["search"] != "ok" {
		t.Errorf("ready = %+v", answer)
	}
	if calls != 1 {
		t.Errorf("the database was asked %d times within a second, want once", calls)
	}
	if all := out.all(t); len(all) != 1 || all[0]["check"] != "database" || strings.Contains(out.String(), "canary") {
		t.Errorf("log = %s", out.String())
	}
}

func TestHealth_drain(t *testing.T) {
	t.Parallel()
	h := observe.NewHealth(nil)
	h.AddCheck("database", func(context.Context) error { return nil })
	if got := ask(h.Ready(), ""); got.Code != http.StatusOK {
		t.Errorf("ready = %d, want 200", got.Code)
	}
	h.Drain()
	if got := ask(h.Ready(), ""); got.Code != http.StatusServiceUnavailable || got.Body.String() != "database: ok\nprocess: stopping\n" {
		t.Errorf("ready = %d %q, want 503", got.Code, got.Body)
	}
	if got := ask(h.Live(), ""); got.Code != http.StatusOK {
		t.Errorf("live = %d while draining, want 200", got.Code)
	}
}

func ask(h http.Handler, accept string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Accept", accept)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}
