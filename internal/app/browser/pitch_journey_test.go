// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/app/browser"
)

// From a pitch to a published article, by two people: a journalist proposes it,
// the editor-in-chief of another media counters, the journalist agrees, the
// assignment is validated, written and delivered; each is told by bell and by
// mail, and one timeline tells it all (spec 04 §5.2, §5.3, §8, §9, §13.3, §13.8).
func TestPitchJourney(t *testing.T) {
	t.Parallel()
	play(t, "pitch", func(s *stage) {
		p := &proposal{stage: s, author: s.tab(), editor: s.tab()}
		p.editor.SignIn(demo.EditorInChief)
		p.author.SignIn(demo.AgencyJournalist)
		p.propose()
		p.counter()
		p.agree()
		p.confirm()
		p.write()
		p.read()
	})
}

// proposal is the story: the journalist of an agency and the editor-in-chief of
// Strada Transports.
type proposal struct {
	*stage

	author, editor *browser.Tab
	order          string // path of the assignment
}

const pitchTitle = "La grue qui refuse de prendre sa retraite"

// propose writes the pitch, reads it again and sends it.
func (p *proposal) propose() {
	tab := p.author
	tab.Open("/wip/newsroom")
	tab.Follow(`.tile a[href="/wip/sujets"]`)
	tab.Follow(`main a[href="/wip/sujets/new"]`)
	tab.Type("#f-title", pitchTitle)
	tab.Type("#f-brief", "Soixante ans de quai, trois générations de grutiers et un devis de démolition. Un reportage de 8 000 signes, avec photos.")
	look(tab, "outlet", "strada")
	choose(tab, "genre")
	choose(tab, "section")
	look(tab, "topic", "transport")
	look(tab, "sector", "transport")
	tab.Fill("#f-valid_until", "2031-04-20")
	tab.Fill("#f-valid_until-time", "18:00")
	tab.Fill("#f-issue_at", "2031-05-04")
	tab.Fill("#f-issue_at-time", "09:30")
	p.look(tab, "01-form")
	tab.Follow("#pitch-form [type=submit]")
	tab.See("tbody tr:first-child .st", "Brouillon")
	p.look(tab, "02-list")
	tab.Follow("tbody tr:first-child .c-main a", pitchTitle)
	p.look(tab, "03-draft")
	tab.Follow(`main form[action$="/publish"] button`)
	tab.See("#toasts .toast1", "envoyé au média")
	tab.See("tbody tr:first-child .st", "Publié")
}

// counter is the editor's part: the bell says who proposes, the answer is other
// terms.
func (p *proposal) counter() {
	tab := p.editor
	p.ring(tab, demo.EditorInChief, "proposé par Solène Guivarch")
	if there := tab.Path(); p.letter(p.site.Email(p.t, demo.EditorInChief), "/wip/sujets/") != there {
		p.t.Errorf("the mail does not lead to %s", there)
	}
	tab.See("main .person", "Solène Guivarch")
	tab.Click("#answer details:first-of-type summary")
	tab.Fill("#f-copy_deadline", "2031-05-02")
	tab.Fill("#f-copy_deadline-time", "12:00")
	tab.Type("#f-fee", "650")
	tab.Type("#f-message", "Plutôt 6 000 signes, et le grutier en ouverture.")
	p.look(tab, "04-answer")
	tab.Follow("#offer-form [type=submit]")
	tab.See("#toasts .toast1", "Contre-proposition envoyée")
	tab.See("tbody tr:first-child .st", "Contre-proposition")
	tab.Follow("tbody tr:first-child .c-main a", pitchTitle)
	tab.See("[data-testid=offer]", "En attente de la réponse")
	p.look(tab, "05-countered")
}

// agree is the author's answer to the other terms.
func (p *proposal) agree() {
	tab := p.author
	p.ring(tab, demo.AgencyJournalist, "vous fait une contre-proposition")
	p.letter(p.site.Email(p.t, demo.AgencyJournalist), "/wip/sujets/")
	offer := tab.Text("[data-testid=offer]")
	for _, term := range []string{"650,00", "2 mai 2031", "grutier en ouverture"} {
		if !strings.Contains(offer, term) {
			p.t.Errorf("the offer does not say %q: %s", term, offer)
		}
	}
	p.look(tab, "06-offer")
	tab.Follow(`form[action$="/offer/accept"] button`)
	tab.At("/wip/commandes/")
	p.order = tab.Path()
	p.look(tab, "07-order")
}

// confirm validates the assignment.
func (p *proposal) confirm() {
	tab := p.editor
	p.ring(tab, demo.EditorInChief, "accepte votre contre-proposition")
	if tab.Path() != p.order {
		p.t.Errorf("the bell leads to %s, want %s", tab.Path(), p.order)
	}
	tab.Follow(`main form[action$="/confirm"] button`)
	tab.Open(p.order)
	tab.See("main .st", "Validée")
	p.look(tab, "08-confirmed")
}

// write begins the article from the assignment, which fills the form in, and
// publishes it.
func (p *proposal) write() {
	tab := p.author
	p.ring(tab, demo.AgencyJournalist, "validé votre commande")
	tab.Follow(`main form[action$="/article"] button`)
	tab.Until("the form knows the title", `document.querySelector("#f-title").value === args[0]`, pitchTitle)
	tab.Type("#f-standfirst", "Rencontre avec la doyenne des quais, et avec ceux qui la conduisent.")
	tab.Click(".ProseMirror")
	tab.Write("Elle grince, elle fume un peu, et personne ne veut la voir partir.")
	tab.Press(kb.Enter)
	tab.Write("« On se connaît par cœur », dit le grutier.")
	p.look(tab, "09-article")
	tab.Follow("#article-form [type=submit]")
	tab.Follow("tbody tr:first-child .c-main a", pitchTitle)
	p.look(tab, "10-preview")
	tab.Follow(`main form[action$="/publish"] button`)
	tab.See("#toasts .toast1", "publié")
}

// read is the end: the editor is told, the wall has the article first, and the
// timeline tells the story in its order, each part linked that one may open.
func (p *proposal) read() {
	tab := p.editor
	p.ring(tab, demo.EditorInChief, "livré la commande")
	if to := p.letter(p.site.Email(p.t, demo.EditorInChief), "/wip/commandes/"); to != p.order || tab.Path() != p.order {
		p.t.Errorf("the mail leads to %s, the bell to %s, want %s", to, tab.Path(), p.order)
	}
	tab.See("main .st", "Livrée")
	want := []string{
		"Sujet écrit", "Sujet envoyé au média", "Contre-proposition", "Sujet accepté",
		"Commande créée", "Commande validée", "Article commencé", "Article publié",
	}
	told := tab.Texts("[data-testid=timeline] li p:first-child")
	if !slices.Equal(told, want) {
		p.t.Errorf("the timeline says %q, want %q", told, want)
	}
	p.look(tab, "11-timeline")
	tab.Follow(`[data-testid=timeline] a[href^="/wire/"]`)
	tab.See("article.article h1", pitchTitle)
	p.look(tab, "12-published")
	tab.Open("/wire")
	if got := tab.Text(".news-grid .news .news-t"); got != pitchTitle {
		p.t.Errorf("first on the wall = %q", got)
	}
	p.author.Open(p.order)
	if told := p.author.Texts("[data-testid=timeline] li p:first-child"); !slices.Equal(told, want) {
		p.t.Errorf("the author's timeline says %q", told)
	}
	p.look(p.author, "13-author")
}
