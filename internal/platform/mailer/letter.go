// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mailer

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"net/url"
	"strings"

	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/richtext"
)

//go:embed letter.html
var layoutSource string

// layout is parsed once: a fault in it shows at the first test.
var layout = template.Must(template.New("letter").Parse(layoutSource))

// Letter is the content of a mail, block by block. Every text given to it is
// plain text in the recipient's language; the layout escapes it.
type Letter struct {
	ctx         context.Context //nolint:containedctx // carries the language while one mail is written
	lang        i18n.Lang
	subject     string
	preheader   string
	blocks      []block
	sender      string
	unsubscribe string
	err         error
}

// block is one piece of a letter; only the fields of its kind are filled.
type block struct {
	Kind  string // heading, paragraph, button, quote or facts
	Text  string
	URL   string
	By    string // author of a quotation
	Facts []Fact
}

// Fact is a line "label: value", such as a date or a price.
type Fact struct{ Label, Value string }

// NewLetter begins a letter in the language of ctx. The subject comes without
// the platform's prefix; line breaks in it become spaces.
func NewLetter(ctx context.Context, subject string) *Letter {
	return &Letter{ctx: ctx, lang: i18n.LangOf(ctx), subject: richtext.Plain(subject)}
}

// Preheader sets the line that mailboxes show beside the subject. Without it
// they show the first paragraph.
func (l *Letter) Preheader(text string) *Letter {
	l.preheader = richtext.Plain(text)
	return l
}

// Heading adds a title.
func (l *Letter) Heading(text string) *Letter {
	return l.add(block{Kind: "heading", Text: richtext.Plain(text)})
}

// Paragraph adds paragraphs; empty ones are left out.
func (l *Letter) Paragraph(texts ...string) *Letter {
	for _, text := range texts {
		l.add(block{Kind: "paragraph", Text: richtext.Plain(text)})
	}
	return l
}

// Quote adds words of somebody, line by line, and who said them (perhaps
// nobody).
func (l *Letter) Quote(text, by string) *Letter {
	return l.add(block{Kind: "quote", Text: plainLines(text), By: richtext.Plain(by)})
}

// Facts adds a list of labels and values; those without value are left out.
func (l *Letter) Facts(facts ...Fact) *Letter {
	var kept []Fact
	for _, f := range facts {
		f = Fact{Label: richtext.Plain(f.Label), Value: richtext.Plain(f.Value)}
		if f.Value != "" {
			kept = append(kept, f)
		}
	}
	if len(kept) == 0 {
		return l
	}
	l.blocks = append(l.blocks, block{Kind: "facts", Facts: kept})
	return l
}

// Button adds a button, followed by its address for those who cannot press it.
// The address is absolute, http or https; another one makes Message fail.
func (l *Letter) Button(label, address string) *Letter {
	if !isWebAddress(address) && l.err == nil {
		l.err = fmt.Errorf("%w: address of button %q", ErrInvalid, label)
	}
	return l.add(block{Kind: "button", Text: richtext.Plain(label), URL: address})
}

// SentBy names in the footer the member whose action sends the letter, by the
// address given. Without it the footer says that the letter is automatic.
func (l *Letter) SentBy(address string) *Letter {
	l.sender = richtext.Plain(address)
	return l
}

// Unsubscribe adds the link and the headers by which the recipient stops mails
// of this kind; the address accepts a bare POST (RFC 8058).
func (l *Letter) Unsubscribe(address string) *Letter {
	l.unsubscribe = address
	return l
}

func (l *Letter) add(b block) *Letter {
	if b.Text != "" {
		l.blocks = append(l.blocks, b)
	}
	return l
}

// Message lays the letter out and returns the mail of the given kind for one
// recipient. The caller adds what concerns the sending: MessageID, BypassQuota,
// ReplyTo.
func (l *Letter) Message(kind, to string) (Message, error) {
	if l.err != nil {
		return Message{}, fmt.Errorf("write mail %s: %w", kind, l.err)
	}
	if l.unsubscribe != "" && !isWebAddress(l.unsubscribe) {
		return Message{}, fmt.Errorf("write mail %s: %w: unsubscribe address", kind, ErrInvalid)
	}
	var html bytes.Buffer
	if err := layout.Execute(&html, l.view()); err != nil {
		return Message{}, fmt.Errorf("write mail %s: %w", kind, err)
	}
	return Message{
		Kind: kind, To: to, Lang: l.lang, Subject: l.subject,
		HTML: html.String(), Text: l.text(), ListUnsubscribeURL: l.unsubscribe,
	}, nil
}

// letterView is what the layout shows.
type letterView struct {
	Lang, Subject, Preheader string
	Blocks                   []block
	Copy, Footer             string
	Unsubscribe, Stop        string
}

func (l *Letter) view() letterView {
	view := letterView{
		Lang: string(l.lang), Subject: l.subject, Preheader: l.preheader, Blocks: l.blocks,
		Copy: i18n.T(l.ctx, "mail.copy_link"), Footer: l.footer(),
		Unsubscribe: l.unsubscribe, Stop: i18n.T(l.ctx, "mail.unsubscribe"),
	}
	for _, b := range l.blocks {
		if view.Preheader == "" && b.Kind == "paragraph" {
			view.Preheader = b.Text
		}
	}
	return view
}

func (l *Letter) footer() string {
	if l.sender == "" {
		return i18n.T(l.ctx, "mail.sent_automatically")
	}
	return i18n.T(l.ctx, "mail.sent_by", "Address", l.sender)
}

// text is the letter for those who read without HTML.
func (l *Letter) text() string {
	var b strings.Builder
	for _, block := range l.blocks {
		switch block.Kind {
		case "heading":
			b.WriteString(block.Text + "\n" + strings.Repeat("=", min(len([]rune(block.Text)), 70)))
		case "paragraph":
			b.WriteString(block.Text)
		case "quote":
			b.WriteString("> " + strings.ReplaceAll(block.Text, "\n", "\n> "))
			if block.By != "" {
				b.WriteString("\n> — " + block.By)
			}
		case "facts":
			for i, f := range block.Facts {
				if i > 0 {
					b.WriteByte('\n')
				}
				b.WriteString(i18n.T(l.ctx, "mail.fact", "Label", f.Label, "Value", f.Value))
			}
		case "button":
			b.WriteString(i18n.T(l.ctx, "mail.fact", "Label", block.Text, "Value", block.URL))
		}
		b.WriteString("\n\n")
	}
	b.WriteString("-- \nAiPRESS24\n" + l.footer() + "\n")
	if l.unsubscribe != "" {
		b.WriteString(i18n.T(l.ctx, "mail.fact", "Label", i18n.T(l.ctx, "mail.unsubscribe"), "Value", l.unsubscribe) + "\n")
	}
	return b.String()
}

// plainLines cleans a text of several lines and drops the empty ones.
func plainLines(s string) string {
	var kept []string
	for line := range strings.Lines(strings.ReplaceAll(s, "\r", "\n")) {
		if line = richtext.Plain(line); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

func isWebAddress(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" &&
		u.User == nil && !hasControl(address)
}
