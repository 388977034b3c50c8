// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/platform/web"
)

// serve starts handler and returns its address, and a function that stops it
// and returns Serve's error.
func serve(t *testing.T, handler http.Handler, unready func()) (string, func() error) {
	t.Helper()
	l, err := web.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- web.NewServer(handler, nil, unready).Serve(ctx, l) }()
	stop := func() error { cancel(); return <-done }
	return "http://" + l.Addr().String(), stop
}

func fetch(t *testing.T, url string, header ...string) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestListen_InUse(t *testing.T) {
	t.Parallel()
	var config net.ListenConfig
	l, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, err = web.Listen(t.Context(), l.Addr().String())
	if !errors.Is(err, web.ErrAddressInUse) || !strings.Contains(err.Error(), l.Addr().String()) {
		t.Errorf("error = %v", err)
	}
}

// A request under way when the server is told to stop gets its answer, and
// load balancers are warned first.
func TestServer_GracefulStop(t *testing.T) {
	t.Parallel()
	entered, finish, unready := make(chan struct{}), make(chan struct{}), make(chan struct{})
	url, stop := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(entered)
		<-finish
		if r.Context().Err() != nil {
			t.Error("the request was cut off")
		}
		_, _ = io.WriteString(w, "finished")
	}), func() { close(unready) })

	body := make(chan string, 1)
	go func() {
		res := fetch(t, url)
		b, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		body <- string(b)
	}()
	<-entered
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	<-unready
	close(finish)
	if got := <-body; got != "finished" {
		t.Errorf("answer = %q", got)
	}
	if err := <-stopped; err != nil {
		t.Errorf("stop: %v", err)
	}
}

// Events pass the whole stack one by one, and end when the server stops.
func TestStream(t *testing.T) {
	t.Parallel()
	events := make(chan web.Event)
	r := newRouter(t, web.Options{Overload: web.Overload{InFlight: 1, Queue: 1, Wait: time.Millisecond}})
	ended := make(chan error, 1)
	r.Get("/live", func(w http.ResponseWriter, r *http.Request) {
		stream, err := web.OpenStream(w, r, web.StreamOptions{})
		if err == nil {
			err = stream.Run(events)
		}
		ended <- err
	})
	r.Get("/page", write("page"))
	url, stop := serve(t, r, nil)
	for _, accept := range []string{"text/event-stream", "*/*"} { // the second goes through compression
		res := fetch(t, url+"/live", "Accept", accept, "Accept-Encoding", "gzip")
		lines := bufio.NewScanner(res.Body)
		expect := func(want ...string) {
			t.Helper()
			for _, line := range want {
				if !lines.Scan() || lines.Text() != line {
					t.Fatalf("line = %q, want %q (%v)", lines.Text(), line, lines.Err())
				}
			}
		}
		expect("retry: 3000", "")
		events <- web.Event{ID: "7", Name: "bell", Data: "<b>1</b>\r\n<i>2</i>"}
		expect("id: 7", "event: bell", "data: <b>1</b>", "data: <i>2</i>", "")
		// The stream gave its place back.
		if page := fetch(t, url+"/page"); page.StatusCode != http.StatusOK {
			t.Errorf("page beside the stream: status = %d", page.StatusCode)
		}
		if accept != "*/*" {
			_ = res.Body.Close()
			<-ended
			continue
		}
		if err := stop(); err != nil {
			t.Errorf("stop: %v", err)
		}
		if err := <-ended; err != nil {
			t.Errorf("stream: %v", err)
		}
	}
}

func TestStream_Check(t *testing.T) {
	t.Parallel()
	ended := make(chan error, 1)
	url, stop := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		stream, err := web.OpenStream(w, r, web.StreamOptions{
			Heartbeat: time.Millisecond,
			Check:     func(context.Context) bool { return false },
		})
		if err == nil {
			err = stream.Send(web.Event{Name: "a\nb"})
			if err == nil {
				t.Error("a line break in a name was sent")
			}
			err = stream.Run(nil)
		}
		ended <- err
	}), nil)
	res := fetch(t, url)
	if body, err := io.ReadAll(res.Body); err != nil || string(body) != "retry: 3000\n\n" {
		t.Errorf("%q, %v", body, err)
	}
	if err := errors.Join(<-ended, stop()); err != nil {
		t.Error(err)
	}
}
