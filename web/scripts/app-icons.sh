#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-only
# Copyright (c) 2026 The Aipress24 authors

# Draws the PNG icons and the picture of shared links from the favicon, with
# Chromium. Run by hand (npm run app-icons) after a change; the PNG are committed.
set -eu
cd "$(dirname "$0")/../src/static"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# shot WIDTH HEIGHT FILE: photographs $tmp/page.html, transparent where empty.
shot() {
  "${CHROMIUM:-chromium}" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync --hide-scrollbars \
    --user-data-dir="$tmp/profile" --default-background-color=00000000 --force-device-scale-factor=1 \
    --window-size="$1,$2" --screenshot="$PWD/$3" "file://$tmp/page.html" >/dev/null 2>&1
  test -s "$3"
}

# page STYLE BODY: writes the page to photograph.
page() {
  printf '<!doctype html><meta charset="utf-8"><style>*{margin:0}body{overflow:hidden}svg{display:block}%s</style>%s' "$1" "$2" >"$tmp/page.html"
}

full=$(sed 's/ rx="14"//' favicon.svg) # home screens cut the corners themselves
rounded=$(cat favicon.svg)
for size in 192 512; do
  page "svg{width:${size}px;height:${size}px}" "$rounded"
  shot $size $size icon-$size.png
done
page "svg{width:512px;height:512px}" "$(echo "$full" | sed 's/translate(22.2 5.6) scale(1.76)/translate(25.5 12.8) scale(1.28)/')"
shot 512 512 icon-maskable-512.png
page "svg{width:180px;height:180px}" "$full"
shot 180 180 apple-touch-icon.png
page "svg{width:48px;height:48px}" "$rounded"
shot 48 48 favicon.png
page "body{width:1200px;height:630px;background:#f3f4f6;display:grid;place-items:center}svg{width:360px;height:360px}body::after{content:'';position:fixed;inset:auto 0 0;height:16px;background:#d31026}" "$rounded"
shot 1200 630 share.png
