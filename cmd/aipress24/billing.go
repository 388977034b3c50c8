// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/modules/billing"
)

// errDrift ends verify with status 1 once the differences have been shown.
var errDrift = errors.New("the payment provider and the database differ")

func billingCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "billing", Short: "Copy or compare what the payment provider holds"}
	cmd.AddCommand(billingSyncCommand(s), billingVerifyCommand(s))
	return cmd
}

func billingSyncCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use: "sync [prices|customers]", Short: "Copy products, prices and customers from the payment provider",
		Args: cobra.MaximumNArgs(1), ValidArgs: []string{"prices", "customers"},
		RunE: func(cmd *cobra.Command, what []string) error {
			return s.withApp(cmd, false, func(ctx context.Context, a *app.App) error {
				if len(what) == 0 || what[0] == "prices" {
					n, err := a.Billing.SyncCatalogue(ctx)
					if err != nil {
						return err
					}
					fmt.Fprintf(cmd.OutOrStdout(), "%d products and prices copied\n", n)
				}
				if len(what) == 0 || what[0] == "customers" {
					n, err := a.Billing.SyncCustomers(ctx)
					if err != nil {
						return err
					}
					fmt.Fprintf(cmd.OutOrStdout(), "%d customers copied\n", n)
				}
				return nil
			})
		},
	}
}

func billingVerifyCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use:       "verify [" + strings.Join(billing.Resources(), "|") + "]…",
		Short:     "Compare with the payment provider and change nothing; status 1 when something differs",
		ValidArgs: billing.Resources(), Args: cobra.OnlyValidArgs,
		RunE: func(cmd *cobra.Command, resources []string) error {
			return s.withView(cmd, func(ctx context.Context, a *app.App) error {
				drifts, err := a.Billing.Verify(ctx, resources...)
				if err != nil {
					return err
				}
				for _, d := range drifts {
					fmt.Fprintf(cmd.OutOrStdout(), "%s %s: %s (ours %q, theirs %q)\n", d.Resource, d.ID, d.Problem, d.Ours, d.Theirs)
				}
				if len(drifts) > 0 {
					return errDrift
				}
				fmt.Fprintln(cmd.OutOrStdout(), "no drift")
				return nil
			})
		},
	}
}

func wallCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "wall", Short: "Work on Business Walls"}
	overdue := &cobra.Command{
		Use: "suspend-overdue", Short: "Suspend Business Walls whose payment has been late for too long", Args: cobra.NoArgs,
	}
	grace := overdue.Flags().Int("grace-days", billing.GraceDays, "full days without payment before a suspension")
	overdue.RunE = func(cmd *cobra.Command, _ []string) error {
		if *grace < 0 {
			return errors.New("--grace-days: 0 or more")
		}
		return s.withApp(cmd, false, func(ctx context.Context, a *app.App) error {
			n, err := a.Billing.SuspendOverdue(ctx, *grace)
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%d BW(s) suspended\n", n)
			return nil
		})
	}
	cmd.AddCommand(overdue, wallClientsCommand(s), wallDeleteAllCommand(s), wallSimulateCheckoutCommand(s))
	return cmd
}
