// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package money is amounts: whole cents of one currency, never a fraction
// (spec 01 §2). Prices, purchases, invoices and offers are made of them; how
// they are written for a reader is package i18n's business.
package money

import (
	"errors"
	"fmt"
	"math"
)

// Currency is an ISO 4217 code in capitals.
type Currency string

// EUR is the currency of everything that says nothing else.
const EUR Currency = "EUR"

// The reasons why two amounts cannot be put together.
var (
	ErrCurrency = errors.New("amounts of different currencies")
	ErrOverflow = errors.New("amount too large")
)

// Amount is a sum of money. The zero value is nothing, in any currency.
type Amount struct {
	Cents    int64
	Currency Currency
}

// Euros returns an amount of so many cents of euro.
func Euros(cents int64) Amount { return Amount{Cents: cents, Currency: EUR} }

// Plus returns the sum of two amounts of one currency, or ErrCurrency, or
// ErrOverflow.
func (a Amount) Plus(b Amount) (Amount, error) {
	switch {
	case b.Cents == 0:
		return a, nil
	case a.Cents == 0:
		return b, nil
	case a.Currency != b.Currency:
		return Amount{}, fmt.Errorf("add %s and %s: %w", a.Currency, b.Currency, ErrCurrency)
	case a.Cents > 0 && b.Cents > math.MaxInt64-a.Cents, a.Cents < 0 && b.Cents < math.MinInt64-a.Cents:
		return Amount{}, ErrOverflow
	}
	return Amount{Cents: a.Cents + b.Cents, Currency: a.Currency}, nil
}

// Share returns the part of the amount at a rate in ten-thousandths (2000 is
// 20 %), rounded to the nearest cent, halves away from zero: how taxes and
// shares between co-owners are computed.
func (a Amount) Share(perTenThousand int64) Amount {
	const whole = 10_000
	quotient, rest := a.Cents/whole, a.Cents%whole
	part := rest * perTenThousand
	rounded := part / whole
	if left := part % whole; left >= whole/2 {
		rounded++
	} else if left <= -whole/2 {
		rounded--
	}
	return Amount{Cents: quotient*perTenThousand + rounded, Currency: a.Currency}
}
