// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/platform/web"
)

// Suffixes of the controls that belong to a field.
const (
	dateSuffix   = "_date"
	timeSuffix   = "_time"
	cropSuffix   = "_cropped"
	removeSuffix = "_remove"
)

// Action is the button that the form was sent with, by its value; "" is the first
// one, « Enregistrer ». The request has been parsed.
func Action(r *http.Request) string { return r.PostForm.Get("_action") }

// IsCancelled reports whether the form was sent to be given up.
func IsCancelled(r *http.Request) bool { return Action(r) == "cancel" }

// Decode reads what was posted for the fields of f; other names are ignored,
// and so are fields that are ReadOnly or Static. It returns the error of an
// unreadable or too large request; wrong values are for Validate to tell.
func (f Form) Decode(r *http.Request) (Values, error) {
	if err := web.ParseForm(r); err != nil {
		return Values{}, err
	}
	v := Values{texts: map[string][]string{}, files: map[string]web.File{}, bad: map[string]string{}}
	for _, field := range f.Fields() {
		if field.ReadOnly || field.Kind == Static {
			continue
		}
		v.readSearch(r.PostForm, field)
		if err := v.read(r, field); err != nil {
			return Values{}, fmt.Errorf("read field %s: %w", field.Name, err)
		}
	}
	return v, nil
}

// read takes one field from the request.
func (v *Values) read(r *http.Request, f Field) error {
	posted := r.PostForm
	switch f.Kind {
	case Image, File:
		return v.readFile(r, f)
	case Checkbox:
		v.SetBool(f.Name, isYes(posted.Get(f.Name)))
	case Date, DateTime:
		v.readMoment(f, posted.Get(f.Name), posted.Get(f.Name+dateSuffix), posted.Get(f.Name+timeSuffix))
	case TwoLevel:
		chosen := cleanList(posted[f.detail()], f)
		v.texts[f.detail()] = chosen
		v.texts[f.Name] = familiesOf(chosen)
	case Place:
		v.readPlace(f, posted.Get(f.Name), posted.Get(f.detail()))
	case Multi, Remote, Combo:
		v.texts[f.Name] = cleanList(posted[f.Name], f)
	case Text, Textarea, RichText, Select, Money, Number, Phone, Email, URL, Password, NewPassword, Hidden, Static:
		if text := clean(posted.Get(f.Name), f); text != "" {
			v.Set(f.Name, text)
		}
	}
	return nil
}

// clean puts one posted text in order for its kind.
func clean(s string, f Field) string {
	switch f.Kind {
	case Password, NewPassword:
		return s // kept exactly as typed (security checklist §3)
	case RichText:
		return richtext.Sanitise(s)
	case Textarea:
		return cleanLines(s)
	case Email:
		return richtext.Plain(strings.TrimSpace(s))
	case URL:
		return completeURL(richtext.Plain(s))
	case Text, Select, Multi, TwoLevel, Remote, Combo, Date, DateTime, Image, File, Money, Number, Phone,
		Checkbox, Place, Hidden, Static:
	}
	return richtext.Plain(s)
}

// cleanLines keeps the lines of a text and cleans each.
func cleanLines(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	lines := strings.Split(strings.ReplaceAll(s, "\r", "\n"), "\n")
	for i, line := range lines {
		lines[i] = richtext.Plain(line)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// cleanList cleans each value, drops empty ones and repetitions. A free list
// without JavaScript is a text of one value per line.
func cleanList(posted []string, f Field) []string {
	list := []string{}
	for _, raw := range posted {
		parts := []string{raw}
		if f.Kind == Combo && f.Multiple {
			parts = strings.Split(raw, "\n")
		}
		for _, part := range parts {
			if text := richtext.Plain(part); text != "" && !slices.Contains(list, text) {
				list = append(list, text)
			}
		}
		if len(list) > f.maxChoices() {
			break // one too many is enough to refuse
		}
	}
	return list
}

// familiesOf lists the families of « FAMILY / Value » entries, in order.
func familiesOf(values []string) []string {
	families := []string{}
	for _, value := range values {
		family, _, found := strings.Cut(value, " / ")
		if found && !slices.Contains(families, family) {
			families = append(families, family)
		}
	}
	return families
}

func isYes(s string) bool {
	switch s {
	case "on", "true", "1", "yes", "y":
		return true
	}
	return false
}

// readMoment reads a date from its one field or its two. What cannot be read
// stays as typed, and is refused by Validate.
func (v *Values) readMoment(f Field, whole, day, hour string) {
	text := strings.TrimSpace(whole)
	if text == "" {
		day, hour = strings.TrimSpace(day), strings.TrimSpace(hour)
		switch {
		case day == "" && hour == "":
			return
		case day == "":
			v.bad[f.Name] = "ui.form.error.time"
			v.Set(f.Name, richtext.Plain(hour))
			return
		case hour == "" || f.Kind == Date:
			text = day
		default:
			text = day + "T" + hour
		}
	}
	t, err := ParseMoment(text)
	if err != nil {
		v.bad[f.Name] = "ui.form.error.date"
		v.Set(f.Name, richtext.Plain(text))
		return
	}
	if f.Kind == Date {
		v.SetDate(f.Name, t)
		return
	}
	v.SetTime(f.Name, t)
}

// readFile takes the cropped picture, else the file, also when the crop cannot
// be read; the wish to remove the present one counts when neither is there.
func (v *Values) readFile(r *http.Request, f Field) error {
	v.SetBool(f.Name+removeSuffix, isYes(r.PostForm.Get(f.Name+removeSuffix)))
	for _, posted := range []string{r.PostForm.Get(f.Name + cropSuffix), r.PostForm.Get(f.Name)} {
		if f.Kind != Image || posted == "" {
			continue
		}
		data, ok := dataURL(posted)
		if !ok {
			v.bad[f.Name] = "ui.form.error.image_type"
			continue
		}
		delete(v.bad, f.Name)
		v.files[f.Name] = web.File{Name: f.Name + ".jpg", Data: data}
		return nil
	}
	if r.MultipartForm == nil {
		return nil
	}
	// One byte above the limit is kept, so that Validate can tell both sizes.
	file, err := web.ReadFile(r, f.Name, web.MaxBody)
	switch {
	case errors.Is(err, web.ErrNoFile):
		return nil
	case err != nil:
		return err
	case len(file.Data) > 0:
		delete(v.bad, f.Name)
		v.files[f.Name] = file
	}
	return nil
}

// dataURL decodes the "data:image/…;base64,…" a crop dialogue posts.
func dataURL(s string) ([]byte, bool) {
	head, body, found := strings.Cut(s, ",")
	if !found || !strings.HasPrefix(head, "data:image/") || !strings.HasSuffix(head, ";base64") {
		return nil, false
	}
	data, err := base64.StdEncoding.DecodeString(body)
	return data, err == nil && len(data) > 0
}
