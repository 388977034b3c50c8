// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package media_test

import (
	"bytes"
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"image"
	"image/color"
	"image/png"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/platform/blob"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/images"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

var now = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

const (
	sender, other int64 = 1, 2
	story         int64 = 50 // an article that no row describes: only its author could see it
)

// room is a library of its own.
type room struct {
	*media.Library

	db *database.DB
}

func inLibrary(t *testing.T, test func(t *testing.T, r room)) {
	t.Helper()
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		clock := func() time.Time { return now }
		blobs, err := blob.Open(t.Context(), blob.Options{URL: "mem://", Now: clock})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := blobs.Close(); err != nil {
				t.Error(err)
			}
		})
		test(t, room{media.NewLibrary(db, blobs, images.NewProcessor(), clock), db})
	})
}

func picture(t *testing.T, width, height int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	m.SetRGBA(1, 1, color.RGBA{R: 200, A: 255})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (r room) stored(t *testing.T, by int64, width int) string {
	t.Helper()
	file, err := r.Store(t.Context(), by, picture(t, width, 60))
	if err != nil {
		t.Fatal(err)
	}
	return file.Name
}

func (r room) link(t *testing.T, by int64, kind media.LinkKind, objectID int64, names ...string) {
	t.Helper()
	err := r.db.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
		return r.Link(ctx, tx, by, kind, objectID, names)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sees opens a file and reports whether by may, and whether all members may.
func (r room) sees(t *testing.T, by access.Actor, name string) (seen, shared bool) {
	t.Helper()
	opened, err := r.Open(t.Context(), by, name, 400)
	if errors.Is(err, errs.ErrNotFound) {
		return false, false
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
	}()
	if data, err := io.ReadAll(opened); err != nil || len(data) == 0 {
		t.Errorf("read %d bytes, %v", len(data), err)
	}
	return true, opened.Shared
}

// linkKinds reads every kind of link from the source, so that none is left out.
func linkKinds(t *testing.T) []media.LinkKind {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "file.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []media.LinkKind
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if typ, ok := spec.Type.(*ast.Ident); ok && typ.Name == "LinkKind" {
			if text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value); err == nil {
				kinds = append(kinds, media.LinkKind(text))
			}
		}
		return true
	})
	return kinds
}

// The database takes every kind of link that the program writes.
func TestLink_everyKind(t *testing.T) {
	inLibrary(t, func(t *testing.T, r room) {
		name, kinds := r.stored(t, sender, 80), linkKinds(t)
		if len(kinds) < 10 || !slices.Contains(kinds, media.OfProposal) {
			t.Fatalf("kinds = %v", kinds)
		}
		for _, kind := range kinds {
			r.link(t, sender, kind, sender, name)
			if n, err := r.db.Writer().NewSelect().Model((*media.Link)(nil)).Where("ml.kind = ?", kind).Count(t.Context()); err != nil || n != 1 {
				t.Errorf("%s: %d links, %v", kind, n, err)
			}
		}
	})
}

// What was only sent is the sender's; a portrait is every member's; nothing is
// found by a name alone.
func TestOpen_whoSees(t *testing.T) {
	inLibrary(t, func(t *testing.T, r room) {
		name := r.stored(t, sender, 80)
		readers := []struct {
			name string
			by   access.Actor
			want bool
		}{
			{"the sender", access.Actor{UserID: sender}, true},
			{"another member", access.Actor{UserID: other}, false},
			{"an administrator", access.Actor{UserID: other, Admin: true}, true},
			{"a visitor", access.Actor{}, false},
		}
		for _, reader := range readers {
			if seen, shared := r.sees(t, reader.by, name); seen != reader.want || shared {
				t.Errorf("as sent, %s sees %v, shared %v", reader.name, seen, shared)
			}
		}
		r.link(t, sender, media.OfMember, sender, name)
		if seen, shared := r.sees(t, access.Actor{UserID: other}, name); !seen || !shared {
			t.Errorf("a portrait is seen %v, shared %v", seen, shared)
		}
		for _, wrong := range []string{"", "../secret", strings.Repeat("0", 64) + ".jpg"} {
			if seen, _ := r.sees(t, access.Actor{UserID: sender}, wrong); seen {
				t.Errorf("%q is found", wrong)
			}
		}
	})
}

// To know the name of another's file gives no right to show it.
func TestLink_onesOwnFilesOnly(t *testing.T) {
	inLibrary(t, func(t *testing.T, r room) {
		mine, theirs := r.stored(t, sender, 80), r.stored(t, other, 81)
		r.link(t, sender, media.OfMember, sender, mine, mine, theirs)
		if seen, _ := r.sees(t, access.Actor{UserID: 3}, theirs); seen {
			t.Error("another's file is shown")
		}
		if seen, _ := r.sees(t, access.Actor{UserID: 3}, mine); !seen {
			t.Error("one's own file is not shown")
		}
		r.link(t, sender, media.OfMember, sender)
		if seen, _ := r.sees(t, access.Actor{UserID: 3}, mine); seen {
			t.Error("what the page shows no more is seen still")
		}
		// A co-author who saves the page keeps what it shows already.
		r.link(t, sender, media.OfArticle, story, mine)
		r.link(t, other, media.OfArticle, story, mine, theirs)
		var names []string
		err := r.db.Writer().NewSelect().Model((*media.Link)(nil)).Column("media_name").
			Where("kind = ?", media.OfArticle).Scan(t.Context(), &names)
		want := []string{mine, theirs}
		slices.Sort(want)
		if slices.Sort(names); err != nil || !slices.Equal(names, want) {
			t.Errorf("the article shows %v, %v", names, err)
		}
	})
}

// What is no picture, or none that can be drawn, is refused in words.
func TestStore_refusals(t *testing.T) {
	inLibrary(t, func(t *testing.T, r room) {
		for want, data := range map[error][]byte{
			media.ErrEmpty:    {},
			media.ErrNotImage: []byte("<svg onload=alert(1)>"),
		} {
			if _, err := r.Store(t.Context(), sender, data); !errors.Is(err, want) {
				t.Errorf("Store() = %v, want %v", err, want)
			}
		}
		first, again := r.stored(t, sender, 80), r.stored(t, other, 80)
		if first != again {
			t.Errorf("the same picture is kept as %s and %s", first, again)
		}
		if seen, _ := r.sees(t, access.Actor{UserID: other}, first); !seen {
			t.Error("who sends a picture that was there does not see it")
		}
	})
}

// A portrait is a square with a small size for lists.
func TestStorePortrait(t *testing.T) {
	inLibrary(t, func(t *testing.T, r room) {
		file, err := r.StorePortrait(t.Context(), sender, picture(t, 900, 700))
		if err != nil {
			t.Fatal(err)
		}
		if file.Width != file.Height || file.Width != images.PortraitSide {
			t.Errorf("portrait of %d × %d", file.Width, file.Height)
		}
		var sides []int64
		err = r.db.Writer().NewSelect().Model((*media.Rendition)(nil)).Column("width").
			Where("media_name = ?", file.Name).Order("width").Scan(t.Context(), &sides)
		if err != nil || len(sides) != 2 || sides[0] != 96 {
			t.Errorf("sizes = %v, %v", sides, err)
		}
	})
}

// What nobody shows is forgotten after a while, and nothing else.
func TestForgetUnlinked(t *testing.T) {
	inLibrary(t, func(t *testing.T, r room) {
		loose, shown := r.stored(t, sender, 80), r.stored(t, sender, 81)
		r.link(t, sender, media.OfMember, sender, shown)
		left := func(before time.Time) []string {
			if err := r.ForgetUnlinked(t.Context(), before); err != nil {
				t.Fatal(err)
			}
			var names []string
			if err := r.db.Writer().NewSelect().Model((*media.File)(nil)).Column("name").Scan(t.Context(), &names); err != nil {
				t.Fatal(err)
			}
			return names
		}
		if got := left(now); len(got) != 2 {
			t.Errorf("of two new files, %v are left", got)
		}
		if got := left(now.Add(time.Hour)); !slices.Equal(got, []string{shown}) {
			t.Errorf("later %v are left, without %s", got, loose)
		}
	})
}

// A text names the pictures it shows, and no other address.
func TestNamesIn(t *testing.T) {
	t.Parallel()
	name := strings.Repeat("a1", 32) + ".jpg"
	html := "<p>/media/" + name + `</p><img src="/media/` + name + `" alt=""><img src="https://x.example/media/` + name + `"><img src="/media/short.jpg">`
	if got := media.NamesIn(html); !slices.Equal(got, []string{name}) {
		t.Errorf("NamesIn() = %v", got)
	}
	if media.URL("") != "" || media.Portrait("") != "" {
		t.Error("nothing has an address")
	}
	if got := media.Portrait(name); got != "/media/"+name+"?w=96" {
		t.Errorf("Portrait() = %q", got)
	}
}
