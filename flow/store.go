package flow

import (
	"context"
	"sync"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
)

// A Store keeps records under an id, with compare-and-swap, so that of two who
// want to take the same step one is told that the other was there first.
//
// Most people need not write one. A SQL table of (id, revision, data) with
// "update ... where id = ? and revision = ?" is a Store, and so is any
// key-value store with revisions. The data are a [Record]'s bytes: protect
// them like the account itself. Package flow/storetest checks a Store.
//
// An id is text in UTF-8 without zero bytes, of at most 255 bytes; it may be
// empty. Ids that differ in one byte are different. Data are a few KiB, and
// more where terms of service are long: a Store takes 1 MiB at least.
//
// If ctx has ended before the call, both methods return its error, and nothing
// is saved. The data that are given and returned are the caller's, who may
// change them afterwards. A Store is used by several goroutines at once.
type Store interface {
	// Load returns the data kept under id and their revision; if nothing is
	// kept, no data and revision 0, and no error.
	Load(ctx context.Context, id string) (data []byte, revision uint64, err error)
	// Save keeps data as revision+1 if what is kept has the given revision
	// (0: nothing is kept). If not, it keeps what there is and returns an
	// error that is [errors.Conflict]. Empty data are kept like others.
	// Revisions of an id never begin again while a call may be under way. When
	// Save returns nil, the data survive a crash; when it returns another error,
	// they may have been kept or not.
	Save(ctx context.Context, id string, revision uint64, data []byte) error
}

// MemoryStore is a Store in memory. Its zero value is empty and ready to use.
type MemoryStore struct {
	mu   sync.Mutex
	kept map[string]kept
}

// kept holds the data as a secret: who prints a Driver must not print them.
type kept struct {
	data     codes.Secret
	revision uint64
}

// Load implements [Store].
func (s *MemoryStore) Load(ctx context.Context, id string) ([]byte, uint64, error) {
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.kept[id]
	if k.revision == 0 {
		return nil, 0, nil
	}
	return []byte(k.data.Reveal()), k.revision, nil
}

// Save implements [Store].
func (s *MemoryStore) Save(ctx context.Context, id string, revision uint64, data []byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept[id].revision != revision {
		return errors.Local(errors.Conflict)
	}
	if s.kept == nil {
		s.kept = make(map[string]kept)
	}
	s.kept[id] = kept{codes.NewSecret(string(data)), revision + 1}
	return nil
}
