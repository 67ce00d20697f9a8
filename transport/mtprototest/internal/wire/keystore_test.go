package wire

import (
	"fmt"
	"testing"
	"time"

	"github.com/gotd/td/crypto"
	"github.com/stretchr/testify/require"
)

func TestKeyStore(t *testing.T) {
	var k KeyStore
	_, _, ok := k.Get("0011223344556677")
	require.False(t, ok)
	require.False(t, k.Forget("0011223344556677"))

	key := crypto.Key{1, 2, 3}
	id := k.Add(key, 5)
	require.Len(t, id, 16)
	got, salt, ok := k.Get(id)
	require.True(t, ok)
	require.True(t, got == key.WithID())
	require.EqualValues(t, 5, salt)

	inner, _ := k.get(got.ID, time.Time{})
	session := inner.session(1)
	require.Equal(t, id, k.Add(key, 6), "again, with another salt")
	_, salt, _ = k.Get(id)
	require.EqualValues(t, 6, salt)
	require.Same(t, session, inner.session(1), "sessions are kept")

	for _, bad := range []string{"", "00", id[:15] + "g", id + "00"} {
		_, _, ok = k.Get(bad)
		require.False(t, ok, bad)
		require.False(t, k.Forget(bad), bad)
	}
	require.True(t, k.Forget(id))
	_, _, ok = k.Get(id)
	require.False(t, ok)
}

func TestSessionsAreBounded(t *testing.T) {
	var k authKey
	first, second := k.session(0), k.session(1)
	for id := int64(2); id < maxSessions; id++ {
		k.session(id)
	}
	require.Same(t, first, k.session(0))
	k.session(maxSessions)
	require.Len(t, k.sessions, maxSessions)
	require.Same(t, first, k.session(0), "used of late")
	require.NotSame(t, second, k.session(1), "the one that was not used for longest was forgotten")
	require.Same(t, first, k.destroy(0))
	require.Nil(t, k.destroy(0))
	require.Len(t, k.sessions, maxSessions-1)
}

// Temporary keys are bounded, and those that have ended go first.
func TestTemporaryKeysAreBounded(t *testing.T) {
	var k KeyStore
	at := func(seconds int) time.Time { return bindTime.Add(time.Duration(seconds) * time.Second) }
	key := func(i int) crypto.Key { return crypto.Key{byte(i), byte(i >> 8), 1} }
	known := func(i int) bool {
		_, ok := k.get(key(i).WithID().ID, at(0))
		return ok
	}
	add := func(i, from, until int) {
		k.addTemporary(&madeKey{key: key(i), life: at(until).Sub(at(from))}, at(from))
	}
	for i := range maxTemporary {
		add(i, 0, 100+i)
	}
	add(maxTemporary, 0, 1000)
	require.Len(t, k.temporary, maxTemporary)
	require.False(t, known(0), "would have ended first")
	require.True(t, known(1))

	add(maxTemporary+1, 200, 1000)
	require.Len(t, k.temporary, maxTemporary-100+1, "those that end up to 200 are gone")
	require.False(t, known(100))
	require.True(t, known(101))

	// One that is bound stays, though all others last longer.
	permanent := &authKey{AuthKey: crypto.Key{2}.WithID()}
	k.keys = map[[8]byte]*authKey{permanent.ID: permanent}
	bound, _ := k.get(key(101).WithID().ID, at(0))
	require.Nil(t, k.bind(bound, permanent, at(201)))
	for i := range 2 * maxTemporary {
		add(2*maxTemporary+i, 200, 2000)
	}
	require.Len(t, k.temporary, maxTemporary)
	require.True(t, known(101))
	require.True(t, known(4*maxTemporary-1), "the last one")
	for _, unbound := range k.temporary {
		unbound.bound = permanent
	}
	add(0, 200, 300)
	require.Len(t, k.temporary, maxTemporary)
	require.False(t, known(101), "all were bound")
	require.True(t, known(0))
	require.True(t, k.Forget(permanent.name()))

	require.Empty(t, k.IDs(), "permanent keys only")
	id := key(0).WithID().ID
	_, _, ok := k.Get(fmt.Sprintf("%x", id))
	require.False(t, ok, "permanent keys only")
	require.True(t, k.Forget(fmt.Sprintf("%x", id)))
	require.False(t, known(0))
}
