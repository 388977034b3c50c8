// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package jobs

import (
	"context"
	"fmt"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// failureHandler passes failed attempts on to Options.OnFailure. It never
// changes what happens to the job.
type failureHandler func(ctx context.Context, job *rivertype.JobRow, err error)

// HandleError implements river.ErrorHandler.
func (h failureHandler) HandleError(ctx context.Context, job *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	h(ctx, job, err)
	return nil
}

// HandlePanic implements river.ErrorHandler.
func (h failureHandler) HandlePanic(ctx context.Context, job *rivertype.JobRow, value any, trace string) *river.ErrorHandlerResult {
	h(ctx, job, &PanicError{Value: value, Trace: trace})
	return nil
}

// PanicError is what Options.OnFailure gets for a worker that panicked.
type PanicError struct {
	Value any    // what was given to panic
	Trace string // the goroutine's stack
}

// Error implements error; the stack is left out.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }
