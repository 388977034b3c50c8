// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package member_test

import (
	"errors"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
)

// One policy everywhere: length, printable characters, strength, no stolen
// password, and no rule of composition (spec 02 §9.3, U1; architecture §10).
func TestCheckPassword(t *testing.T) {
	t.Parallel()
	personal := []string{"jeanne.martin@presse-nord.example", "Jeanne", "Martin-Dubois", "Presse du Nord"}
	tests := []struct {
		name, password string
		want           error
	}{
		{"words in a row", "encre-fraiche-et-papier-journal", nil},
		{"only small letters", "quatre girafes lentes", nil},
		{"accents and signs", "Zéphyr, Ornithorynque!", nil},
		{"spaces around", "  trois pas vers la mer  ", nil},
		{"other letters", "пишущая машинка в тумане", nil},
		{"64 drawn characters", strings.Repeat("k7#Qw!9z", 8), nil},
		{"128 characters", strings.Repeat("abri vent ocre. ", 8), nil},
		{"11 characters", "k7#Qw!9zPv2", member.ErrPasswordShort},
		{"11 characters of several bytes", strings.Repeat("é", 11), member.ErrPasswordShort},
		{"129 characters", strings.Repeat("abri vent ocre. ", 8) + "x", member.ErrPasswordLong},
		{"a line end", "quatre girafes\nlentes", member.ErrPasswordText},
		{"no text", "quatre girafes \xff\xfe lentes", member.ErrPasswordText},
		{"stolen", "1qaz2wsx3edc", member.ErrPasswordBreached},
		{"stolen, in capitals", "1QAZ2WSX3EDC", member.ErrPasswordBreached},
		{"one letter", strings.Repeat("w", 31), member.ErrPasswordWeak},
		{"a word three times", "girafegirafegirafe", member.ErrPasswordWeak},
		{"a French favourite", "motdepasse1234", member.ErrPasswordWeak},
		{"a row of keys", "azertyuiopqsdf", member.ErrPasswordWeak},
		{"their address", "jeanne.martin@presse-nord.example", member.ErrPasswordWeak},
		{"in disguise", "m0tdep@sse1234", member.ErrPasswordWeak},
		{"their names", "JeanneMartin2026", member.ErrPasswordWeak},
		{"their employer", "pressedunord59", member.ErrPasswordWeak},
		{"ours", "aipress24aipress24", member.ErrPasswordWeak},
	}
	for _, tt := range tests {
		if got := member.CheckPassword(tt.password, personal...); !errors.Is(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
	if kind := errs.KindOf(member.CheckPassword("court")); kind != errs.Invalid {
		t.Errorf("kind = %v, want Invalid", kind)
	}
}

// What the check costs for the texts that cost most.
func BenchmarkCheckPassword(b *testing.B) {
	for _, password := range []string{
		strings.Repeat("1234567890", 12), strings.Repeat("4@8({[<3691!|057+%2", 6), strings.Repeat("01/02/2003", 12),
		"encre-fraiche-et-papier-journal",
	} {
		b.Run(password[:10], func(b *testing.B) {
			for b.Loop() {
				_ = member.CheckPassword(password, "jeanne.martin@presse-nord.example")
			}
		})
	}
}

// Whatever is typed, the policy answers.
func FuzzCheckPassword(f *testing.F) {
	for _, seed := range []string{"", "motdepasse1234", "é́\u200b\u0345quatre girafes", "ẞßﬁnal 𝓕ancy letters", "\xff\xfe\xfd quatre girafes"} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, password, personal string) {
		if err := member.CheckPassword(password, personal); err != nil && errs.KindOf(err) != errs.Invalid {
			t.Errorf("unexpected: %v", err)
		}
	})
}
