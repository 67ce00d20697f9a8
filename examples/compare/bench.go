package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/gotd/td/session"
	"github.com/gotd/td/telegram"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/flow"
)

// A bench measures the works.
type bench struct {
	options
	samples
	server *server

	// Logins that are signed in, for works that begin with one: ours and theirs.
	store   *flow.MemoryStore
	session *session.StorageMemory
	// algo is how their account's password is proved.
	algo *tg.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow
}

// measureAll runs the works and returns the rows. It tells stderr how far it is.
func measureAll(ctx context.Context, o options, stderr io.Writer) ([]row, error) {
	if cpuNote != "" {
		fmt.Fprintln(stderr, cpuNote)
	}
	s, err := startServer(ctx)
	if err != nil {
		return nil, err
	}
	b := &bench{options: o, samples: samples{}, server: s}
	err = b.run(ctx, stderr)
	if stopped := s.stop(); err == nil {
		err = stopped
	}
	if err != nil {
		return nil, err
	}
	return b.rows()
}

func (b *bench) run(ctx context.Context, stderr io.Writer) error {
	if err := b.signIn(ctx); err != nil {
		return err
	}
	for _, work := range []struct {
		name string
		run  func(context.Context) error
	}{
		{"waiting", b.waiting}, // first: the heap is small and quiet
		{"fsm", b.machines},
		{"step", b.steps},
		{"floors", b.floors},
		{"prepared", b.proofs},
		{"newkey, code, signin", b.signIns},
		{"password, signin2fa", b.passwords},
	} {
		began := time.Now()
		if err := work.run(ctx); err != nil {
			return fmt.Errorf("%s: %w", work.name, err)
		}
		fmt.Fprintf(stderr, "%s: %.1f s\n", work.name, time.Since(began).Seconds())
	}
	return nil
}

// signIn makes the logins that are signed in, one by each side. So it also warms
// both up: what is made once in each process is made here.
func (b *bench) signIn(ctx context.Context) (err error) {
	if _, b.store, err = signInOurs(ctx, b.server, grace); err != nil {
		return err
	}
	if _, b.session, err = signInTheirs(ctx, b.server, grace); err != nil {
		return err
	}
	return b.withClient(ctx, func(ctx context.Context, client *telegram.Client) error {
		p, err := client.API().AccountGetPassword(ctx)
		if err != nil {
			return err
		}
		algo, ok := p.CurrentAlgo.(*tg.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow)
		if !ok {
			return fmt.Errorf("%T is no algorithm for passwords", p.CurrentAlgo)
		}
		b.algo = algo
		return nil
	})
}
