package storetest

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// shelf is a place that keeps records and can do it badly. Without any of its
// functions it is a good one.
type shelf struct {
	mu   sync.Mutex
	kept map[string]entry

	// id and data replace what is given, loaded what is returned.
	id     func(string) string
	data   func([]byte) []byte
	loaded func([]byte) []byte
	// conflict decides in place of the comparison.
	conflict func(kept entry, revision uint64) bool
	// refuse is returned in place of errors.Conflict, and why not kept.
	refuse error
	// next numbers in place of revision+1.
	next func(revision uint64, data []byte) uint64
	// unguarded is called between comparing and keeping, without the lock.
	unguarded func()
	// deaf does not look at ctx.
	deaf bool
	// late looks at ctx when the data are there already.
	late bool
}

type entry struct {
	data     []byte
	revision uint64
}

func (s *shelf) Load(ctx context.Context, id string) ([]byte, uint64, error) {
	if err := ctx.Err(); err != nil && !s.deaf {
		return nil, 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.id != nil {
		id = s.id(id)
	}
	e := s.kept[id]
	if s.loaded != nil {
		return s.loaded(e.data), e.revision, nil
	}
	return bytes.Clone(e.data), e.revision, nil
}

func (s *shelf) Save(ctx context.Context, id string, revision uint64, data []byte) error {
	if err := ctx.Err(); err != nil && !s.deaf && !s.late {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.id != nil {
		id = s.id(id)
	}
	conflict := s.kept[id].revision != revision
	if s.conflict != nil {
		conflict = s.conflict(s.kept[id], revision)
	}
	if conflict {
		if s.refuse != nil {
			return s.refuse
		}
		return errors.Local(errors.Conflict)
	}
	if s.unguarded != nil {
		s.mu.Unlock()
		s.unguarded()
		s.mu.Lock()
	}
	if s.data != nil {
		data = s.data(data)
	} else {
		data = bytes.Clone(data)
	}
	next := revision + 1
	if s.next != nil {
		next = s.next(revision, data)
	}
	if s.kept == nil {
		s.kept = map[string]entry{}
	}
	s.kept[id] = entry{data, next}
	if s.late {
		return ctx.Err()
	}
	return nil
}

// on makes the places that a Config wants: each a shelf like the one given.
func on(with func(*shelf)) func(testing.TB) func() flow.Store {
	return func(testing.TB) func() flow.Store {
		s := new(shelf)
		with(s)
		return func() flow.Store { return s }
	}
}

// A store that is broken on purpose fails the checks that are there for it. The
// controls that check the checks.
func TestBrokenStoresFail(t *testing.T) {
	const (
		first    = "nothing is kept at first"
		bytewise = "data are kept to the byte"
		empty    = "empty data are data"
		again    = "another Store sees them"
		second   = "who comes second is told"
		callers  = "the data are the caller's"
		ctx      = "an ended context is obeyed"
		noID     = "an empty id is an id"
		apart    = "ids are kept apart"
		other    = "a second id is refused"
		wins     = "of many at once one wins"
		many     = "of many logins each goes on"
		torn     = "a reader sees old or new"
		crashes  = "a sign-in survives crashes"
		two      = "of two drivers one waits"
		forgets  = "revisions go on after Forget"
	)
	missed := map[string]bool{}
	for _, check := range checks {
		missed[check.name] = true
	}
	fold := func(id string) string { return strings.ToLower(strings.TrimSpace(id)) }
	for _, tt := range []struct {
		name  string
		empty func(testing.TB) func() flow.Store
		oneID bool
		fails []string // these and perhaps others; none: no check
	}{
		{"good", on(func(*shelf) {}), false, nil},
		{"saves whatever the revision", on(func(s *shelf) {
			s.conflict = func(entry, uint64) bool { return false }
		}), false, []string{second, wins, again, forgets}},
		{"lets the latest revision win", on(func(s *shelf) {
			s.conflict = func(kept entry, revision uint64) bool { return revision < kept.revision }
		}), false, []string{second}},
		{"compares only what exists", on(func(s *shelf) {
			s.conflict = func(kept entry, revision uint64) bool { return kept.revision != 0 && kept.revision != revision }
		}), false, []string{second}},
		{"takes the same data twice", on(func(s *shelf) {
			// The conflict is hidden where the data are there already.
			s.conflict = func(kept entry, revision uint64) bool { return kept.revision != revision && revision != 0 }
		}), false, []string{second, empty}},
		{"gives a conflict no reason", on(func(s *shelf) { s.refuse = errors.New("changed meanwhile") }), false, []string{second, wins, again}},
		{"gives a conflict another reason", on(func(s *shelf) { s.refuse = errors.Local(errors.Busy) }), false, []string{second}},
		{"keeps the caller's bytes", on(func(s *shelf) {
			s.data = func(data []byte) []byte { return data }
		}), false, []string{callers}},
		{"gives its own bytes away", on(func(s *shelf) {
			s.loaded = func(data []byte) []byte { return data }
		}), false, []string{callers}},
		{"ignores the context", on(func(s *shelf) { s.deaf = true }), false, []string{ctx}},
		{"looks at the context too late", on(func(s *shelf) { s.late = true }), false, []string{ctx}},
		{"folds ids", on(func(s *shelf) { s.id = fold }), false, []string{apart}},
		{"knows one id only", on(func(s *shelf) { s.id = func(string) string { return "" } }), false, []string{apart, many}},
		{"knows one id only, and says so", on(func(s *shelf) { s.id = func(string) string { return "" } }), true, []string{other}},
		{"keeps many ids, and denies it", on(func(*shelf) {}), true, []string{other}},
		{"cuts ids", on(func(s *shelf) {
			s.id = func(id string) string { return id[:min(len(id), 254)] }
		}), false, []string{apart}},
		{"has no place for an empty id", func(testing.TB) func() flow.Store {
			return func() flow.Store { return noEmptyID{new(shelf)} }
		}, false, []string{noID, apart}},
		{"begins again where data are empty", on(func(s *shelf) {
			s.next = func(revision uint64, data []byte) uint64 {
				if len(data) == 0 {
					return 0
				}
				return revision + 1
			}
		}), false, []string{empty}},
		{"begins again at each new login", on(func(s *shelf) {
			s.conflict = func(kept entry, revision uint64) bool {
				return kept.revision != revision && !bytes.Contains(kept.data, []byte("WaitPhoneNumber"))
			}
			s.next = func(revision uint64, data []byte) uint64 {
				if revision > 5 && bytes.Contains(data, []byte("WaitPhoneNumber")) {
					return 1
				}
				return revision + 1
			}
		}), false, []string{forgets}},
		{"counts in a byte", on(func(s *shelf) {
			s.next = func(revision uint64, _ []byte) uint64 { return uint64(uint8(revision*64 + 64)) }
		}), false, []string{bytewise, wins}},
		{"counts in twos", on(func(s *shelf) {
			s.next = func(revision uint64, _ []byte) uint64 { return revision + 2 }
		}), false, []string{bytewise, second, again}},
		{"keeps 64 KiB", on(func(s *shelf) {
			s.data = func(data []byte) []byte { return bytes.Clone(data[:min(len(data), 1<<16)]) }
		}), false, []string{bytewise}},
		{"keeps text", on(func(s *shelf) {
			s.data = func(data []byte) []byte { return bytes.ToValidUTF8(data, []byte("?")) }
		}), false, []string{bytewise}},
		{"ends at a zero byte", on(func(s *shelf) {
			s.data = func(data []byte) []byte { before, _, _ := bytes.Cut(data, []byte{0}); return bytes.Clone(before) }
		}), false, []string{bytewise}},
		{"trims", on(func(s *shelf) {
			s.data = func(data []byte) []byte { return bytes.Clone(bytes.TrimSpace(data)) }
		}), false, []string{bytewise}},
		{"keeps no empty data", func(testing.TB) func() flow.Store {
			s := new(shelf)
			return func() flow.Store { return noEmptyData{s} }
		}, false, []string{empty}},
		{"keeps nothing for others", func(testing.TB) func() flow.Store {
			return func() flow.Store { return new(shelf) }
		}, false, []string{again, crashes, two}},
		{"says that it has saved", func(testing.TB) func() flow.Store {
			s := new(shelf)
			return func() flow.Store { return lying{s} }
		}, false, []string{bytewise, empty, again, noID}},
		{"remembers what it loaded", func(testing.TB) func() flow.Store {
			s := new(shelf)
			return func() flow.Store { return &caching{Store: s} }
		}, false, []string{again, torn}},
		{"is never empty", on(func(s *shelf) {
			s.loaded = func(data []byte) []byte { return append([]byte("{}"), data...) }
		}), false, []string{first, bytewise}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var failed []string
			for _, check := range checks {
				if check.ids != anyIDs && tt.oneID != (check.ids == oneID) {
					continue
				}
				if said := runRecorded(t, check, tt.empty); len(said) > 0 {
					t.Logf("%s: %s", check.name, said)
					failed = append(failed, check.name)
					delete(missed, check.name)
				}
			}
			for _, check := range tt.fails {
				require.Contains(t, failed, check)
			}
			if tt.fails == nil {
				require.Empty(t, failed)
			}
		})
	}
	require.Empty(t, missed, "nothing fails these checks")
}

// These would be found by chance only, were it not for the barriers.
func TestRacyStoresFail(t *testing.T) {
	t.Run("compares and swaps, but not at once", func(t *testing.T) {
		var compared sync.WaitGroup
		compared.Add(workers)
		s := &shelf{unguarded: func() { compared.Done(); compared.Wait() }}
		require.NotEmpty(t, runRecorded(t, check{run: oneWins}, func(testing.TB) func() flow.Store {
			return func() flow.Store { return s }
		}))
	})
	t.Run("shows new data under the old revision", func(t *testing.T) {
		s := &tearing{seen: make(chan struct{})}
		see := sync.OnceFunc(func() { close(s.seen) })
		s.loaded = func(data []byte) []byte {
			if s.torn {
				see()
			}
			return bytes.Clone(data)
		}
		require.NotEmpty(t, runRecorded(t, check{run: oldOrNew}, func(testing.TB) func() flow.Store {
			return func() flow.Store { return s }
		}))
	})
}

// tearing writes the data first and then the revision. The first time it waits
// between the two until somebody has looked.
type tearing struct {
	shelf
	torn bool // by now
	seen chan struct{}
}

func (s *tearing) Save(ctx context.Context, id string, revision uint64, data []byte) error {
	if revision > 0 {
		s.mu.Lock()
		s.kept[id], s.torn = entry{data, revision}, true
		s.mu.Unlock()
		<-s.seen
	}
	return s.shelf.Save(ctx, id, revision, data)
}

type noEmptyID struct{ flow.Store }

func (s noEmptyID) Save(ctx context.Context, id string, revision uint64, data []byte) error {
	if id == "" {
		return errors.New("no id")
	}
	return s.Store.Save(ctx, id, revision, data)
}

type noEmptyData struct{ flow.Store }

func (s noEmptyData) Save(ctx context.Context, id string, revision uint64, data []byte) error {
	if len(data) == 0 {
		return nil
	}
	return s.Store.Save(ctx, id, revision, data)
}

type lying struct{ flow.Store }

func (s lying) Save(ctx context.Context, id string, revision uint64, data []byte) error {
	if _, kept, err := s.Load(ctx, id); err != nil || kept != revision {
		return s.Store.Save(ctx, id, revision, data)
	}
	return nil
}

type caching struct {
	flow.Store
	mu       sync.Mutex
	data     []byte
	revision uint64
}

func (s *caching) Load(ctx context.Context, id string) (data []byte, revision uint64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.revision > 0 {
		return bytes.Clone(s.data), s.revision, ctx.Err()
	}
	s.data, s.revision, err = s.Store.Load(ctx, id)
	return bytes.Clone(s.data), s.revision, err
}

func (s *caching) Save(ctx context.Context, id string, revision uint64, data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.Store.Save(ctx, id, revision, data)
	if err == nil {
		s.data, s.revision = bytes.Clone(data), revision+1
	}
	return err
}

// runRecorded runs a check and returns what it complained about.
func runRecorded(t *testing.T, c check, empty func(testing.TB) func() flow.Store) []string {
	r := &recorder{TB: t}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		c.run(r, empty(r))
	}()
	<-ended
	return slices.Clone(r.said)
}

// recorder is a testing.TB that takes complaints for itself.
type recorder struct {
	testing.TB
	mu   sync.Mutex
	said []string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

func (r *recorder) Fatalf(format string, args ...any) {
	r.Errorf(format, args...)
	runtime.Goexit()
}

func (r *recorder) Fatal(args ...any) { r.Fatalf("%s", fmt.Sprint(args...)) }
