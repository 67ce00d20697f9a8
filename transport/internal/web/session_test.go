package web

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

type kept struct {
	Token string
	Until time.Time
	Inner []byte
}

func TestSession(t *testing.T) {
	first := kept{Token: "t1", Until: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), Inner: []byte{0, 0xff}}
	s := New("test", first)
	require.Len(t, s.Fingerprint(), 16)
	got, err := Open[kept]("test", s)
	require.NoError(t, err)
	require.Equal(t, first, got)

	changed := Change("test", s, kept{Token: "t2"})
	require.Equal(t, s.Fingerprint(), changed.Fingerprint())
	got, err = Open[kept]("test", changed)
	require.NoError(t, err)
	require.Equal(t, kept{Token: "t2"}, got)

	require.NotEqual(t, s.Fingerprint(), New("test", first).Fingerprint(), "another login, another fingerprint")
}

func TestNoSession(t *testing.T) {
	got, err := Open[kept]("test", flow.Session{})
	require.NoError(t, err)
	require.Zero(t, got)
}

func TestSessionOfAnother(t *testing.T) {
	good := New("test", kept{Token: "t1"})
	whole := string(good.Bytes())
	for name, s := range map[string]flow.Session{
		"another system's":         flow.NewSession(good.Fingerprint(), []byte(strings.Replace(whole, `"test"`, `"best"`, 1))),
		"no system's":              flow.NewSession(good.Fingerprint(), []byte(strings.Replace(whole, `"system":"test",`, "", 1))),
		"another fingerprint":      flow.NewSession("another", good.Bytes()),
		"no fingerprint":           flow.NewSession("", good.Bytes()),
		"no fingerprint in either": flow.NewSession("", []byte(strings.Replace(whole, good.Fingerprint(), "", 1))),
		"no bytes":                 flow.NewSession(good.Fingerprint(), nil),
		"a field too many":         flow.NewSession(good.Fingerprint(), []byte(strings.Replace(whole, `"system"`, `"x":1,"system"`, 1))),
		"a field too many within":  flow.NewSession(good.Fingerprint(), []byte(strings.Replace(whole, `"Token"`, `"x":1,"Token"`, 1))),
		"cut":                      flow.NewSession(good.Fingerprint(), []byte(whole[:len(whole)-1])),
		"something after it":       flow.NewSession(good.Fingerprint(), []byte(whole+"{}")),
		"null":                     flow.NewSession(good.Fingerprint(), []byte("null")),
		"another type":             flow.NewSession(good.Fingerprint(), []byte(strings.Replace(whole, `"t1"`, "1", 1))),
	} {
		t.Run(name, func(t *testing.T) {
			require.False(t, s.Fingerprint() == good.Fingerprint() && string(s.Bytes()) == whole, "nothing was changed")
			_, err := Open[kept]("test", s)
			require.ErrorIs(t, err, errors.BadRecord)
		})
	}
}

// What is read comes out of New or Change; all else is a BadRecord.
func FuzzOpen(f *testing.F) {
	good := New("test", kept{Token: "t1", Until: time.Now().UTC()})
	f.Add(good.Fingerprint(), good.Bytes())
	f.Add("", good.Bytes())
	f.Add("", []byte(nil))
	f.Add("x", []byte(`{"system":"test","fingerprint":"x","data":null}`))
	f.Add("x", []byte(`{"system":"test","fingerprint":"x"} `))
	f.Fuzz(func(t *testing.T, fingerprint string, bytes []byte) {
		s := flow.NewSession(fingerprint, bytes)
		got, err := Open[kept]("test", s)
		switch {
		case err != nil:
			require.ErrorIs(t, err, errors.BadRecord)
			require.Zero(t, got)
		case fingerprint == "" && len(bytes) == 0:
			require.Zero(t, got)
		default:
			again, err := Open[kept]("test", Change("test", s, got))
			require.NoError(t, err)
			require.Equal(t, got.Token, again.Token)
			require.True(t, got.Until.Equal(again.Until))
		}
	})
}
