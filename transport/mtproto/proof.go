package mtproto

import (
	"context"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// proved returns an invoker for one RPC: over itself, unless the server has
// challenged that RPC and the call has the answer.
func (d *door) proved(over tg.Invoker, rpc string) tg.Invoker {
	if p := d.call.Proof; !p.Token.IsZero() && p.Method == rpc {
		return prover{over, p}
	}
	return over
}

// prover sends queries inside of what proves the program
// (core.telegram.org/method/invokeWithReCaptcha and its kin).
type prover struct {
	tg.Invoker
	proof flow.Proof
}

// Invoke implements tg.Invoker.
func (p prover) Invoke(ctx context.Context, in bin.Encoder, out bin.Decoder) error {
	query, token := encoded{in}, p.proof.Token.Reveal()
	switch p.proof.Kind {
	case errors.RecaptchaCheck:
		return p.Invoker.Invoke(ctx, &tg.InvokeWithReCaptchaRequest{Token: token, Query: query}, out)
	case errors.IntegrityCheckClassic:
		return p.Invoker.Invoke(ctx, &tg.InvokeWithGooglePlayIntegrityRequest{Nonce: p.proof.Nonce, Token: token, Query: query}, out)
	case errors.APNSVerifyCheck:
		return p.Invoker.Invoke(ctx, &tg.InvokeWithApnsSecretRequest{Nonce: p.proof.Nonce, Secret: token, Query: query}, out)
	default:
		return p.Invoker.Invoke(ctx, in, out)
	}
}
