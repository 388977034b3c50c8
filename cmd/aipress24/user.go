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
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/modules/account"
)

func userCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "user", Short: "List and create members, change their roles and passwords, close, open and anonymise accounts"}
	cmd.AddCommand(userListCommand(s), userCreateCommand(s), userRoleCommand(s), userPasswordCommand(s), userActivateCommand(s), userDeactivateCommand(s), userCloseCommand(s), userAnonymiseCommand(s))
	return cmd
}

func userCreateCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "create EMAIL", Short: "Create an active member; the password is asked for", Args: cobra.ExactArgs(1)}
	var n account.NewMember
	cmd.Flags().StringVar(&n.FirstName, "first-name", "", "first name, required")
	cmd.Flags().StringVar(&n.LastName, "last-name", "", "last name, required")
	cmd.Flags().StringVar(&n.Profile, "profile", "PM_DIR", "profile code of the registration survey")
	cmd.Flags().BoolVar(&n.Admin, "admin", false, "also an administrator")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		n.Email = args[0]
		return s.withApp(cmd, false, func(ctx context.Context, a *app.App) error {
			err := a.Accounts.Check(ctx, n)
			if errors.Is(err, account.ErrNameless) {
				return fmt.Errorf("%w: give --first-name and --last-name", err)
			}
			if err != nil {
				return err
			}
			if n.Password, err = askPassword(cmd); err != nil {
				return err
			}
			id, err := a.Accounts.Create(ctx, n)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "member %d created\n", id)
			return err
		})
	}
	return cmd
}

func userRoleCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{Use: "role EMAIL ROLE", Short: "Give a role, ADMIN for instance, or take it with --remove", Args: cobra.ExactArgs(2)}
	isRemoved := cmd.Flags().Bool("remove", false, "take the role away")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return s.withApp(cmd, false, func(ctx context.Context, a *app.App) error {
			changed, err := a.Accounts.SetRole(ctx, args[0], strings.ToUpper(args[1]), !*isRemoved)
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
	}
	return cmd
}

func userPasswordCommand(s *settings) *cobra.Command {
	return &cobra.Command{
		Use: "password EMAIL", Short: "Set a member's password, which is asked for, and sign them out everywhere", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return s.withApp(cmd, false, func(ctx context.Context, a *app.App) error {
				if _, err := a.Accounts.IDByEmail(ctx, args[0]); err != nil {
					return err // before somebody thinks of a password
				}
				password, err := askPassword(cmd)
				if err != nil {
					return err
				}
				if err := a.Accounts.SetPassword(ctx, args[0], password); err != nil {
					return err
				}
				_, err = fmt.Fprintln(cmd.OutOrStdout(), "password changed")
				return err
			})
		},
	}
}

var errNoPassword = errors.New("no password given")

// askPassword reads a password without showing it, or one line of a pipe.
func askPassword(cmd *cobra.Command) (string, error) {
	if f, ok := cmd.InOrStdin().(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		fmt.Fprint(cmd.ErrOrStderr(), "Password: ")
		typed, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(cmd.ErrOrStderr())
		return string(typed), err
	}
	line, err := bufio.NewReader(cmd.InOrStdin()).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return "", errNoPassword
	}
	return line, nil
}
