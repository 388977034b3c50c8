// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package blob

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// absent is the name of a file that need not exist: asking for it shows that the
// store answers.
const absent = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// Check reports whether the store answers and, where it is a directory, whether
// files can be written there. It leaves nothing behind.
func (s *Store) Check(ctx context.Context) error {
	if s.dir == "" {
		_, err := s.Has(ctx, Public, absent)
		return err
	}
	for _, ns := range namespaces {
		if err := tryWriting(s.spoolDirectory(ns)); err != nil {
			return fmt.Errorf("write in the file store: %w", err)
		}
	}
	return nil
}

func tryWriting(dir string) error {
	file, err := os.CreateTemp(dir, "check-*"+temporarySuffix)
	if err != nil {
		return err
	}
	_, err = file.WriteString("?") // a full disk still makes names
	return errors.Join(err, file.Close(), os.Remove(file.Name()))
}
