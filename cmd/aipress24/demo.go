// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/app/seed"
	"aipress24.com/aipress24/internal/platform/config"
	"aipress24.com/aipress24/internal/platform/database"
)

// demoOptions is what the flags of the demonstration say.
type demoOptions struct {
	addr, dir, size string
	reset           bool
}

// errRealPeople says that a database holds the accounts of an installation.
var errRealPeople = errors.New("people have accounts in it who are not of the demonstration")

// largePosts is how many posts --size large ends up with.
const largePosts = 100_000

func demoCommand(s *settings) *cobra.Command {
	var o demoOptions
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Run the whole product, filled with a believable French press world",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return s.demo(cmd, o) },
	}
	cmd.Flags().StringVar(&o.addr, "addr", "127.0.0.1:8080", "address to listen on")
	// Also for demo accounts, where scripts give it as well: they are the same in
	// every directory.
	cmd.PersistentFlags().StringVar(&o.dir, "data-dir", "var/demo", "where the demonstration keeps its data")
	cmd.Flags().StringVar(&o.size, "size", "small", "small, medium or large (100,000 posts, for load)")
	cmd.Flags().BoolVar(&o.reset, "reset", false, "begin again with a fresh world")
	cmd.AddCommand(demoAccountsCommand())
	return cmd
}

// demo prepares the world when it is not there yet, and serves it.
func (s *settings) demo(cmd *cobra.Command, o demoOptions) (err error) {
	started := time.Now()
	if err := demo.Size(o.size).Check(); err != nil {
		return fmt.Errorf("--size: %w", err)
	}
	for key, value := range map[string]string{
		"environment": "demo", "server.addr": o.addr, "data.dir": o.dir, "log.level": "warn",
		"site.url": "http://" + o.addr, "security.admin_second_factor": "false", "site.operator.name": "Agence TCA",
	} {
		s.overrides[key] = value
	}
	cfg, err := s.read()
	if err != nil {
		return err
	}
	release, err := claimDemo(cfg, o.reset) // before anything is written, the secret key included
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	log, err := s.equip(cfg, cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	return app.Serve(cmd.Context(), app.ServeOptions{
		Options:   app.Options{Config: cfg, Log: log, Tracker: s.tracker, Search: true, Work: true, DemoAccounts: demoDoors()},
		Listeners: []app.Listener{{Addr: o.addr, Area: app.WholeSite}},
		Migrate:   true,
		Prepare: func(ctx context.Context, db *database.DB) error {
			return prepareDemo(ctx, cfg, log, db, demo.Size(o.size), cmd.ErrOrStderr())
		},
		Ready: func(addresses []net.Addr) {
			announce(cmd.OutOrStdout(), addresses[0].String(), time.Since(started))
		},
	})
}

// prepareDemo loads vocabularies and world into a database that has none. One in
// which real people have accounts is refused.
func prepareDemo(ctx context.Context, cfg *config.Config, log *slog.Logger, db *database.DB, size demo.Size, out io.Writer) error {
	empty, err := seed.IsEmpty(ctx, db)
	if err != nil {
		return err
	}
	if !empty {
		made, err := seed.IsDemonstration(ctx, db)
		if err != nil {
			return err
		}
		if !made {
			return cfg.Wrong("database.url", errRealPeople, "name a database with nothing in it, or start the product with « serve »")
		}
	}
	if _, err := app.LoadVocabularies(ctx, cfg, db, false); err != nil {
		return err
	}
	a, err := app.New(ctx, db, app.Options{Config: cfg, Log: log})
	if err != nil {
		return err
	}
	if empty {
		if err := loadDemo(ctx, a, size, out); err != nil {
			return err
		}
	}
	return a.CloseButDatabase()
}

func loadDemo(ctx context.Context, a *app.App, size demo.Size, out io.Writer) error {
	now := time.Now()
	if err := seed.Load(ctx, a, size, now, steps(out)); err != nil {
		return err
	}
	if size != demo.Large {
		return nil
	}
	return seed.LoadMore(ctx, a, size, now, largePosts, steps(out))
}

// announce tells where to go and as whom.
func announce(out io.Writer, addr string, took time.Duration) {
	fmt.Fprintf(out, "\nAipress24 is ready in %s: http://%s\n", took.Round(10*time.Millisecond), addr)
	fmt.Fprintf(out, "Mails are kept at http://%s/dev/mail. Everybody's password: %s\n\n", addr, demo.Password)
	table := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "E-MAIL\tNAME\tROLE\tCOMMUNITY\tORGANISATION")
	for _, a := range demoAccounts() {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", a.Email, a.Name, a.Role, a.Community, a.Organisation)
	}
	_ = table.Flush() // the terminal may be gone
}

func demoAccountsCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "accounts", Short: "List the demonstration's accounts", Args: cobra.NoArgs}
	asJSON := cmd.Flags().Bool("json", false, "as JSON")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		accounts := demoAccounts()
		if *asJSON {
			encoder := json.NewEncoder(cmd.OutOrStdout())
			encoder.SetIndent("", "  ")
			return encoder.Encode(accounts) //nolint:gosec // the documented password of invented accounts
		}
		table := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 4, 2, ' ', 0)
		for _, a := range accounts {
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", a.Email, a.Password, a.Name, a.Role, a.Organisation)
		}
		return table.Flush()
	}
	return cmd
}
