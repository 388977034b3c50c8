// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pictures

import (
	"bytes"
	"encoding/base64"
	"testing"
)

// FuzzCropped: what is accepted is what was encoded, and never nothing.
func FuzzCropped(f *testing.F) {
	for _, seed := range []string{
		"", "data:image/png;base64,", "data:image/png;base64,AAAA", "data:text/html;base64,AAAA", "data:image/png,AAAA",
		"data:image/jpeg;base64,%%%", "data:image/png;base64,AA\r\nAA", ",",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, posted string) {
		data, ok := cropped(posted)
		if ok && len(data) == 0 {
			t.Fatal("accepted nothing")
		}
		if !ok {
			return
		}
		again, ok := cropped("data:image/png;base64," + base64.StdEncoding.EncodeToString(data))
		if !ok || !bytes.Equal(again, data) {
			t.Fatalf("%q is not kept", posted)
		}
	})
}
