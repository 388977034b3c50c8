// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package stripepay_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/modules/billing"
	"aipress24.com/aipress24/internal/modules/billing/signature"
	"aipress24.com/aipress24/internal/modules/billing/stripepay"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// stripe answers as Stripe does, from answers by method and path, and keeps
// what was asked.
type stripe struct {
	t       *testing.T
	answers map[string]string
	asked   map[string]url.Values
}

const missing = `{"error":{"type":"invalid_request_error","code":"resource_missing","param":"customer","message":"No such customer"}}`

// ServeHTTP implements http.Handler.
func (s *stripe) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Authorization") != "Bearer sk_of_tests" {
		s.t.Errorf("%s: key %q", r.URL.Path, r.Header.Get("Authorization"))
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Error(err)
	}
	form, err := url.ParseQuery(string(body) + "&" + r.URL.RawQuery)
	if err != nil {
		s.t.Error(err)
	}
	name := r.Method + " " + r.URL.Path
	s.asked[name] = form
	answer, known := s.answers[name]
	if !known {
		answer = missing
	}
	w.Header().Set("Content-Type", "application/json")
	if answer == missing {
		w.WriteHeader(http.StatusNotFound)
	}
	if _, err := io.WriteString(w, answer); err != nil {
		s.t.Error(err)
	}
}

func open(t *testing.T, answers map[string]string) (*stripepay.Provider, *stripe) {
	t.Helper()
	fake := &stripe{t: t, answers: answers, asked: map[string]url.Values{}}
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	return stripepay.New(stripepay.Options{
		SecretKey: "sk_of_tests", WebhookSecret: "whsec_of_tests", URL: server.URL, Now: func() time.Time { return noon },
	}), fake
}

// Spec 07 §6.1 and 06 §7.2: what a checkout asks of Stripe.
func TestNewCheckout(t *testing.T) {
	t.Parallel()
	p, fake := open(t, map[string]string{"POST /v1/checkout/sessions": `{"id":"cs_1","object":"checkout.session","url":"https://checkout.stripe.com/c/cs_1"}`})
	c := billing.Checkout{
		Mode: billing.ForSubscription, PriceID: "price_1", Quantity: 3, Reference: "77", Lang: "fr", PayerEmail: "ada@example.org",
		Metadata: map[string]string{"bw_id": "77", "bw_type": "pr", "user_id": "5"}, SuccessURL: "https://a.example/ok", CancelURL: "https://a.example/no",
	}
	session, err := p.NewCheckout(t.Context(), c)
	if err != nil || session.ID != "cs_1" || session.URL == "" {
		t.Fatalf("session %+v, %v", session, err)
	}
	asked := fake.asked["POST /v1/checkout/sessions"]
	for field, want := range map[string]string{
		"mode": "subscription", "line_items[0][price]": "price_1", "line_items[0][quantity]": "3", "client_reference_id": "77",
		"metadata[bw_id]": "77", "metadata[user_id]": "5", "subscription_data[metadata][bw_type]": "pr", "automatic_tax[enabled]": "true",
		"tax_id_collection[enabled]": "true", "billing_address_collection": "required", "payment_method_types[0]": "card",
		"customer_email": "ada@example.org", "customer": "", "success_url": "https://a.example/ok", "cancel_url": "https://a.example/no", "locale": "fr",
	} {
		if got := asked.Get(field); got != want {
			t.Errorf("%s = %q, want %q", field, got, want)
		}
	}
	c.CustomerID, c.Mode = "cus_1", billing.ForPayment
	if _, err := p.NewCheckout(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	asked = fake.asked["POST /v1/checkout/sessions"]
	if asked.Get("customer") != "cus_1" || asked.Get("customer_email") != "" || asked.Get("customer_update[address]") != "auto" ||
		asked.Get("payment_intent_data[metadata][bw_id]") != "77" || asked.Has("subscription_data[metadata][bw_id]") {
		t.Errorf("with a customer, paid once: %v", asked)
	}
}

// What Stripe does not know is told apart from other failures.
func TestUnknown(t *testing.T) {
	t.Parallel()
	p, _ := open(t, nil)
	ctx := t.Context()
	_, checkout := p.NewCheckout(ctx, billing.Checkout{Mode: billing.ForSubscription, CustomerID: "cus_gone"})
	_, portal := p.Portal(ctx, "cus_gone", "https://a.example/")
	_, subscription := p.Subscription(ctx, "sub_gone")
	_, customer := p.Customer(ctx, "cus_gone")
	for name, err := range map[string]error{
		"checkout": checkout, "portal": portal, "subscription": subscription, "customer": customer,
		"end": p.EndCheckout(ctx, "cs_gone"), "cancel": p.Cancel(ctx, "sub_gone"), "change": p.ChangePlan(ctx, "sub_gone", billing.PlanChange{Quantity: 2}),
	} {
		if !errors.Is(err, billing.ErrUnknown) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Spec 06 §7.2: what was paid for nothing is given back and ended, once; what is
// over is left alone.
func TestReturn(t *testing.T) {
	t.Parallel()
	p, fake := open(t, map[string]string{
		"GET /v1/subscriptions/sub_1":    `{"id":"sub_1","status":"active","latest_invoice":{"id":"in_1","payments":{"data":[{"id":"inpay_1","amount_paid":9900,"payment":{"type":"payment_intent","payment_intent":"pi_1"}}]}}}`,
		"POST /v1/refunds":               `{"id":"re_1"}`,
		"DELETE /v1/subscriptions/sub_1": `{"id":"sub_1","status":"canceled"}`,
		"GET /v1/subscriptions/sub_over": `{"id":"sub_over","status":"canceled"}`,
	})
	if err := errors.Join(p.Return(t.Context(), "sub_over"), p.Return(t.Context(), "sub_1")); err != nil {
		t.Fatal(err)
	}
	if _, ended := fake.asked["DELETE /v1/subscriptions/sub_1"]; !ended || fake.asked["POST /v1/refunds"].Get("payment_intent") != "pi_1" {
		t.Errorf("ended %v, given back %v", ended, fake.asked["POST /v1/refunds"])
	}
	if err := p.Return(t.Context(), "sub_gone"); !errors.Is(err, billing.ErrUnknown) {
		t.Errorf("unknown: %v", err)
	}
}

// A page that is open is closed; one that is paid is told; a plan changes the
// one item of the subscription.
func TestChanges(t *testing.T) {
	t.Parallel()
	p, fake := open(t, map[string]string{
		"GET /v1/checkout/sessions/cs_open":         `{"id":"cs_open","status":"open"}`,
		"POST /v1/checkout/sessions/cs_open/expire": `{"id":"cs_open","status":"expired"}`,
		"GET /v1/checkout/sessions/cs_paid":         `{"id":"cs_paid","status":"complete"}`,
		"GET /v1/checkout/sessions/cs_old":          `{"id":"cs_old","status":"expired"}`,
		"POST /v1/billing_portal/sessions":          `{"id":"bps_1","url":"https://billing.stripe.com/p/1"}`,
		"GET /v1/subscriptions/sub_1":               `{"id":"sub_1","status":"past_due","customer":"cus_1","cancel_at_period_end":true,"pause_collection":{"behavior":"void"},"items":{"data":[{"id":"si_1","quantity":4,"current_period_end":1795000000,"price":{"id":"price_1"}}]}}`,
		"POST /v1/subscriptions/sub_1":              `{"id":"sub_1"}`,
		"DELETE /v1/subscriptions/sub_1":            `{"id":"sub_1","status":"canceled"}`,
		"GET /v1/customers/cus_1":                   `{"id":"cus_1","email":"a@b.example","address":{"line1":"1 rue Verte","city":"Lyon","postal_code":"69001","country":"FR"},"tax_ids":{"data":[{"type":"eu_vat","value":"FR40303265045"}]}}`,
	})
	ctx := t.Context()
	if err := errors.Join(p.EndCheckout(ctx, "cs_open"), p.EndCheckout(ctx, "cs_old"), p.Cancel(ctx, "sub_1")); err != nil {
		t.Error(err)
	}
	if _, closed := fake.asked["POST /v1/checkout/sessions/cs_open/expire"]; !closed {
		t.Error("the open page is not closed")
	}
	if err := p.EndCheckout(ctx, "cs_paid"); !errors.Is(err, billing.ErrPaid) {
		t.Errorf("paid page: %v", err)
	}
	if address, err := p.Portal(ctx, "cus_1", "https://a.example/BW/dashboard"); err != nil || address != "https://billing.stripe.com/p/1" {
		t.Errorf("portal %q, %v", address, err)
	}
	facts, err := p.Subscription(ctx, "sub_1")
	if want := (billing.SubscriptionFacts{
		ID: "sub_1", Status: "past_due", CustomerID: "cus_1", PriceID: "price_1", Quantity: 4, CancelsAtEnd: true, Paused: true, PeriodEnd: time.Unix(1795000000, 0).UTC(),
	}); err != nil || facts != want {
		t.Errorf("subscription %+v, %v", facts, err)
	}
	customer, err := p.Customer(ctx, "cus_1")
	if want := (billing.CustomerFacts{
		ID: "cus_1", Email: "a@b.example", VATNumber: "FR40303265045", Line1: "1 rue Verte", PostalCode: "69001", City: "Lyon", Country: "FR",
	}); err != nil || customer != want {
		t.Errorf("customer %+v, %v", customer, err)
	}
	for prorate, want := range map[bool]string{true: "create_prorations", false: "none"} {
		if err := p.ChangePlan(ctx, "sub_1", billing.PlanChange{PriceID: "price_2", Quantity: 6, Prorate: prorate}); err != nil {
			t.Fatal(err)
		}
		asked := fake.asked["POST /v1/subscriptions/sub_1"]
		if asked.Get("items[0][id]") != "si_1" || asked.Get("items[0][price]") != "price_2" || asked.Get("items[0][quantity]") != "6" || asked.Get("proration_behavior") != want {
			t.Errorf("change: %v", asked)
		}
	}
}

// Products and prices, tiers included, inactive ones too (spec 06 §5.1).
func TestCatalogue(t *testing.T) {
	t.Parallel()
	p, fake := open(t, map[string]string{
		"GET /v1/products": `{"object":"list","has_more":false,"data":[{"id":"prod_1","name":"BW for PR","active":true,"default_price":"price_1","metadata":{"Reference":"BW4PR","domain":"bw"}}]}`,
		"GET /v1/prices": `{"object":"list","has_more":false,"data":[
			{"id":"price_1","product":"prod_1","active":true,"currency":"eur","unit_amount":null,"tiers_mode":"graduated","recurring":{"interval":"month"},"tax_behavior":"exclusive",
			 "tiers":[{"up_to":1,"unit_amount":4900,"flat_amount":null},{"up_to":null,"unit_amount":3900,"flat_amount":100}]},
			{"id":"price_2","product":"prod_1","active":false,"currency":"eur","unit_amount":49000,"recurring":{"interval":"year"}}]}`,
	})
	c, err := p.Catalogue(t.Context())
	if err != nil || len(c.Products) != 1 || len(c.Prices) != 2 {
		t.Fatalf("catalogue %+v, %v", c, err)
	}
	if product := c.Products[0]; product.Reference() != "BW4PR" || product.DefaultPrice != "price_1" || !product.Active {
		t.Errorf("product %+v", product)
	}
	if got := c.Prices[0].Total(3); got.Cents != 4900+2*3900+100 || got.Currency != "EUR" || c.Prices[0].Cycle != billing.Monthly {
		t.Errorf("three clients: %v of %+v", got, c.Prices[0])
	}
	if yearly := c.Prices[1]; yearly.Active || yearly.Cycle != billing.Annual || yearly.UnitCents != 49000 {
		t.Errorf("yearly %+v", yearly)
	}
	if asked := fake.asked["GET /v1/prices"]; asked.Get("expand[0]") != "data.tiers" || asked.Has("active") {
		t.Errorf("prices asked by %v", asked)
	}
}

// An event of Stripe, with the newer place of an invoice's subscription and of a
// subscription's period (spec 06 §8).
func TestRead(t *testing.T) {
	t.Parallel()
	p, _ := open(t, nil)
	read := func(payload string) billing.Event {
		t.Helper()
		e, err := p.Read([]byte(payload), signature.Sign([]byte(payload), "whsec_of_tests", noon))
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	for _, invoice := range []string{`"subscription":"sub_1"`, `"subscription":{"id":"sub_1"}`, `"parent":{"subscription_details":{"subscription":"sub_1"}}`} {
		e := read(`{"id":"evt_1","type":"invoice.payment_failed","created":1795000000,"data":{"object":{` + invoice + `}}}`)
		if e.Object != "sub_1" || e.Facts.Invoice == nil || e.Facts.Invoice.Paid {
			t.Errorf("%s: %+v", invoice, e)
		}
	}
	for _, period := range []string{`"current_period_end":1796000000,"items":{"data":[{"quantity":2,"price":{"id":"price_1"}}]}`, `"items":{"data":[{"current_period_end":1796000000,"quantity":2,"price":"price_1"}]}`} {
		e := read(`{"id":"evt_2","type":"customer.subscription.updated","created":1795000000,"data":{"object":{"id":"sub_1","status":"active","metadata":{"bw_id":"77"},` + period + `}}}`)
		s := e.Facts.Subscription
		if s == nil || s.WallID != 77 || s.Quantity != 2 || s.PriceID != "price_1" || s.PeriodEnd.Unix() != 1796000000 {
			t.Errorf("%s: %+v", period, s)
		}
	}
	if _, err := p.Read([]byte("{}"), "t=1,v1=00"); !errors.Is(err, billing.ErrForged) {
		t.Errorf("forged: %v", err)
	}
}
