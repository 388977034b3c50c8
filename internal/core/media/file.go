// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package media

import (
	"regexp"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
)

// File is an uploaded picture. Its name is the one of its largest rendition.
type File struct {
	bun.BaseModel `bun:"table:media_files,alias:mf"`

	Name        string `bun:",pk"` // SHA-256 and extension
	ContentType string
	Size        int64 // bytes of the largest rendition
	Width       int64
	Height      int64
	Credit      string // who must be named, as the photographer wrote it
	CreatedAt   time.Time
}

// Rendition is one size of a file.
type Rendition struct {
	bun.BaseModel `bun:"table:media_renditions,alias:mr"`

	MediaName   string `bun:",pk"`
	Width       int64  `bun:",pk"`
	Height      int64
	Name        string // blob name
	ContentType string
}

// LinkKind says what shows a file.
type LinkKind string

// The kinds of link. Administrators see every file.
const (
	OfUploader     LinkKind = "upload"        // seen by who sent it
	OfMember       LinkKind = "member"        // portrait, banner: seen by members
	OfOrganisation LinkKind = "organisation"  // logo, banner: seen by members
	OfWall         LinkKind = "wall"          // logo, banner and gallery of a Business Wall: seen by members
	OfArticle      LinkKind = "article"       // seen by its author, and by members while its post is visible
	OfEvent        LinkKind = "event"         // likewise: seen by members while the event is in the agenda
	OfPressRelease LinkKind = "press_release" // seen by who takes care of it, and by members while its post is visible
	OfRegistration LinkKind = "registration"  // of a questionnaire being filled in: seen by who fills it in
	OfProposal     LinkKind = "proposal"      // of changes that wait for approval: seen by the member
	OfPressCard    LinkKind = "press_card"    // scan of the press card: seen by the member
)

// Link says that an object shows a file.
type Link struct {
	bun.BaseModel `bun:"table:media_links,alias:ml"`

	MediaName string   `bun:",pk"`
	Kind      LinkKind `bun:",pk"`
	ObjectID  int64    `bun:",pk"`
}

// What a member did wrong with a picture (spec 04 §5.7).
var (
	ErrEmpty    = &errs.Error{Kind: errs.Invalid, Message: "media.empty", Field: "image"}
	ErrTooLarge = &errs.Error{Kind: errs.Invalid, Message: "media.too_large", Field: "image"}
	ErrNotImage = &errs.Error{Kind: errs.Invalid, Message: "media.not_image", Field: "image"}
	errStore    = errs.New(errs.Unavailable, "media.not_kept") // the store of files takes nothing now
	ErrTooWide  = &errs.Error{Kind: errs.Invalid, Message: "media.too_many_pixels", Field: "image"}
)

// Widths are the sizes a picture is offered in, in pixels, smallest first.
func Widths() []int { return []int{96, 400, 800, 1600} }

// path is where files are served; see URL.
const path = "/media/"

// URL is the address of a file, or "" without one.
func URL(name string) string {
	if name == "" {
		return ""
	}
	return path + name
}

// SizedURL is the address of a file at most width pixels wide.
func SizedURL(name string, width string) string {
	if name == "" {
		return ""
	}
	return path + name + "?w=" + width
}

// Portrait is the address of a member's or organisation's picture as small as
// lists show it, or "".
func Portrait(name string) string { return SizedURL(name, "96") }

// Srcset is the list of sizes of a file for the browser to choose from.
func Srcset(name string) string {
	u := path + name
	return u + "?w=400 400w," + u + "?w=800 800w," + u + " 1600w"
}

// Dense offers a file twice as wide as its 400 pixels to screens that show
// them, in as few bytes as thirty cards on a page can afford.
func Dense(name string) string { return path + name + "?w=800 2x" }

// inHTML finds the files that a sanitised text shows.
var inHTML = regexp.MustCompile(`src="/media/([0-9a-f]{64}\.[a-z0-9]{1,10})"`)

// NamesIn returns the names of the files that a sanitised HTML text shows.
func NamesIn(html string) []string {
	var names []string
	for _, match := range inHTML.FindAllStringSubmatch(html, -1) {
		names = append(names, match[1])
	}
	return names
}
