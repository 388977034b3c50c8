// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire_test

import (
	"archive/zip"
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomtest"
	"aipress24.com/aipress24/internal/modules/wire"
)

// unzip reads the files of an archive.
func unzip(t *testing.T, data []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("open the kit: %v", err)
	}
	files := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(text)
	}
	return files
}

// A press kit holds the texts, the pictures, their captions and credits; who
// may not read the release finds none, and articles have none (spec 03 §13 E9).
func TestKit(t *testing.T) {
	inPortal(t, func(t *testing.T, p portal) {
		file, err := p.Media.Store(t.Context(), p.Author.UserID, newsroomtest.Picture(t, 9))
		if err != nil {
			t.Fatal(err)
		}
		release := func(o *content.Post) {
			o.Kind, o.Title, o.Summary, o.Content = content.PressRelease, "Un cargo <à> voile", "Trois ans.", "<p>Il <b>navigue</b>.</p><script>x</script>"
			o.Gallery = []content.Picture{{Name: file.Name, Caption: "La coque", Copyright: "© Roux"}, {Name: strings.Repeat("0", 64) + ".jpg"}}
		}
		id := p.put(t, 1, release)
		reading, err := p.desk.Read(t.Context(), p.Colleague, id)
		if err != nil {
			t.Fatal(err)
		}
		p.insert(t, &media.Link{MediaName: file.Name, Kind: media.OfPressRelease, ObjectID: reading.Post.SourceID})
		kit, err := p.desk.Kit(t.Context(), p.Colleague, id)
		if err != nil {
			t.Fatal(err)
		}
		kit.Address, kit.Words = "https://x.example/wire/1", wire.KitWords{Text: "communique", Captions: "legendes", Pictures: "images", Source: "Publié par nous", Credit: "Crédit"}
		var archive bytes.Buffer
		if err := kit.Write(t.Context(), p.Colleague, p.Media, &archive); err != nil {
			t.Fatal(err)
		}
		files := unzip(t, archive.Bytes())
		var names []string
		for name := range files {
			names = append(names, name)
		}
		slices.Sort(names)
		picture := "images/01" + file.Name[strings.LastIndex(file.Name, "."):]
		if want := []string{"communique.html", "communique.txt", picture, "legendes.txt"}; !slices.Equal(names, want) {
			t.Fatalf("files = %v, want %v", names, want)
		}
		if text := files["communique.txt"]; !strings.Contains(text, "Il navigue.") || !strings.Contains(text, "https://x.example/wire/1") || strings.Contains(text, "<b>") {
			t.Errorf("the text = %q", text)
		}
		if page := files["communique.html"]; strings.Contains(page, "script") || !strings.Contains(page, "Un cargo &lt;à&gt; voile") {
			t.Errorf("the page = %q", page)
		}
		if !strings.Contains(files["legendes.txt"], "La coque\nCrédit: © Roux") || files[picture] == "" {
			t.Errorf("captions = %q", files["legendes.txt"])
		}
		closed := map[string]int64{
			"an article":        p.put(t, 1, nil),
			"a release to come": p.put(t, 1, func(o *content.Post) { release(o); o.PublishedAt = p.Clock.Now().Add(time.Hour) }),
			"a withdrawn one":   p.put(t, 1, func(o *content.Post) { release(o); o.Status = content.Draft }),
			"one that is over":  p.put(t, 1, func(o *content.Post) { release(o); o.ExpiresAt = p.Clock.Now() }),
			"nothing":           9,
		}
		for name, id := range closed {
			if _, err := p.desk.Kit(t.Context(), p.Colleague, id); errs.KindOf(err) != errs.NotFound {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}
