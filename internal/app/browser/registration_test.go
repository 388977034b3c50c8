// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"aipress24.com/aipress24/internal/app/browser"
	"aipress24.com/aipress24/internal/core/survey"
)

// A journalist and a communicant join on a phone: two-level lists, the framing
// of pictures, the town, step after step, to the end (spec 02 §5).
func TestRegistration_onAPhone(t *testing.T) {
	t.Parallel()
	if !browser.Ready(t) {
		return
	}
	questions, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	for id, look := range map[string]browser.Look{"P002": browser.Phone.In("fr"), "P009": browser.Phone.InDark().In("en")} {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			profile, _ := questions.Of(id)
			c := &candidate{t: t, tab: browser.NewSite(t).NewTab(t, look), profile: profile}
			c.join()
		})
	}
}

// candidate fills the questionnaire in with fingers.
type candidate struct {
	t       *testing.T
	tab     *browser.Tab
	profile *survey.Profile
}

func (c *candidate) join() {
	tab := c.tab
	tab.Open("/auth/login")
	tab.Follow(`main a[href="/kyc/"]`)
	tab.Axe()
	tab.Fits()
	tab.Follow(`.kyc-hero a[href="/kyc/profile"]`)
	tab.Axe()
	tab.Click(fmt.Sprintf("[name=profile][value=%s]", c.profile.ID))
	tab.Follow("main form button.btn-primary")
	tab.At("/kyc/wizard/" + c.profile.ID)
	tab.See("[data-next]")
	tab.Until("pictures can be framed", `document.querySelector("image-crop .drop button") !== null`)
	tab.Gone(".field[data-wrong]") // nothing is blamed before it is looked at
	tab.Click("[data-next]")       // too early
	tab.See(".field[data-wrong] .err")
	tab.Axe()
	c.shot("wrong")
	for i, g := range c.profile.Groups {
		tab.Until("the step opens", `!document.querySelectorAll("[data-step]")[args[0]].hidden`, i)
		for _, q := range g.Questions() {
			if q.IsRequired() {
				c.answer(q)
			}
		}
		tab.Fits()
		c.shot(g.Key)
		if i < len(c.profile.Groups)-1 {
			tab.Click("[data-next]")
		}
	}
	tab.Until("what was typed is kept", `document.querySelector("[data-saved]").textContent !== ""`)
	tab.Follow("[data-last]")
	tab.At("/kyc/validation")
	tab.Pictures()
	tab.Axe()
	c.shot("summary")
	tab.Follow(`form[action="/kyc/done"] button`)
	tab.See(".kyc-ok")
	tab.Axe()
	c.shot("end")
}

func (c *candidate) shot(step string) { c.tab.LongShot("registration-" + c.profile.ID + "-" + step) }

func (c *candidate) answer(q survey.Question) {
	tab, id := c.tab, "#"+q.ID
	switch q.Widget {
	case survey.WidgetSquareImage, survey.WidgetImage:
		box := fmt.Sprintf(".field:has(%s) ", id)
		tab.Choose(photograph(c.t), func() { tab.Click(box + ".drop button") })
		tab.See(".crop-box .btn-primary")
		tab.Click(".crop-bar button:nth-child(1)") // closer
		tab.Click(".crop-box .btn-primary")
		tab.Gone(".crop-box")
		tab.Until("the frame is in the form", `document.querySelector(args[0]).value.startsWith("data:image/jpeg")`, box+"[data-cropped]")
	case survey.WidgetSelect:
		tab.Select(id, browser.Ask[string](tab, `document.querySelector(args[0]).options[1].value`, id))
	case survey.WidgetMulti, survey.WidgetTwoLevel:
		c.pick(q)
	case survey.WidgetPlace:
		tab.Select(id, "FRA")
		tab.Type(id+"-detail-ts-control", "59140")
		tab.Until("towns come", `page.texts(".ts-dropdown .active")[0]?.includes("59140")`)
		tab.Press(kb.Enter)
		tab.Until("a town is chosen", `document.querySelector(args[0]).value.startsWith("FRA / 59140")`, id+"-detail")
	case survey.WidgetCombo, survey.WidgetMultiCombo:
		tab.Type(id+"-ts-control", "Agence du Phare")
		tab.See(".ts-dropdown .create", "Agence du Phare")
		tab.See(".ts-dropdown .create.active")
		tab.Press(kb.Enter) // suggestions that come meanwhile move the line away from a finger
		tab.Until("the name is kept", `document.querySelector(args[0]).value.includes("Phare")`, id)
	case survey.WidgetTerms, survey.WidgetCheckbox:
		tab.Click(id)
	case survey.WidgetPassword:
		tab.Type(id, "Marguerite!") // her first name, and short
		tab.See("password-strength:not([accepted]) .pw-said")
		tab.Type(id, typed[q.Widget])
		tab.See(`password-strength[accepted] .pw-meter[data-score="4"]`)
		tab.Axe()
	default:
		tab.Type(id, typed[q.Widget])
	}
}

// typed are answers by widget.
var typed = map[string]string{
	survey.WidgetText: "Marguerite", survey.WidgetTextarea: "Une ligne de la vie d’une journaliste.",
	survey.WidgetUniqueEmail: "marguerite@candidat.example", survey.WidgetPhone: "+33(0)7 77 77 77 77",
	survey.WidgetPassword: "sept chevaux gris au bord du quai",
}

// pick takes two entries of a list: of a family, when it has families.
func (c *candidate) pick(q survey.Question) {
	tab := c.tab
	box := fmt.Sprintf(".field:has(#%s) vocab-picker ", q.ID)
	tab.Click(box + "input[type=search]")
	tab.Until("the list is there", `document.querySelector(args[0]) !== null`, box+".vp-list label, "+box+".vp-fam button")
	if q.Widget == survey.WidgetTwoLevel {
		tab.Click(box + ".vp-fam button:nth-child(2)")
		tab.Until("the family opens", `document.querySelector(args[0]) !== null`, box+`.vp-fam button:nth-child(2)[aria-pressed="true"]`)
	}
	tab.See(box + ".vp-list label")
	const chosen = `document.querySelector(args[0]).selectedOptions.length > 0`
	tab.Click(box + ".vp-list label")
	if !tab.Soon(chosen, "#"+q.ID) { // the answer about an address, above, moved the list from under the pointer
		tab.Click(box + ".vp-list label")
	}
	tab.Until("an entry is chosen", chosen, "#"+q.ID)
	tab.Press(kb.Escape)
}
