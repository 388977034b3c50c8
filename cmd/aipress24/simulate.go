// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/modules/billing"
	"aipress24.com/aipress24/internal/platform/ids"
)

var (
	// errNoSandbox keeps the command away from real money.
	errNoSandbox = errors.New("there is no sandbox to simulate a checkout with: set payments.provider to sandbox, in an environment other than production")
	// errNothingPaid says that the checkout has activated nothing.
	errNothingPaid = errors.New("the checkout had no effect: no Business Wall has this number, or it is paid or over already")
)

// wallSimulateCheckoutCommand is « simulate-checkout » (spec 06 §12, 07 §12).
func wallSimulateCheckoutCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use: "simulate-checkout ID", Args: cobra.ExactArgs(1),
		Short: "Tell the webhook's own code that the checkout of a Business Wall was paid; only with the sandbox, never in production",
	}
	customer := cmd.Flags().String("customer-id", "", "the provider's customer; made up by default")
	subscription := cmd.Flags().String("subscription-id", "", "the provider's subscription; made up by default")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		id, err := ids.Parse(args[0])
		if err != nil {
			return fmt.Errorf("%q is not the number of a Business Wall: %w", args[0], err)
		}
		return s.withApp(cmd, false, func(ctx context.Context, a *app.App) error {
			if a.Sandbox() == nil {
				return errNoSandbox
			}
			payload, signature, err := a.Sandbox().Simulate(id, *customer, *subscription)
			if err != nil {
				return err
			}
			outcome, err := a.Billing.Receive(ctx, payload, signature)
			if err != nil {
				return err
			}
			if outcome != billing.Applied {
				return errNothingPaid
			}
			standing, err := a.Billing.Status(ctx, id)
			if err == nil {
				_, err = fmt.Fprintf(cmd.OutOrStdout(), "Business Wall %s: its subscription is %s\n", ids.Encode(id), standing.Status)
			}
			return err
		})
	}
	return cmd
}
