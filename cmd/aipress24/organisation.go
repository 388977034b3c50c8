// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/modules/orgadmin"
	"aipress24.com/aipress24/internal/platform/ids"
)

func organisationCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "organisation", Short: "List organisations, and delete those that nobody belongs to"}
	cmd.AddCommand(organisationListCommand(s), organisationCollectCommand(s))
	return cmd
}

// errStanding refuses a filter that does not exist.
var errStanding = errors.New("--standing: official, suspended, unofficial or closed")

func organisationListCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "list", Short: "List organisations, those with a Business Wall in force first", Args: cobra.NoArgs}
	limit := cmd.Flags().IntP("limit", "n", 50, "how many at most")
	search := cmd.Flags().String("search", "", "part of the name, or of the name of the Business Wall")
	standing := cmd.Flags().String("standing", "", "official, suspended, unofficial or closed; all of them by default")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		filter := orgadmin.Filter{Search: *search, Standing: orgadmin.Standing(*standing)}
		if *standing != "" && !slices.Contains(orgadmin.Standings(), filter.Standing) {
			return errStanding
		}
		return s.withView(cmd, func(ctx context.Context, a *app.App) error {
			return listOrganisations(ctx, cmd.OutOrStdout(), a.Organisations, filter, *limit)
		})
	}
	return cmd
}

// errEnough ends a list that is long enough.
var errEnough = errors.New("enough rows")

func listOrganisations(ctx context.Context, out io.Writer, desk *orgadmin.Desk, filter orgadmin.Filter, limit int) error {
	shown := 0
	err := desk.Each(ctx, orgadmin.Operator(), filter, func(row *orgadmin.Row) error {
		if shown == limit {
			return errEnough
		}
		shown++
		_, err := fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%d members\n", ids.Encode(row.ID), row.Standing(), row.WallType, row.Name, row.Members)
		return err
	})
	if errors.Is(err, errEnough) {
		_, err = fmt.Fprintf(out, "the first %d; -n shows more\n", limit)
	}
	return err
}

func organisationCollectCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use: "collect", Short: "Delete the unofficial organisations that nobody belongs to and that never had a Business Wall", Args: cobra.NoArgs,
	}
	isDry := cmd.Flags().Bool("dry-run", false, "only count them")
	isSure := cmd.Flags().Bool("yes", false, "do it without asking")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return s.withApp(cmd, false, func(ctx context.Context, a *app.App) error {
			n, err := a.Organisations.Empty(ctx, orgadmin.Operator())
			if err != nil || n == 0 || *isDry {
				if err == nil {
					_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d organisation(s) to delete\n", n)
				}
				return err
			}
			if err := askWhetherSure(cmd, *isSure, fmt.Sprintf("%d organisation(s) will be deleted", n)); err != nil {
				return err
			}
			if n, err = a.Organisations.Collect(ctx, orgadmin.Operator()); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d organisation(s) deleted\n", n)
			return err
		})
	}
	return cmd
}

// wallDeleteAllCommand is « Delete BWs » (spec 07 §12, 08 §5.13).
func wallDeleteAllCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use: "delete-all", Args: cobra.NoArgs,
		Short: "Delete every Business Wall with its roles, partnerships, pictures and subscription, and end what the payment provider charges",
	}
	isDry := cmd.Flags().Bool("dry-run", false, "only count them")
	isSure := cmd.Flags().Bool("yes", false, "do it without asking")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return s.withApp(cmd, false, func(ctx context.Context, a *app.App) error {
			n, err := a.Organisations.CountWalls(ctx, orgadmin.Operator())
			if err != nil || n == 0 || *isDry {
				if err == nil {
					_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d Business Wall(s) to delete\n", n)
				}
				return err
			}
			if err := askWhetherSure(cmd, *isSure, fmt.Sprintf("%d Business Wall(s) will be deleted, and their subscriptions ended", n)); err != nil {
				return err
			}
			done, err := a.Organisations.DeleteWalls(ctx, orgadmin.Operator())
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%d Business Wall(s) deleted, %d subscription(s) ended, %d could not be ended at the payment provider\n", done.Walls, done.Ended, done.Failed)
			return err
		})
	}
	return cmd
}

func wallClientsCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use: "clients ID", Short: "Count the clients that a PR agency represents, by the number of its Business Wall", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := ids.Parse(args[0])
			if err != nil {
				return fmt.Errorf("%q is not the number of a Business Wall: %w", args[0], err)
			}
			return s.withView(cmd, func(ctx context.Context, a *app.App) error {
				n, err := businesswall.ClientCount(ctx, a.DB.Reader(), id)
				if err == nil {
					_, err = fmt.Fprintln(cmd.OutOrStdout(), n)
				}
				return err
			})
		},
	}
}

// yes is what must be typed to go on.
const yes = "yes"

// askWhetherSure says what is about to happen and returns nil when the operator
// has agreed: by the flag, or by typing yes on a terminal.
func askWhetherSure(cmd *cobra.Command, isSure bool, what string) error {
	if isSure {
		return nil
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%s. This cannot be undone.\n", what)
	f, ok := cmd.InOrStdin().(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return errNotSure
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "Type %q to go on: ", yes)
	line, err := bufio.NewReader(f).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if strings.TrimSpace(line) != yes {
		return errNotSure
	}
	return nil
}
