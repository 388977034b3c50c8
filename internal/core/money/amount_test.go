// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package money_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/core/money"
)

func TestAmount_Plus(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		a, b    money.Amount
		want    money.Amount
		wantErr error
	}{
		{"euros", money.Euros(6950), money.Euros(50), money.Euros(7000), nil},
		{"nothing", money.Amount{}, money.Euros(50), money.Euros(50), nil},
		{"another currency", money.Euros(1), money.Amount{Cents: 1, Currency: "USD"}, money.Amount{}, money.ErrCurrency},
		{"too much", money.Euros(math.MaxInt64), money.Euros(1), money.Amount{}, money.ErrOverflow},
		{"too little", money.Euros(math.MinInt64), money.Euros(-1), money.Amount{}, money.ErrOverflow},
	}
	for _, tt := range tests {
		got, err := tt.a.Plus(tt.b)
		if !errors.Is(err, tt.wantErr) || got != tt.want {
			t.Errorf("%s: %v, %v; want %v, %v", tt.name, got, err, tt.want, tt.wantErr)
		}
	}
}

// The shares of a sum never miss it by more than a cent each, and a share of
// everything is the sum.
func TestAmount_Share(t *testing.T) {
	t.Parallel()
	if got := money.Euros(1000).Share(2000); got != money.Euros(200) {
		t.Errorf("20 %% of 10,00 € = %v", got)
	}
	if got := money.Euros(-5).Share(1000); got != money.Euros(-1) {
		t.Errorf("half a cent below zero rounds away: %v", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		sum := money.Euros(rapid.Int64Range(-1e12, 1e12).Draw(t, "cents"))
		rate := rapid.Int64Range(0, 10_000).Draw(t, "rate")
		if sum.Share(10_000) != sum {
			t.Fatalf("a share of everything is not %v", sum)
		}
		both := sum.Share(rate).Cents + sum.Share(10_000-rate).Cents
		if d := both - sum.Cents; d < -1 || d > 1 {
			t.Fatalf("two shares of %v make %d", sum, both)
		}
	})
}
