// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package images

import (
	"bytes"
	"encoding/binary"
	"strings"

	"aipress24.com/aipress24/internal/platform/richtext"
)

// Credits are the words that a photographer writes in a file. They are plain
// text of one line, at most maxCreditRunes long, and empty when missing.
type Credits struct {
	Caption   string // légende
	Credit    string // who must be named: photographer, agency
	Copyright string
}

const (
	// maxCreditRunes bounds each text: a caption is a paragraph at most.
	maxCreditRunes = 1000
	// maxMetadataBytes bounds what is read of one block.
	maxMetadataBytes = 256 << 10
)

// blocks are the pieces of metadata found in a file, unread.
type blocks struct {
	exif, iptc, xmp []byte
}

// readCredits takes IPTC first, where newsrooms write, then XMP, then EXIF,
// where cameras put their own name. What cannot be read is left out.
func readCredits(data []byte) Credits {
	format, err := formatOf(data)
	if err != nil {
		return Credits{}
	}
	b := findBlocks(format, data)
	var c Credits
	for _, found := range []Credits{readIPTC(b.iptc), readXMP(b.xmp), readEXIF(b.exif).credits} {
		c.Caption = firstText(c.Caption, found.Caption)
		c.Credit = firstText(c.Credit, found.Credit)
		c.Copyright = firstText(c.Copyright, found.Copyright)
	}
	return c
}

func firstText(known, found string) string {
	if known != "" {
		return known
	}
	found = richtext.Plain(found)
	if runes := []rune(found); len(runes) > maxCreditRunes {
		found = strings.TrimSpace(string(runes[:maxCreditRunes]))
	}
	return found
}

// orientationOf returns the EXIF orientation, 1 to 8, or 0 when unknown.
func orientationOf(format Format, data []byte) int {
	return readEXIF(findBlocks(format, data).exif).orientation
}

func findBlocks(format Format, data []byte) blocks {
	switch format {
	case JPEG:
		return jpegBlocks(data)
	case PNG:
		return pngBlocks(data)
	case WebP:
		return webpBlocks(data)
	}
	return blocks{}
}

var (
	exifMark      = []byte("Exif\x00\x00")
	xmpMark       = []byte("http://ns.adobe.com/xap/1.0/\x00")
	photoshopMark = []byte("Photoshop 3.0\x00")
)

// jpegBlocks walks the segments up to the picture itself.
func jpegBlocks(data []byte) blocks {
	var b blocks
	for i := 2; i+4 <= len(data) && data[i] == 0xff; {
		marker := data[i+1]
		if marker == 0xff { // filler
			i++
			continue
		}
		if marker == 0xda || marker == 0xd9 { // start of scan, end of image
			break
		}
		size := int(binary.BigEndian.Uint16(data[i+2:]))
		if size < 2 || i+2+size > len(data) {
			break
		}
		b.addSegment(marker, data[i+4:i+2+size])
		i += 2 + size
	}
	return b
}

func (b *blocks) addSegment(marker byte, content []byte) {
	const app1, app13 = 0xe1, 0xed
	if marker == app1 {
		if rest, ok := bytes.CutPrefix(content, exifMark); ok && b.exif == nil {
			b.exif = rest
		}
		if rest, ok := bytes.CutPrefix(content, xmpMark); ok && b.xmp == nil {
			b.xmp = rest
		}
	}
	if rest, ok := bytes.CutPrefix(content, photoshopMark); ok && marker == app13 && b.iptc == nil {
		b.iptc = photoshopIPTC(rest)
	}
}

// photoshopIPTC finds resource 0x0404 among Photoshop's resources.
func photoshopIPTC(data []byte) []byte {
	for len(data) >= 12 && bytes.HasPrefix(data, []byte("8BIM")) {
		id := binary.BigEndian.Uint16(data[4:])
		name := 1 + int(data[6])
		name += name % 2
		if 6+name+4 > len(data) {
			return nil
		}
		size := int64(binary.BigEndian.Uint32(data[6+name:]))
		content := data[6+name+4:]
		if size > int64(len(content)) {
			return nil
		}
		if id == 0x0404 {
			return content[:size]
		}
		data = content[min(size+size%2, int64(len(content))):]
	}
	return nil
}

// pngBlocks reads the eXIf chunk and the XMP text chunk, uncompressed.
func pngBlocks(data []byte) blocks {
	var b blocks
	for data = data[min(8, len(data)):]; len(data) >= 12; {
		size := int64(binary.BigEndian.Uint32(data))
		if size+12 > int64(len(data)) {
			break
		}
		content := data[8 : 8+size]
		switch string(data[4:8]) {
		case "eXIf":
			b.exif = content
		case "iTXt":
			// keyword NUL, not compressed, method, language NUL, translation NUL
			if rest, ok := bytes.CutPrefix(content, []byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00")); ok {
				b.xmp = rest
			}
		}
		data = data[12+size:]
	}
	return b
}

// webpBlocks reads the EXIF and XMP chunks of the container.
func webpBlocks(data []byte) blocks {
	var b blocks
	for data = data[min(12, len(data)):]; len(data) >= 8; {
		size := int64(binary.LittleEndian.Uint32(data[4:]))
		if size+8 > int64(len(data)) {
			break
		}
		content := data[8 : 8+size]
		switch string(data[:4]) {
		case "EXIF":
			b.exif = bytes.TrimPrefix(content, exifMark)
		case "XMP ":
			b.xmp = content
		}
		data = data[min(8+size+size%2, int64(len(data))):]
	}
	return b
}
