// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package images

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// photo is a picture with many colours: a gradient, red at the top left.
func photo(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetRGBA(x, y, color.RGBA{R: uint8(255 - x*255/w), G: uint8(y * 255 / h), B: uint8((x*7 + y*13) % 64), A: 255})
		}
	}
	return m
}

func asJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withSegment inserts a segment after the start of a JPEG.
func withSegment(data []byte, marker byte, content string) []byte {
	segment := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(content)+2))
	return append(append(append([]byte{}, data[:2]...), append(segment, content...)...), data[2:]...)
}

// withChunk inserts a chunk after the header of a PNG.
func withChunk(data []byte, kind, content string) []byte {
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(content)))
	body := append([]byte(kind), content...)
	chunk = append(chunk, body...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(body))
	const afterHeader = 8 + 25
	return append(append(append([]byte{}, data[:afterHeader]...), chunk...), data[afterHeader:]...)
}

// tiff is an EXIF block with an orientation, a caption, an artist, a copyright
// and a directory of places that must never come out.
func tiff(order binary.AppendByteOrder, orientation uint16) string {
	texts := []struct {
		tag  uint16
		text string
	}{{0x010e, "Port de Brest\x00"}, {0x013b, "J. Dupont\x00"}, {0x8298, "J. Dupont\x00Agence\x00"}, {0x9999, "GPS-48.39N-4.48W\x00"}}
	head := "II*\x00"
	if order == binary.AppendByteOrder(binary.BigEndian) {
		head = "MM\x00*"
	}
	b := order.AppendUint32([]byte(head), 8)
	b = order.AppendUint16(b, uint16(len(texts)+1))
	b = order.AppendUint16(order.AppendUint16(b, 0x0112), 3)
	b = order.AppendUint16(order.AppendUint32(b, 1), orientation)
	b = append(b, 0, 0)
	at := uint32(8 + 2 + 12*(len(texts)+1) + 4)
	var tail string
	for _, e := range texts {
		b = order.AppendUint16(order.AppendUint16(b, e.tag), 2)
		b = order.AppendUint32(order.AppendUint32(b, uint32(len(e.text))), at)
		at += uint32(len(e.text))
		tail += e.text
	}
	return string(append(b, 0, 0, 0, 0)) + tail
}

func iptc(datasets map[byte]string) string {
	var body []byte
	for _, number := range []byte{80, 110, 116, 120} {
		if text, ok := datasets[number]; ok {
			body = append(body, 0x1c, 2, number)
			body = append(binary.BigEndian.AppendUint16(body, uint16(len(text))), text...)
		}
	}
	resource := binary.BigEndian.AppendUint32([]byte("8BIM\x04\x04\x00\x00"), uint32(len(body)))
	other := "8BIM\x04\x0f\x03abc\x00\x00\x00\x03xyz\x00"
	return "Photoshop 3.0\x00" + other + string(append(resource, body...))
}

const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="AFP">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Vue du port</rdf:li><rdf:li xml:lang="en">Harbour</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>M. Martin</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li>© AFP</rdf:li></rdf:Alt></dc:rights>
</rdf:Description></rdf:RDF></x:xmpmeta>`

// webpPicture is a lossless WebP of one pixel, with room for more chunks.
var webpPicture = []byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00")

func withWebPChunk(data []byte, kind, content string) []byte {
	out := append([]byte{}, data...)
	out = append(out, kind...)
	out = append(binary.LittleEndian.AppendUint32(out, uint32(len(content))), content...)
	if len(content)%2 == 1 {
		out = append(out, 0)
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out
}
