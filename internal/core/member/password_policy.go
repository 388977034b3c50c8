// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package member

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ccojocar/zxcvbn-go"
	"github.com/ccojocar/zxcvbn-go/matching"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"aipress24.com/aipress24/internal/core/errs"
)

// Bounds of a password, in characters (architecture §10, spec 02 §9.3).
const (
	MinPassword = 12
	MaxPassword = 128
)

const (
	// leastScore is the least strength, on the scale of zxcvbn from 0 to 4.
	leastScore = 3
	// estimated is how many characters the estimate looks at: its cost grows
	// with their square, and more of them only make a password stronger.
	estimated = 48
	// leastWord is the length under which a personal word is no hint.
	leastWord = 3
)

// Why a password is refused; each error belongs to a field, see InField.
var (
	ErrPasswordShort    = errs.New(errs.Invalid, "password.too_short")
	ErrPasswordLong     = errs.New(errs.Invalid, "password.too_long")
	ErrPasswordText     = errs.New(errs.Invalid, "password.not_text")
	ErrPasswordWeak     = errs.New(errs.Invalid, "password.weak")
	ErrPasswordBreached = errs.New(errs.Invalid, "password.breached")
)

// CheckPassword is the one policy for passwords, wherever one is chosen (spec
// 02 §9.3, U1; architecture §10): of 12 to 128 printable characters, hard to
// guess, and in no list of stolen passwords. There is no rule of composition.
// Personal is what a guesser knows of the person: address, names, employer.
// It returns one of the errors above, of kind Invalid, or nil; it changes
// nothing: a password is kept exactly as typed.
func CheckPassword(password string, personal ...string) error {
	return JudgePassword(password, personal...).Err
}

// Strength is what the policy says of a password that is being typed.
type Strength struct {
	Score int   // from 0, guessed at once, to 4, on the scale of zxcvbn
	Err   error // why it is refused, as CheckPassword says; nil when it is accepted
}

// JudgePassword is CheckPassword for a meter: how strong a password is, and
// whether it would be refused. One that is refused never scores 3 or more.
func JudgePassword(password string, personal ...string) Strength {
	switch length := utf8.RuneCountInString(password); {
	case length < MinPassword:
		return Strength{Err: ErrPasswordShort}
	case length > MaxPassword:
		return Strength{Err: ErrPasswordLong}
	case !utf8.ValidString(password) || strings.ContainsFunc(password, isUnprintable):
		return Strength{Err: ErrPasswordText}
	case IsBreached(password):
		return Strength{Err: ErrPasswordBreached}
	}
	s := Strength{Score: score(password, personal)}
	if s.Score < leastScore {
		s.Err = ErrPasswordWeak
	}
	return s
}

// isUnprintable reports whether no key writes r. Every kind of space is
// printable: people write sentences.
func isUnprintable(r rune) bool { return !unicode.IsGraphic(r) }

// score estimates the strength of a password, from 0 to 4: that of what was
// typed, or of the letters that its digits and signs stand for, whichever is
// easier to guess.
func score(password string, personal []string) int {
	plain := unrepeated([]rune(plainText(password)))
	typed, words := string(plain[:min(len(plain), estimated)]), guesses(personal)
	return min(strength(typed, words), strength(disguises.Replace(typed), words))
}

// unrepeated is the part that a text consists of several times, or the text.
func unrepeated(text []rune) []rune {
	for size := 1; size <= len(text)/2; size++ {
		if slices.Equal(text[size:], text[:len(text)-size]) {
			return text[:size]
		}
	}
	return text
}

// strength asks the estimate without its own search for disguised letters: it
// tries all combinations, which takes seconds for a text made of nothing else.
func strength(text string, words []string) int {
	return zxcvbn.PasswordStrength(text, words, matching.FilterL33tMatcher).Score
}

// disguises turns the usual signs back into letters.
var disguises = strings.NewReplacer("4", "a", "@", "a", "8", "b", "(", "c", "3", "e", "€", "e", "6", "g", "9", "g",
	"1", "i", "!", "i", "|", "l", "0", "o", "5", "s", "$", "s", "7", "t", "+", "t", "2", "z")

// guesses returns the words a guesser tries first: the person's, ours, and
// those that people who speak French choose.
func guesses(personal []string) []string {
	var words []string
	add := func(word string) {
		if word = plainText(word); len(word) >= leastWord && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	for _, text := range personal {
		add(text)
		add(strings.ReplaceAll(text, " ", ""))
		for _, word := range strings.FieldsFunc(text, isSeparator) {
			add(word)
		}
	}
	return append(words, frenchGuesses...)
}

func isSeparator(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// plainText is text without accents and in small letters, as guessers try it
// first and as the estimate's lists are written.
func plainText(text string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), text)
	if err != nil {
		return text
	}
	return strings.ToLower(plain)
}

// frenchGuesses complete the estimate's lists, which are English: words of this
// place, what French keyboards write in a row, and the first words of French
// lists of stolen passwords, the most frequent first.
var frenchGuesses = []string{
	"aipress24", "aipress", "motdepasse", "azertyuiop", "azerty", "bonjour", "soleil", "doudou", "loulou",
	"chouchou", "marseille", "jetaime", "journaliste", "journalisme", "journal", "presse", "communique",
	"communication", "redaction", "redactrice", "redacteur", "article", "chocolat", "princesse", "nounours",
	"coucou", "maison", "bienvenue", "administrateur", "utilisateur", "secret", "nicolas", "camille",
	"chat", "chien", "amour", "vacances", "bisous", "papillon", "liberte", "egalite", "fraternite", "france", "paris",
	"lyon", "toulouse", "bordeaux", "football", "qsdfghjklm", "wxcvbn", "aqwzsx", "aqwzsxedc", "qwertz",
	"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi",
	"printemps", "automne", "hiver", "janvier", "fevrier", "mars", "avril", "juin", "juillet", "aout",
	"septembre", "octobre", "novembre", "decembre",
}
