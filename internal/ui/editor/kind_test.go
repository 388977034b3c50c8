// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package editor_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui/editor"
)

// The form of a new content and that of a saved one go to their own addresses,
// and do not share what is kept while one types.
func TestForm(t *testing.T) {
	t.Parallel()
	k := editor.Kind{Name: "article", Path: "/wip/articles"}
	id := ids.Encode(7)
	fresh, saved := k.Form(0), k.Form(7)
	if fresh.Action != "/wip/articles" || saved.Action != "/wip/articles/"+id {
		t.Errorf("actions = %s, %s", fresh.Action, saved.Action)
	}
	if fresh.Autosave != "/wip/articles/new/draft" || saved.Autosave != "/wip/articles/"+id+"/draft" {
		t.Errorf("kept at %s, %s", fresh.Autosave, saved.Autosave)
	}
	if fresh.Guard == saved.Guard || saved.Guard != k.RowID(7) {
		t.Errorf("guards = %s, %s", fresh.Guard, saved.Guard)
	}
	if fresh.CancelURL != k.Path || saved.CancelURL != k.Path {
		t.Errorf("cancelling leads to %s, %s", fresh.CancelURL, saved.CancelURL)
	}
	if button := k.Further("Publier", "send", editor.Publish); button.Attrs["form"] != saved.ID || button.Value != editor.Publish {
		t.Errorf("a further button sends %v with %q", button.Attrs["form"], button.Value)
	}
}

// The want of a mandate is said beside the publisher, which is what is to be
// changed; another refusal stays where it is.
func TestOnPublisher(t *testing.T) {
	t.Parallel()
	var refusal *errs.Error
	err := editor.OnPublisher(fmt.Errorf("publish: %w", mandate.ErrMayNotPublish))
	if !errors.As(err, &refusal) || refusal.Field != "publisher" || refusal.Kind != errs.Invalid || refusal.Message != mandate.ErrMayNotPublish.Message {
		t.Errorf("OnPublisher() = %#v", err)
	}
	if err := editor.OnPublisher(io.EOF); !errors.Is(err, io.EOF) {
		t.Errorf("OnPublisher(EOF) = %v", err)
	}
}
