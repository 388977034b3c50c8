// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ParseEvent reads an event in Stripe's JSON, which the sandbox writes too. An
// event of a kind that does not concern us has no facts.
func ParseEvent(payload []byte) (Event, error) {
	var told struct {
		ID      string `json:"id"`
		Type    string `json:"type"`
		Created int64  `json:"created"`
		Data    struct {
			Object json.RawMessage `json:"object"`
		} `json:"data"`
	}
	if err := json.Unmarshal(payload, &told); err != nil {
		return Event{}, fmt.Errorf("read payment event: %w", err)
	}
	if told.ID == "" || told.Type == "" || told.Created <= 0 {
		return Event{}, errors.New("read payment event: no id, type or instant")
	}
	e := Event{ID: told.ID, Kind: told.Type, HappenedAt: time.Unix(told.Created, 0).UTC()}
	read := readerOf(told.Type)
	if read == nil {
		return e, nil
	}
	if err := read(&e, told.Data.Object); err != nil {
		return Event{}, fmt.Errorf("read payment event %s: %w", told.Type, err)
	}
	return e, nil
}

// readerOf says how an event of a kind is read, or nil.
func readerOf(kind string) func(e *Event, object []byte) error {
	switch {
	case strings.HasPrefix(kind, "checkout.session."):
		return readSession
	case strings.HasPrefix(kind, "customer.subscription."):
		return readSubscription
	case kind == "invoice.payment_failed", kind == "invoice.payment_succeeded", kind == "invoice.paid":
		return readInvoice
	case kind == "customer.created", kind == "customer.updated":
		return readCustomer
	case kind == "product.created", kind == "product.updated", kind == "product.deleted":
		return readProduct
	case kind == "price.created", kind == "price.updated", kind == "price.deleted":
		return readPrice
	}
	return nil
}

// link is another object: its id, or the object itself where it was expanded.
type link string

// UnmarshalJSON accepts both forms, and null.
func (l *link) UnmarshalJSON(b []byte) error {
	var object struct {
		ID string `json:"id"`
	}
	if len(b) > 0 && b[0] == '{' {
		if err := json.Unmarshal(b, &object); err != nil {
			return err
		}
		*l = link(object.ID)
		return nil
	}
	var id *string
	if err := json.Unmarshal(b, &id); err != nil {
		return err
	}
	if id != nil {
		*l = link(*id)
	}
	return nil
}

func readSession(e *Event, object []byte) error {
	var o struct {
		ID            string            `json:"id"`
		Mode          Mode              `json:"mode"`
		Reference     string            `json:"client_reference_id"`
		Metadata      map[string]string `json:"metadata"`
		Customer      link              `json:"customer"`
		Subscription  link              `json:"subscription"`
		PaymentStatus string            `json:"payment_status"`
	}
	if err := json.Unmarshal(object, &o); err != nil {
		return err
	}
	s := &SessionFacts{
		ID: o.ID, Mode: o.Mode, CustomerID: string(o.Customer), SubscriptionID: string(o.Subscription),
		WallID: wallID(o.Reference), Expired: e.Kind == "checkout.session.expired",
		Paid: o.PaymentStatus == "paid" || o.PaymentStatus == "no_payment_required",
	}
	if s.WallID == 0 {
		s.WallID = wallID(o.Metadata["bw_id"])
	}
	e.Facts.Session, e.Object = s, s.SubscriptionID
	if e.Object == "" {
		e.Object = s.ID
	}
	return nil
}

// wallID reads an id that the provider gives back; 0 when it is none.
func wallID(text string) int64 {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id <= 0 {
		return 0
	}
	return id
}

func readSubscription(e *Event, object []byte) error {
	var o struct {
		ID           string            `json:"id"`
		Status       string            `json:"status"`
		Customer     link              `json:"customer"`
		Metadata     map[string]string `json:"metadata"`
		CancelsAtEnd bool              `json:"cancel_at_period_end"`
		PeriodEnd    int64             `json:"current_period_end"`
		Pause        *struct{}         `json:"pause_collection"`
		Items        struct {
			Data []struct {
				PeriodEnd int64 `json:"current_period_end"`
				Quantity  int64 `json:"quantity"`
				Price     link  `json:"price"`
			} `json:"data"`
		} `json:"items"`
	}
	if err := json.Unmarshal(object, &o); err != nil {
		return err
	}
	s := &SubscriptionFacts{
		ID: o.ID, Status: o.Status, WallID: wallID(o.Metadata["bw_id"]), CustomerID: string(o.Customer),
		CancelsAtEnd: o.CancelsAtEnd, Paused: o.Pause != nil || o.Status == providerPaused, Quantity: 1,
	}
	if e.Kind == "customer.subscription.deleted" {
		s.Status = providerCancelled
	}
	if len(o.Items.Data) > 0 { // newer versions tell of periods by item
		item := o.Items.Data[0]
		s.PriceID, s.Quantity = string(item.Price), max(item.Quantity, 1)
		if o.PeriodEnd == 0 {
			o.PeriodEnd = item.PeriodEnd
		}
	}
	if o.PeriodEnd > 0 {
		s.PeriodEnd = time.Unix(o.PeriodEnd, 0).UTC()
	}
	e.Facts.Subscription, e.Object = s, s.ID
	return nil
}

func readInvoice(e *Event, object []byte) error {
	var o struct {
		Subscription link   `json:"subscription"`
		Customer     link   `json:"customer"`
		URL          string `json:"hosted_invoice_url"`
		Parent       struct {
			Details struct {
				Subscription link `json:"subscription"`
			} `json:"subscription_details"`
		} `json:"parent"`
	}
	if err := json.Unmarshal(object, &o); err != nil {
		return err
	}
	i := &InvoiceFacts{
		SubscriptionID: string(o.Subscription), CustomerID: string(o.Customer),
		Paid: e.Kind != "invoice.payment_failed", URL: o.URL,
	}
	if i.SubscriptionID == "" { // where newer versions say it
		i.SubscriptionID = string(o.Parent.Details.Subscription)
	}
	e.Facts.Invoice, e.Object = i, i.SubscriptionID
	return nil
}

func readCustomer(e *Event, object []byte) error {
	var o struct {
		ID      string `json:"id"`
		Email   string `json:"email"`
		Address struct {
			Line1      string `json:"line1"`
			Line2      string `json:"line2"`
			PostalCode string `json:"postal_code"`
			City       string `json:"city"`
			Country    string `json:"country"`
		} `json:"address"`
		TaxIDs struct {
			Data []struct {
				Type  string `json:"type"`
				Value string `json:"value"`
			} `json:"data"`
		} `json:"tax_ids"`
	}
	if err := json.Unmarshal(object, &o); err != nil {
		return err
	}
	c := &CustomerFacts{
		ID: o.ID, Email: o.Email, Line1: o.Address.Line1, Line2: o.Address.Line2,
		PostalCode: o.Address.PostalCode, City: o.Address.City, Country: o.Address.Country,
	}
	for _, id := range o.TaxIDs.Data {
		if c.VATNumber == "" && strings.HasSuffix(id.Type, "_vat") {
			c.VATNumber = id.Value
		}
	}
	e.Facts.Customer, e.Object = c, c.ID
	return nil
}

func readProduct(e *Event, object []byte) error {
	var o struct {
		ID           string            `json:"id"`
		Name         string            `json:"name"`
		Active       bool              `json:"active"`
		Metadata     map[string]string `json:"metadata"`
		DefaultPrice link              `json:"default_price"`
	}
	if err := json.Unmarshal(object, &o); err != nil {
		return err
	}
	active := o.Active && e.Kind != "product.deleted"
	e.Facts.Product = &Product{ID: o.ID, Name: o.Name, Active: active, Metadata: o.Metadata, DefaultPrice: string(o.DefaultPrice)}
	e.Object = o.ID
	return nil
}

func readPrice(e *Event, object []byte) error {
	var o struct {
		ID          string            `json:"id"`
		Product     link              `json:"product"`
		UnitAmount  int64             `json:"unit_amount"`
		Currency    string            `json:"currency"`
		Active      bool              `json:"active"`
		TaxBehavior string            `json:"tax_behavior"`
		Nickname    string            `json:"nickname"`
		Metadata    map[string]string `json:"metadata"`
		TiersMode   string            `json:"tiers_mode"`
		Tiers       []struct {
			UpTo int64 `json:"up_to"`
			Unit int64 `json:"unit_amount"`
			Flat int64 `json:"flat_amount"`
		} `json:"tiers"`
		Recurring struct {
			Interval string `json:"interval"`
		} `json:"recurring"`
	}
	if err := json.Unmarshal(object, &o); err != nil {
		return err
	}
	p := &Price{
		ID: o.ID, ProductID: string(o.Product), UnitCents: o.UnitAmount, Currency: currencyOf(o.Currency),
		// A deleted price is inactive whatever it says (spec 06 §5.3).
		Active: o.Active && e.Kind != "price.deleted", Cycle: CycleOf(o.Recurring.Interval),
		TaxBehavior: o.TaxBehavior, Nickname: o.Nickname, Metadata: o.Metadata, TiersMode: o.TiersMode,
	}
	for _, t := range o.Tiers {
		p.Tiers = append(p.Tiers, Tier{UpTo: t.UpTo, Unit: t.Unit, Flat: t.Flat})
	}
	e.Facts.Price, e.Object = p, p.ID
	return nil
}

// currencyOf writes a currency as we do; euro when none is said.
func currencyOf(code string) string {
	if code == "" {
		return "EUR"
	}
	return strings.ToUpper(code)
}

// CycleOf is the cycle of the provider's interval; "" for a single payment, and
// for intervals that are not sold.
func CycleOf(interval string) Cycle {
	switch interval {
	case "month":
		return Monthly
	case "year":
		return Annual
	}
	return ""
}
