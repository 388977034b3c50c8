// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb_test

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/modules/newsroom/newsroomtest"
	"aipress24.com/aipress24/internal/platform/ids"
)

// upload is the form of one more picture.
func upload(t *testing.T, path string, fields map[string]string, file []byte) *http.Request {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, value := range fields {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	if file != nil {
		part, err := w.CreateFormFile("image", "photo.png")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(file); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, path, io.NopCloser(&body))
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

func TestImages(t *testing.T) {
	t.Parallel()
	d := open(t)
	draft := d.Draft(t, nil)
	path := articlePath(draft.ID) + "/images"
	wantStatus(t, d.get(t, d.Author, path), http.StatusOK)

	cropped := "data:image/png;base64," + base64.StdEncoding.EncodeToString(newsroomtest.Picture(t, 200))
	add := func(fields map[string]string, file []byte) answer {
		return d.do(t, d.Author, upload(t, path, fields, file))
	}
	empty := add(map[string]string{"caption": "Une légende"}, nil)
	wantStatus(t, empty, http.StatusUnprocessableEntity)
	if got := empty.Find("#f-caption").AttrOr("value", ""); got != "Une légende" || !strings.Contains(empty.Find(".form-errors").Text(), "Choisissez une image") {
		t.Errorf("caption = %q, errors = %q", got, empty.Find(".form-errors").Text())
	}
	wantStatus(t, add(nil, []byte("no picture at all")), http.StatusUnprocessableEntity)
	wantRedirect(t, add(map[string]string{"image_cropped": cropped, "caption": "Recadrée"}, newsroomtest.Picture(t, 1)), path+"#images")
	wantRedirect(t, add(map[string]string{"image_cropped": "data:image/png;base64,%%%", "caption": "Fichier"}, newsroomtest.Picture(t, 2)), path+"#images")

	_, list, err := d.Articles.Article(t.Context(), d.Author, draft.ID)
	if err != nil || len(list) != 2 {
		t.Fatalf("%d pictures, %v", len(list), err)
	}
	same, err := d.Media.Store(t.Context(), d.Author.UserID, newsroomtest.Picture(t, 200))
	if err != nil || list[0].MediaName != same.Name {
		t.Errorf("the cropped picture did not win: %v", err)
	}

	second := path + "/" + ids.Encode(list[1].ID)
	moved := d.click(t, d.Author, second+"/move?direction=up")
	wantStatus(t, moved, http.StatusOK)
	if got := strings.TrimSpace(moved.Find("#images li").First().Find("p.font-semibold").Text()); got != "Fichier" {
		t.Errorf("first picture = %q", got)
	}
	wantStatus(t, d.post(t, d.Author, second+"/move?direction=sideways", nil), http.StatusBadRequest)
	wantStatus(t, d.get(t, d.Author, path+"?edit="+ids.Encode(list[1].ID)), http.StatusOK)
	wantRedirect(t, d.post(t, d.Author, second, url.Values{"caption": {"Quai"}, "copyright": {"AFP"}}), path+"#images")
	if page := d.get(t, d.Author, articlePath(draft.ID)); page.Find("media-carousel img").First().AttrOr("alt", "") != "Quai - AFP" {
		t.Error("the words of the picture are not shown")
	}
	wantRedirect(t, d.post(t, d.Author, second+"/delete", nil), path+"#images")
	wantStatus(t, d.post(t, d.Author, second+"/delete", nil), http.StatusNotFound)
	wantStatus(t, d.get(t, d.Author, path+"?edit="+ids.Encode(list[1].ID)), http.StatusNotFound)
}
