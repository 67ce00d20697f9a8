package exchange

import (
	"context"
	"time"

	"filippo.io/bigmod"
	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/transport"

	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup"
)

// client is one exchange.
type client struct {
	Options
	conn transport.Conn
	ids  *proto.MessageIDGen

	nonce       bin.Int128
	serverNonce bin.Int128
	newNonce    bin.Int256
	// aesKey and aesIV are tmp_aes_key and tmp_aes_iv.
	aesKey, aesIV []byte
}

// offer is a checked server_DH_inner_data.
type offer struct {
	group   *dhgroup.Group
	ga      *bigmod.Nat
	time    time.Time
	arrived time.Time
}

func (c *client) run(ctx context.Context) (Result, error) {
	res, err := c.requestPQ(ctx)
	if err != nil {
		return Result{}, err
	}
	answer, err := c.requestParams(ctx, res)
	if err != nil {
		return Result{}, err
	}
	offer, err := c.open(answer)
	if err != nil {
		return Result{}, err
	}
	key, err := c.agree(ctx, offer)
	if err != nil {
		return Result{}, err
	}
	return Result{
		Key:        key,
		KeyID:      key.WithID().IntID(),
		Salt:       crypto.ServerSalt(c.newNonce, c.serverNonce),
		ServerTime: offer.time,
		Offset:     offer.time.Sub(offer.arrived),
	}, nil
}

// checkNonces checks the pair that comes with every message after resPQ.
func (c *client) checkNonces(message string, nonce, serverNonce bin.Int128) error {
	if nonce != c.nonce {
		return failed(CheckNonce, message)
	}
	if serverNonce != c.serverNonce {
		return failed(CheckServerNonce, message)
	}
	return nil
}
