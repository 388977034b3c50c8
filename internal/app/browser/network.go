// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Cut takes the network away from a tab, as a train in a tunnel does; its
// requests fail and are no complaint.
func (tab *Tab) Cut() {
	tab.t.Helper()
	tab.tolerate(true)
	tab.reach(true)
}

// Reconnect gives the network back.
func (tab *Tab) Reconnect() {
	tab.t.Helper()
	tab.reach(false)
}

func (tab *Tab) reach(offline bool) {
	tab.t.Helper()
	conditions := network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{
		{DownloadThroughput: -1, UploadThroughput: -1, Offline: offline},
	}}
	tab.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, network.EmulateNetworkConditionsByRule, conditions)
		return err
	}))
}
