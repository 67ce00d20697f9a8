package main

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMedian(t *testing.T) {
	for _, tt := range []struct {
		pairs []pair
		want  pair
	}{
		{[]pair{{1, 2}}, pair{1, 2}},
		{[]pair{{1, 1}, {30, 10}, {8, 4}}, pair{8, 4}}, // neither the median of ours nor that of theirs decides
		{[]pair{{3, 1}, {1, 1}, {4, 1}, {2, 1}}, pair{3, 1}},
		{[]pair{{900, 1}, {1, 1}, {2, 1}, {3, 1}, {0, 1}}, pair{2, 1}},
	} {
		require.Equal(t, tt.want, median(tt.pairs))
	}
}

func TestRows(t *testing.T) {
	full := func() samples {
		s := samples{}
		for i, f := range figures {
			s.add(f.work, f.metric, float64(i), 2)
		}
		return s
	}
	rows, err := full().rows()
	require.NoError(t, err)
	for i, f := range figures {
		require.Equal(t, row{f.work, f.metric, float64(i), 2, float64(i) / 2}, rows[i])
	}

	s := full()
	delete(s, [2]string{"step", "floor"})
	_, err = s.rows()
	require.EqualError(t, err, "step floor was not measured")

	s = full()
	s[[2]string{"step", "floor"}] = []pair{{0, 0}}
	_, err = s.rows()
	require.ErrorContains(t, err, "step floor: 0 of ours beside 0 of theirs")
	s[[2]string{"step", "floor"}] = []pair{{1, 0}}
	_, err = s.rows()
	require.ErrorContains(t, err, "step floor: 1 of ours beside 0 of theirs")
}

// Who is first changes each time.
func TestInTurn(t *testing.T) {
	var order string
	say := func(what string) func(context.Context) error {
		return func(context.Context) error { order += what; return nil }
	}
	require.NoError(t, inTurn(t.Context(), 3, say("o"), say("t"), func() error { order += " "; return nil }))
	require.Equal(t, "ot to ot ", order)
}

func TestStagesAddUp(t *testing.T) {
	s := stages{newKey: cost{1, 10, 100}, code: cost{2, 20, 200}, password: cost{4, 40, 400}}
	require.Equal(t, cost{7, 70, 700}, s.whole())
	require.Equal(t, cost{1, 10, 100}, s.whole().per(7))
}

func TestFormat(t *testing.T) {
	for _, tt := range []struct {
		metric string
		value  float64
		want   string
	}{
		{"cpu", 1.2345, "1.23 s"},
		{"wall", 0.1234, "123 ms"},
		{"floor", 0.012345, "12.3 ms"},
		{"cpu", 465.4e-9, "465 ns"},
		{"allocs", 0, "0"},
		{"allocs", 2.0 / 7, "0.29"},
		{"allocs", 104503, "104503"},
		{"goroutines", 11, "11"},
		{"bytes", 77040, "75.2 KiB"},
		{"bytes", 3 << 20, "3 MiB"},
	} {
		require.Equal(t, tt.want, formatValue(tt.metric, tt.value))
	}
	for ratio, want := range map[float64]string{0: "0", 1.0 / 40: "1/40", 0.65: "0.65", 1.12: "1.12", 6: "6", 5.917: "5.92"} {
		require.Equal(t, want, formatRatio(ratio))
	}
}
