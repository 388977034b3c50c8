// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// Seats gives the seats of events: it alone writes participations. Whatever
// changes their number holds the lock of the event's seats.
type Seats struct {
	db     *database.DB
	ids    *ids.Generator
	outbox *outbox.Outbox
	now    func() time.Time
	random io.Reader
}

// NewSeats returns the service over its engines.
func NewSeats(n Needs) *Seats {
	return &Seats{db: n.DB, ids: n.IDs, outbox: n.Outbox, now: n.Now, random: rand.Reader}
}

// Ask asks for a seat in an event that by sees, and returns how by stands then.
// Who has asked already stays as they stand (spec 03 §4.13).
func (s *Seats) Ask(ctx context.Context, by access.Actor, postID int64, motive string) (Standing, error) {
	motive = richtext.PlainLines(motive)
	if utf8.RuneCountInString(motive) > MaxWords {
		return "", problem("motive", "ui.form.error.too_long", "Max", MaxWords, "Count", utf8.RuneCountInString(motive))
	}
	var standing Standing
	err := s.withSeats(ctx, postID, func(ctx context.Context, tx bun.Tx, post *Post) error {
		if !post.IsVisible(s.now()) {
			return errs.ErrNotFound
		}
		held, err := participationOf(ctx, tx, postID, by.UserID)
		if err != nil {
			return err
		}
		if held != nil && held.Status != Cancelled && held.Status != Refused {
			standing = held.Status
			return nil
		}
		if err := post.CanAsk(by, s.now()); err != nil {
			return err
		}
		if held != nil && held.Status == Refused {
			return errRefusedBefore
		}
		standing, err = s.seat(ctx, tx, post, held, by.UserID, motive)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("ask for a seat in event %d: %w", postID, err)
	}
	return standing, nil
}

// seat writes a new request, or one made again, with what it gives.
func (s *Seats) seat(ctx context.Context, tx bun.Tx, post *Post, held *Participation, memberID int64, motive string) (Standing, error) {
	taken, err := seatsTaken(ctx, tx, post.ID)
	if err != nil {
		return "", err
	}
	now := s.now().UTC()
	x := &Participation{ID: s.ids.Next(), PostID: post.ID, MemberID: memberID, Status: post.afterRequest(taken), Motive: motive, RequestedAt: now, ModifiedAt: now}
	if held != nil {
		x.ID, x.Hidden = held.ID, held.Hidden
	}
	if x.Status != Requested {
		x.DecidedAt = now
	}
	if err := s.giveBadge(x); err != nil {
		return "", err
	}
	if held == nil {
		_, err = tx.NewInsert().Model(x).Exec(ctx)
	} else {
		_, err = tx.NewUpdate().Model(x).WherePK().Exec(ctx)
	}
	if err != nil {
		return "", err
	}
	if x.Status == Requested {
		return x.Status, s.outbox.Record(ctx, tx, event.ParticipationAsked{ParticipationID: x.ID})
	}
	return x.Status, s.decided(ctx, tx, x)
}

// Cancel gives up a request or a seat; a freed seat goes to the oldest of the
// waiting list.
func (s *Seats) Cancel(ctx context.Context, by access.Actor, postID int64) error {
	err := s.withSeats(ctx, postID, func(ctx context.Context, tx bun.Tx, post *Post) error {
		x, err := participationOf(ctx, tx, postID, by.UserID)
		if err != nil {
			return err
		}
		if x == nil {
			return errs.ErrNotFound
		}
		if x.Status == Cancelled {
			return nil
		}
		if err := x.CanCancel(post, s.now()); err != nil {
			return err
		}
		return s.move(ctx, tx, x, Cancelled)
	})
	if err != nil {
		return fmt.Errorf("give up event %d: %w", postID, err)
	}
	return nil
}

// Hide lists by among the participants of an event, or does not (spec 03 §13
// E1).
func (s *Seats) Hide(ctx context.Context, by access.Actor, postID int64, hidden bool) error {
	res, err := s.db.Writer().NewUpdate().Model((*Participation)(nil)).
		Set("hidden = ?", hidden).Set("modified_at = ?", s.now().UTC()).
		Where("post_id = ?", postID).Where("member_id = ?", by.UserID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("hide in event %d: %w", postID, err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, errs.ErrNotFound)
	}
	return nil
}

// mostDecisions bounds how many requests are decided about at once.
const mostDecisions = 200

// Decide approves or refuses requests of one event, in the order of the
// requests, with a message for all. Approved without room, one joins the
// waiting list. It returns how many have a seat by then, wait, or are refused;
// those that cannot be decided about any more are passed over, unless there is
// no other.
func (s *Seats) Decide(ctx context.Context, by access.Actor, eventID int64, participations []int64, approve bool, message string) (map[Standing]int, error) {
	message = richtext.PlainLines(message)
	if n := utf8.RuneCountInString(message); n > MaxWords {
		return nil, problem("message", "ui.form.error.too_long", "Max", MaxWords, "Count", n)
	}
	participations = participations[:min(len(participations), mostDecisions)]
	became := map[Standing]int{}
	err := s.organising(ctx, by, eventID, func(ctx context.Context, tx bun.Tx, post *Post) error {
		clear(became) // the transaction may run again
		list, err := participationsAmong(ctx, tx, post.ID, participations)
		if err != nil {
			return err
		}
		refusal := errs.ErrNotFound
		for i := range list {
			x := &list[i]
			if err := x.CanDecide(approve); err != nil {
				errors.As(err, &refusal)
				continue
			}
			if err := s.decide(ctx, tx, post, x, by.UserID, approve, message); err != nil {
				return err
			}
			became[x.Status]++
		}
		if len(became) == 0 {
			return refusal
		}
		return s.promote(ctx, tx, post.ID)
	})
	if err != nil {
		return nil, fmt.Errorf("decide about event %d: %w", eventID, err)
	}
	return became, nil
}

// decide writes one decision and records it.
func (s *Seats) decide(ctx context.Context, tx bun.Tx, post *Post, x *Participation, by int64, approve bool, message string) error {
	to := Refused
	if approve {
		taken, err := seatsTaken(ctx, tx, post.ID)
		if err != nil {
			return err
		}
		to = Waitlisted
		if post.HasRoom(taken) {
			to = Approved
		}
	}
	x.Message, x.DecidedBy = message, by
	if x.Status == to { // waits still: nothing to tell
		return nil
	}
	if err := s.write(ctx, tx, x, to); err != nil {
		return err
	}
	return s.decided(ctx, tx, x)
}

// move gives a participation another standing and the seat it frees to the
// next in the waiting list.
func (s *Seats) move(ctx context.Context, tx bun.Tx, x *Participation, to Standing) error {
	if err := s.write(ctx, tx, x, to); err != nil {
		return err
	}
	if err := recount(ctx, tx, x.PostID); err != nil {
		return err
	}
	return s.promote(ctx, tx, x.PostID)
}

// write saves a standing with its badge and its dates.
func (s *Seats) write(ctx context.Context, tx bun.Tx, x *Participation, to Standing) error {
	now := s.now().UTC()
	x.Status, x.DecidedAt, x.ModifiedAt = to, now, now
	if err := s.giveBadge(x); err != nil {
		return err
	}
	_, err := tx.NewUpdate().Model(x).WherePK().Exec(ctx)
	return err
}

// decided counts the seats again and tells the participant.
func (s *Seats) decided(ctx context.Context, tx bun.Tx, x *Participation) error {
	if err := recount(ctx, tx, x.PostID); err != nil {
		return err
	}
	return s.outbox.Record(ctx, tx, event.ParticipationDecided{
		ParticipationID: x.ID, Approved: x.Status == Approved, Refused: x.Status == Refused,
	})
}

// promote gives the free seats of an event that members see to the oldest of
// its waiting list.
func (s *Seats) promote(ctx context.Context, tx bun.Tx, postID int64) error {
	post, err := s.lockSeats(ctx, tx, postID)
	if err != nil {
		return err
	}
	if post.Status != content.Public || post.HasEnded(s.now()) {
		return nil
	}
	taken, err := seatsTaken(ctx, tx, postID)
	if err != nil {
		return err
	}
	q := tx.NewSelect().Model((*Participation)(nil)).
		Where("pa.post_id = ?", postID).Where("pa.status = ?", Waitlisted).
		Order("pa.requested_at", "pa.id")
	if post.Capacity > 0 {
		if taken >= post.Capacity {
			return nil
		}
		q = q.Limit(post.Capacity - taken)
	}
	var next []Participation
	if err := q.Scan(ctx, &next); err != nil {
		return fmt.Errorf("read the waiting list of %d: %w", postID, err)
	}
	for i := range next {
		next[i].DecidedBy = 0
		if err := s.write(ctx, tx, &next[i], Approved); err != nil {
			return err
		}
		if err := s.decided(ctx, tx, &next[i]); err != nil {
			return err
		}
	}
	return nil
}

// affect records for each who takes part, or has asked to, what happens to the
// event.
func (s *Seats) affect(ctx context.Context, tx bun.Tx, postID int64, what event.ParticipationAffected) error {
	among := []Standing{Approved, Requested, Waitlisted}
	if what.Near {
		among = []Standing{Approved}
	}
	var people []int64
	err := tx.NewSelect().Model((*Participation)(nil)).Column("pa.id").
		Where("pa.post_id = ?", postID).Where("pa.status IN (?)", bun.List(among)).Order("pa.id").Scan(ctx, &people)
	if err != nil {
		return fmt.Errorf("read who takes part in %d: %w", postID, err)
	}
	told := make([]outbox.Event, len(people))
	for i, id := range people {
		what.ParticipationID = id
		told[i] = what
	}
	for some := range slices.Chunk(told, toldAtOnce) {
		if err := s.outbox.Record(ctx, tx, some...); err != nil {
			return err
		}
	}
	return nil
}

// toldAtOnce is how many rows one statement inserts.
const toldAtOnce = 500

// withSeats runs change while nobody else gives or frees seats of the event.
func (s *Seats) withSeats(ctx context.Context, postID int64, change func(context.Context, bun.Tx, *Post) error) error {
	return s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		post, err := s.lockSeats(ctx, tx, postID)
		if err != nil {
			return err
		}
		return change(ctx, tx, post)
	})
}

// organising is withSeats for who organises the event.
func (s *Seats) organising(ctx context.Context, by access.Actor, eventID int64, change func(context.Context, bun.Tx, *Post) error) error {
	post, err := postBySource(ctx, s.db.Reader(), eventID)
	switch {
	case err != nil:
		return err
	case post == nil:
		return errs.ErrNotFound
	}
	return s.withSeats(ctx, post.ID, func(ctx context.Context, tx bun.Tx, post *Post) error {
		if !post.IsOrganisedBy(by) {
			return errMayNotDecide
		}
		return change(ctx, tx, post)
	})
}

// lockSeats reads an event whose seats nobody else changes until the
// transaction ends.
func (s *Seats) lockSeats(ctx context.Context, tx bun.Tx, postID int64) (*Post, error) {
	if err := s.db.Lock(ctx, tx, "seats:"+strconv.FormatInt(postID, 10)); err != nil {
		return nil, err
	}
	return postByID(ctx, tx, postID)
}

// codeAlphabet has no letters that look like digits, nor U, which makes words.
const (
	codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	codeLength   = 10 // 50 bits: nobody tries them out at the door
)

// giveBadge gives who has a seat a code to show at the door, and takes it from
// who has none.
func (s *Seats) giveBadge(x *Participation) error {
	switch {
	case !x.Status.HasSeat():
		x.BadgeCode = ""
		return nil
	case x.BadgeCode != "":
		return nil
	}
	raw := make([]byte, codeLength)
	if _, err := io.ReadFull(s.random, raw); err != nil {
		return fmt.Errorf("draw a badge code: %w", err)
	}
	for i, b := range raw {
		raw[i] = codeAlphabet[int(b)%len(codeAlphabet)]
	}
	x.BadgeCode = string(raw)
	return nil
}

// cleanCode reads a code as people type it: in any case, with spaces and
// hyphens, with an O for a zero and an I or an L for a one.
func cleanCode(typed string) string {
	return strings.NewReplacer(" ", "", "-", "", "\u00a0", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(strings.TrimSpace(typed)))
}

// postByID reads what members see of an event, hidden or not.
func postByID(ctx context.Context, db bun.IDB, id int64) (*Post, error) {
	post := new(Post)
	err := db.NewSelect().Model(post).Where("p.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read event post %d: %w", id, err)
	}
	return post, nil
}

// participationOf returns the member's participation, or nil.
func participationOf(ctx context.Context, db bun.IDB, postID, memberID int64) (*Participation, error) {
	x := new(Participation)
	err := db.NewSelect().Model(x).Where("pa.post_id = ?", postID).Where("pa.member_id = ?", memberID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // not to have asked is an ordinary answer
	}
	if err != nil {
		return nil, fmt.Errorf("read the participation of %d: %w", memberID, err)
	}
	return x, nil
}

// participationsAmong returns those of the event among ids, the oldest first.
func participationsAmong(ctx context.Context, db bun.IDB, postID int64, among []int64) ([]Participation, error) {
	if len(among) == 0 {
		return nil, nil
	}
	var found []Participation
	err := db.NewSelect().Model(&found).Where("pa.post_id = ?", postID).Where("pa.id IN (?)", bun.List(among)).
		Order("pa.requested_at", "pa.id").Scan(ctx)
	return found, err
}

// seatsTaken counts the seats that are taken.
func seatsTaken(ctx context.Context, db bun.IDB, postID int64) (int64, error) {
	return db.NewSelect().Model((*Participation)(nil)).
		Where("pa.post_id = ?", postID).Where("pa.status IN (?)", bun.List(seated)).Count(ctx)
}

// recount keeps on the post how many seats are taken.
func recount(ctx context.Context, db bun.IDB, postID int64) error {
	_, err := db.NewRaw("UPDATE event_posts SET participant_count = (SELECT count(*) FROM participations pa WHERE pa.post_id = ?0 AND pa.status IN (?1)) WHERE id = ?0",
		postID, bun.List(seated)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("count the seats of %d: %w", postID, err)
	}
	return nil
}
