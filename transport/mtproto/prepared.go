package mtproto

import (
	"bytes"
	"slices"
	"sync"

	"github.com/stepin-go/stepin/transport/mtproto/srp"
)

// preparedProofs are proofs that lack nothing but the password, for the time
// that a person types it. They are an optimisation: what is not here any more, or
// was prepared by another process, is prepared again. That is also why they are
// here and not in the session, which has the numbers only: a's place is memory.
type preparedProofs struct {
	mu   sync.Mutex
	kept []preparedProof // the oldest first
}

type preparedProof struct {
	params srp.Params
	proof  *srp.Prepared
}

// maxPrepared bounds them; each is about 3 KiB.
const maxPrepared = 256

var prepared preparedProofs

// prepare makes a proof ready. Numbers that fail a check are not kept: whoever
// gives the password is told.
func (k *preparedProofs) prepare(params srp.Params) {
	proof, err := srp.Prepare(params, nil)
	if err != nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.kept) == maxPrepared {
		k.kept = slices.Delete(k.kept, 0, 1)
	}
	k.kept = append(k.kept, preparedProof{params, proof})
}

// take returns the proof that belongs to params, once.
func (k *preparedProofs) take(params srp.Params) (*srp.Prepared, error) {
	k.mu.Lock()
	i := slices.IndexFunc(k.kept, func(p preparedProof) bool { return sameParams(p.params, params) })
	if i < 0 {
		k.mu.Unlock()
		return srp.Prepare(params, nil)
	}
	proof := k.kept[i].proof
	k.kept = slices.Delete(k.kept, i, i+1)
	k.mu.Unlock()
	return proof, nil
}

func sameParams(a, b srp.Params) bool {
	return a.ID == b.ID && a.G == b.G && bytes.Equal(a.B, b.B) && bytes.Equal(a.P, b.P) &&
		bytes.Equal(a.Salt1, b.Salt1) && bytes.Equal(a.Salt2, b.Salt2)
}
