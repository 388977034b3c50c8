// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package blob

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"path"
	"time"

	gocloud "gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

var (
	// ErrNotFound means that no file has this name in this namespace.
	ErrNotFound = errors.New("file not found")
	// ErrInvalidName means that the name, extension or namespace is not one of
	// ours; it never reaches the disk or the bucket.
	ErrInvalidName = errors.New("invalid file name")
	// ErrTooLarge means more than MaxBytes.
	ErrTooLarge = errors.New("file too large")
)

const (
	// MaxBytes is the largest file kept: the limit of a whole request.
	MaxBytes = 32 << 20
	// refreshAge is the age beyond which Put writes a file again although it
	// exists. The sweep removes files unused for a day: a new date keeps it
	// from removing one that is about to be used again.
	refreshAge = 12 * time.Hour
	// ownerReadWrite is the mode of stored files; their group may read them.
	ownerReadWrite = 0o640
)

// Store holds files by content. It is safe for concurrent use.
type Store struct {
	bucket *gocloud.Bucket
	dir    string // root directory of the file driver, else empty
	now    func() time.Time
}

// Object describes a stored file in a listing.
type Object struct {
	Name    string
	Size    int64 // bytes
	ModTime time.Time
}

// Put stores data in ns and returns its name. Equal data with the same
// extension gives one file: it is not written again, save when it is older
// than 12 hours (its date then becomes today's, which the orphan sweep reads).
// When Put returns without error the file survives a power cut.
func (s *Store) Put(ctx context.Context, ns Namespace, ext string, data []byte) (string, error) {
	if len(data) > MaxBytes {
		return "", fmt.Errorf("store file: %w: %d bytes, at most %d", ErrTooLarge, len(data), MaxBytes)
	}
	name, err := Name(ext, data)
	if err != nil {
		return "", fmt.Errorf("store file: %w", err)
	}
	k, err := key(ns, name)
	if err != nil {
		return "", fmt.Errorf("store file: %w", err)
	}
	fresh, err := s.isFresh(ctx, k, data)
	if err != nil {
		return "", fmt.Errorf("store file %s: %w", k, err)
	}
	if !fresh {
		if err := s.write(ctx, k, data); err != nil {
			return "", fmt.Errorf("store file %s: %w", k, err)
		}
	}
	if err := s.syncDirectory(path.Dir(k)); err != nil {
		return "", fmt.Errorf("store file %s: %w", k, err)
	}
	return name, nil
}

// isFresh tells whether data is already stored, whole and recently dated. On
// disk the bytes are compared: a power cut during an older write may have left
// a damaged file under the right name.
func (s *Store) isFresh(ctx context.Context, k string, data []byte) (bool, error) {
	attributes, err := s.bucket.Attributes(ctx, k)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if attributes.Size != int64(len(data)) || s.now().Sub(attributes.ModTime) > refreshAge {
		return false, nil
	}
	if s.dir == "" {
		return true, nil
	}
	stored, err := s.bucket.ReadAll(ctx, k)
	return err == nil && bytes.Equal(stored, data), err
}

// write replaces the file at once: readers see the old bytes or the new ones.
func (s *Store) write(ctx context.Context, k string, data []byte) error {
	return s.copy(ctx, k, bytes.NewReader(data))
}

// ignoreCancelled drops the error of closing a write that was given up.
func ignoreCancelled(err error) error {
	if gcerrors.Code(err) == gcerrors.Canceled || errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// contentType goes to the bucket's metadata; our own pages decide by the
// extension.
func contentType(k string) string {
	if t := mime.TypeByExtension(path.Ext(k)); t != "" {
		return t
	}
	return "application/octet-stream"
}

// Reader reads a stored file. It seeks, so that http.ServeContent can answer
// range requests, and knows Size (bytes) and ModTime. The caller closes it.
type Reader struct{ *gocloud.Reader }

// Open returns the file name of ns, or ErrNotFound. For a private file the
// caller has checked the owning row before.
func (s *Store) Open(ctx context.Context, ns Namespace, name string) (*Reader, error) {
	k, err := key(ns, name)
	if err != nil {
		return nil, fmt.Errorf("open file: %w", err)
	}
	r, err := s.bucket.NewReader(ctx, k, nil)
	if err != nil {
		return nil, fmt.Errorf("open file %s: %w", k, clarify(err))
	}
	return &Reader{Reader: r}, nil
}

// ReadAll returns the bytes of the file name of ns, or ErrNotFound.
func (s *Store) ReadAll(ctx context.Context, ns Namespace, name string) (data []byte, err error) {
	r, err := s.Open(ctx, ns, name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	if r.Size() > MaxBytes {
		return nil, fmt.Errorf("read file %s: %w", name, ErrTooLarge)
	}
	data, err = io.ReadAll(io.LimitReader(r, MaxBytes))
	if err != nil {
		return nil, fmt.Errorf("read file %s: %w", name, err)
	}
	return data, nil
}

// Has tells whether ns holds the file name.
func (s *Store) Has(ctx context.Context, ns Namespace, name string) (bool, error) {
	k, err := key(ns, name)
	if err != nil {
		return false, fmt.Errorf("look for file: %w", err)
	}
	found, err := s.bucket.Exists(ctx, k)
	if err != nil {
		return false, fmt.Errorf("look for file %s: %w", k, err)
	}
	return found, nil
}

// Delete removes the file name of ns. The caller makes sure that no row names
// it any more. A file that is not there is ErrNotFound.
func (s *Store) Delete(ctx context.Context, ns Namespace, name string) error {
	k, err := key(ns, name)
	if err != nil {
		return fmt.Errorf("delete file: %w", err)
	}
	// S3 answers the same whether the object was there or not.
	found, err := s.bucket.Exists(ctx, k)
	if err == nil && !found {
		err = ErrNotFound
	}
	if err == nil {
		err = s.bucket.Delete(ctx, k)
	}
	if err != nil {
		return fmt.Errorf("delete file %s: %w", k, clarify(err))
	}
	return nil
}

// Close releases the store; files stay.
func (s *Store) Close() error {
	if err := s.bucket.Close(); err != nil {
		return fmt.Errorf("close file store: %w", err)
	}
	return nil
}

// clarify turns the driver's "not found" into ours.
func clarify(err error) error {
	if gcerrors.Code(err) == gcerrors.NotFound {
		return ErrNotFound
	}
	return err
}
