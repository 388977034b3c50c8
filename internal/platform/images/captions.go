// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package images

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// exif is what we read of an EXIF block; the rest, places included, is ignored.
type exif struct {
	orientation int
	credits     Credits
}

// readEXIF reads the first directory of a TIFF structure.
func readEXIF(data []byte) exif {
	var found exif
	if len(data) < 8 || len(data) > maxMetadataBytes {
		return found
	}
	var order binary.ByteOrder
	switch string(data[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return found
	}
	start := int64(order.Uint32(data[4:]))
	if start < 8 || start+2 > int64(len(data)) {
		return found
	}
	entries := data[start+2:]
	for range order.Uint16(data[start:]) {
		if len(entries) < 12 {
			break
		}
		found.addEntry(order, data, entries[:12])
		entries = entries[12:]
	}
	return found
}

func (e *exif) addEntry(order binary.ByteOrder, data, entry []byte) {
	const typeASCII, typeShort = 2, 3
	tag, kind := order.Uint16(entry), order.Uint16(entry[2:])
	if tag == 0x0112 && kind == typeShort {
		if o := int(order.Uint16(entry[8:])); o >= 1 && o <= 8 {
			e.orientation = o
		}
		return
	}
	if kind != typeASCII {
		return
	}
	text := asciiValue(order, data, entry)
	switch tag {
	case 0x010e: // ImageDescription
		e.credits.Caption = text
	case 0x013b: // Artist
		e.credits.Credit = text
	case 0x8298: // Copyright: photographer NUL editor
		e.credits.Copyright = strings.ReplaceAll(strings.Trim(text, "\x00 "), "\x00", ", ")
	}
}

// asciiValue returns the text of an entry, which lies in it when short.
func asciiValue(order binary.ByteOrder, data, entry []byte) string {
	size := int64(order.Uint32(entry[4:]))
	if size <= 4 {
		return decodeText(bytes.TrimRight(entry[8:8+size], "\x00"))
	}
	offset := int64(order.Uint32(entry[8:]))
	if offset+size > int64(len(data)) {
		return ""
	}
	return decodeText(bytes.TrimRight(data[offset:offset+size], "\x00"))
}

// readIPTC reads the datasets of record 2 that newsrooms fill.
func readIPTC(data []byte) Credits {
	var c Credits
	var byline string
	for len(data) >= 5 && data[0] == 0x1c {
		size := int(binary.BigEndian.Uint16(data[3:]))
		if size > len(data)-5 { // extended sizes, above 32 kB, included
			break
		}
		if text := decodeText(data[5 : 5+size]); data[1] == 2 {
			switch data[2] {
			case 80:
				byline = text
			case 110:
				c.Credit = text
			case 116:
				c.Copyright = text
			case 120:
				c.Caption = text
			}
		}
		data = data[5+size:]
	}
	c.Credit = joinCredit(byline, c.Credit)
	return c
}

// joinCredit writes photographer and agency the French way: "J. Dupont / AFP".
func joinCredit(byline, credit string) string {
	switch {
	case credit == "":
		return byline
	case strings.Contains(credit, byline):
		return credit
	}
	return byline + " / " + credit
}

// decodeText reads UTF-8, else Windows-1252, which old tools write.
func decodeText(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	decoded, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return ""
	}
	return string(decoded)
}

const (
	dublinCore = "http://purl.org/dc/elements/1.1/"
	photoshop  = "http://ns.adobe.com/photoshop/1.0/"
)

// readXMP reads the few properties that matter, written as elements (with
// language alternatives, the first wins) or as attributes.
func readXMP(data []byte) Credits {
	if len(data) == 0 || len(data) > maxMetadataBytes {
		return Credits{}
	}
	found := map[xml.Name]string{}
	var open []xml.Name
	decoder := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := decoder.Token()
		if err != nil { // the end, or damage: keep what was read
			break
		}
		switch t := token.(type) {
		case xml.StartElement:
			if isCreditProperty(t.Name) {
				open = append(open, t.Name)
			}
			for _, a := range t.Attr {
				if isCreditProperty(a.Name) {
					found[a.Name] = a.Value
				}
			}
		case xml.EndElement:
			if len(open) > 0 && open[len(open)-1] == t.Name {
				open = open[:len(open)-1]
			}
		case xml.CharData:
			text := strings.TrimSpace(string(t))
			if len(open) > 0 && text != "" && found[open[len(open)-1]] == "" {
				found[open[len(open)-1]] = text
			}
		}
	}
	return Credits{
		Caption:   found[xml.Name{Space: dublinCore, Local: "description"}],
		Copyright: found[xml.Name{Space: dublinCore, Local: "rights"}],
		Credit: joinCredit(found[xml.Name{Space: dublinCore, Local: "creator"}],
			found[xml.Name{Space: photoshop, Local: "Credit"}]),
	}
}

func isCreditProperty(name xml.Name) bool {
	switch name.Space {
	case dublinCore:
		return name.Local == "description" || name.Local == "rights" || name.Local == "creator"
	case photoshop:
		return name.Local == "Credit"
	}
	return false
}
