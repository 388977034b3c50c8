// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package observe

import (
	"crypto/subtle"
	"database/sql"
	"fmt"
	"net/http"
	"net/netip"
	"runtime"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

const namespace = "aipress24"

// Metrics counts what the process does. A nil *Metrics counts nothing.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	inFlight prometheus.Gauge
	jobs     *prometheus.CounterVec
	jobTime  *prometheus.HistogramVec
}

// classes are the status classes, to spare formatting them.
var classes = [6]string{"0xx", "1xx", "2xx", "3xx", "4xx", "5xx"}

// NewMetrics returns the metrics of one process, with those of the Go runtime
// and of the operating system. The version is that of the build.
func NewMetrics(version string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: namespace, Name: "http_requests_total", Help: "Requests answered.",
		}, []string{"route", "method", "class"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: namespace, Name: "http_request_duration_seconds", Help: "Time to answer, event streams left out.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"route"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Namespace: namespace, Name: "http_requests_in_flight", Help: "Requests being answered, event streams included.",
		}),
		jobs: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: namespace, Name: "jobs_total", Help: "Job runs by outcome.",
		}, []string{"kind", "outcome"}),
		jobTime: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: namespace, Name: "job_duration_seconds", Help: "Time of job runs.",
			Buckets: []float64{.005, .025, .1, .5, 1, 5, 15, 60},
		}, []string{"kind"}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Namespace: namespace, Name: "build_info", Help: "Always 1; the labels tell the build.",
		ConstLabels: prometheus.Labels{"version": version, "go": runtime.Version()},
	})
	build.Set(1)
	m.registry.MustRegister(m.requests, m.duration, m.inFlight, m.jobs, m.jobTime, build,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// AddGauge registers a value that is read at each scrape, such as the outbox
// lag in seconds or the connections of a pool. The name is without the prefix
// "aipress24_". The function must be quick and safe for concurrent use.
func (m *Metrics) AddGauge(name, help string, read func() float64) error {
	gauge := prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: namespace, Name: name, Help: help}, read)
	if err := m.registry.Register(gauge); err != nil {
		return fmt.Errorf("metric %s: %w", name, err)
	}
	return nil
}

// AddDatabase registers the statistics of a connection pool under a name.
func (m *Metrics) AddDatabase(name string, db *sql.DB) error {
	if err := m.registry.Register(collectors.NewDBStatsCollector(db, name)); err != nil {
		return fmt.Errorf("metrics of database %s: %w", name, err)
	}
	return nil
}

// Register adds a collector of another package.
func (m *Metrics) Register(c prometheus.Collector) error { return m.registry.Register(c) }

// JobDone counts one run of a job; outcome is "ok", "retry" or "discarded".
func (m *Metrics) JobDone(kind, outcome string, took time.Duration) {
	if m == nil {
		return
	}
	m.jobs.WithLabelValues(kind, outcome).Inc()
	m.jobTime.WithLabelValues(kind).Observe(took.Seconds())
}

func (m *Metrics) begin() {
	if m != nil {
		m.inFlight.Inc()
	}
}

func (m *Metrics) end(route, method string, status int, took time.Duration, stream bool) {
	if m == nil {
		return
	}
	m.inFlight.Dec()
	m.requests.WithLabelValues(route, method, classes[min(max(status/100, 0), 5)]).Inc()
	if !stream {
		m.duration.WithLabelValues(route).Observe(took.Seconds())
	}
}

// Handler serves the metrics to whoever has the bearer token. Without a token
// they are for this machine only, and not through a proxy on it.
func (m *Metrics) Handler(token string) http.Handler {
	serve := promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Timeout: 10 * time.Second})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !mayScrape(r, token) {
			w.Header().Set("WWW-Authenticate", "Bearer")
			http.Error(w, http.StatusText(http.StatusUnauthorized), http.StatusUnauthorized)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		serve.ServeHTTP(w, r)
	})
}

func mayScrape(r *http.Request, token string) bool {
	if token != "" {
		given, found := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		return found && subtle.ConstantTimeCompare([]byte(given), []byte(token)) == 1
	}
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	proxied := r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != ""
	return err == nil && peer.Addr().Unmap().IsLoopback() && !proxied
}
