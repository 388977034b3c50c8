// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mailer

import (
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/testkit/xsscorpus"
)

var update = flag.Bool("update", false, "write the golden files")

func in(lang i18n.Lang) context.Context { return i18n.WithLang(context.Background(), lang) }

func french() *Letter {
	return NewLetter(in(i18n.French), "Une proposition de rendez-vous pour une enquête").
		Heading("Une proposition de rendez-vous").
		Paragraph("Bonjour Ada,", "Jean Dupont vous propose un rendez-vous au sujet de « L’eau & les villes ».").
		Facts(Fact{"Date", "mardi 24 novembre 2026, 14 h 30"}, Fact{"Lieu", ""}, Fact{"Téléphone", "01 23 45 67 89"}).
		Quote("Merci d’avance.\nÀ bientôt <3", "Jean Dupont").
		Button("Répondre", "https://aipress24.invalid/wip/avis-enquete/x1?a=1&b=2").
		SentBy("jean@exemple.invalid").
		Unsubscribe("https://aipress24.invalid/unsubscribe?t=abc")
}

func TestLetter_Golden(t *testing.T) {
	t.Parallel()
	letters := map[string]*Letter{
		"letter.fr": french(),
		"letter.en": NewLetter(in(i18n.English), "Confirm your address").Preheader("One click is enough").
			Heading("Confirm your address").Paragraph("Press the button to confirm.").Button("Confirm", "https://aipress24.invalid/confirm/x"),
	}
	for name, letter := range letters {
		msg, err := letter.Message("sample", "ada@exemple.invalid")
		if err != nil {
			t.Fatal(err)
		}
		compareGolden(t, name+".html", msg.HTML)
		compareGolden(t, name+".txt", msg.Text)
	}
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run go test -update and read the difference\n%s", name, got)
	}
}

func TestLetter_Message(t *testing.T) {
	t.Parallel()
	msg, err := french().Message("meeting", "ada@exemple.invalid")
	if err != nil {
		t.Fatal(err)
	}
	if msg.Kind != "meeting" || msg.Lang != i18n.French || msg.ListUnsubscribeURL == "" {
		t.Errorf("message = %+v", msg)
	}
	page, err := goquery.NewDocumentFromReader(strings.NewReader(msg.HTML))
	if err != nil {
		t.Fatal(err)
	}
	if got := page.Find("th").Length(); got != 2 {
		t.Errorf("facts = %d, want 2: one has no value", got)
	}
	if href, _ := page.Find("td.action a").Attr("href"); href != "https://aipress24.invalid/wip/avis-enquete/x1?a=1&b=2" {
		t.Errorf("button leads to %q", href)
	}
	if lang, _ := page.Find("html").Attr("lang"); lang != "fr" {
		t.Errorf("lang = %q", lang)
	}
	if !strings.Contains(msg.Text, "Envoyé par jean@exemple.invalid via le site aipress24.com.") {
		t.Errorf("text without its sender: %s", msg.Text)
	}
}

func TestLetter_RefusesOtherAddresses(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"", "javascript:alert(1)", "/wip", "//exemple.invalid/", "mailto:a@b", "https://a:b@exemple.invalid", "https://exemple.invalid/\n"} {
		letter := NewLetter(in(i18n.French), "x").Paragraph("x").Button("x", address)
		if _, err := letter.Message("x", "ada@exemple.invalid"); !errors.Is(err, ErrInvalid) {
			t.Errorf("button to %q: %v", address, err)
		}
	}
	letter := NewLetter(in(i18n.French), "x").Paragraph("x").Unsubscribe("javascript:alert(1)")
	if _, err := letter.Message("x", "ada@exemple.invalid"); !errors.Is(err, ErrInvalid) {
		t.Errorf("unsubscribe: %v", err)
	}
}

// Whatever a member writes, a letter has the elements of its layout and no
// other, and can be sent.
func TestLetter_Corpus(t *testing.T) {
	t.Parallel()
	vectors, err := xsscorpus.Load()
	if err != nil {
		t.Fatal(err)
	}
	m, _ := capturing(t)
	want := elements(t, letterWith("harmless"))
	for _, v := range vectors {
		msg := letterWith(v.Input)
		if got := elements(t, msg); got != want {
			t.Errorf("%s: elements %s", v.ID, got)
		}
		if err := m.Send(t.Context(), msg); err != nil {
			t.Errorf("%s: %v", v.ID, err)
		}
	}
}

// letterWith puts words everywhere. The letter before them keeps the blocks
// when the words are blank.
func letterWith(words string) Message {
	words = "a" + words
	msg, err := NewLetter(in(i18n.English), words).Preheader(words).Heading(words).Paragraph(words).
		Quote(words, words).Facts(Fact{words, words}).
		Button(words, "https://exemple.invalid/").SentBy(words).Message("x", "ada@exemple.invalid")
	if err != nil {
		return Message{HTML: err.Error()}
	}
	return msg
}

// elements lists the elements of a mail and their attributes, in order.
func elements(t *testing.T, msg Message) string {
	t.Helper()
	page, err := goquery.NewDocumentFromReader(strings.NewReader(msg.HTML))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, n := range page.Find("*").Nodes {
		b.WriteString(" " + n.Data)
		for _, a := range n.Attr {
			b.WriteString("." + a.Key)
		}
	}
	return b.String()
}
