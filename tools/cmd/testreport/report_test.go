// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"strings"
	"testing"
)

func TestReport(t *testing.T) {
	t.Parallel()
	const (
		pass    = `{"Action":"pass","Package":"p","Test":"TestA"}` + "\n" + `{"Action":"pass","Package":"p","Elapsed":0.5}` + "\n"
		noTests = `{"Action":"skip","Package":"q"}` + "\n"
	)
	tests := []struct {
		name   string
		events string
		ok     bool
		want   []string
		never  string
	}{
		{name: "all pass", events: pass + noTests, ok: true, want: []string{"ok  \tp\t0.5s", "1 passed, 0 failed, 0 skipped"}},
		{
			name: "output of what passed is not shown", ok: true, never: "chatter",
			events: `{"Action":"output","Package":"p","Test":"TestA","Output":"chatter\n"}` + "\n" + pass,
		},
		{
			name: "a failure with its output", want: []string{"got 1, want 2", "FAIL\tp", "0 passed, 1 failed"},
			events: `{"Action":"output","Package":"p","Test":"TestA","Output":"got 1, want 2\n"}` + "\n" +
				`{"Action":"fail","Package":"p","Test":"TestA"}` + "\n" + `{"Action":"fail","Package":"p"}` + "\n",
		},
		{
			name: "comings and goings are left out", never: "=== RUN", want: []string{"FAIL\tp"},
			events: `{"Action":"output","Package":"p","Test":"TestA","Output":"=== RUN TestA\n"}` + "\n" +
				`{"Action":"fail","Package":"p","Test":"TestA"}` + "\n" + `{"Action":"fail","Package":"p"}` + "\n",
		},
		{
			name: "a panic outside tests", want: []string{"panic: oh", "FAIL\tp"},
			events: `{"Action":"output","Package":"p","Output":"panic: oh\n"}` + "\n" + `{"Action":"fail","Package":"p"}` + "\n",
		},
		{
			name: "a skipped test is a failure", want: []string{"SKIPPED\tp\tTestB", "1 passed, 0 failed, 1 skipped"},
			events: `{"Action":"skip","Package":"p","Test":"TestB"}` + "\n" + pass,
		},
		{
			name: "a package that does not compile", want: []string{"undefined: x", "FAIL\tp"},
			events: `{"ImportPath":"p","Action":"build-output","Output":"undefined: x\n"}` + "\n" +
				`{"ImportPath":"p","Action":"build-fail"}` + "\n" + `{"Action":"fail","Package":"p"}` + "\n",
		},
		{name: "words of the go command", events: "go: no such module\n" + pass, want: []string{"go: no such module"}},
		{name: "nothing at all", events: "", want: []string{"No test was run."}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			report := newReport(&out)
			if err := report.read(strings.NewReader(tt.events)); err != nil {
				t.Fatal(err)
			}
			if ok := report.close(); ok != tt.ok {
				t.Errorf("close() = %v, want %v; printed:\n%s", ok, tt.ok, &out)
			}
			for _, want := range tt.want {
				if !strings.Contains(out.String(), want) {
					t.Errorf("output lacks %q:\n%s", want, &out)
				}
			}
			if tt.never != "" && strings.Contains(out.String(), tt.never) {
				t.Errorf("output has %q:\n%s", tt.never, &out)
			}
		})
	}
}
