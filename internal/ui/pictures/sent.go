// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pictures

import (
	"encoding/base64"
	"errors"
	"net/http"
	"strings"

	"aipress24.com/aipress24/internal/platform/web"
)

// Sent returns the bytes of the picture that was sent: the cropped one when
// there is one that can be read, else the file (spec 04 §5.7). Nothing at all
// is for the rules to refuse, as is a picture too large.
func Sent(r *http.Request) ([]byte, error) {
	if data, ok := cropped(r.PostFormValue("image_cropped")); ok {
		return data, nil
	}
	file, err := web.ReadFile(r, "image", web.MaxBody)
	if errors.Is(err, web.ErrNoFile) {
		return nil, nil
	}
	return file.Data, err
}

// cropped decodes the "data:image/…;base64,…" of the crop dialogue.
func cropped(posted string) ([]byte, bool) {
	head, body, found := strings.Cut(posted, ",")
	if !found || !strings.HasPrefix(head, "data:image/") || !strings.HasSuffix(head, ";base64") {
		return nil, false
	}
	data, err := base64.StdEncoding.DecodeString(body)
	return data, err == nil && len(data) > 0
}
