// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/spf13/cobra"

	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/platform/config"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/observe"
)

// settings is what the flags of all commands say.
type settings struct {
	file      string
	overrides map[string]string
	tracker   *observe.Tracker // set by load; nil without sentry.dsn
}

func rootCommand() *cobra.Command {
	s := &settings{overrides: map[string]string{}}
	root := &cobra.Command{
		Use:           "aipress24",
		Short:         "The platform for press and PR, in one binary",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.PersistentFlags().StringVar(&s.file, "config", "", "configuration file (default aipress24.toml when it exists)")
	root.AddCommand(
		demoCommand(s), serveCommand(s), webCommand(s), adminCommand(s), workerCommand(s),
		migrateCommand(s), searchCommand(s), userCommand(s), vocabularyCommand(s), pagesCommand(s),
		billingCommand(s), wallCommand(s), organisationCommand(s), roleCommand(s), routesCommand(s),
		configCommand(s), doctorCommand(s), versionCommand(),
	)
	root.SetFlagErrorFunc(withUsage)
	root.InitDefaultHelpCmd()
	explainArguments(root)
	return root
}

// explainArguments has every command that is given the wrong arguments say
// which it takes, and one that only groups others refuse what is none of them: a
// script with a mistake must not go on.
func explainArguments(cmd *cobra.Command) {
	for _, child := range cmd.Commands() {
		explainArguments(child)
	}
	if cmd.HasParent() && !cmd.Runnable() {
		cmd.DisableFlagsInUseLine = true
		cmd.RunE = refuseOther
	}
	if cmd.Name() == "help" {
		cmd.Run, cmd.RunE = nil, helpAbout
	}
	check := cmd.Args
	if check == nil {
		return
	}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		switch {
		case check(cmd, args) == nil:
			return nil
		case len(args) == 0:
			return withUsage(cmd, errors.New("something is missing"))
		}
		return withUsage(cmd, fmt.Errorf("%q is not what the command takes", strings.Join(args, " ")))
	}
}

// refuseOther is what a command does that only groups others.
func refuseOther(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	err := fmt.Errorf("unknown command %q for %q", args[0], cmd.CommandPath())
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		err = fmt.Errorf("%w; did you mean %s?", err, strings.Join(near, " or "))
	}
	return withUsage(cmd, err)
}

// helpAbout shows the help of the command that the arguments name.
func helpAbout(help *cobra.Command, args []string) error {
	cmd, rest, _ := help.Root().Find(args) // rest says what is not found
	if len(rest) > 0 {
		return refuseOther(cmd, rest)
	}
	cmd.InitDefaultHelpFlag()
	return cmd.Help()
}

// withUsage adds to an error how the command is used.
func withUsage(cmd *cobra.Command, err error) error {
	line := cmd.UseLine()
	if cmd.HasAvailableSubCommands() && cmd.Args == nil {
		line = cmd.CommandPath() + " COMMAND"
	}
	return fmt.Errorf("%w\nusage: %s\nmore:  %s --help", err, line, cmd.CommandPath())
}

// load reads the configuration and makes the logger, which is also the
// default one.
func (s *settings) load(stderr io.Writer) (*config.Config, *slog.Logger, error) {
	cfg, err := s.read()
	if err != nil {
		return nil, nil, err
	}
	log, err := s.equip(cfg, stderr)
	return cfg, log, err
}

// read reads the configuration and writes nothing.
func (s *settings) read() (*config.Config, error) {
	return config.Load(config.Options{File: s.file, Overrides: s.overrides})
}

// equip makes sure of the secret key, which is kept in data.dir, and makes the
// logger.
func (s *settings) equip(cfg *config.Config, stderr io.Writer) (*slog.Logger, error) {
	if err := cfg.EnsureSecretKey(); err != nil {
		return nil, err
	}
	if err := i18n.Check(); err != nil {
		return nil, err
	}
	secrets := []string{cfg.Secret.Key.Reveal()}
	var err error
	s.tracker, err = observe.NewTracker(observe.TrackerOptions{
		DSN: cfg.Sentry.DSN.Reveal(), Environment: string(cfg.Environment), Release: app.Version(), Secrets: secrets,
	})
	if err != nil {
		return nil, err
	}
	log := observe.NewLogger(stderr, observe.LogOptions{
		Level: cfg.LogLevel(), Format: cfg.Log.Format, Secrets: secrets, Tracker: s.tracker,
	})
	slog.SetDefault(log)
	warnAbout(cfg, log, stderr)
	return log, nil
}

// warnAbout tells the operator what is doubtful, such as a misspelt variable,
// also where the log is to hold errors only: then on plain lines.
func warnAbout(cfg *config.Config, log *slog.Logger, stderr io.Writer) {
	if cfg.LogLevel() > slog.LevelWarn {
		printWarnings(cfg, stderr)
		return
	}
	for _, warning := range cfg.Warnings() {
		log.Warn("configuration", "problem", warning)
	}
}

func printWarnings(cfg *config.Config, stderr io.Writer) {
	for _, warning := range cfg.Warnings() {
		_, _ = fmt.Fprintln(stderr, "warning: "+warning) // the terminal may be gone
	}
}

// withDatabase runs a tool over the migrated database of the configuration, its
// primary server where there is a replica too. A directory that holds none is
// left as it is.
func (s *settings) withDatabase(cmd *cobra.Command, run func(context.Context, *config.Config, *database.DB) error) error {
	cfg, err := s.read()
	if err != nil {
		return err
	}
	if file := app.AbsentFile(cfg); file != "" {
		return fmt.Errorf("there is no database %s yet: run \"aipress24 migrate\" first", file)
	}
	if _, err := s.equip(cfg, cmd.ErrOrStderr()); err != nil {
		return err
	}
	ctx := database.OnPrimary(cmd.Context())
	db, err := app.OpenDatabase(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // the tool's own error tells more
	if pending, err := db.Pending(ctx); err != nil {
		return err
	} else if pending > 0 {
		return fmt.Errorf("database %s has %d migrations to apply: run \"aipress24 migrate\" first", db.Name(), pending)
	}
	return run(ctx, cfg, db)
}

// withView runs a tool that only looks at the database: it makes neither a
// secret key nor a file store where there are none yet, and signs nothing.
func (s *settings) withView(cmd *cobra.Command, run func(context.Context, *app.App) error) error {
	s.overrides["secret.key"], s.overrides["blob.url"] = rand.Text()+rand.Text(), "mem://"
	return s.withApp(cmd, false, run)
}

// withApp runs a tool over the whole program.
func (s *settings) withApp(cmd *cobra.Command, search bool, run func(context.Context, *app.App) error) error {
	return s.withDatabase(cmd, func(ctx context.Context, cfg *config.Config, db *database.DB) error {
		a, err := app.New(ctx, db, app.Options{Config: cfg, Log: slog.Default(), Tracker: s.tracker, Search: search, Alone: search})
		if err != nil {
			return err
		}
		if err := run(ctx, a); err != nil {
			return err
		}
		return a.CloseButDatabase()
	})
}
