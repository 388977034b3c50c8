// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registration

import (
	"context"
	"net/mail"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"aipress24.com/aipress24/data"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/place"
	"aipress24.com/aipress24/internal/core/survey"
)

// Lists are the vocabularies that questions offer.
type Lists interface {
	Contains(ctx context.Context, vocabulary, value string) (bool, error)
}

// Sheet is a filled-in questionnaire to check.
type Sheet struct {
	Profile     *survey.Profile
	Answers     survey.Answers
	HasPassword bool
	Editing     bool // by a member: addresses and password are not asked
}

// The words of refusals; general ones are those of the form kit.
const (
	wordRequired = "ui.form.error.required"
	wordTick     = "ui.form.error.must_tick"
	wordChoice   = "ui.form.error.choice"
	wordTooMany  = "ui.form.error.too_many"
	wordEmail    = "registration.error.email"
	wordPhone    = "registration.error.phone"
	wordURL      = "registration.error.url"
	wordTown     = "registration.error.town"
	wordTooLong  = "ui.form.error.too_long"
	wordOutside  = "registration.error.outside"
	wordSame     = "registration.error.same_address"
	wordTaken    = "registration.error.taken"
	wordWait     = "registration.error.wait"

	wordCharacters = "registration.error.characters"
)

const (
	maxLine    = 80  // characters of a line (spec 02 §4.3)
	maxName    = 64  // of a first or last name (spec 02 §3.1)
	maxAddress = 254 // of an e-mail address (RFC 5321)
	maxChoices = 200
)

// Questions are what a holder is asked: members edit neither addresses nor
// password (spec 02 §7).
func Questions(p *survey.Profile, editing bool) []survey.Question {
	var asked []survey.Question
	for _, q := range p.Questions() {
		if !editing || q.EditableAfterRegistration {
			asked = append(asked, q)
		}
	}
	return asked
}

// Check tells everything wrong with a sheet, one refusal a question, in order
// (spec 02 §4.3). Whether an address is somebody's is for the service to say.
func (s Sheet) Check(ctx context.Context, lists Lists) error {
	var found errs.Fields
	for _, q := range Questions(s.Profile, s.Editing) {
		problem, err := s.question(ctx, lists, q)
		if err != nil {
			return err
		}
		if problem != nil {
			problem.Field = q.Name
			found = append(found, problem)
		}
	}
	return found.OrNil()
}

func (s Sheet) question(ctx context.Context, lists Lists, q survey.Question) (*errs.Error, error) {
	if q.Widget == survey.WidgetPassword {
		return when(q.IsRequired() && !s.HasPassword, wordRequired), nil
	}
	values := s.Answers[q.Name]
	if problem := s.presence(q, values); problem != nil || len(values) == 0 {
		return problem, nil
	}
	most := 1
	if q.Multiple {
		most = maxChoices
	}
	if len(values) > most {
		return refuse(wordTooMany, "Max", most), nil
	}
	switch q.Widget {
	case survey.WidgetSelect, survey.WidgetMulti:
		return listed(ctx, lists, q.Vocabulary, values)
	case survey.WidgetTwoLevel:
		return s.twoLevels(ctx, lists, q)
	case survey.WidgetPlace:
		return s.place(ctx, lists, q)
	}
	return s.text(q, values), nil
}

// presence refuses an empty answer to a required question; a list of two levels
// and a place need both their parts.
func (s Sheet) presence(q survey.Question, values []string) *errs.Error {
	empty := len(values) == 0
	if q.Detail != nil {
		half := len(s.Answers[q.Detail.Name]) == 0
		if !q.IsRequired() && empty != half && q.Widget == survey.WidgetTwoLevel {
			return refuse(wordOutside)
		}
		empty = empty || half
	}
	switch {
	case q.Need == data.RequiredTrue:
		return when(!s.Answers.Bool(q.Name), wordTick)
	case q.IsRequired():
		return when(empty, wordRequired)
	}
	return nil
}

// twoLevels wants every value in a chosen category, and every category to have
// a value (spec 02 §4.3).
func (s Sheet) twoLevels(ctx context.Context, lists Lists, q survey.Question) (*errs.Error, error) {
	chosen := map[string]bool{}
	for _, category := range s.Answers[q.Name] {
		chosen[category] = false
	}
	values := s.Answers[q.Detail.Name]
	for _, value := range values {
		category, _, _ := strings.Cut(value, " / ")
		if _, ok := chosen[category]; !ok {
			return refuse(wordOutside), nil
		}
		chosen[category] = true
	}
	for _, used := range chosen {
		if !used {
			return refuse(wordOutside), nil
		}
	}
	if len(values) > maxChoices {
		return refuse(wordTooMany, "Max", maxChoices), nil
	}
	return listed(ctx, lists, q.Vocabulary, values)
}

func (s Sheet) place(ctx context.Context, lists Lists, q survey.Question) (*errs.Error, error) {
	country, town := s.Answers.Text(q.Name), s.Answers.Text(q.Detail.Name)
	if problem, err := listed(ctx, lists, q.Vocabulary, []string{country}); problem != nil || err != nil {
		return problem, err
	}
	return when(town != "" && !place.Known(country, town), wordTown), nil
}

func listed(ctx context.Context, lists Lists, vocabulary string, values []string) (*errs.Error, error) {
	for _, value := range values {
		known, err := lists.Contains(ctx, vocabulary, value)
		if err != nil {
			return nil, err
		}
		if !known {
			return refuse(wordChoice), nil
		}
	}
	return nil, nil
}

// text checks what is typed, by widget.
func (s Sheet) text(q survey.Question, values []string) *errs.Error {
	for _, value := range values {
		if !isClean(value, q.Widget == survey.WidgetTextarea) {
			return refuse(wordCharacters)
		}
		if most := Longest(q); utf8.RuneCountInString(value) > most {
			return refuse(wordTooLong, "Max", most, "Count", utf8.RuneCountInString(value))
		}
	}
	value := values[0]
	switch q.Widget {
	case survey.WidgetUniqueEmail, survey.WidgetEmail:
		if !IsAddress(value) {
			return refuse(wordEmail)
		}
		first := member.NormaliseEmail(s.Answers.Text("email"))
		return when(q.Name == "email_secours" && member.NormaliseEmail(value) == first, wordSame)
	case survey.WidgetPhone:
		return when(!isPhone(value), wordPhone)
	case survey.WidgetURL:
		return when(!isURL(value), wordURL)
	}
	return nil
}

// isClean reports whether a text can be kept by every database and written in the
// heading of a mail: no NUL, no control character but the ends of lines where
// there are several.
func isClean(s string, lines bool) bool {
	return utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && (!lines || r != '\n' && r != '\r' && r != '\t')
	})
}

// Longest is the most characters an answer to a question may have.
func Longest(q survey.Question) int {
	switch {
	case q.Name == "first_name", q.Name == "last_name":
		return maxName
	case q.Widget == survey.WidgetUniqueEmail, q.Widget == survey.WidgetEmail:
		return maxAddress
	case q.MaxLength > 0:
		return q.MaxLength
	}
	return max(maxLine, 200) // names of organisations, of pictures
}

// IsAddress reports whether a text is one bare e-mail address of a dotted
// domain.
func IsAddress(s string) bool {
	address, err := mail.ParseAddress(s)
	if err != nil || address.Address != s || address.Name != "" || !member.IsEmail(s) {
		return false
	}
	domain := s[strings.LastIndexByte(s, '@')+1:]
	return strings.Contains(domain, ".") && !strings.HasPrefix(domain, ".") && !strings.HasSuffix(domain, ".") && !strings.HasPrefix(domain, "[")
}

var phoneShape = regexp.MustCompile(`^\+?[0-9().\- \x{00a0}]+$`)

// isPhone accepts 9 to 17 digits with the usual separators (spec 02 §4.3).
func isPhone(s string) bool {
	digits := 0
	for _, r := range s {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return phoneShape.MatchString(s) && digits >= 9 && digits <= 17
}

// isURL accepts an http or https address of a dotted host.
func isURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.User == nil &&
		strings.Contains(strings.Trim(u.Hostname(), "."), ".")
}

func refuse(word string, args ...any) *errs.Error {
	return &errs.Error{Kind: errs.Invalid, Message: word, Args: args}
}

func when(wrong bool, word string) *errs.Error {
	if wrong {
		return refuse(word)
	}
	return nil
}
