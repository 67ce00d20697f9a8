// Package exchange makes a new auth key: the client's half of MTProto's key
// exchange, https://core.telegram.org/mtproto/auth_key.
//
// It makes every check that this page and
// https://core.telegram.org/mtproto/security_guidelines ask for, in work that
// is bounded whatever the server sends, and nothing else: no dialling, no
// retries, no storage. A usual exchange costs three round trips and two
// 2048-bit modular exponentiations.
package exchange

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"fmt"
	"io"
	"time"

	"github.com/gotd/td/crypto"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/transport"
)

// Options says what an exchange needs.
type Options struct {
	// DC is the number of the data centre as it goes into p_q_inner_data_dc:
	// Telegram's test data centres have 10000 added to it. A server that is
	// another one answers with the transport error 444.
	DC int
	// Keys are the server's RSA public keys, of 2048 bits each. The server
	// says which ones it has; the first of Keys among them is used.
	Keys []*rsa.PublicKey
	// Random is where nonces, paddings and the secret come from. If nil, it is
	// crypto/rand's Reader. Anything else is for tests.
	Random io.Reader
	// Now returns the local time, for message ids and [Result].Offset. If nil,
	// it is time.Now. It need not be right.
	Now func() time.Time
	// Work, if not nil, is where operations are counted. It is added to also
	// when the exchange fails.
	Work *Work
}

// Work counts the costly operations of exchanges. It is not safe for
// concurrent use: give each exchange its own.
type Work struct {
	// ModExps counts modular exponentiations of 2048 bits with a secret
	// exponent: two in a usual exchange.
	ModExps int
	// PrimeRounds counts rounds of primality tests on numbers of 2048 bits,
	// about as costly as a modular exponentiation: none with Telegram's usual
	// prime.
	PrimeRounds int
	// FactorSteps counts steps in factoring pq, about 10^5 of a few
	// nanoseconds each in a usual exchange.
	FactorSteps int
	// Messages counts messages, sent and received: six in a usual exchange.
	Messages int
}

// Result is a new auth key and what else the exchange yields. It holds a
// secret: printing, logging or marshalling it shows only KeyID, except where it
// is a value in an unexported field of another struct: fmt calls no methods
// there.
type Result struct {
	// Key is the auth key.
	Key crypto.Key
	// KeyID is auth_key_id, the lower 64 bits of Key's SHA1.
	KeyID int64
	// Salt is the first server salt.
	Salt int64
	// ServerTime is the server's time when it sent server_DH_inner_data, in
	// whole seconds.
	ServerTime time.Time
	// Offset is ServerTime minus the local time at which it arrived: what must
	// be added to the local clock to have the server's.
	Offset time.Duration
}

// Run makes a new auth key over conn, which must be new: the exchange's
// messages have to be the first. Run does not close conn, except when ctx is
// done: then it closes conn and returns ctx's error, at once while it waits for
// the server and otherwise after the computation in hand, which takes
// milliseconds, or some tenths of a second for a prime never seen before.
//
// Run returns an [*Error] if the server's answers fail a check,
// [ErrParamsRefused] or [ErrKeyRefused] if the server properly says no, and
// otherwise an error that wraps the cause: an I/O error, or gotd's
// [*github.com/gotd/td/proto/codec.ProtocolErr] for a transport error such as
// 404 or 444. After any error conn is of no further use.
func Run(ctx context.Context, conn transport.Conn, opt Options) (Result, error) {
	if err := ctx.Err(); err != nil {
		_ = conn.Close()
		return Result{}, err
	}
	if opt.Random == nil {
		opt.Random = rand.Reader
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if opt.Work == nil {
		opt.Work = new(Work)
	}
	c := &client{
		Options: opt,
		conn:    conn,
		ids:     proto.NewMessageIDGen(opt.Now),
	}
	// A transport.Conn obeys a context's deadline but not its cancellation.
	// Closing the connection serves for both, so that ctx is always done by the
	// time the connection fails because of it.
	closed := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(closed)
		_ = conn.Close()
	})
	result, err := c.run(context.WithoutCancel(ctx))
	if !stop() {
		<-closed
		return Result{}, ctx.Err()
	}
	if err != nil && ctx.Err() != nil {
		// Somebody else closed the connection because of ctx, and was quicker.
		_ = conn.Close()
		return Result{}, ctx.Err()
	}
	if err != nil {
		return Result{}, fmt.Errorf("exchange: %w", err)
	}
	return result, nil
}
