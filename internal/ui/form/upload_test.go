// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form_test

import (
	"bytes"
	"cmp"
	"errors"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/ui/form"
)

// upload posts one file as a browser does.
func upload(t *testing.T, f form.Form, field, name string, data []byte, extra url.Values) form.Values {
	t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	part, err := m.CreateFormFile(field, name)
	if err != nil {
		t.Fatal(err)
	}
	_, err = part.Write(data)
	for key, list := range extra {
		err = errors.Join(err, m.WriteField(key, list[0]))
	}
	if err = errors.Join(err, m.Close()); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "/", &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	v, err := f.Decode(r)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestFiles(t *testing.T) {
	t.Parallel()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	photo := form.Form{Groups: []form.Group{{Fields: []form.Field{{Name: "photo", Kind: form.Image, Required: true, MaxBytes: 1000}}}}}
	tests := []struct {
		name string
		file string // "" for p.png
		data []byte
		more url.Values
		want string
	}{
		{"picture", "", picture.Bytes(), nil, ""},
		{"picture without an ending", "photo", picture.Bytes(), nil, ""},
		{"picture saved as another kind", "Photo.JPEG", picture.Bytes(), nil, ""},
		{"picture named as a program", "php.php", picture.Bytes(), nil, "ui.form.error.image_type"},
		{"picture named as a drawing", "logo.svg", picture.Bytes(), nil, "ui.form.error.image_type"},
		{"page named as a picture", "", []byte("<html><script>"), nil, "ui.form.error.image_type"},
		{"too large", "", append(slices.Clone(picture.Bytes()), make([]byte, 1000)...), nil, "ui.form.error.file_size"},
		{"nothing", "", nil, nil, "ui.form.error.required"},
		{"broken crop", "", nil, url.Values{"photo_cropped": {"data:image/jpeg;base64,%%%"}}, "ui.form.error.image_type"},
		{"broken crop beside the file", "", picture.Bytes(), url.Values{"photo_cropped": {"data:image/jpeg;base64,%%%"}}, ""},
		{"broken crop beside a page", "", []byte("<html><script>"), url.Values{"photo_cropped": {"data:,"}}, "ui.form.error.image_type"},
		{"svg crop", "", nil, url.Values{"photo_cropped": {"data:image/svg+xml;base64,PHN2Zz48L3N2Zz4="}}, "ui.form.error.image_type"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			v := upload(t, photo, "photo", cmp.Or(tt.file, "p.png"), tt.data, tt.more)
			err := photo.Validate(t.Context(), v)
			var fields errs.Fields
			if errors.As(err, &fields); tt.want == "" && err != nil || tt.want != "" && (len(fields) != 1 || fields[0].Message != tt.want) {
				t.Errorf("err = %v, want %q", err, tt.want)
			}
		})
	}

	// The present picture counts, unless the member removes it.
	present := form.Form{Groups: []form.Group{{Fields: []form.Field{{Name: "photo", Kind: form.Image, Required: true, Current: "/media/p.jpg"}}}}}
	if err := present.Validate(t.Context(), posted(t, present, nil)); err != nil {
		t.Errorf("present picture: %v", err)
	}
	if err := present.Validate(t.Context(), posted(t, present, url.Values{"photo_remove": {"on"}})); err == nil {
		t.Error("a required picture was removed")
	}
}
