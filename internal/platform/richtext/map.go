// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package richtext

import "golang.org/x/net/html"

// Map returns sanitised HTML with f applied to each of its texts; markup and
// addresses stay. Source that cannot be read comes back as it is. A text ends
// where an element begins or ends, be it in the middle of a sentence.
func Map(source string, f func(text string) string) string {
	root, err := parse(source)
	if err != nil {
		return source
	}
	for n := range root.Descendants() {
		if n.Type == html.TextNode {
			n.Data = f(n.Data)
		}
	}
	return render(root)
}
