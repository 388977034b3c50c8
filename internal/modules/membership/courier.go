// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membership

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"

	"aipress24.com/aipress24/internal/core/courier"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/notice"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Courier sends the mails of the review: to applicants and members what was
// decided or asked, to administrators what waits (spec 02 §16).
type Courier struct {
	Needs
	courier.Post
}

// Subscribe says which events make which mails.
func (c *Courier) Subscribe(r *outbox.Registry) {
	outbox.On(r, "membership", c.letterWritten)
	outbox.On(r, "membership", c.registrationSubmitted)
	outbox.On(r, "membership", c.proposalSubmitted)
}

// letterWritten sends a letter and deletes it. Run twice, it finds no letter,
// or sends the same mail under the same name.
func (c *Courier) letterWritten(ctx context.Context, e event.ReviewLetterWritten, _ outbox.Meta) error {
	l, err := letterByID(ctx, c.DB.Writer(), e.LetterID)
	if err != nil || l == nil {
		return err
	}
	var name, language string
	err = c.DB.Writer().NewRaw("SELECT first_name, language FROM members WHERE id = ?", l.MemberID).Scan(ctx, &name, &language)
	if err != nil {
		return fmt.Errorf("read member %d: %w", l.MemberID, err)
	}
	msg, err := c.compose(courier.In(ctx, language), l, name)
	if err != nil {
		return err
	}
	msg.BypassQuota = true // about the right to be a member
	if err := c.Send(ctx, msg, fmt.Sprintf("review-letter-%d", l.ID)); err != nil {
		return err
	}
	return dropLetter(ctx, c.DB.Writer(), l.ID)
}

// compose writes a letter in the language of ctx.
func (c *Courier) compose(ctx context.Context, l *letter, name string) (mailer.Message, error) {
	say := func(part string) string { return i18n.T(ctx, "membership.mail."+l.Kind+"."+part, "Name", name) }
	mail := mailer.NewLetter(ctx, say("subject")).Heading(say("subject")).
		Paragraph(i18n.T(ctx, "membership.mail.hello", "Name", name), say("text"))
	if len(l.Payload.Fields) > 0 {
		mail.Facts(mailer.Fact{Label: i18n.T(ctx, "membership.mail.fields"), Value: FieldNames(ctx, l.Payload.Fields)})
	}
	for _, words := range l.Payload.Reason.words(ctx) {
		mail.Quote(words, "")
	}
	if l.Payload.Question != "" {
		mail.Quote(l.Payload.Question, i18n.T(ctx, "membership.mail.team"))
	}
	mail.Paragraph(say("next"))
	switch l.Kind {
	case letterApproved, letterReactivated:
		mail.Button(i18n.T(ctx, "membership.mail.sign_in"), c.SiteURL+"/auth/login")
	case letterRejected:
		mail.Button(i18n.T(ctx, "membership.mail.register"), c.SiteURL+"/kyc/")
	case letterChangesRefused:
		mail.Button(i18n.T(ctx, "membership.mail.profile"), c.SiteURL+"/kyc/profile")
	case letterQuestion:
		token := rand.Text()
		if err := c.newAnswerLink(ctx, token, l.MemberID, l.ID); err != nil {
			return mailer.Message{}, err
		}
		mail.Button(i18n.T(ctx, "membership.mail.answer"), c.SiteURL+AnswerPath+token)
	}
	return mail.Message("review_"+l.Kind, l.Address)
}

// AnswerPath is where an applicant answers; the token follows.
const AnswerPath = "/kyc/answer/"

// words are the reasons of a refusal in the language of ctx.
func (r Reason) words(ctx context.Context) []string {
	var list []string
	if r.Canned != "" && i18n.Has("membership.reason."+r.Canned) {
		list = append(list, i18n.T(ctx, "membership.reason."+r.Canned))
	}
	if r.Text != "" {
		list = append(list, r.Text)
	}
	return list
}

// FieldNames lists fields of the survey in the language of ctx; what the
// administrators call the wishes for a Business Wall included.
func FieldNames(ctx context.Context, names []string) string {
	labels := make([]string, len(names))
	for i, name := range names {
		labels[i] = name
		if key := "survey.field." + name; i18n.Has(key) {
			labels[i] = i18n.T(ctx, key)
		}
	}
	return strings.Join(labels, " · ")
}

func (c *Courier) registrationSubmitted(ctx context.Context, e event.RegistrationSubmitted, m outbox.Meta) error {
	return c.tellAdministrators(ctx, e.MemberID, Registration, notice.RegistrationSubmitted, m.EventID)
}

func (c *Courier) proposalSubmitted(ctx context.Context, e event.ProposalSubmitted, m outbox.Meta) error {
	return c.tellAdministrators(ctx, e.MemberID, Proposal, notice.ProposalSubmitted, m.EventID)
}

// tellAdministrators tells each administrator who has not refused such mails
// what waits, if it still does.
func (c *Courier) tellAdministrators(ctx context.Context, memberID int64, stage Stage, kind notice.Kind, eventID int64) error {
	f, err := readFile(ctx, c.DB.Writer(), memberID)
	if errors.Is(err, errs.ErrNotFound) || err == nil && f.stage() != stage {
		return nil // decided meanwhile
	}
	if err != nil {
		return err
	}
	people, err := administrators(ctx, c.DB.Writer())
	if err != nil {
		return err
	}
	willing, err := notice.Willing(ctx, c.DB.Writer(), kind, notice.Mail, idsOf(people))
	if err != nil {
		return err
	}
	for _, p := range people {
		if !slices.Contains(willing, p.ID) {
			continue
		}
		msg, err := c.notice(courier.In(ctx, p.Language), f, stage, p.Email)
		if err != nil {
			return err
		}
		if err := c.Send(ctx, msg, fmt.Sprintf("review-notice-%d-%d", eventID, p.ID)); err != nil {
			return err
		}
	}
	return nil
}

func idsOf(people []Person) []int64 {
	list := make([]int64, len(people))
	for i, p := range people {
		list[i] = p.ID
	}
	return list
}

// notice is what an administrator reads of a registration or proposal.
func (c *Courier) notice(ctx context.Context, f *file, stage Stage, to string) (mailer.Message, error) {
	answers, questions, label := c.Survey.AnswersOf(f.member, f.profile), f.profile.SurveyProfile, f.profile.Label
	if stage == Proposal {
		answers, questions = f.proposed(c.Survey), f.proposal.SurveyProfile
	}
	facts := []mailer.Fact{{Label: i18n.T(ctx, "membership.fact.name"), Value: f.member.FullName()}}
	if profile, known := c.Survey.Of(questions); known {
		facts = append(facts,
			mailer.Fact{Label: i18n.T(ctx, "membership.fact.profile"), Value: profile.Label},
			mailer.Fact{Label: i18n.T(ctx, "membership.fact.organisation"), Value: profile.Employer(answers)},
			mailer.Fact{Label: i18n.T(ctx, "membership.fact.trigger"), Value: triggerLabels(profile, answers)})
	} else {
		facts = append(facts, mailer.Fact{Label: i18n.T(ctx, "membership.fact.profile"), Value: label})
	}
	kind := "notice_" + string(stage)
	subject := i18n.T(ctx, "membership.mail."+kind+".subject", "Name", f.member.FullName())
	return mailer.NewLetter(ctx, subject).Heading(subject).
		Paragraph(i18n.T(ctx, "membership.mail."+kind+".text")).
		Facts(facts...).
		Button(i18n.T(ctx, "membership.mail.review"), c.SiteURL+"/admin/validation_profile/"+ids.Encode(f.member.ID)).
		Message("review_"+kind, to)
}

func triggerLabels(profile *survey.Profile, answers survey.Answers) string {
	var labels []string
	for _, field := range profile.Triggers(answers) {
		labels = append(labels, field.AdminLabel)
	}
	return strings.Join(labels, ", ")
}
