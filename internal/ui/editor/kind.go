// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package editor

import (
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui/form"
	"aipress24.com/aipress24/internal/ui/versions"
)

// MaxForm is the largest form of a content in bytes: the longest text,
// percent-encoded.
const MaxForm = versions.MaxDraft

// Kind is where a kind of content is written, and what its pages call it.
type Kind struct {
	Name string // in the ids of the pages: "article"
	Path string // of its list: "/wip/articles"
}

// NewURL is the form of a new content.
func (k Kind) NewURL() string { return k.Path + "/new" }

// URL is a content as its readers will see it.
func (k Kind) URL(id int64) string { return k.Path + "/" + ids.Encode(id) }

// EditURL is the form of a content.
func (k Kind) EditURL(id int64) string { return k.URL(id) + "/edit" }

// ImagesURL is the pictures of a content.
func (k Kind) ImagesURL(id int64) string { return k.URL(id) + "/images" }

// RowID is the DOM id of a content in its list.
func (k Kind) RowID(id int64) string { return k.Name + "-" + ids.Encode(id) }

// formID is the DOM id of the form.
func (k Kind) formID() string { return k.Name + "-form" }

// Form begins the form of a content, or with 0 of a new one: where it is sent,
// and where what is typed is kept meanwhile. The fields are the room's.
func (k Kind) Form(id int64) form.Form {
	f := form.Form{
		ID: k.formID(), Action: k.Path, CancelURL: k.Path, Guard: k.Name + "-new", Autosave: versions.DraftURL(k.Path, id),
	}
	if id != 0 {
		f.Action, f.Guard = k.URL(id), k.RowID(id)
	}
	return f
}
