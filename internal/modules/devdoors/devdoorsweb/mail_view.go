// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package devdoorsweb

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// sampleForm asks where to send the sample letter.
func sampleForm() form.Form {
	return form.Form{
		ID: "sample", Action: testPath, Submit: "dev.mail.send", FullRefresh: true,
		Groups: []form.Group{{Fields: []form.Field{
			{Name: "to", Kind: form.Email, Label: "dev.mail.to", Required: true, Autocomplete: "email"},
		}}},
	}
}

// listView is one page of captured mails.
type listView struct {
	Capturing bool
	Table     ui.TableData
	OlderURL  string // "" on the last page
}

func newListView(ctx context.Context, letters []mailer.Captured, capturing bool) listView {
	page := web.PageOf(letters, pageSize, func(c mailer.Captured) web.Cursor { return web.Cursor{ID: c.ID} })
	v := listView{Capturing: capturing, Table: ui.TableData{
		ID: "letters", Caption: i18n.T(ctx, "dev.mail.title"),
		Columns: []ui.TableColumn{
			{Label: i18n.T(ctx, "dev.mail.subject"), Kind: ui.CellMain},
			{Label: i18n.T(ctx, "dev.mail.recipient")},
			{Label: i18n.T(ctx, "dev.mail.date"), Kind: ui.CellDate},
		},
		Empty: ui.EmptyData{Icon: "inbox", Title: i18n.T(ctx, "dev.mail.empty"), Text: i18n.T(ctx, "dev.mail.empty_text")},
	}}
	for _, c := range page.Items {
		v.Table.Rows = append(v.Table.Rows, ui.TableRow{Label: c.Subject, Cells: []ui.TableCell{
			{Text: c.Subject, URL: letterURL(c.ID)},
			{Text: c.Recipient},
			{Text: i18n.DateTime(ctx, c.CreatedAt)},
		}})
	}
	if page.Next != "" {
		v.OlderURL = mailPath + "?after=" + page.Next
	}
	return v
}

func letterURL(id int64) string { return mailPath + "/" + ids.Encode(id) }

// letterView is one mail, seen from one of its sides.
type letterView struct {
	Subject  string
	Facts    []ui.MetaItem
	Tabs     []ui.TabItem
	FrameURL string // the HTML side
	Text     string // the text side
	Headers  []ui.MetaItem
	Links    []string // addresses in the HTML, each once
}

// The sides of a mail.
const (
	sideHTML    = "html"
	sideText    = "text"
	sideHeaders = "headers"
)

// newLetterView shows the HTML of a mail unless another side is asked for.
func newLetterView(ctx context.Context, c mailer.Captured, side string) letterView {
	if side != sideText && side != sideHeaders {
		side = sideHTML
	}
	url := letterURL(c.ID)
	v := letterView{
		Subject: c.Subject,
		Facts: []ui.MetaItem{
			{Label: i18n.T(ctx, "dev.mail.recipient"), Text: c.Recipient},
			{Label: i18n.T(ctx, "dev.mail.date"), Text: i18n.DateTime(ctx, c.CreatedAt)},
		},
		Tabs: []ui.TabItem{
			{Label: i18n.T(ctx, "dev.mail.html"), URL: url, Current: side == sideHTML},
			{Label: i18n.T(ctx, "dev.mail.text"), URL: url + "?view=" + sideText, Current: side == sideText},
			{Label: i18n.T(ctx, "dev.mail.headers"), URL: url + "?view=" + sideHeaders, Current: side == sideHeaders},
		},
		Links: links(c.HTML),
	}
	switch side {
	case sideText:
		v.Text = c.Text
	case sideHeaders:
		v.Headers = append(v.Headers, ui.MetaItem{Label: "Message-ID", Text: c.MessageID})
		for _, name := range slices.Sorted(maps.Keys(c.Headers)) {
			v.Headers = append(v.Headers, ui.MetaItem{Label: name, Text: c.Headers[name]})
		}
	default:
		v.FrameURL = url + "/html"
	}
	return v
}

// letterJSON is a captured mail as a test reads it.
type letterJSON struct {
	ID        string            `json:"id"`
	MessageID string            `json:"message_id"`
	To        string            `json:"to"`
	Subject   string            `json:"subject"`
	HTML      string            `json:"html"`
	Text      string            `json:"text"`
	Headers   map[string]string `json:"headers"`
	Links     []string          `json:"links"`
	URL       string            `json:"url"`
	CreatedAt time.Time         `json:"created_at"`
}

func newLetterJSON(c mailer.Captured) letterJSON {
	return letterJSON{
		ID: ids.Encode(c.ID), MessageID: c.MessageID, To: c.Recipient, Subject: c.Subject,
		HTML: c.HTML, Text: c.Text, Headers: c.Headers, Links: links(c.HTML), URL: letterURL(c.ID),
		CreatedAt: c.CreatedAt,
	}
}

// links lists the addresses a mail leads to, each once, in order.
func links(body string) []string {
	found := []string{}
	for tokens := html.NewTokenizer(strings.NewReader(body)); ; {
		switch tokens.Next() {
		case html.ErrorToken:
			return found
		case html.StartTagToken:
			token := tokens.Token()
			if token.DataAtom != atom.A {
				continue
			}
			for _, a := range token.Attr {
				isWeb := strings.HasPrefix(a.Val, "http://") || strings.HasPrefix(a.Val, "https://")
				if a.Key == "href" && isWeb && !slices.Contains(found, a.Val) {
					found = append(found, a.Val)
				}
			}
		case html.TextToken, html.EndTagToken, html.SelfClosingTagToken, html.CommentToken, html.DoctypeToken:
		}
	}
}

// inNewWindows makes the links of a mail open beside the frame, in which the
// site refuses to be shown.
func inNewWindows(body string) string {
	const base = `<base target="_blank">`
	if before, after, found := strings.Cut(body, "<head>"); found {
		return before + "<head>" + base + after
	}
	return base + body
}
