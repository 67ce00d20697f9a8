package tltext

import (
	"testing"

	"github.com/stretchr/testify/require"
)

const history = `
// A comment.
// LAYER 1
point#00000001 x:int = Point;
noPoint#00000002 = Point;
// LAYER 2
point#00000003 flags:# far:flags.0?true x:int name:flags.1?string more:flags2.0?int = Point;
plot#00000004 flags:# flags2:# points:Vector<Point> key:bytes id:long open:Bool by:flags2.3?Point = Plot;
// LAYER 3
`

func schemas(t *testing.T) map[int]*Schema {
	t.Helper()
	layers, err := ReadHistory(history)
	require.NoError(t, err)
	return layers
}

// The bytes are written by hand, after core.telegram.org/mtproto/serialize.
func TestBothWays(t *testing.T) {
	layers := schemas(t)
	for name, tt := range map[string]struct {
		layer int
		kind  string
		bytes string
		value Object
	}{
		"first form": {1, "Point", "\x01\x00\x00\x00\x05\x00\x00\x00", Object{"_": "point", "x": 5}},
		"no fields":  {3, "Point", "\x02\x00\x00\x00", Object{"_": "noPoint"}},
		"later form": {
			3, "Point", "\x03\x00\x00\x00\x03\x00\x00\x00\xff\xff\xff\xff\x02me\x00",
			Object{"_": "point", "x": -1, "far": true, "name": "me"},
		},
		"all kinds": {
			2, "Plot",
			"\x04\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00" + "\x15\xc4\xb5\x1c\x01\x00\x00\x00\x02\x00\x00\x00" + "\x03\x01\x02\x03" +
				"\x09\x00\x00\x00\x00\x00\x00\x00" + "\xb5\x75\x72\x99" + "\x02\x00\x00\x00",
			Object{
				"_": "plot", "points": []any{Object{"_": "noPoint"}}, "key": []byte{1, 2, 3},
				"id": int64(9), "open": true, "by": Object{"_": "noPoint"},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			schema := layers[tt.layer]
			got, err := schema.Decode(tt.kind, []byte(tt.bytes))
			require.NoError(t, err)
			require.Equal(t, tt.value, got)
			data, err := schema.Encode(tt.value)
			require.NoError(t, err)
			require.Equal(t, tt.bytes, string(data))
		})
	}
}

func TestDecodeRefuses(t *testing.T) {
	for name, bytes := range map[string]string{
		"left over": "\x02\x00\x00\x00\x00",
		"too short": "\x03\x00\x00\x00\x00\x00\x00\x00\x01",
		"older id":  "\x01\x00\x00\x00\x05\x00\x00\x00",
		"another type": "\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
			"\x15\xc4\xb5\x1c\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xb5\x75\x72\x99",
		"unknown bit":    "\x03\x00\x00\x00\x04\x00\x00\x00\x05\x00\x00\x00",
		"nothing at all": "",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := schemas(t)[2].Decode("Point", []byte(bytes))
			require.Error(t, err)
		})
	}
}

func TestEncodeRefuses(t *testing.T) {
	for name, o := range map[string]Object{
		"no name":       {},
		"unknown":       {"_": "circle"},
		"unknown field": {"_": "noPoint", "x": 5},
		"missing field": {"_": "point"},
		"another kind":  {"_": "point", "x": "five"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := schemas(t)[2].Encode(o)
			require.Error(t, err)
		})
	}
}

func TestHas(t *testing.T) {
	layers := schemas(t)
	require.Len(t, layers, 3)
	require.False(t, layers[1].Has("plot"))
	require.True(t, layers[3].Has("plot"), "it holds until it is replaced")
	require.False(t, layers[1].Has("point", "x", "name"))
	require.True(t, layers[3].Has("point", "x", "name"))
	require.Equal(t, "Plot", layers[3].Result("plot"))
	require.Empty(t, layers[1].Result("plot"))
}

func TestReadHistoryRefuses(t *testing.T) {
	for _, line := range []string{"point x:int = Point;", "point#00000001 x = Point;", "point#00000001 x:flags.32?int = Point;"} {
		_, err := ReadHistory("// LAYER 1\n" + line)
		require.ErrorContains(t, err, "line 2")
	}
}
