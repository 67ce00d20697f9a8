package docs_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

// sent is the table "Was it sent?" of guarantees.md: may a server have acted?
func sent(before, after flow.State, err error) string {
	_, typed := errors.AsType[*errors.Error](err)
	switch {
	case err == nil:
		return "yes"
	case errors.Is(err, errors.NotSent), errors.Is(err, errors.KeyMismatch):
		return "no"
	case errors.Is(err, errors.Unanswered), errors.Is(err, errors.Conflict), !typed:
		return "perhaps"
	case after.Calls == before.Calls:
		return "no"
	default:
		return "yes"
	}
}

// failingStore fails at the saves that it is told to.
type failingStore struct {
	flow.Store
	saves int
	at    map[int]error
}

func (f *failingStore) Save(ctx context.Context, id string, revision uint64, data []byte) error {
	f.saves++
	if err := f.at[f.saves]; err != nil {
		return err
	}
	return f.Store.Save(ctx, id, revision, data)
}

// TestSent holds the table against what the server has received of a code.
func TestSent(t *testing.T) {
	const number, code = "+9996620001", "22222"
	full := errors.New("disk full")
	nothing := func(*fake.Server, *failingStore) {}
	rpc := func(code int, text string) func(*fake.Server, *failingStore) {
		return func(s *fake.Server, _ *failingStore) { s.Refuse("auth.signIn", code, text) }
	}
	store := func(save int, err error) func(*fake.Server, *failingStore) {
		return func(_ *fake.Server, f *failingStore) { f.at = map[int]error{f.saves + save: err} }
	}
	for name, tt := range map[string]struct {
		happens  func(*fake.Server, *failingStore)
		in       flow.Input
		sent     string
		received bool // by the server
	}{
		"right":         {nothing, flow.Code(code), "yes", true},
		"wrong":         {nothing, flow.Code("11111"), "yes", true},
		"too short":     {nothing, flow.Code("1"), "no", false},
		"not now":       {nothing, flow.Password("secret"), "no", false},
		"too early":     {nothing, flow.Resend(), "no", false},
		"no number":     {nothing, flow.PhoneNumber("hello"), "no", false},
		"refused":       {rpc(400, "PHONE_CODE_EXPIRED"), flow.Code(code), "yes", true},
		"server's woes": {rpc(500, "RPC_CALL_FAIL"), flow.Code(code), "yes", true},
		"no such app":   {rpc(400, "API_ID_INVALID"), flow.Code(code), "yes", true},
		"moved":         {rpc(303, "USER_MIGRATE_4"), flow.Code(code), "yes", true},
		"nowhere":       {rpc(303, "USER_MIGRATE_9"), flow.Code(code), "no", true}, // and sent back unexamined
		"call lost": {func(s *fake.Server, _ *failingStore) { s.LoseBefore("auth.signIn") },
			flow.Code(code), "perhaps", true},
		"answer lost": {func(s *fake.Server, _ *failingStore) {
			s.LoseAfter("auth.signIn")
			s.LoseBefore("users.getUsers")
		}, flow.Code(code), "perhaps", true},
		"not saved before": {store(1, full), flow.Code(code), "perhaps", false},
		"not saved after":  {store(2, full), flow.Code(code), "perhaps", true},
		"somebody else":    {store(1, errors.Local(errors.Conflict)), flow.Code(code), "perhaps", false},
		"key forgotten":    {func(s *fake.Server, _ *failingStore) { s.ForgetKey("key1") }, flow.Code(code), "yes", false}, // not in its log
		"repeated":         {rpc(500, "AUTH_RESTART"), flow.Code(code), "yes", true},
	} {
		t.Run(name, func(t *testing.T) {
			server, err := fake.New(fake.Account{Phone: number, Next: codes.SMS, ResendAfter: time.Hour})
			require.NoError(t, err)
			server.DCs = []int{2, 4}
			memory := &failingStore{Store: new(flow.MemoryStore)}
			d := &flow.Driver{Transport: &fake.Transport{Server: server}, Store: memory}
			before, err := d.Do(t.Context(), "me", flow.PhoneNumber(number))
			require.NoError(t, err)
			tt.happens(server, memory)
			requests := len(server.Requests())

			after, err := d.Do(t.Context(), "me", tt.in)
			require.Equal(t, tt.sent, sent(before, after, err), "%v", err)
			require.Equal(t, tt.received, len(server.Requests()) > requests)
		})
	}
}
