package exchange

import (
	"bytes"
	"context"
	"crypto/rsa"
	"crypto/sha1" //nolint:gosec // the protocol asks for it
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
)

// requestPQ sends req_pq_multi and checks resPQ, except for its pq and keys.
func (c *client) requestPQ(ctx context.Context) (*mt.ResPQ, error) {
	if err := c.draw(c.nonce[:]); err != nil {
		return nil, err
	}
	if err := c.send(ctx, "req_pq_multi", &mt.ReqPqMultiRequest{Nonce: c.nonce}); err != nil {
		return nil, err
	}
	b, err := c.receive(ctx, "resPQ")
	if err != nil {
		return nil, err
	}
	var res mt.ResPQ
	if err := res.Decode(b); err != nil {
		return nil, malformed("resPQ", err)
	}
	if res.Nonce != c.nonce {
		return nil, failed(CheckNonce, "resPQ")
	}
	c.serverNonce = res.ServerNonce
	return &res, nil
}

// requestParams factors pq, which is the client's proof of work, sends
// req_DH_params and returns server_DH_params_ok's encrypted_answer.
func (c *client) requestParams(ctx context.Context, res *mt.ResPQ) ([]byte, error) {
	key, fingerprint, err := c.chooseKey(res.ServerPublicKeyFingerprints)
	if err != nil {
		return nil, err
	}
	p, q, err := c.splitPQ(res.Pq)
	if err != nil {
		return nil, err
	}
	if err := c.draw(c.newNonce[:]); err != nil {
		return nil, err
	}
	var inner bin.Buffer
	if err := (&mt.PQInnerDataDC{
		Pq:          res.Pq,
		P:           p,
		Q:           q,
		Nonce:       c.nonce,
		ServerNonce: c.serverNonce,
		NewNonce:    c.newNonce,
		DC:          c.DC,
	}).Encode(&inner); err != nil {
		return nil, fmt.Errorf("encode p_q_inner_data_dc: %w", err)
	}
	encrypted, err := crypto.RSAPad(inner.Buf, key, c.Random)
	if err != nil {
		return nil, fmt.Errorf("encrypt p_q_inner_data_dc: %w", err)
	}
	if err := c.send(ctx, "req_DH_params", &mt.ReqDHParamsRequest{
		Nonce:                c.nonce,
		ServerNonce:          c.serverNonce,
		P:                    p,
		Q:                    q,
		PublicKeyFingerprint: fingerprint,
		EncryptedData:        encrypted,
	}); err != nil {
		return nil, err
	}
	b, err := c.receive(ctx, "Server_DH_Params")
	if err != nil {
		return nil, err
	}
	params, err := mt.DecodeServerDHParams(b)
	if err != nil {
		return nil, malformed("Server_DH_Params", err)
	}
	if err := c.checkNonces(params.TypeName(), params.GetNonce(), params.GetServerNonce()); err != nil {
		return nil, err
	}
	switch params := params.(type) {
	case *mt.ServerDHParamsOk:
		return params.EncryptedAnswer, nil
	case *mt.ServerDHParamsFail:
		if hash := sha1.Sum(c.newNonce[:]); params.NewNonceHash != bin.Int128(hash[4:]) {
			return nil, failed(CheckNewNonceHash, params.TypeName())
		}
		return nil, ErrParamsRefused
	}
	return nil, malformed("Server_DH_Params", fmt.Errorf("constructor %s", params.TypeName()))
}

// chooseKey returns the first of our keys that the server has.
func (c *client) chooseKey(server []int64) (*rsa.PublicKey, int64, error) {
	for _, key := range c.Keys {
		if key == nil || key.N == nil {
			continue
		}
		fingerprint := crypto.RSAFingerprint(key)
		if !slices.Contains(server, fingerprint) {
			continue
		}
		// RSA_PAD is made for 2048 bits; gotd's never ends with a much smaller
		// modulus, and panics with a larger one.
		if bits := key.N.BitLen(); bits != crypto.RSAKeyBits {
			return nil, 0, &Error{Check: CheckRSAKey, Err: fmt.Errorf("key %016x has %d bits", uint64(fingerprint), bits)}
		}
		return key, fingerprint, nil
	}
	return nil, 0, &Error{Check: CheckFingerprint, Err: fmt.Errorf("none of the server's %d keys is known", len(server))}
}

// splitPQ returns pq's factors p < q, big-endian without leading zeros.
func (c *client) splitPQ(pq []byte) (p, q []byte, err error) {
	pq = bytes.TrimLeft(pq, "\x00")
	if len(pq) > 8 || len(pq) == 8 && pq[0] > 0x7f {
		return nil, nil, failed(CheckPQRange, "resPQ")
	}
	var number uint64
	for _, b := range pq {
		number = number<<8 | uint64(b)
	}
	small, large, err := factor(number, &c.Work.FactorSteps)
	switch {
	case errors.Is(err, errPQPrime):
		return nil, nil, &Error{Check: CheckPQComposite, Err: err}
	case err != nil:
		return nil, nil, &Error{Check: CheckPQFactors, Err: err}
	}
	return bigEndian(small), bigEndian(large), nil
}

// bigEndian returns n without leading zeros.
func bigEndian(n uint64) []byte {
	b := binary.BigEndian.AppendUint64(nil, n)
	for b[0] == 0 {
		b = b[1:]
	}
	return b
}
