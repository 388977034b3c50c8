// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"context"
	"fmt"
	"io"
	"net/http"

	"github.com/a-h/templ"
	templruntime "github.com/a-h/templ/runtime"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/web"
)

// Render answers 200 with the component. The page is complete before the first
// byte leaves, so an error in a view still becomes an error page.
func Render(w http.ResponseWriter, r *http.Request, c templ.Component) error {
	return RenderStatus(w, r, http.StatusOK, c)
}

// RenderStatus answers with the given status and the component: 422 for a form
// with its errors.
func RenderStatus(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	sheet := web.NewSheet()
	defer sheet.Release()
	if err := c.Render(r.Context(), sheet); err != nil {
		return fmt.Errorf("render view: %w", err)
	}
	h := w.Header()
	if h.Get("Content-Type") == "" {
		h.Set("Content-Type", "text/html; charset=utf-8")
	}
	if h.Get("Cache-Control") == "" {
		// Member pages are one person's; public pages set their own policy before.
		h.Set("Cache-Control", "private, no-cache")
	}
	if err := sheet.Send(w, r, status); err != nil {
		return errGone // the reader has left: nobody to tell
	}
	return nil
}

// Draw renders the components, one behind the other, as a piece that many
// pages show: see Reuse. They are drawn as nobody sees them, in the language of
// ctx, so that nothing of one reader gets to another; the caller must know when
// what they show is no longer true.
func Draw(ctx context.Context, parts ...templ.Component) (*web.Piece, error) {
	return draw(WithVisit(WithActor(ctx, access.Actor{}), Visit{}), parts...)
}

func draw(ctx context.Context, parts ...templ.Component) (*web.Piece, error) {
	sheet := web.NewSheet()
	defer sheet.Release()
	for _, c := range parts {
		if err := c.Render(ctx, sheet); err != nil {
			return nil, fmt.Errorf("draw a piece: %w", err)
		}
	}
	return web.NewPiece(append([]byte(nil), sheet.HTML()...))
}

// Reuse is a component that shows a piece drawn before.
func Reuse(piece *web.Piece) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		if sheet, ok := w.(*web.Sheet); ok {
			sheet.Place(piece)
			return nil
		}
		if buffer, ok := w.(*templruntime.Buffer); ok {
			if sheet, ok := buffer.Underlying.(*web.Sheet); ok {
				if err := buffer.Flush(); err != nil {
					return err
				}
				sheet.Place(piece)
				return nil
			}
		}
		_, err := w.Write(piece.HTML())
		return err
	})
}
