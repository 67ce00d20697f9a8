package main

import "context"

// signIns measures sign-ins with a code, and their stages.
func (b *bench) signIns(ctx context.Context) error {
	return b.signInPairs(ctx, ada, func(ours, theirs stages) error {
		b.addCosts("newkey", ours.newKey, theirs.newKey)
		b.addCosts("code", ours.code, theirs.code)
		b.addCosts("signin", ours.whole(), theirs.whole())
		return nil
	})
}

// passwords measures sign-ins with a code and a password, and the password alone.
func (b *bench) passwords(ctx context.Context) error {
	return b.signInPairs(ctx, grace, func(ours, theirs stages) error {
		b.addCosts("password", ours.password, theirs.password)
		b.addCosts("signin2fa", ours.whole(), theirs.whole())
		return nil
	})
}

// signInPairs signs a number in by both sides in turn.
func (b *bench) signInPairs(ctx context.Context, number string, both func(ours, theirs stages) error) error {
	var ours, theirs stages
	return inTurn(ctx, b.pairs,
		func(ctx context.Context) (err error) {
			ours, _, err = signInOurs(ctx, b.server, number)
			return err
		},
		func(ctx context.Context) (err error) {
			theirs, _, err = signInTheirs(ctx, b.server, number)
			return err
		},
		func() error { return both(ours, theirs) })
}
