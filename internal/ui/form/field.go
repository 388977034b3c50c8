// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/platform/i18n"
)

// Kind is the widget of a field and what it accepts.
type Kind uint8

// The kinds of fields (spec 08 §11 and 02 §4.3).
const (
	Text        Kind = iota // one line
	Textarea                // several lines
	RichText                // formatted text, sanitised when read
	Select                  // one value of a list
	Multi                   // several values of a list
	TwoLevel                // values of a vocabulary by family; families are deduced
	Remote                  // one value or more found by a search at Source
	Combo                   // values of a list or one's own
	Date                    // a day
	DateTime                // a day and an hour, Europe/Paris
	Image                   // a picture, perhaps cropped
	File                    // a file
	Money                   // an amount in cents
	Number                  // a whole number
	Phone                   // telephone number
	Email                   // e-mail address
	URL                     // http or https address
	Password                // current password: never shown again
	NewPassword             // password being chosen: strength shown
	Checkbox                // yes or no
	Place                   // country, then postcode and town
	Hidden                  // carried along
	Static                  // words only
)

// Option is one value of a list.
type Option struct {
	Value string
	Label string // words, or a message key
}

// Family is a titled part of a list; the title is empty in a flat list.
type Family struct {
	Label   string
	Options []Option
}

// Rule checks a value beyond what the field's kind does. It returns an
// *errs.Error of kind Invalid, whose Field may be left empty.
type Rule func(v Values) error

// Field is one question.
type Field struct {
	Name     string // form name; TwoLevel and Place also use Name + "_detail"
	ID       string // DOM id; "f-" and the name when empty
	Kind     Kind
	Label    string // message key or words
	Hint     string // message key or words
	Note     string // said after the label instead of « (obligatoire) »: « (*) (plusieurs choix possibles) »
	Required bool
	ReadOnly bool
	Width    int // sixths of the line, 1 to 6; 0 is 6

	MinLength int // characters
	MaxLength int // characters; 0 is the kind's own limit
	Rows      int // lines shown of a Textarea

	Families   []Family // values of Select, Multi, TwoLevel and Combo, countries of Place
	Multiple   bool     // Remote and Combo: several values
	MaxChoices int      // of Multi, TwoLevel, Remote and Combo; 0 is 200
	Source     string   // URL of the options or towns, for Remote, Place, large TwoLevel; who judges a NewPassword
	Hints      []string // of a NewPassword: other fields of the form that a guesser would try, sent to Source with it
	Chosen     []Option // labels of the present values, when Families does not hold them

	Accept    []string // media types of Image and File
	MaxBytes  int64    // of Image and File; 0 is 4 MB
	Ratio     string   // crop of an Image: "1/1", "4/1"; "" is free
	NoCrop    bool     // Image without the crop dialogue
	MaxPixels int      // longest side after the crop; 0 is 1600
	Current   string   // address of the present file, for Image and File
	UploadURL string   // where RichText sends its pictures; "" for none

	Min, Max  int64     // of Money (cents) and Number; both 0: no bound
	Currency  string    // of Money; "" is EUR
	NotBefore time.Time // of Date and DateTime
	NotAfter  time.Time

	Autocomplete string
	Placeholder  string // words of an example, never the label
	Link         string // address explained by a Checkbox, such as the terms
	LinkLabel    string
	Content      templ.Component // of Static, instead of its Label
	Attrs        templ.Attributes

	Rules []Rule
}

// Group is a titled part of a form.
type Group struct {
	Title  string // message key or words
	Intro  string
	Fields []Field
}

// Form is a whole form.
type Form struct {
	ID          string // DOM id, "form" by default
	Action      string // where it is posted
	Groups      []Group
	Submit      string           // label of the button; « Enregistrer » by default
	Danger      bool             // what it does cannot be undone: the button is red
	CancelURL   string           // « Annuler », or "" for none
	PublishFor  string           // « Publié pour le compte de … », or ""
	Guard       string           // key of the local draft kept against loss, or ""
	Autosave    string           // where the guard sends what is typed and not saved, or ""
	Extra       templ.Component  // further buttons beside Submit
	Attrs       templ.Attributes // hx-* of the form
	FullRefresh bool             // plain post: the page is drawn again
	Kept        bool             // what is sent is kept even when something is wrong
}

// Options makes a flat list of values.
func Options(options ...Option) []Family { return []Family{{Options: options}} }

// Words makes a flat list of values that are their own labels.
func Words(values ...string) []Family {
	options := make([]Option, len(values))
	for i, v := range values {
		options[i] = Option{Value: v, Label: v}
	}
	return Options(options...)
}

// Fields lists the fields of all groups.
func (f Form) Fields() []Field {
	var all []Field
	for _, g := range f.Groups {
		all = append(all, g.Fields...)
	}
	return all
}

// HasFiles reports whether the form must be posted as multipart.
func (f Form) HasFiles() bool {
	for _, field := range f.Fields() {
		if field.Kind == Image || field.Kind == File {
			return true
		}
	}
	return false
}

// hasRequired reports whether the note about required fields is needed.
func (f Form) hasRequired() bool {
	for _, field := range f.Fields() {
		if field.Required {
			return true
		}
	}
	return false
}

func (f Form) id() string {
	if f.ID == "" {
		return "form"
	}
	return f.ID
}

func (f Form) encoding() string {
	if f.HasFiles() {
		return "multipart/form-data"
	}
	return "application/x-www-form-urlencoded"
}

// detail is the second name of a two-part field.
func (f Field) detail() string { return f.Name + "_detail" }

// input is the name under which the field's main control is posted.
func (f Field) input() string {
	if f.Kind == TwoLevel {
		return f.detail()
	}
	return f.Name
}

// many reports whether the field holds several values.
func (f Field) many() bool {
	switch f.Kind {
	case Multi, TwoLevel:
		return true
	case Remote, Combo:
		return f.Multiple
	case Text, Textarea, RichText, Select, Date, DateTime, Image, File, Money, Number, Phone, Email, URL,
		Password, NewPassword, Checkbox, Place, Hidden, Static:
	}
	return false
}

// limit is the largest length in characters.
func (f Field) limit() int {
	if f.MaxLength > 0 {
		return f.MaxLength
	}
	switch f.Kind {
	case Textarea:
		return 1500
	case RichText:
		return 200_000
	case Password, NewPassword:
		return 128
	case Phone:
		return 20
	case Email:
		return 254
	case Text, Select, Multi, TwoLevel, Remote, Combo, Date, DateTime, Image, File, Money, Number, URL,
		Checkbox, Place, Hidden, Static:
	}
	return 500
}

func (f Field) maxChoices() int {
	if !f.many() {
		return 1
	}
	if f.MaxChoices > 0 {
		return f.MaxChoices
	}
	return 200
}

// MaxFile is the largest file in bytes when a field says nothing (spec 02 §4.3).
const MaxFile int64 = 4 << 20

func (f Field) maxBytes() int64 {
	if f.MaxBytes > 0 {
		return f.MaxBytes
	}
	return MaxFile
}

// limitBytes is a limit as members know it: 4 MiB is « 4 Mo », the number the
// browser's refusal and the media library say too.
func limitBytes(ctx context.Context, n int64) string {
	const mebibyte = 1 << 20
	if n%mebibyte == 0 {
		n = n / mebibyte * 1_000_000
	}
	return i18n.Bytes(ctx, n)
}

func (f Field) currency() string {
	if f.Currency == "" {
		return "EUR"
	}
	return f.Currency
}

// knows reports whether value is in the field's list.
func (f Field) knows(value string) bool {
	for _, family := range f.Families {
		for _, o := range family.Options {
			if o.Value == value {
				return true
			}
		}
	}
	return false
}

// closed reports whether only values of the list are accepted.
func (f Field) closed() bool {
	switch f.Kind {
	case Select, Multi:
		return true
	case TwoLevel, Place:
		return len(f.Families) > 0
	case Remote, Combo, Text, Textarea, RichText, Date, DateTime, Image, File, Money, Number, Phone, Email, URL,
		Password, NewPassword, Checkbox, Hidden, Static:
	}
	return false
}

// labelOf is how a value of the list is shown.
func (f Field) labelOf(ctx context.Context, value string) string {
	for _, o := range f.Chosen {
		if o.Value == value {
			return words(ctx, o.Label)
		}
	}
	for _, family := range f.Families {
		for _, o := range family.Options {
			if o.Value == value {
				return words(ctx, o.Label)
			}
		}
	}
	_, last, found := strings.Cut(value, " / ")
	if found {
		return last
	}
	return value
}

// words translates a message key and leaves other words alone.
func words(ctx context.Context, s string) string {
	if s == "" || !i18n.Has(s) {
		return s
	}
	return i18n.T(ctx, s)
}

// size is the number of entries of the list.
func (f Field) size() int {
	n := 0
	for _, family := range f.Families {
		n += len(family.Options)
	}
	return n
}

func itoa(n int) string { return strconv.Itoa(n) }
