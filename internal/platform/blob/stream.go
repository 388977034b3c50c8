// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"

	gocloud "gocloud.dev/blob"
)

// PutStream stores what write produces in ns, whatever its size, and returns
// its name and its length in bytes. It is for files that the program makes
// itself: those that people send are bounded and go through Put. What is
// written waits in a temporary file, since the name is the sum of the whole.
func (s *Store) PutStream(ctx context.Context, ns Namespace, ext string, write func(io.Writer) error) (name string, size int64, err error) {
	spool, err := os.CreateTemp(s.spoolDirectory(ns), "spool-*"+temporarySuffix)
	if err != nil {
		return "", 0, fmt.Errorf("store file: %w", err)
	}
	defer func() { err = errors.Join(err, spool.Close(), os.Remove(spool.Name())) }()
	sum := sha256.New()
	if err := write(io.MultiWriter(spool, sum)); err != nil {
		return "", 0, fmt.Errorf("write file: %w", err)
	}
	if size, err = spool.Seek(0, io.SeekCurrent); err == nil {
		_, err = spool.Seek(0, io.SeekStart)
	}
	if err != nil {
		return "", 0, fmt.Errorf("read file again: %w", err)
	}
	name, err = withExtension(hex.EncodeToString(sum.Sum(nil)), ext)
	if err != nil {
		return "", 0, fmt.Errorf("store file: %w", err)
	}
	k, err := key(ns, name)
	if err == nil {
		err = s.copy(ctx, k, spool)
	}
	if err == nil {
		err = s.syncDirectory(path.Dir(k))
	}
	if err != nil {
		return "", 0, fmt.Errorf("store file %s: %w", k, err)
	}
	return name, size, nil
}

// spoolDirectory is on the disk of the files, where the sweep finds what an
// interrupted write has left. A bucket has none: the system's is used.
func (s *Store) spoolDirectory(ns Namespace) string {
	if s.dir == "" {
		return ""
	}
	return filepath.Join(s.dir, string(ns))
}

// copy replaces the file at once: readers see the old bytes or the new ones.
func (s *Store) copy(ctx context.Context, k string, from io.Reader) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // before Close, it makes the driver give the write up
	var file *os.File
	w, err := s.bucket.NewWriter(ctx, k, &gocloud.WriterOptions{
		ContentType: contentType(k),
		BeforeWrite: func(as func(any) bool) error {
			if as(&file) {
				return file.Chmod(ownerReadWrite)
			}
			return nil
		},
	})
	if err != nil {
		return err
	}
	_, err = io.Copy(w, from)
	if err == nil && file != nil {
		// The driver renames the file when it is closed: its bytes must be on
		// disk before its name is.
		err = file.Sync()
	}
	if err != nil {
		cancel()
		return errors.Join(err, ignoreCancelled(w.Close()))
	}
	return w.Close()
}
