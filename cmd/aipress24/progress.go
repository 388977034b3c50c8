// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"fmt"
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"aipress24.com/aipress24/internal/app/seed"
)

// steps tells how far a load is: bars for somebody who watches, a line per step
// for a log, where a bar would be a thousand lines.
func steps(out io.Writer) seed.Progress {
	if file, isFile := out.(*os.File); isFile && term.IsTerminal(int(file.Fd())) {
		return bars(out)
	}
	return lines(out)
}

func bars(out io.Writer) seed.Progress {
	var bar *progressbar.ProgressBar
	current := ""
	return func(step string, done, total int) {
		if step != current {
			current = step
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(out), progressbar.OptionSetWidth(30),
				progressbar.OptionSetDescription(fmt.Sprintf("%-10s", step)), progressbar.OptionOnCompletion(func() { fmt.Fprintln(out) }))
		}
		_ = bar.Set(done) // a bar that cannot be drawn stops nothing
	}
}

func lines(out io.Writer) seed.Progress {
	current := ""
	return func(step string, _, total int) {
		if step == current {
			return
		}
		current = step
		fmt.Fprintf(out, "%s: %d\n", step, total)
	}
}
