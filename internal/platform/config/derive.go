// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package config

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// maxNodes is how many node numbers an id can hold.
const maxNodes = 1024

// NodeID returns the number of this process in the ids it makes, 0 to 1023:
// node.id, or one derived from the host name and process id, so that web and
// worker on one machine differ.
func (c *Config) NodeID() int {
	if c.Node.ID >= 0 {
		return c.Node.ID
	}
	host, err := os.Hostname()
	if err != nil {
		host = "localhost"
	}
	h := fnv.New32a()
	_, _ = fmt.Fprintf(h, "%s/%d", host, os.Getpid()) // a hash never fails
	return int(h.Sum32() % maxNodes)
}

// Location returns the time zone of the site.
func (c *Config) Location() *time.Location {
	zone, err := time.LoadLocation(c.Site.Timezone) // checked by Load
	if err != nil {
		return time.UTC
	}
	return zone
}

// LogLevel returns the least serious level to log.
func (c *Config) LogLevel() slog.Level {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.Log.Level)); err != nil { // checked by Load
		return slog.LevelInfo
	}
	return level
}

// EnsureSecretKey gives secret.key a value when it has none, outside
// production: it is made once, kept in data.dir, and shared by the processes
// of the machine.
func (c *Config) EnsureSecretKey() error {
	if c.Secret.Key.IsSet() {
		return nil
	}
	if c.IsProduction() {
		return errors.New("secret.key is required in production")
	}
	path := filepath.Join(c.Data.Dir, "secret.key")
	key, err := readKey(path)
	if errors.Is(err, fs.ErrNotExist) {
		key, err = createKey(path)
	}
	var refused *fs.PathError
	switch {
	case errors.As(err, &refused):
		return c.Unusable("data.dir", fmt.Errorf("secret key: %w", err))
	case err != nil:
		return fmt.Errorf("secret key of data.dir: %w", err)
	}
	c.Secret.Key = NewSecret(key)
	c.settings["secret.key"] = setting{value: key, origin: "file " + path}
	return nil
}

func readKey(path string) (string, error) {
	text, err := os.ReadFile(path) //nolint:gosec // named by the operator
	if err != nil {
		return "", err
	}
	key := strings.TrimSpace(string(text))
	if len(key) < minSecret {
		return "", fmt.Errorf("%s is shorter than %d characters; delete it", path, minSecret)
	}
	return key, nil
}

// createKey writes a new key and links it into place, so that of two processes
// that start together one wins and both read the same whole file.
func createKey(path string) (string, error) {
	random := make([]byte, 48)
	if _, err := rand.Read(random); err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return "", err
	}
	draft, err := os.CreateTemp(filepath.Dir(path), "secret-*") // mode 0600
	if err != nil {
		return "", err
	}
	defer func() { _ = os.Remove(draft.Name()) }()
	_, err = draft.WriteString(base64.RawURLEncoding.EncodeToString(random) + "\n")
	if err := errors.Join(err, draft.Sync(), draft.Close()); err != nil {
		return "", err
	}
	if err := os.Link(draft.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	return readKey(path)
}
