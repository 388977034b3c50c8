// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package live

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"time"

	"github.com/a-h/templ"
)

// Component is a piece of a page that answers actions. It is a pointer to a
// struct whose exported fields, written as JSON, are its state.
type Component interface {
	// Name is the component's name in addresses: lower-case letters, digits
	// and hyphens; the same for all values of the type.
	Name() string
	// View draws the component; its root is Root.
	View() templ.Component
}

// Action changes a component. Form is what the visitor sent, to be checked as
// any input; the component's state is as signed, but old: rights and objects
// are looked up again.
type Action[T any] func(ctx context.Context, c *T, form url.Values) error

// Spec says how a type of component behaves.
type Spec[T any] struct {
	// Guard is asked before each action, as the route's guard is asked before
	// a page: the actor of ctx may have lost a right since the page was drawn.
	Guard func(ctx context.Context) error
	// Actions by the name in their address.
	Actions map[string]Action[T]
	// Load, if not nil, completes the component after an action and before
	// its view with what its state does not carry.
	Load func(ctx context.Context, c *T) error
}

// Options are the choices of NewRegistry.
type Options struct {
	Secret   []byte                          // of the installation; at least 16 bytes, the same on every node
	MemberID func(ctx context.Context) int64 // who is signed in, or 0
	// Notify keeps a message for the next page, when an action asked for a
	// toast and the browser has no JavaScript. May be nil.
	Notify func(ctx context.Context, kind, text string)
	Now    func() time.Time
}

// Registry knows the components of the application. It is filled before
// serving.
type Registry struct {
	codec   codec
	options Options
	kinds   map[string]kind
}

// kind is a registered type of component, its Go type hidden.
type kind struct {
	guard   func(context.Context) error
	actions map[string]bool
	run     func(ctx context.Context, r *Registry, action, sealed string, form url.Values) (Component, error)
}

// NewRegistry returns a registry without components.
func NewRegistry(o Options) (*Registry, error) {
	if o.MemberID == nil {
		return nil, errors.New("live: MemberID is missing")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	codec, err := newCodec(o.Secret)
	if err != nil {
		return nil, err
	}
	return &Registry{codec: codec, options: o, kinds: map[string]kind{}}, nil
}

// nameRule is what a component or an action may be called.
var nameRule = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)

// Register makes the component type T known. It returns an error for a missing
// guard, a bad or a taken name: faults of the program, found when it starts.
func Register[T any, P interface {
	*T
	Component
}](r *Registry, spec Spec[T]) error {
	name := P(new(T)).Name()
	if !nameRule.MatchString(name) {
		return fmt.Errorf("live: bad component name %q", name)
	}
	if _, taken := r.kinds[name]; taken {
		return fmt.Errorf("live: component %q registered twice", name)
	}
	if spec.Guard == nil || len(spec.Actions) == 0 {
		return fmt.Errorf("live: component %q has no guard or no action", name)
	}
	actions := make(map[string]bool, len(spec.Actions))
	for action := range spec.Actions {
		if !nameRule.MatchString(action) {
			return fmt.Errorf("live: bad action name %q of component %q", action, name)
		}
		actions[action] = true
	}
	r.kinds[name] = kind{guard: spec.Guard, actions: actions, run: runner[T, P](name, spec)}
	return nil
}

// runner returns what an action request does with a component of type T.
func runner[T any, P interface {
	*T
	Component
}](name string, spec Spec[T]) func(context.Context, *Registry, string, string, url.Values) (Component, error) {
	return func(ctx context.Context, r *Registry, action, sealed string, form url.Values) (Component, error) {
		c := new(T)
		if err := r.codec.open(name, r.options.MemberID(ctx), r.options.Now(), sealed, c); err != nil {
			return nil, err
		}
		if err := spec.Actions[action](ctx, c, form); err != nil {
			return nil, fmt.Errorf("live %s/%s: %w", name, action, err)
		}
		if spec.Load != nil {
			if err := spec.Load(ctx, c); err != nil {
				return nil, fmt.Errorf("live %s: %w", name, err)
			}
		}
		return P(c), nil
	}
}

type registryKey struct{}

// Middleware lets views find the registry, to sign their state.
func (r *Registry) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		next.ServeHTTP(w, req.WithContext(context.WithValue(req.Context(), registryKey{}, r)))
	})
}

// seal signs the state of a component for the member of ctx.
func seal(ctx context.Context, c Component) (string, error) {
	r, ok := ctx.Value(registryKey{}).(*Registry)
	if !ok {
		return "", errors.New("live: no registry in the context: the route lacks its middleware")
	}
	if _, known := r.kinds[c.Name()]; !known {
		return "", fmt.Errorf("live: component %q is not registered", c.Name())
	}
	return r.codec.seal(c.Name(), r.options.MemberID(ctx), r.options.Now().Add(stateLife), c)
}
