package gotdclient

import (
	"context"
	"sync"

	"github.com/gotd/td/crypto"
	"github.com/gotd/td/session"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/mtproto"
)

// Save writes a login to a gotd session.Storage, such as a
// telegram.FileSessionStorage: for programs that keep gotd's sessions
// themselves. What was stored there is replaced. The error is the storage's, or
// [errors.BadRecord] if the login has no key.
func Save(ctx context.Context, login mtproto.Login, to session.Storage) error {
	var key crypto.Key
	if len(login.Key.Reveal()) != len(key) {
		return errors.Local(errors.BadRecord)
	}
	copy(key[:], login.Key.Reveal())
	id := key.ID()
	loader := session.Loader{Storage: to}
	return loader.Save(ctx, &session.Data{
		DC:      login.DC,
		AuthKey: key[:], AuthKeyID: id[:],
		Salt: login.Salt,
	})
}

// A Storage is a gotd session.Storage in memory. Unlike gotd's own it shows no
// key when it is printed. It may be used by several goroutines at once.
type Storage struct {
	mu      sync.Mutex
	session codes.Secret
}

// NewStorage returns a Storage that holds a login. The error is
// [errors.BadRecord] if the login has no key.
func NewStorage(login mtproto.Login) (*Storage, error) {
	s := new(Storage)
	if err := Save(context.Background(), login, s); err != nil {
		return nil, err
	}
	return s, nil
}

// LoadSession implements session.Storage. The bytes are secret.
func (s *Storage) LoadSession(context.Context) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.session.IsZero() {
		return nil, session.ErrNotFound
	}
	return []byte(s.session.Reveal()), nil
}

// StoreSession implements session.Storage. It never fails, and does not look at
// the context: gotd saves while it is being stopped, too.
func (s *Storage) StoreSession(_ context.Context, data []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.session = codes.NewSecret(string(data))
	return nil
}
