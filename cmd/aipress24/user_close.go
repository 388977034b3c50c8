// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/modules/closing"
)

func userCloseCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use: "close EMAIL", Short: "Close an account, which is anonymised in 30 days, and tell its owner", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.withApp(cmd, false, func(ctx context.Context, a *app.App) error {
				id, err := memberOf(ctx, a, args[0])
				if err == nil {
					err = a.Closing.CloseOf(ctx, closing.By{}, id)
				}
				if err == nil {
					_, err = fmt.Fprintln(cmd.OutOrStdout(), "closed; it is anonymised in 30 days")
				}
				return err
			})
		},
	}
}

// memberOf returns whose address it is, closed accounts included.
func memberOf(ctx context.Context, a *app.App, email string) (int64, error) {
	id, err := a.Closing.MemberByEmail(ctx, email)
	if errors.Is(err, errs.ErrNotFound) {
		return 0, account.ErrUnknown
	}
	return id, err
}

var errNotSure = errors.New("this cannot be undone: say --yes if you are sure")

func userAnonymiseCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use: "anonymise EMAIL", Short: "Erase everything personal of an account, now and for ever", Args: cobra.ExactArgs(1),
	}
	sure := cmd.Flags().Bool("yes", false, "do it")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if !*sure {
			return errNotSure
		}
		return s.withApp(cmd, false, func(ctx context.Context, a *app.App) error {
			id, err := memberOf(ctx, a, args[0])
			if err == nil {
				err = a.Closing.CloseOf(ctx, closing.By{}, id)
			}
			if err == nil || errors.Is(err, closing.ErrClosed) {
				err = a.Closing.Hasten(ctx, closing.By{}, id)
			}
			if err == nil {
				err = a.Closing.Anonymise(ctx, id)
			}
			if err == nil {
				_, err = fmt.Fprintln(cmd.OutOrStdout(), "anonymised")
			}
			return err
		})
	}
	return cmd
}
