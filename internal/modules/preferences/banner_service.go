// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferences

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// MaxCredit is the longest credit of a banner, in characters.
const MaxCredit = 200

// Banner is the picture (image de présentation) over one's page.
type Banner struct {
	Picture string // media name, or ""
	Credit  string
}

// Banner returns the banner of by.
func (s *Service) Banner(ctx context.Context, by access.Actor) (Banner, error) {
	own, err := accountOf(ctx, s.db.Reader(), by)
	if err != nil {
		return Banner{}, err
	}
	return Banner{own.member.Cover, own.member.CoverCredit}, nil
}

// BannerInput is what a member sends of a banner.
type BannerInput struct {
	Data   []byte // a new picture, JPEG or PNG under 4 MB; none keeps the present one
	Remove bool   // no picture any more; Data wins
	Credit string
}

// SetBanner saves the credit, and the picture if it can be taken. A picture
// that is refused leaves the present one, saves the credit all the same, and is
// told by one of the errors of core/media (spec 02 §12).
func (s *Service) SetBanner(ctx context.Context, by access.Actor, in BannerInput) error {
	var picture string
	var refused error
	if len(in.Data) > 0 {
		file, err := s.media.StoreBanner(ctx, by.UserID, in.Data)
		if err != nil && errs.KindOf(err) != errs.Invalid {
			return fmt.Errorf("store the banner of %d: %w", by.UserID, err)
		}
		if refused = err; err == nil {
			picture = file.Name
		}
	}
	err := s.change(ctx, by, func(ctx context.Context, tx bun.Tx, own account) error {
		m := own.member
		m.CoverCredit = shortened(richtext.Plain(strings.TrimSpace(in.Credit)), MaxCredit)
		switch {
		case picture != "":
			m.Cover = picture
		case in.Remove && refused == nil:
			m.Cover = ""
		}
		m.ModifiedAt = s.now().UTC()
		if _, err := tx.NewUpdate().Model(m).Column("cover", "cover_credit", "modified_at").WherePK().Exec(ctx); err != nil {
			return fmt.Errorf("save the banner of %d: %w", m.ID, err)
		}
		return s.media.Link(ctx, tx, m.ID, media.OfMember, m.ID, shownBy(m.Photo, m.Cover))
	})
	if err != nil {
		return err
	}
	return refused
}

// shownBy lists the pictures that a member's page shows.
func shownBy(names ...string) []string {
	var list []string
	for _, name := range names {
		if name != "" {
			list = append(list, name)
		}
	}
	return list
}

func shortened(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most])
}
