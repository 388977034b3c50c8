// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	gocloud "gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

// temporarySuffix marks a file that the directory driver has not finished.
const temporarySuffix = ".tmp"

// List goes over the files of ns last written before the given instant, in no
// useful order. The orphan sweep asks the database about each of them. An error
// ends the iteration.
func (s *Store) List(ctx context.Context, ns Namespace, before time.Time) iter.Seq2[Object, error] {
	return func(yield func(Object, error) bool) {
		if ns != Public && ns != Private {
			yield(Object{}, fmt.Errorf("list files: %w: namespace %q", ErrInvalidName, string(ns)))
			return
		}
		for o, err := range s.objects(ctx, ns) {
			if err != nil {
				yield(Object{}, fmt.Errorf("list files of %s: %w", ns, err))
				return
			}
			if IsName(o.Name) && o.ModTime.Before(before) && !yield(o, nil) {
				return
			}
		}
	}
}

// RemoveUnfinished deletes what interrupted writes have left in the directory
// before the given instant, and returns how many files that was.
func (s *Store) RemoveUnfinished(ctx context.Context, before time.Time) (int, error) {
	removed := 0
	for _, ns := range namespaces {
		for o, err := range s.objects(ctx, ns) {
			if err != nil {
				return removed, fmt.Errorf("remove unfinished files of %s: %w", ns, err)
			}
			if IsName(o.Name) || !strings.HasSuffix(o.Name, temporarySuffix) || !o.ModTime.Before(before) {
				continue
			}
			err := s.bucket.Delete(ctx, string(ns)+"/"+o.Name)
			if err != nil && gcerrors.Code(err) != gcerrors.NotFound {
				return removed, fmt.Errorf("remove unfinished file %s: %w", o.Name, err)
			}
			removed++
		}
	}
	return removed, nil
}

// objects goes over everything under ns, whatever its name.
func (s *Store) objects(ctx context.Context, ns Namespace) iter.Seq2[Object, error] {
	return func(yield func(Object, error) bool) {
		prefix := string(ns) + "/"
		list := s.bucket.List(&gocloud.ListOptions{Prefix: prefix})
		for {
			o, err := list.Next(ctx)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(Object{}, err)
				return
			}
			found := Object{Name: strings.TrimPrefix(o.Key, prefix), Size: o.Size, ModTime: o.ModTime}
			if !yield(found, nil) {
				return
			}
		}
	}
}
