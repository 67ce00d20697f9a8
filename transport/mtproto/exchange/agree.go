package exchange

import (
	"context"
	"crypto/sha1" //nolint:gosec // the protocol asks for it
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"

	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup"
)

// maxRetries is how many times dh_gen_retry is obeyed. The server sends it if
// it has the key already, which should not happen once.
const maxRetries = 5

// agree sends set_client_DH_params until the server takes the key.
func (c *client) agree(ctx context.Context, offer *offer) (crypto.Key, error) {
	// retry_id is 0 at first, and then the auth_key_aux_hash of the key that
	// was not taken.
	var retryID int64
	for range 1 + maxRetries {
		key, err := c.propose(ctx, offer, retryID)
		if err != nil {
			return crypto.Key{}, err
		}
		taken, err := c.verdict(ctx, key)
		if err != nil {
			return crypto.Key{}, err
		}
		if taken {
			return key, nil
		}
		hash := key.AuxHash()
		retryID = int64(binary.LittleEndian.Uint64(hash[:]))
	}
	return crypto.Key{}, &Error{Check: CheckRetries, Err: fmt.Errorf("%d times", 1+maxRetries)}
}

// propose draws b, sends g_b and returns the key that follows from it.
func (c *client) propose(ctx context.Context, offer *offer, retryID int64) (crypto.Key, error) {
	var secret [dhgroup.Size]byte
	if err := c.draw(secret[:]); err != nil {
		return crypto.Key{}, err
	}
	c.Work.ModExps++
	gb := offer.group.Number(offer.group.PowG(secret[:]))
	if !offer.group.InRange(gb) {
		return crypto.Key{}, &Error{Check: CheckGBRange, Err: errors.New("the source of randomness is broken")}
	}
	var inner bin.Buffer
	if err := (&mt.ClientDHInnerData{
		Nonce:       c.nonce,
		ServerNonce: c.serverNonce,
		RetryID:     retryID,
		GB:          gb[:],
	}).Encode(&inner); err != nil {
		return crypto.Key{}, fmt.Errorf("encode client_DH_inner_data: %w", err)
	}
	encrypted, err := crypto.EncryptExchangeAnswer(c.Random, inner.Buf, c.aesKey, c.aesIV)
	if err != nil {
		return crypto.Key{}, fmt.Errorf("encrypt client_DH_inner_data: %w", err)
	}
	if err := c.send(ctx, "set_client_DH_params", &mt.SetClientDHParamsRequest{
		Nonce:         c.nonce,
		ServerNonce:   c.serverNonce,
		EncryptedData: encrypted,
	}); err != nil {
		return crypto.Key{}, err
	}
	// The server is computing the same thing meanwhile.
	c.Work.ModExps++
	return crypto.Key(offer.group.Number(offer.group.Pow(offer.ga, secret[:]))), nil
}

// verdict reads the answer to set_client_DH_params and reports whether the
// server took the key.
func (c *client) verdict(ctx context.Context, key crypto.Key) (bool, error) {
	b, err := c.receive(ctx, "Set_client_DH_params_answer")
	if err != nil {
		return false, err
	}
	answer, err := mt.DecodeSetClientDHParamsAnswer(b)
	if err != nil {
		return false, malformed("Set_client_DH_params_answer", err)
	}
	name := answer.TypeName()
	if err := c.checkNonces(name, answer.GetNonce(), answer.GetServerNonce()); err != nil {
		return false, err
	}
	var (
		number byte
		hash   bin.Int128
	)
	switch answer := answer.(type) {
	case *mt.DhGenOk:
		number, hash = 1, answer.NewNonceHash1
	case *mt.DhGenRetry:
		number, hash = 2, answer.NewNonceHash2
	case *mt.DhGenFail:
		number, hash = 3, answer.NewNonceHash3
	}
	if hash != c.newNonceHash(number, key) {
		return false, failed(CheckNewNonceHash, name)
	}
	if number == 3 {
		return false, ErrKeyRefused
	}
	return number == 1, nil
}

// newNonceHash returns new_nonce_hash1, 2 or 3 by its number: the lower 128
// bits of the SHA1 of new_nonce, the number and auth_key_aux_hash.
func (c *client) newNonceHash(number byte, key crypto.Key) bin.Int128 {
	aux := key.AuxHash()
	hash := sha1.Sum(slices.Concat(c.newNonce[:], []byte{number}, aux[:]))
	return bin.Int128(hash[4:])
}
