// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/modules/membership"
)

// listedUsers is how many accounts are listed unless asked otherwise (spec 08
// §7).
const listedUsers = 50

func userListCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "list", Short: "List the newest accounts", Args: cobra.NoArgs}
	limit := cmd.Flags().IntP("limit", "n", listedUsers, "how many at most")
	all := cmd.Flags().Bool("all", false, "those that wait or are deactivated too")
	active := cmd.Flags().Bool("active", false, "active ones only, the default")
	cmd.MarkFlagsMutuallyExclusive("all", "active")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if *limit < 1 {
			return fmt.Errorf("--limit: %d is not a number of accounts", *limit)
		}
		return s.withView(cmd, func(ctx context.Context, a *app.App) error {
			found, more, err := a.Members.Directory(ctx, membership.Operator(), *all && !*active, *limit)
			if err != nil {
				return err
			}
			table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 4, 2, ' ', 0)
			fmt.Fprintln(table, "EMAIL\tNAME\tACTIVE\tROLES")
			for _, m := range found {
				fmt.Fprintf(table, "%s\t%s\t%t\t%s\n", m.Email, m.Name, m.Active, m.Roles)
			}
			if err := table.Flush(); err != nil {
				return err
			}
			if more {
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "the first %d only; see --limit\n", *limit)
			}
			return err
		})
	}
	return cmd
}

func userActivateCommand(s *settings) *cobra.Command {
	return userSwitchCommand(s, "activate EMAIL", "Reactivate a deactivated account and tell its owner", (*membership.Accounts).ActivateByEmail)
}

func userDeactivateCommand(s *settings) *cobra.Command {
	return userSwitchCommand(s, "deactivate EMAIL", "Deactivate an account, sign it out everywhere and tell its owner", (*membership.Accounts).DeactivateByEmail)
}

func userSwitchCommand(s *settings, use, short string, set func(*membership.Accounts, context.Context, membership.Staffer, string) (bool, error)) *cobra.Command {
	return &cobra.Command{Use: use, Short: short, Args: cobra.ExactArgs(1), RunE: func(cmd *cobra.Command, args []string) error {
		return s.withApp(cmd, false, func(ctx context.Context, a *app.App) error {
			changed, err := set(a.Members, ctx, membership.Operator(), args[0])
			if err != nil {
				return err
			}
			said := "changed"
			if !changed {
				said = "nothing to change"
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), said)
			return err
		})
	}}
}
