package mtproto_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"testing"
	"time"

	"github.com/gotd/td/crypto"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
)

// testKey is a key whose bytes all are b.
func testKey(b byte) crypto.AuthKey {
	return crypto.Key(bytes.Repeat([]byte{b}, 256)).WithID()
}

// fullSession has everything that a session can have.
func fullSession() mtproto.Session {
	return mtproto.Session{
		DC: 2, Key: testKey(0xa7), Salt: -77, Offset: -600 * time.Second,
		SRP: &srp.Params{ID: 5, Salt1: []byte("salt one"), Salt2: []byte("salt two"), G: 3, P: []byte{0, 23}, B: []byte{9}},
	}
}

func TestSessionRoundTrip(t *testing.T) {
	full := fullSession()
	for name, s := range map[string]mtproto.Session{
		"nothing":           {},
		"data centre only":  {DC: 4},
		"without a proof":   {DC: 2, Key: full.Key, Salt: 1},
		"everything":        full,
		"leading zeros":     {DC: 2, Key: crypto.Key{255: 1}.WithID()},
		"test data centre":  {DC: -2, Key: full.Key},
		"extremes":          {DC: 1 << 30, Key: full.Key, Salt: -1 << 63, Offset: -1 << 63},
		"empty proof":       {DC: 2, Key: full.Key, SRP: &srp.Params{}},
		"key dropped":       {DC: 2, Offset: time.Minute},
		"nothing of a salt": {DC: 2, Key: full.Key},
	} {
		t.Run(name, func(t *testing.T) {
			written := s.Close()
			read, err := mtproto.OpenSession(written)
			require.NoError(t, err)
			require.Equal(t, s, read)
			require.Equal(t, s.Key.Zero(), written.Fingerprint() == "", "what cannot carry a call has no fingerprint")
		})
	}
}

// A hash works under one key in one data centre, and under no other.
func TestSessionFingerprint(t *testing.T) {
	full := fullSession()
	fingerprint := full.Close().Fingerprint()
	require.Equal(t, fmt.Sprintf("dc2-%x", full.Key.ID), fingerprint)

	same := full
	same.Salt, same.Offset, same.SRP = 1, 0, nil
	require.Equal(t, fingerprint, same.Close().Fingerprint(), "what changes from call to call is no part of it")

	otherKey, otherDC := full, full
	otherKey.Key, otherDC.DC = testKey(0xa8), 4
	require.NotEqual(t, fingerprint, otherKey.Close().Fingerprint())
	require.NotEqual(t, fingerprint, otherDC.Close().Fingerprint())
}

func TestSessionCorrupted(t *testing.T) {
	good := fullSession().Close()
	data := string(good.Bytes())
	key := fullSession().Key.Value
	otherKey := fullSession()
	otherKey.Key = testKey(1)
	swap := func(old, replacement string) string {
		require.Contains(t, data, old)
		return string(bytes.Replace([]byte(data), []byte(old), []byte(replacement), 1))
	}
	for name, bad := range map[string]string{
		"not JSON":               "session",
		"null":                   "null",
		"a list":                 "[]",
		"empty":                  "{}",
		"cut short":              data[:len(data)-1],
		"more behind it":         data + "{}",
		"a line end":             data + "\n",
		"no version":             swap(`"v":1,`, ``),
		"a later version":        swap(`"v":1`, `"v":2`),
		"version as text":        swap(`"v":1`, `"v":"1"`),
		"version written twice":  swap(`"v":1`, `"v":1,"v":1`),
		"no data centre":         swap(`"dc":2,`, ``),
		"data centre 0":          swap(`"dc":2`, `"dc":0`),
		"another data centre":    swap(`"dc":2`, `"dc":4`),
		"half a data centre":     swap(`"dc":2`, `"dc":2.5`),
		"no key":                 swap(base64.StdEncoding.EncodeToString(key[:]), ``),
		"a short key":            swap(`"key":"p6en`, `"key":"`),
		"a long key":             swap(`"key":"`, `"key":"p6en`),
		"one bit of the key":     swap(`"key":"p6en`, `"key":"p6eo`),
		"not base64":             swap(`"key":"p6en`, `"key":"p6e!`),
		"another key":            string(otherKey.Close().Bytes()),
		"an unknown field":       swap(`"v":1`, `"v":1,"user":7`),
		"a field in capitals":    swap(`"salt":`, `"SALT":`),
		"salt beyond 64 bits":    swap(`"salt":-77`, `"salt":9223372036854775808`),
		"proof without its end":  swap(`"b":"CQ=="`, `"b":"CQ"`),
		"proof with less fields": swap(`"b":"CQ=="`, `"g":3`),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := mtproto.OpenSession(flow.NewSession(good.Fingerprint(), []byte(bad)))
			require.ErrorIs(t, err, errors.BadRecord)
			require.NotContains(t, err.Error(), "p6en")
		})
	}
	t.Run("another fingerprint", func(t *testing.T) {
		for _, fingerprint := range []string{"", "dc2", good.Fingerprint() + "0", otherKey.Close().Fingerprint()} {
			_, err := mtproto.OpenSession(flow.NewSession(fingerprint, good.Bytes()))
			require.ErrorIs(t, err, errors.BadRecord)
		}
	})
}

// What is read is what was written, to the byte; the rest is refused.
func FuzzSession(f *testing.F) {
	for _, s := range []mtproto.Session{{}, {DC: 4}, {DC: 2, Key: testKey(1)}, fullSession()} {
		f.Add(s.Close().Fingerprint(), s.Close().Bytes())
	}
	f.Add("", []byte(`{"v":1,"dc":2,"key":"AAAA"}`))
	f.Fuzz(func(t *testing.T, fingerprint string, data []byte) {
		s, err := mtproto.OpenSession(flow.NewSession(fingerprint, data))
		if err != nil {
			require.ErrorIs(t, err, errors.BadRecord)
			return
		}
		if len(data) == 0 {
			require.Zero(t, s)
			return
		}
		require.Equal(t, fingerprint, s.Close().Fingerprint())
		require.Equal(t, string(data), string(s.Close().Bytes()))
	})
}
