package mtprototest

import (
	"encoding/json"

	"github.com/gotd/td/crypto"

	"github.com/stepin-go/stepin/errors"
)

// snapshot is the model's, with the auth keys.
type snapshot struct {
	Model json.RawMessage `json:"model"`
	Keys  []keySnapshot   `json:"keys"`
}

type keySnapshot struct {
	DC   int    `json:"dc"`
	Key  []byte `json:"key"`
	Salt int64  `json:"salt"`
}

// Snapshot returns what the server knows, permanent auth keys included, for a
// server that is to go on where this one ends; see [fake.Server.Snapshot].
// Temporary keys are left out: their clients are told -404 and make new ones.
func (s *Server) Snapshot() ([]byte, error) {
	model, err := s.Server.Snapshot()
	if err != nil {
		return nil, err
	}
	snap := snapshot{Model: model}
	for _, dc := range s.dcs {
		for _, id := range dc.keys.IDs() {
			if key, salt, ok := dc.keys.Get(id); ok {
				snap.Keys = append(snap.Keys, keySnapshot{dc.id, key.Value[:], salt})
			}
		}
	}
	return json.Marshal(snap)
}

// Restore makes a new server, with the same accounts and data centres, go on
// where another was when the snapshot was taken.
func (s *Server) Restore(data []byte) error {
	var snap snapshot
	if err := json.Unmarshal(data, &snap); err != nil {
		return err
	}
	for _, k := range snap.Keys {
		if len(k.Key) != len(crypto.Key{}) {
			return errors.New("mtprototest: not a snapshot: a key has another size")
		}
	}
	if err := s.Server.Restore(snap.Model); err != nil {
		return err
	}
	for _, k := range snap.Keys {
		for _, dc := range s.dcs {
			if dc.id == k.DC {
				dc.keys.Add(crypto.Key(k.Key), k.Salt)
			}
		}
	}
	return nil
}
