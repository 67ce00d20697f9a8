package codes

import (
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
)

// asciiDigit takes a digit's place in its range for the value. That holds as
// long as every range of decimal digits is made of whole rows of ten; a new
// version of Unicode in the standard library could change it.
func TestDecimalDigitsComeInRowsOfTen(t *testing.T) {
	for _, in := range unicode.Nd.R16 {
		require.EqualValues(t, 1, in.Stride, "%U", in.Lo)
		require.Zero(t, (int(in.Hi)-int(in.Lo)+1)%10, "%U", in.Lo)
	}
	for _, in := range unicode.Nd.R32 {
		require.EqualValues(t, 1, in.Stride, "%U", in.Lo)
		require.Zero(t, (int(in.Hi)-int(in.Lo)+1)%10, "%U", in.Lo)
	}
}

func TestAsciiDigit(t *testing.T) {
	for r := rune(-1); r <= unicode.MaxRune+1; r++ {
		d, ok := asciiDigit(r)
		if ok != unicode.IsDigit(r) || ok && (d < '0' || d > '9') {
			t.Fatalf("%U: %v %v", r, d, ok)
		}
	}
	for _, zero := range []rune{'0', '٠', '۰', '०', '০', '０', '𝟎', '𝟘', '𝟢', '𝟬', '𝟶', '🯰'} {
		for i := range rune(10) {
			d, ok := asciiDigit(zero + i)
			require.True(t, ok)
			require.Equal(t, string('0'+i), string(d), "%c", zero+i)
		}
	}
}
