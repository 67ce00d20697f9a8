package storetest

import (
	"bytes"
	"fmt"
	"sync"
	"testing"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// workers save at once, each through a Store of its own.
const workers = 8

// together runs f in several goroutines that begin at the same time.
func together(f func(worker int)) {
	var all sync.WaitGroup
	begin := make(chan struct{})
	for worker := range workers {
		all.Go(func() {
			<-begin
			f(worker)
		})
	}
	close(begin)
	all.Wait()
}

func oneWins(t testing.TB, open func() flow.Store) {
	const rounds = 10
	for revision := range uint64(rounds) {
		stores, results := [workers]flow.Store{}, [workers]error{}
		for worker := range stores {
			stores[worker] = open()
		}
		text := func(worker int) []byte { return fmt.Appendf(nil, "worker %d", worker) }
		together(func(worker int) {
			results[worker] = stores[worker].Save(t.Context(), login, revision, text(worker))
		})
		winner := -1
		for worker, err := range results {
			switch {
			case err == nil && winner >= 0:
				t.Fatalf("workers %d and %d both saved over revision %d", winner, worker, revision)
			case err == nil:
				winner = worker
			case !errors.Is(err, errors.Conflict):
				t.Fatalf("Save of worker %d: %v; want nil or errors.Conflict", worker, err)
			}
		}
		if winner < 0 {
			t.Fatalf("nobody could save over revision %d", revision)
		}
		expect(t, open(), login, text(winner), revision+1)
	}
}

func manyLogins(t testing.TB, open func() flow.Store) {
	const each = 10
	s := open()
	together(func(worker int) {
		id := fmt.Sprint("login ", worker)
		for revision := range uint64(each) {
			if err := s.Save(t.Context(), id, revision, fmt.Append(nil, id, revision)); err != nil {
				t.Errorf("Save(%q, %d): %v", id, revision, err)
				return
			}
		}
	})
	for worker := range workers {
		id := fmt.Sprint("login ", worker)
		expect(t, s, id, fmt.Append(nil, id, each-1), each)
	}
}

func oldOrNew(t testing.TB, open func() flow.Store) {
	const rounds, size = 20, 1 << 16
	version := func(revision uint64) []byte {
		// Shorter and longer by turns: what is written over in place shows.
		return bytes.Repeat([]byte{'a' + byte(revision)}, size>>(revision%2))
	}
	writer, reader := open(), open()
	save(t, writer, login, 0, version(1))
	var writing sync.WaitGroup
	written := make(chan struct{})
	writing.Go(func() {
		defer close(written)
		for revision := uint64(1); revision < rounds; revision++ {
			if err := writer.Save(t.Context(), login, revision, version(revision+1)); err != nil {
				t.Errorf("Save(%d): %v", revision, err)
				return
			}
		}
	})
	defer writing.Wait()
	var last uint64
	for done := false; !done; {
		select {
		case <-written:
			done = true
		default:
		}
		data, revision := load(t, reader, login)
		if revision < last {
			t.Fatalf("Load: revision %d after %d", revision, last)
		}
		last = revision
		if !bytes.Equal(data, version(revision)) {
			t.Fatalf("Load: revision %d comes with other data: %s", revision, brief(data))
		}
	}
	if last != rounds {
		t.Errorf("Load after the last Save: revision %d, want %d", last, rounds)
	}
}
