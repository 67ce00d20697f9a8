package qr_test

import (
	"bytes"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	rsc "rsc.io/qr"

	"github.com/stepin-go/stepin/flow/qr"
)

// quiet is the margin, in modules.
const quiet = 4

// matrix are the modules of a picture, row by row, margin included: true is dark.
type matrix [][]bool

// want is the matrix of who encodes it. Nothing here can read a code again.
func want(t *testing.T, text string) matrix {
	t.Helper()
	code, err := rsc.Encode(text, rsc.L)
	require.NoError(t, err)
	var m matrix
	for y := -quiet; y < code.Size+quiet; y++ {
		var row []bool
		for x := -quiet; x < code.Size+quiet; x++ {
			row = append(row, code.Black(x, y))
		}
		m = append(m, row)
	}
	return m
}

// texts are one of a login token, and the shortest and a long one.
var texts = map[string]string{
	"address": "tg://login?token=" + strings.Repeat("AbCd_-09", 6),
	"letter":  "A",
	"long":    strings.Repeat("what a person cannot type ", 100),
}

func TestTerminal(t *testing.T) {
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			picture, err := qr.Terminal(text)
			require.NoError(t, err)
			var got matrix
			for line := range strings.Lines(picture) {
				line, begun := strings.CutPrefix(line, "\x1b[30;47m")
				require.True(t, begun, "each row sets its colours")
				line, ended := strings.CutSuffix(line, "\x1b[0m\n")
				require.True(t, ended, "and none of what follows")
				var upper, lower []bool
				for _, r := range line {
					require.Contains(t, " ▀▄█", string(r))
					upper = append(upper, r == '▀' || r == '█')
					lower = append(lower, r == '▄' || r == '█')
				}
				got = append(got, upper, lower)
			}
			expected := want(t, text)
			require.Len(t, expected[0], len(got)-1, "n rows of a terminal have 2n-1 columns")
			require.NotContains(t, got[len(got)-1], true, "half a row is left over, and light")
			require.Equal(t, expected, got[:len(got)-1])
		})
	}
}

func TestPNG(t *testing.T) {
	for name, text := range texts {
		for _, scale := range []int{1, 5} {
			t.Run(name, func(t *testing.T) {
				picture, err := qr.PNG(text, scale)
				require.NoError(t, err)
				decoded, err := png.Decode(bytes.NewReader(picture))
				require.NoError(t, err)
				expected := want(t, text)
				require.Equal(t, len(expected)*scale, decoded.Bounds().Dx())
				require.Equal(t, len(expected)*scale, decoded.Bounds().Dy())
				var got matrix
				for y := range len(expected) * scale {
					var row []bool
					for x := range len(expected) * scale {
						grey := color.GrayModel.Convert(decoded.At(x, y))
						if y%scale == 0 && x%scale == 0 {
							row = append(row, grey == color.Gray{})
						} else if grey != color.GrayModel.Convert(decoded.At(x-x%scale, y-y%scale)) {
							t.Fatal("a module is no square")
						}
					}
					if y%scale == 0 {
						got = append(got, row)
					}
				}
				require.Equal(t, expected, got)
			})
		}
	}
}

func TestRefused(t *testing.T) {
	tooLong := strings.Repeat("ab", 1500)
	_, err := qr.Terminal(tooLong)
	require.ErrorContains(t, err, "too long")
	_, err = qr.PNG(tooLong, 1)
	require.ErrorContains(t, err, "too long")
	for _, scale := range []int{-1, 0, 21} {
		_, err = qr.PNG("A", scale)
		require.ErrorContains(t, err, "not from 1 to 20")
	}
}
