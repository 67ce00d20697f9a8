package main

import (
	"context"
	"fmt"

	"github.com/gotd/td/telegram"

	"github.com/stepin-go/stepin/flow"
)

// batch is how many short works are measured at once.
const batch = 20

// steps measures the next step of a login of which only the bytes are there.
func (b *bench) steps(ctx context.Context) error {
	var ours, theirs cost
	return inTurn(ctx, b.pairs,
		func(ctx context.Context) (err error) {
			ours, err = measureBatch(func() error { return b.stepOurs(ctx) })
			return err
		},
		func(ctx context.Context) (err error) {
			theirs, err = measureBatch(func() error { return b.withClient(ctx, askSelf) })
			return err
		},
		func() error {
			b.addCosts("step", ours, theirs)
			return b.withClient(ctx, func(ctx context.Context, client *telegram.Client) error {
				live, err := measureBatch(func() error { return askSelf(ctx, client) })
				b.add("step", "floor", ours.cpu, live.cpu)
				return err
			})
		})
}

// measureBatch measures a short work several times, and returns what one takes.
func measureBatch(work func() error) (cost, error) {
	took, err := measure(func() error {
		for range batch {
			if err := work(); err != nil {
				return err
			}
		}
		return nil
	})
	return took.per(batch), err
}

func (b *bench) stepOurs(ctx context.Context) error {
	d := &flow.Driver{Transport: b.server.transport(), Store: b.store}
	state, err := d.Do(ctx, login, flow.Poll())
	if err == nil && state.Phase != flow.Ready {
		err = fmt.Errorf("stepin: %s", state)
	}
	return err
}

// withClient runs a new client of gotd's with the stored session.
func (b *bench) withClient(ctx context.Context, work func(context.Context, *telegram.Client) error) error {
	client, err := b.server.client(b.session, nil)
	if err != nil {
		return err
	}
	return client.Run(ctx, func(ctx context.Context) error { return work(ctx, client) })
}

func askSelf(ctx context.Context, client *telegram.Client) error {
	_, err := client.Self(ctx)
	return err
}
