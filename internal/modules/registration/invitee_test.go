// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registration

import (
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/core/survey"
)

// Spec 02 U14: lists as people type them and as spreadsheets export them.
func TestInvitees(t *testing.T) {
	t.Parallel()
	questions, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	ada := Invitee{FirstName: "Ada", LastName: "Martin", Email: "ada@exemple.fr"}
	journalist := ada
	journalist.Profile = "P002"
	tests := []struct {
		name, text, profile string
		want                []Invitee
		refused             []string
	}{
		{"semicolons", "Ada ; Martin ; Ada@Exemple.fr", "", []Invitee{ada}, nil},
		{"commas", "Ada,Martin,ada@exemple.fr", "", []Invitee{ada}, nil},
		{"tabs and a profile", "Ada\tMartin\tada@exemple.fr\tp002", "P009", []Invitee{journalist}, nil},
		{"a code", "Ada;Martin;ada@exemple.fr;PM_JR_CP_SAL", "", []Invitee{journalist}, nil},
		{"the usual profile", "Ada;Martin;ada@exemple.fr", "P002", []Invitee{journalist}, nil},
		{"quotes", `"Ada";"Martin";"ada@exemple.fr"`, "", []Invitee{ada}, nil},
		{"headings in any order", "Courriel;Service;NOM;Prénom\nada@exemple.fr;Desk;Martin;Ada", "", []Invitee{ada}, nil},
		{"an address alone", "ada@exemple.fr\r\n\r\n", "", []Invitee{{Email: "ada@exemple.fr"}}, nil},
		{"a name and an address", "Martin;ada@exemple.fr", "", []Invitee{{LastName: "Martin", Email: "ada@exemple.fr"}}, nil},
		{"nothing", " \n\t\n", "", nil, nil},
		{"no address", "Ada;Martin", "", nil, []string{reasonAddress}},
		{"headings only", "Prénom;Nom;E-mail", "", nil, nil},
		{"twice", "ada@exemple.fr\nADA@exemple.fr", "", []Invitee{{Email: "ada@exemple.fr"}}, []string{reasonTwice}},
		{"no such profile", "Ada;Martin;ada@exemple.fr;P999", "", nil, []string{reasonProfile}},
		{"a control character", "A\x00da;Martin;ada@exemple.fr", "", nil, []string{reasonName}},
		{"a long name", strings.Repeat("a", 101) + ";Martin;ada@exemple.fr", "", nil, []string{reasonName}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, refused := Invitees(questions, tt.text, tt.profile)
			if len(got) != len(tt.want) || len(refused) != len(tt.refused) {
				t.Fatalf("%+v, refused %+v", got, refused)
			}
			for i, p := range got {
				if p.line = ""; p != tt.want[i] {
					t.Errorf("got %+v, want %+v", p, tt.want[i])
				}
			}
			for i, line := range refused {
				if line.Reason != tt.refused[i] || line.Text == "" {
					t.Errorf("refused %+v, want %s", line, tt.refused[i])
				}
			}
		})
	}
}

// A list is read as UTF-8, or as Windows writes it.
func TestListText(t *testing.T) {
	t.Parallel()
	for _, data := range []string{"\xef\xbb\xbfZoé", "Zoé", "Zo\xe9"} {
		if got := ListText([]byte(data)); got != "Zoé" {
			t.Errorf("%q reads %q", data, got)
		}
	}
}

// More lines than the limit are refused one by one, not dropped.
func TestInvitees_tooMany(t *testing.T) {
	t.Parallel()
	questions, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	var list strings.Builder
	for i := range MostInvitees + 2 {
		list.WriteString(strings.Repeat("a", i%50+1) + strings.Repeat("b", i/50) + "@exemple.fr\n")
	}
	people, refused := Invitees(questions, list.String(), "")
	if len(people) != MostInvitees || len(refused) != 2 || refused[0].Reason != reasonMany {
		t.Errorf("%d people, %d refused", len(people), len(refused))
	}
}
