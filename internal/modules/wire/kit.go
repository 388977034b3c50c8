// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"html"
	"io"
	"path"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// Kit is the press kit of a press release: its texts, its pictures, and their
// captions and credits, for a newsroom to take away (spec 03 §13 E9).
type Kit struct {
	Reading *Reading
	Address string // of the release on the site
	Words   KitWords
}

// KitWords are the words of a kit in the reader's language.
type KitWords struct {
	Text     string // name of the text file, without extension
	Captions string // name of the file of captions
	Pictures string // name of the folder of pictures
	Source   string // « Publié par … le … »
	Credit   string // « Crédit »
}

// Kit returns the press kit of a post that by may open. Articles have none:
// they may be paid for.
func (d *Desk) Kit(ctx context.Context, by access.Actor, id int64) (*Kit, error) {
	reading, err := d.Read(ctx, by, id)
	if err != nil {
		return nil, err
	}
	if reading.Post.Kind != content.PressRelease {
		return nil, errs.ErrNotFound
	}
	return &Kit{Reading: reading}, nil
}

// Write sends the kit as a ZIP archive, one file after the other: no more than
// one picture's buffer is held. Pictures are opened as by would see them; one
// that has been removed meanwhile is left out.
func (k *Kit) Write(ctx context.Context, by access.Actor, library *media.Library, w io.Writer) error {
	z := zip.NewWriter(w)
	p := &k.Reading.Post
	if err := k.file(z, k.Words.Text+".txt", k.text()); err != nil {
		return err
	}
	if err := k.file(z, k.Words.Text+".html", k.page()); err != nil {
		return err
	}
	var captions strings.Builder
	for i, picture := range p.Gallery {
		name := fmt.Sprintf("%s/%02d%s", k.Words.Pictures, i+1, path.Ext(picture.Name))
		err := k.picture(ctx, by, library, z, name, picture.Name)
		if errors.Is(err, errs.ErrNotFound) {
			continue
		}
		if err != nil {
			return fmt.Errorf("picture %d of the kit of post %d: %w", i+1, p.ID, err)
		}
		fmt.Fprintf(&captions, "%s\n%s\n%s: %s\n\n", name, orDash(picture.Caption), k.Words.Credit, orDash(picture.Copyright))
	}
	if captions.Len() > 0 {
		if err := k.file(z, k.Words.Captions+".txt", captions.String()); err != nil {
			return err
		}
	}
	return z.Close()
}

func (k *Kit) file(z *zip.Writer, name, text string) error {
	f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: k.modified()})
	if err == nil {
		_, err = io.WriteString(f, text)
	}
	return err
}

// picture copies a file as it is: pictures do not compress.
func (k *Kit) picture(ctx context.Context, by access.Actor, library *media.Library, z *zip.Writer, name, mediaName string) (err error) {
	opened, err := library.Open(ctx, by, mediaName, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: k.modified()})
	if err == nil {
		_, err = io.Copy(f, opened)
	}
	return err
}

func (k *Kit) modified() time.Time { return k.Reading.Post.PublishedAt }

// text is the release without markup.
func (k *Kit) text() string {
	p := &k.Reading.Post
	parts := []string{p.Title, p.Summary, richtext.Text(p.Content), k.Words.Source, k.Address}
	kept := parts[:0]
	for _, part := range parts {
		if strings.TrimSpace(part) != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "\n\n") + "\n"
}

// page is the release with its markup, cleaned again.
func (k *Kit) page() string {
	p := &k.Reading.Post
	return "<!doctype html>\n<html lang=\"" + html.EscapeString(p.Language) + "\"><head><meta charset=\"utf-8\"><title>" + html.EscapeString(p.Title) +
		"</title></head><body>\n<h1>" + html.EscapeString(p.Title) + "</h1>\n<p><strong>" + html.EscapeString(p.Summary) + "</strong></p>\n" +
		richtext.Sanitise(p.Content) + "\n<p>" + html.EscapeString(k.Words.Source) + "</p>\n</body></html>\n"
}

func orDash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}
