// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
)

// patience bounds every wait for a process on a busy machine.
const patience = 60 * time.Second

var workshop string // where the program of this run is built

// TestMain gives the run a directory and takes it away.
func TestMain(m *testing.M) {
	status, err := runIn(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		status = 1
	}
	os.Exit(status)
}

func runIn(m *testing.M) (status int, err error) {
	if workshop, err = os.MkdirTemp("", "aipress24-program-*"); err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(workshop)) }()
	return m.Run(), nil
}

// program builds the command, once.
var program = sync.OnceValues(func() (string, error) {
	path := filepath.Join(workshop, "aipress24")
	if out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return path, nil
})

// settings are environment variables without their prefix, such as
// DATABASE_URL.
type settings map[string]string

// installation is what the processes of a test share.
func installation(t *testing.T, databaseURL string) settings {
	t.Helper()
	dir := t.TempDir()
	return settings{
		"LIMITS_SEARCHES": "1000000", // tests look again and again until something is found
		"DATABASE_URL":    databaseURL,
		"DATA_DIR":        filepath.Join(dir, "data"),
		"BLOB_URL":        "file://" + filepath.Join(dir, "files"),
		"SECRET_KEY":      "the key of tests, which protects nothing at all",
		"LOG_FORMAT":      "json",
	}
}

// with returns the settings with some changed.
func (s settings) with(changes settings) settings {
	all := settings{}
	for _, part := range []settings{s, changes} {
		for key, value := range part {
			all[key] = value
		}
	}
	return all
}

func (s settings) environ() []string {
	list := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME")}
	for key, value := range s {
		list = append(list, "AIPRESS24_"+key+"="+value)
	}
	return list
}

// process is a running program.
type process struct {
	cmd    *exec.Cmd
	stdout output
	stderr output
	ended  chan struct{}
	result error // once ended
}

// output is read while the process writes it.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write implements io.Writer.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

// String is all that was written so far.
func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// start starts the program; it is killed with the test at the latest.
func start(t *testing.T, s settings, args ...string) *process {
	t.Helper()
	return startTyping(t, s, "", args...)
}

// startTyping is start with something on the standard input.
func startTyping(t *testing.T, s settings, typed string, args ...string) *process {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: exec.CommandContext(context.WithoutCancel(t.Context()), path, args...), ended: make(chan struct{})}
	p.cmd.Env, p.cmd.Dir = s.environ(), t.TempDir()
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = strings.NewReader(typed), &p.stdout, &p.stderr
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		p.result = p.cmd.Wait()
		close(p.ended)
	}()
	t.Cleanup(func() {
		p.kill(t)
		if t.Failed() {
			t.Logf("%s said:\n%s%s", strings.Join(args, " "), &p.stdout, &p.stderr)
		}
	})
	return p
}

// serve starts a process that answers requests and returns it with its address,
// once it does.
func serve(t *testing.T, s settings, command string) (*process, string) {
	t.Helper()
	p := start(t, s, command, "--addr", "127.0.0.1:0")
	address := ""
	apptest.Eventually(t, command+" listens", func() bool {
		if p.isOver() {
			t.Fatalf("%s ended: %v\n%s", command, p.result, &p.stderr)
		}
		if found := listening.FindStringSubmatch(p.stdout.String()); found != nil {
			address = found[1]
		}
		return address != ""
	})
	return p, address
}

var listening = regexp.MustCompile(`Listening on (http://\S+)`)

func (p *process) isOver() bool {
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// kill ends the process without warning, as a power cut does.
func (p *process) kill(t *testing.T) {
	t.Helper()
	if err := p.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Errorf("kill: %v", err)
	}
	<-p.ended
}

// terminate asks the process to stop and returns how long that took.
func (p *process) terminate(t *testing.T) time.Duration {
	t.Helper()
	began := time.Now()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	p.wait(t)
	return time.Since(began)
}

// wait returns when the process has ended by itself.
func (p *process) wait(t *testing.T) {
	t.Helper()
	select {
	case <-p.ended:
	case <-time.After(patience):
		t.Fatalf("the process does not end:\n%s", &p.stderr)
	}
}

// run runs a command to its end and returns what it wrote and whether it
// succeeded.
func run(t *testing.T, s settings, args ...string) (stdout, stderr string, ok bool) {
	t.Helper()
	return runTyping(t, s, "", args...)
}

// runTyping is run with something on the standard input.
func runTyping(t *testing.T, s settings, typed string, args ...string) (stdout, stderr string, ok bool) {
	t.Helper()
	p := startTyping(t, s, typed, args...)
	p.wait(t)
	return p.stdout.String(), p.stderr.String(), p.result == nil
}

// freeAddress is an address of this machine that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	return listener.Addr().String()
}
