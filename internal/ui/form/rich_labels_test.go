// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/ui/form"
)

// spoken finds what the editor says: the name of a tool, or a label asked for.
var spoken = regexp.MustCompile(`key: "(\w+)", icon:|\bsay\("(\w+)"`)

// The editor has a name for each of its tools and uses each name it is given:
// bold, italic, strike, link, headings, quote, code, lists with their indents,
// pictures, undo and redo (spec 04 §4.1, 08).
func TestRichText_everyToolHasALabel(t *testing.T) {
	t.Parallel()
	var labels map[string]string
	if err := json.Unmarshal([]byte(html(t, form.View(every(), form.Values{}, nil)).Find("rich-text").AttrOr("labels", "")), &labels); err != nil {
		t.Fatal(err)
	}
	sources, err := filepath.Glob("../../../web/src/ts/rich-text/*.ts")
	if err != nil || len(sources) == 0 {
		t.Fatalf("no source of the editor: %v", err)
	}
	said, text := map[string]bool{}, ""
	for _, path := range sources {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		text += string(source)
	}
	for _, match := range spoken.FindAllStringSubmatch(text, -1) {
		said[match[1]+match[2]] = true
	}
	for name := range said {
		if labels[name] == "" {
			t.Errorf("the editor says %q, for which it is given no label", name)
		}
	}
	for name := range labels {
		if !strings.Contains(text, `"`+name+`"`) { // said by its name or through a variable
			t.Errorf("the label %q is of nothing in the editor", name)
		}
	}
	for _, tool := range []string{"bold", "italic", "strike", "link", "h2", "quote", "code", "bullets", "numbers", "outdent", "indent", "image", "undo", "redo"} {
		if !said[tool] {
			t.Errorf("the editor has no tool %q", tool)
		}
	}
}
