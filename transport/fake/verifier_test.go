package fake

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/mtproto/srp"
)

// A password that came as a verifier is known to the door by it, and in memory
// to the model.
func TestVerifier(t *testing.T) {
	server, err := New(Account{Phone: "+9996620001", Password: "hunter2", RecoveryEmail: "ada@example.com", RecoveryCode: "271828"})
	require.NoError(t, err)
	server.Predictable = true
	a := Caller{DC: 2, Key: "A"}
	ask := func(q Query) any {
		answer, err := server.Call(t.Context(), a, q)
		require.NoError(t, err)
		return answer
	}
	refused := func(text string, q Query) {
		_, err := server.Call(t.Context(), a, q)
		var refusal *RPCError
		require.ErrorAs(t, err, &refusal)
		require.Equal(t, text, refusal.Text)
	}
	verifier, err := srp.HashPassword([]byte("hunter3"), salt1, salt2)
	require.NoError(t, err)
	sent := ask(SendCode{PhoneNumber: "+9996620001"}).(SentCode)
	refused("SESSION_PASSWORD_NEEDED", SignIn{PhoneNumber: "+9996620001", PhoneCodeHash: sent.Hash, PhoneCode: "22222"})
	before := ask(GetPassword{}).(Password)
	require.Equal(t, "hunter2", before.Plain)
	require.Nil(t, before.Verifier)
	ask(RequestPasswordRecovery{})
	ask(RecoverPassword{Code: "271828", New: &NewPassword{Verifier: verifier, Hint: "game"}})
	refused("SRP_PASSWORD_CHANGED", CheckPassword{SRPID: before.SRPID, Password: "hunter2"})

	// It outlives the process.
	snap, err := server.Snapshot()
	require.NoError(t, err)
	require.NoError(t, server.Restore(snap))

	challenge := func() int64 {
		p := ask(GetPassword{}).(Password)
		require.True(t, p.HasPassword)
		require.Empty(t, p.Plain)
		require.Equal(t, verifier, p.Verifier)
		require.Equal(t, "game", p.Hint)
		p.Verifier[0]++ // the caller's own
		return p.SRPID
	}
	refused("PASSWORD_HASH_INVALID", CheckPassword{SRPID: challenge(), Password: "hunter2"})
	refused("PASSWORD_HASH_INVALID", CheckPassword{SRPID: challenge(), Password: ""})
	ask(CheckPassword{SRPID: challenge(), Password: "hunter3"})
	for _, right := range []bool{false, true} {
		q := CheckPassword{SRPID: challenge(), Verify: func(p Password) bool {
			require.Empty(t, p.Plain)
			require.Equal(t, verifier, p.Verifier)
			return right
		}}
		if right {
			ask(q)
		} else {
			refused("PASSWORD_HASH_INVALID", q)
		}
	}
	require.Equal(t, 2, server.Examined()[Examination{Method: "auth.checkPassword", Key: "key1", Value: proof}])

	// A sign-in under another key needs it like any password.
	other := Caller{DC: 2, Key: "B"}
	answer, err := server.Call(t.Context(), other, SendCode{PhoneNumber: "+9996620001"})
	require.NoError(t, err)
	_, err = server.Call(t.Context(), other, SignIn{PhoneNumber: "+9996620001", PhoneCodeHash: answer.(SentCode).Hash, PhoneCode: "22222"})
	require.ErrorContains(t, err, "SESSION_PASSWORD_NEEDED")

	old := challenge()
	require.NoError(t, server.SetPassword("+9996620001", "hunter4", ""))
	refused("SRP_PASSWORD_CHANGED", CheckPassword{SRPID: old, Password: "hunter3"})
	after := ask(GetPassword{}).(Password)
	require.Equal(t, "hunter4", after.Plain)
	require.Nil(t, after.Verifier)
	ask(CheckPassword{SRPID: after.SRPID, Password: "hunter4"})
}
