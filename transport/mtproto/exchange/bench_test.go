package exchange

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup"
	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup/dhgrouptest"
)

// BenchmarkRun measures the client and the test server together, and reports
// what the client's share is made of.
func BenchmarkRun(b *testing.B) {
	random := seeded(b)
	serverKey()
	var total Work
	b.ReportAllocs()
	for b.Loop() {
		opt := options(random)
		_, err := newServer(random).exchange(b, opt)
		require.NoError(b, err)
		total.ModExps += opt.Work.ModExps
		total.FactorSteps += opt.Work.FactorSteps
	}
	b.ReportMetric(float64(total.ModExps)/float64(b.N), "modexps/op")
	b.ReportMetric(float64(total.FactorSteps)/float64(b.N), "factorsteps/op")
}

// BenchmarkModExp is the unit in which an exchange is measured.
func BenchmarkModExp(b *testing.B) {
	group, err := dhgroup.New(3, dhgrouptest.Telegram(), nil)
	require.NoError(b, err)
	secret := randomBytes(seeded(b), dhgroup.Size)
	b.ReportAllocs()
	for b.Loop() {
		group.PowG(secret)
	}
}

func BenchmarkFactor(b *testing.B) {
	random := seeded(b)
	var numbers []uint64
	for range 64 {
		numbers = append(numbers, new(big.Int).SetBytes(randomPQ(random)).Uint64())
	}
	var steps, i int
	for b.Loop() {
		_, _, err := factor(numbers[i%len(numbers)], &steps)
		require.NoError(b, err)
		i++
	}
	b.ReportMetric(float64(steps)/float64(b.N), "steps/op")
}
