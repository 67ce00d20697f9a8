package storetest

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// login is the id that most checks use: more than a file name can take.
const login = "login/1 é\n"

// save saves what must be possible to save.
func save(t testing.TB, s flow.Store, id string, revision uint64, data []byte) {
	t.Helper()
	if err := s.Save(t.Context(), id, revision, data); err != nil {
		t.Fatalf("Save(%q, %d): %v", id, revision, err)
	}
}

// refuse saves what must meet a conflict.
func refuse(t testing.TB, s flow.Store, revision uint64, data []byte) {
	t.Helper()
	if err := s.Save(t.Context(), login, revision, data); !errors.Is(err, errors.Conflict) {
		t.Errorf("Save(%q, %d) over another revision: %v; want errors.Conflict", login, revision, err)
	}
}

// load loads what must be possible to load.
func load(t testing.TB, s flow.Store, id string) ([]byte, uint64) {
	t.Helper()
	data, revision, err := s.Load(t.Context(), id)
	if err != nil {
		t.Fatalf("Load(%q): %v", id, err)
	}
	return data, revision
}

// expect loads and compares.
func expect(t testing.TB, s flow.Store, id string, data []byte, revision uint64) {
	t.Helper()
	gotData, gotRevision := load(t, s, id)
	if gotRevision != revision {
		t.Errorf("Load(%q): revision %d, want %d", id, gotRevision, revision)
	}
	if !bytes.Equal(gotData, data) {
		t.Errorf("Load(%q): %s, want %s", id, brief(gotData), brief(data))
	}
}

// brief cuts what is too long to read.
func brief(data []byte) string {
	const most = 40
	if len(data) <= most {
		return strconv.Quote(string(data))
	}
	return fmt.Sprintf("%q... (%d bytes)", data[:most], len(data))
}

func nothingKept(t testing.TB, open func() flow.Store) {
	expect(t, open(), login, nil, 0)
	expect(t, open(), login, nil, 0)
}

func keptToTheByte(t testing.TB, open func() flow.Store) {
	s := open()
	all := make([]byte, 1<<20)
	for i := range all {
		all[i] = byte(i ^ i>>8 ^ i>>16) // each value beside each other
	}
	for i, data := range [][]byte{[]byte("short"), all, []byte("x"), {0}, {0xff, 0xfe, '\r', '\n', ' '}, []byte(`"`)} {
		revision := uint64(i)
		save(t, s, login, revision, data)
		expect(t, s, login, data, revision+1)
	}
}

func emptyData(t testing.TB, open func() flow.Store) {
	s := open()
	save(t, s, login, 0, nil)
	expect(t, s, login, nil, 1)
	refuse(t, s, 0, []byte("late"))
	save(t, s, login, 1, []byte("full"))
	save(t, s, login, 2, []byte{})
	expect(t, s, login, nil, 3)
	save(t, s, login, 3, []byte("full again"))
	expect(t, s, login, []byte("full again"), 4)
}

func reopened(t testing.TB, open func() flow.Store) {
	first, second := open(), open()
	expect(t, second, login, nil, 0)
	save(t, first, login, 0, []byte("one"))
	expect(t, second, login, []byte("one"), 1)
	save(t, second, login, 1, []byte("two"))
	refuse(t, first, 1, []byte("late"))
	expect(t, first, login, []byte("two"), 2)
	expect(t, open(), login, []byte("two"), 2)
}

func conflict(t testing.TB, open func() flow.Store) {
	s := open()
	for _, revision := range []uint64{1, 2, math.MaxInt64, math.MaxUint64} {
		refuse(t, s, revision, []byte("x"))
	}
	expect(t, s, login, nil, 0)
	save(t, s, login, 0, []byte("first"))
	save(t, s, login, 1, []byte("second"))
	for _, revision := range []uint64{0, 1, 3, math.MaxInt64, math.MaxUint64} {
		refuse(t, s, revision, []byte("late"))
		refuse(t, s, revision, []byte("second"))
		refuse(t, s, revision, nil)
	}
	expect(t, s, login, []byte("second"), 2)
}

func callersData(t testing.TB, open func() flow.Store) {
	s := open()
	given := []byte("given")
	save(t, s, login, 0, given)
	clear(given)
	expect(t, s, login, []byte("given"), 1)
	got, _ := load(t, s, login)
	clear(got)
	expect(t, s, login, []byte("given"), 1)
	// A store that keeps what it was given with room to spare must not let
	// appending reach it either.
	roomy := append(make([]byte, 0, 64), "roomy"...)
	save(t, s, login, 1, roomy)
	_ = append(roomy[:0], "spoilt"...)
	expect(t, s, login, []byte("roomy"), 2)
}

func endedContext(t testing.TB, open func() flow.Store) {
	s := open()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	try := func(revision uint64) {
		t.Helper()
		if _, _, err := s.Load(ended, login); !errors.Is(err, context.Canceled) {
			t.Errorf("Load under an ended context: %v, want context.Canceled", err)
		}
		if err := s.Save(ended, login, revision, []byte("late")); !errors.Is(err, context.Canceled) {
			t.Errorf("Save under an ended context: %v, want context.Canceled", err)
		}
	}
	try(0)
	expect(t, s, login, nil, 0)
	save(t, s, login, 0, []byte("kept"))
	try(1)
	expect(t, s, login, []byte("kept"), 1)
	save(t, s, login, 1, []byte("goes on"))
}

func emptyID(t testing.TB, open func() flow.Store) {
	s := open()
	expect(t, s, "", nil, 0)
	save(t, s, "", 0, []byte("nobody's"))
	expect(t, open(), "", []byte("nobody's"), 1)
}

// near are ids that a careless store takes for one another, or for something
// else than an id.
var near = []string{
	"", "a", "A", "a ", " a", "aa", "a\n", "á", "a\u0301", "A\u0301", "α", "a/b", "a\\b", "a%2Fb", "a_b", "a*",
	"%", "_", "*", "?", ".", "..", "../a", "/", "~", "-", "0", "00", "null", "con", "a.lock", "a.tmp", "'a", `"a`, "日本",
	"a:b", "a;b", "'; drop table logins; --", strings.Repeat("x", 254), strings.Repeat("x", 255), strings.Repeat("x", 254) + "y",
}

func idsApart(t testing.TB, open func() flow.Store) {
	s := open()
	for i, id := range near {
		expect(t, s, id, nil, 0)
		save(t, s, id, 0, []byte(id))
		if i%2 == 0 {
			save(t, s, id, 1, []byte(id))
		}
	}
	s = open()
	for i, id := range near {
		expect(t, s, id, []byte(id), uint64(2-i%2))
	}
}

func secondIDRefused(t testing.TB, open func() flow.Store) {
	s := open()
	save(t, s, login, 0, []byte("first"))
	for _, id := range []string{"", "other", login + " ", "LOGIN/1 é\n"} {
		if data, _, err := s.Load(t.Context(), id); len(data) > 0 {
			t.Errorf("Load(%q) of another id: %s, %v", id, brief(data), err)
		}
		for revision := range uint64(3) {
			if err := s.Save(t.Context(), id, revision, []byte("second")); err == nil {
				t.Errorf("Save(%q, %d) over another id: no error", id, revision)
			}
		}
	}
	expect(t, s, login, []byte("first"), 1)
}
