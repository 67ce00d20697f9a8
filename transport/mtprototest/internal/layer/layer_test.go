package layer_test

import (
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtprototest/internal/layer"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/tltext"
)

// schemas are the layers that Telegram has published, by their text: what judges
// the bytes here is not what made them.
func schemas(t testing.TB) map[int]*tltext.Schema {
	t.Helper()
	text, err := os.ReadFile("testdata/schema.tl")
	require.NoError(t, err)
	layers, err := tltext.ReadHistory(string(text))
	require.NoError(t, err)
	require.Len(t, layers, 81)
	return layers
}

// inEveryLayer calls f with each layer and its schema.
func inEveryLayer(t *testing.T, f func(t *testing.T, l layer.Layer, schema *tltext.Schema)) {
	t.Helper()
	layers := schemas(t)
	for _, n := range slices.Sorted(maps.Keys(layers)) {
		l := layer.Of(n)
		require.Equal(t, layer.Layer(n), l)
		f(t, l, layers[n])
	}
}

// decode reads an answer by the schema.
func decode(t *testing.T, l layer.Layer, schema *tltext.Schema, kind string, answer bin.Encoder, err error) any {
	t.Helper()
	require.NoError(t, err, "layer %d", l)
	var b bin.Buffer
	require.NoError(t, answer.Encode(&b), "layer %d", l)
	v, err := schema.Decode(kind, b.Buf)
	require.NoError(t, err, "layer %d", l)
	return v
}

func TestOf(t *testing.T) {
	for n, want := range map[int]layer.Layer{
		0: tg.Layer, -1: tg.Layer, 1: 144, 143: 144, 144: 144, 181: 181,
		tg.Layer: tg.Layer, tg.Layer + 1: tg.Layer, 1 << 30: tg.Layer,
	} {
		require.Equal(t, want, layer.Of(n), n)
	}
}

// The history ends with the layer of the generated types that stand in for the
// newest forms: with another layer of gotd's it has to be carried on.
func TestHistoryIsWhole(t *testing.T) {
	layers := schemas(t)
	require.Equal(t, int(layer.Oldest), slices.Min(slices.Collect(maps.Keys(layers))))
	require.Equal(t, tg.Layer, slices.Max(slices.Collect(maps.Keys(layers))))
	for n := int(layer.Oldest); n <= tg.Layer; n++ {
		unpublished := slices.Contains([]int{153, 157, 215, 219, 226}, n)
		require.Equal(t, unpublished, layers[n] == nil, n)
	}
}
