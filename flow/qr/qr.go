// Package qr draws a QR code: of the address that [flow.LoginToken.URL] returns, for
// another device to scan.
//
// What is drawn is a secret if the text is. Whoever scans a login token, from a
// screenshot too, can sign an account in with it for as long as it lives, which is
// some 30 seconds.
//
// [flow.LoginToken.URL]: https://pkg.go.dev/github.com/stepin-go/stepin/flow#LoginToken.URL
package qr

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"

	"rsc.io/qr"
)

// quiet is the width of the light margin, in modules, that the standard asks for
// (ISO/IEC 18004, quiet zone).
const quiet = 4

// What a terminal is told before each row, and after it: dark on light, whatever its
// colours are. Few scanners read the opposite.
const darkOnLight, asBefore = "\x1b[30;47m", "\x1b[0m"

// halves are what stands for two modules, one above the other: the first index is 1
// where the upper one is dark, the second where the lower one is.
var halves = [2][2]string{{" ", "▄"}, {"▀", "█"}}

// Terminal returns a picture for a terminal that understands colours (SGR) and shows
// block elements (U+2580): rows that each end in a line feed. A picture of n rows is
// 2n-1 columns wide. A text that is too long, of more than some 2900 bytes, is an
// error.
func Terminal(text string) (string, error) {
	code, err := encode(text)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for y := -quiet; y < code.Size+quiet; y += 2 {
		b.WriteString(darkOnLight)
		for x := -quiet; x < code.Size+quiet; x++ {
			b.WriteString(halves[dark(code, x, y)][dark(code, x, y+1)])
		}
		b.WriteString(asBefore + "\n")
	}
	return b.String(), nil
}

// PNG returns a picture of one bit a pixel, in which a module is a square of scale
// pixels. A text that is too long is an error, as is a scale that is not from 1 to
// 20.
func PNG(text string, scale int) ([]byte, error) {
	if scale < 1 || scale > 20 {
		return nil, fmt.Errorf("qr: a scale of %d is not from 1 to 20", scale)
	}
	code, err := encode(text)
	if err != nil {
		return nil, err
	}
	side := (code.Size + 2*quiet) * scale
	picture := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.White, color.Black})
	for y := range side {
		for x := range side {
			picture.SetColorIndex(x, y, dark(code, x/scale-quiet, y/scale-quiet))
		}
	}
	var b bytes.Buffer
	err = png.Encode(&b, picture)
	return b.Bytes(), err
}

// encode makes the code. It has the least redundancy, and so the largest modules: no
// part of a screen is torn off.
func encode(text string) (*qr.Code, error) { return qr.Encode(text, qr.L) }

// dark returns 1 for a dark module.
func dark(code *qr.Code, x, y int) uint8 {
	if code.Black(x, y) {
		return 1
	}
	return 0
}
