// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"context"
	"fmt"
	"image/color"
	"net/http"
	"strconv"
	"strings"

	"github.com/boombuler/barcode/qr"

	"aipress24.com/aipress24/internal/core/place"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// badgeView is what a participant shows at the door.
type badgeView struct {
	EventURL     string
	Title        string
	Publisher    string
	Opening      string
	DateTime     string
	Where        string
	Name         string
	Role         string
	Organisation string
	Code         string // in two groups, to be read aloud
	Path         string // of the QR code, in squares
	Side         string // of it, in squares
	Came         string // when it was shown, or ""
}

// badge answers GET /events/{id}/badge.
func (h *handler) badge(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	b, err := h.Seats.Badge(r.Context(), ui.Actor(r), id)
	if err != nil {
		return err
	}
	v, err := h.newBadgeView(r.Context(), b)
	if err != nil {
		return err
	}
	return ui.Render(w, r, badgePage(v))
}

func (h *handler) newBadgeView(ctx context.Context, b *events.Badge) (badgeView, error) {
	p := b.Post
	v := badgeView{
		EventURL: postURL(p.ID), Title: p.Title, Publisher: b.Publisher, Opening: opening(ctx, p.StartsAt, p.EndsAt), DateTime: i18n.ISO(p.StartsAt),
		Where: commaed(p.Address, place.Parse(p.Town).Label()), Name: b.Name, Role: b.JobTitle, Organisation: b.Organisation,
		Code: b.Code[:len(b.Code)/2] + "-" + b.Code[len(b.Code)/2:],
	}
	if !b.AttendedAt.IsZero() {
		v.Came = i18n.DateTime(ctx, b.AttendedAt)
	}
	var err error
	v.Path, v.Side, err = drawCode(h.BaseURL + doorURL(p.SourceID) + "?code=" + b.Code)
	return v, err
}

// drawCode returns the path of the dark squares of a QR code, and its side.
func drawCode(text string) (path, side string, err error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return "", "", fmt.Errorf("draw a QR code: %w", err)
	}
	const margin = 2 // squares; the page around it is white too
	box := code.Bounds()
	var b strings.Builder
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			if color.GrayModel.Convert(code.At(x, y)).(color.Gray).Y < 128 {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x-box.Min.X+margin, y-box.Min.Y+margin)
			}
		}
	}
	return b.String(), strconv.Itoa(box.Dx() + 2*margin), nil
}
