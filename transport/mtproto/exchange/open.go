package exchange

import (
	"crypto/aes"
	"crypto/sha1" //nolint:gosec // the protocol asks for it
	"errors"
	"fmt"
	"time"

	"github.com/gotd/ige"
	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"

	"github.com/stepin-go/stepin/transport/mtproto/internal/dhgroup"
)

// open decrypts encrypted_answer and checks the server_DH_inner_data in it.
// crypto.DecryptExchangeAnswer does not serve: it returns nil without an error
// if the hash is wrong.
func (c *client) open(answer []byte) (*offer, error) {
	const name = "server_DH_inner_data"
	c.aesKey, c.aesIV = crypto.TempAESKeys(c.newNonce.BigInt(), c.serverNonce.BigInt())
	if len(answer) < sha1.Size || len(answer)%aes.BlockSize != 0 {
		return nil, malformed(name, fmt.Errorf("%d bytes encrypted", len(answer)))
	}
	block, err := aes.NewCipher(c.aesKey)
	if err != nil {
		return nil, fmt.Errorf("decrypt %s: %w", name, err)
	}
	plain := make([]byte, len(answer))
	ige.DecryptBlocks(block, c.aesIV, plain, answer)
	arrived := c.Now()

	// answer_with_hash is SHA1(answer) + answer + 0 to 15 random bytes.
	data := plain[sha1.Size:]
	b := bin.Buffer{Buf: data}
	var inner mt.ServerDHInnerData
	if err := inner.Decode(&b); err != nil {
		return nil, malformed(name, err)
	}
	if b.Len() >= aes.BlockSize {
		return nil, failed(CheckAnswerPadding, name)
	}
	if sha1.Sum(data[:len(data)-b.Len()]) != [sha1.Size]byte(plain) {
		return nil, failed(CheckAnswerHash, name)
	}
	if err := c.checkNonces(name, inner.Nonce, inner.ServerNonce); err != nil {
		return nil, err
	}
	group, err := dhgroup.New(inner.G, inner.DhPrime, &c.Work.PrimeRounds)
	if err != nil {
		var refusal dhgroup.Refusal
		errors.As(err, &refusal)
		return nil, failed(string(refusal), name)
	}
	_, ga, ok := group.Public(inner.GA)
	if !ok {
		return nil, failed(CheckGARange, name)
	}
	return &offer{
		group:   group,
		ga:      ga,
		time:    time.Unix(int64(inner.ServerTime), 0),
		arrived: arrived,
	}, nil
}
