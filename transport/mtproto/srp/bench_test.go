package srp

import (
	"crypto/pbkdf2"
	"crypto/sha512"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// BenchmarkProve reports, beside the time of a whole proof, its ratio to
// PBKDF2 alone, and that of a prepared one. Pairs are measured in turns and
// their median is reported, because other load disturbs single ones.
func BenchmarkProve(b *testing.B) {
	challenge, err := verifier().Challenge(1, nil)
	require.NoError(b, err)
	params := challenge.Params()
	password := []byte("right")
	var whole, prepared []float64
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		_, err := pbkdf2.Key(sha512.New, string(make([]byte, 32)), params.Salt1, iterations, sha512.Size)
		alone := time.Since(start)
		require.NoError(b, err)

		start = time.Now()
		p, err := Prepare(params, nil)
		before := time.Since(start)
		require.NoError(b, err)
		start = time.Now()
		_, err = p.Prove(password)
		after := time.Since(start)
		require.NoError(b, err)

		whole = append(whole, float64(before+after)/float64(alone))
		prepared = append(prepared, float64(after)/float64(alone))
	}
	b.ReportMetric(median(whole), "whole/PBKDF2")
	b.ReportMetric(median(prepared), "prepared/PBKDF2")
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}
