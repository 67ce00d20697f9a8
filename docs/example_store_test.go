package docs_test

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"database/sql"
	"fmt"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

// begin sealed
// sealed keeps records encrypted in another store. The login's id goes into the
// seal, so that a record cannot be put under another id.
type sealed struct {
	store flow.Store
	aead  cipher.AEAD
}

// newSealed takes a key of 16, 24 or 32 bytes.
func newSealed(store flow.Store, key []byte) (sealed, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return sealed{}, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return sealed{store, aead}, err
}

func (s sealed) Save(ctx context.Context, id string, revision uint64, data []byte) error {
	return s.store.Save(ctx, id, revision, s.aead.Seal(nil, nil, data, []byte(id)))
}

func (s sealed) Load(ctx context.Context, id string) ([]byte, uint64, error) {
	data, revision, err := s.store.Load(ctx, id)
	if err != nil || revision == 0 {
		return nil, 0, err
	}
	if data, err = s.aead.Open(nil, nil, data, []byte(id)); err != nil {
		return nil, 0, errors.Local(errors.BadRecord)
	}
	return data, revision, nil
}

// end sealed

func Example_sealed() {
	server, err := fake.New(fake.Account{Phone: "+9996620001"})
	if err != nil {
		panic(err)
	}
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	var inner flow.MemoryStore
	store, err := newSealed(&inner, key)
	if err != nil {
		panic(err)
	}
	ctx := context.Background()
	d := &flow.Driver{Transport: &fake.Transport{Server: server}, Store: store}
	s, err := d.Do(ctx, "me", flow.PhoneNumber("+9996620001"))
	fmt.Println(s.Phase, err)

	data, revision, err := inner.Load(ctx, "me")
	fmt.Println(bytes.Contains(data, []byte("9996620001")), err)

	// Under another id, or changed, it is no record.
	if err := inner.Save(ctx, "you", 0, data); err != nil {
		panic(err)
	}
	_, err = d.Look(ctx, "you")
	fmt.Println(errors.Is(err, errors.BadRecord))
	data[len(data)-1] ^= 1
	if err := inner.Save(ctx, "me", revision, data); err != nil {
		panic(err)
	}
	_, err = d.Look(ctx, "me")
	fmt.Println(errors.Is(err, errors.BadRecord))
	// Output:
	// WaitCode <nil>
	// false <nil>
	// true
	// true
}

// begin sql
// sqlStore keeps records in a table:
//
//	create table logins (id text primary key, revision bigint not null, data bytea)
type sqlStore struct{ db *sql.DB }

func (s sqlStore) Load(ctx context.Context, id string) (data []byte, revision uint64, err error) {
	row := s.db.QueryRowContext(ctx, `select revision, data from logins where id = $1`, id)
	if err := row.Scan(&revision, &data); errors.Is(err, sql.ErrNoRows) {
		return nil, 0, nil
	} else if err != nil {
		return nil, 0, err
	}
	return data, revision, nil
}

func (s sqlStore) Save(ctx context.Context, id string, revision uint64, data []byte) error {
	const (
		first = `insert into logins (id, revision, data) values ($1, $2 + 1, $3) on conflict do nothing`
		next  = `update logins set revision = revision + 1, data = $3 where id = $1 and revision = $2`
	)
	query := next
	if revision == 0 {
		query = first
	}
	result, err := s.db.ExecContext(ctx, query, id, int64(revision), data)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return errors.Local(errors.Conflict) // somebody else was there first
}

// end sql

var _ flow.Store = sqlStore{}
