// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/core/access"
)

// roleCommand lists what accounts may be given (spec 02 §14, 08 §7).
func roleCommand(s *settings) *cobra.Command {
	list := &cobra.Command{Use: "list", Short: "List the roles of accounts and how many active members hold each", Args: cobra.NoArgs}
	list.RunE = func(cmd *cobra.Command, _ []string) error {
		return s.withView(cmd, func(ctx context.Context, a *app.App) error {
			roles, err := a.Accounts.Roles(ctx)
			if err != nil {
				return err
			}
			table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 4, 2, ' ', 0)
			fmt.Fprintln(table, "ROLE\tACTIVE MEMBERS")
			for _, role := range roles {
				fmt.Fprintf(table, "%s\t%d\n", role.Name, role.Members)
			}
			return table.Flush()
		})
	}
	cmd := &cobra.Command{Use: "role", Short: "List roles; user role gives and takes them"}
	cmd.AddCommand(list)
	return cmd
}

// routesCommand reports who may open what: each address with its guard, and for
// one member whether it lets them pass (spec 08 §7, « nav acl »).
func routesCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "routes", Short: "List every address with its guard, and with --email whether that member passes it", Args: cobra.NoArgs}
	email := cmd.Flags().String("email", "", "a member's address")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return s.withView(cmd, func(ctx context.Context, a *app.App) error {
			actor := access.Actor{}
			if *email != "" {
				id, err := a.Accounts.IDByEmail(ctx, *email)
				if err != nil {
					return err
				}
				if actor, err = a.Actors.Load(ctx, id); err != nil {
					return err
				}
			}
			routes, err := a.URLTable()
			if err != nil {
				return err
			}
			table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 4, 2, ' ', 0)
			for _, route := range routes {
				fmt.Fprintf(table, "%s\t%s\t%s", route.Method, route.Pattern, route.Guard.Name)
				if *email != "" {
					fmt.Fprintf(table, "\t%s", map[bool]string{true: "yes", false: "no"}[route.Guard.Allows(actor)])
				}
				fmt.Fprintln(table)
			}
			return table.Flush()
		})
	}
	return cmd
}
