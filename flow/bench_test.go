package flow_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// A stride is one step of a sign-in: a state and what happens in it.
type stride struct {
	name  string
	state flow.State
	event flow.Event
}

// walk collects the steps of a sign-in, which say tells: what a person says and what
// a server answers.
func walk(t testing.TB, say func(take func(string, flow.Event), answer func(flow.Answer))) []stride {
	var all []stride
	s, call := flow.State{}, flow.Call{}
	take := func(name string, e flow.Event) {
		t.Helper()
		all = append(all, stride{name: name, state: s, event: e})
		var err error
		s, call, err = flow.Step(s, e, storyTime)
		require.NoError(t, err)
	}
	say(take, func(a flow.Answer) {
		t.Helper()
		take(call.Name.String(), flow.Answered{Call: call, Answer: a, Key: "key1"})
	})
	require.Equal(t, flow.Ready, s.Phase)
	return all
}

// strides are the steps of a typical sign-in: number, code, password. If the
// person mistypes, a wrong code comes before the right one.
func strides(t testing.TB, mistypes bool) []stride {
	return walk(t, func(take func(string, flow.Event), answer func(flow.Answer)) {
		take("PhoneNumber", flow.PhoneNumber(phone))
		answer(flow.Connected{})
		answer(flow.CodeSent{Sent: codes.Sent{Hash: codes.NewSecret("hash"), Delivery: codes.App, Length: 5}})
		if mistypes {
			take("wrong Code", flow.Code(wrongCode))
			answer(flow.Refused{Err: errors.FromRPC("auth.signIn", 400, "PHONE_CODE_INVALID")})
		}
		take("Code", flow.Code(phoneCode))
		answer(flow.PasswordWanted{Password: flow.PasswordInfo{Hint: "horse"}})
		take("Password", flow.Password(secret))
		answer(flow.Authorized{Account: flow.Account{ID: "1", FirstName: "Ada"}})
	})
}

// detours are the steps of a sign-in by all e-mails that there are.
func detours(t testing.TB) []stride {
	return walk(t, func(take func(string, flow.Event), answer func(flow.Answer)) {
		take("PhoneNumber", flow.PhoneNumber(phone))
		answer(flow.Connected{})
		answer(flow.EmailWanted{Sent: codes.Sent{Hash: codes.NewSecret("hash")}})
		take("EmailAddress", flow.EmailAddress(typedAddress))
		answer(flow.EmailCodeSent{Sent: codes.Sent{Pattern: "a***@example.com", Length: 6}})
		take("wrong EmailCode", flow.EmailCode(wrongEmailCode))
		answer(flow.Refused{Err: errors.FromRPC("account.verifyEmail", 400, "CODE_INVALID")})
		take("EmailCode", flow.EmailCode("271828"))
		answer(flow.EmailCodeSent{Sent: codes.Sent{Hash: codes.NewSecret("hash2"), Length: 6, Next: codes.Mail}})
		take("EmailCode", flow.EmailCode("271828"))
		answer(flow.PasswordWanted{Password: flow.PasswordInfo{HasRecovery: true}})
		take("RequestPasswordRecovery", flow.RequestPasswordRecovery())
		answer(flow.RecoverySent{Pattern: "a***@example.com"})
		take("RecoveryCode", flow.RecoveryCode("314159"))
		answer(flow.Done{})
		take("RecoverPassword", flow.RecoverPassword("314159", secret, "horse"))
		answer(flow.Authorized{Account: flow.Account{ID: "1"}, FutureToken: codes.NewSecret("token")})
	})
}

// BenchmarkStep takes all steps of a sign-in; ns/step is what one costs.
func BenchmarkStep(b *testing.B) {
	all := strides(b, false)
	now := storyTime
	b.ReportAllocs()
	began := time.Now()
	for b.Loop() {
		for i := range all {
			if _, _, err := flow.Step(all[i].state, all[i].event, now); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(time.Since(began).Nanoseconds())/float64(b.N*len(all)), "ns/step")
}

// TestStepAllocs keeps a step cheap: a server with a million logins takes a
// million of them.
func TestStepAllocs(t *testing.T) {
	for _, s := range slices.Concat(strides(t, false), strides(t, true), detours(t)) {
		allocs := testing.AllocsPerRun(100, func() {
			_, _, _ = flow.Step(s.state, s.event, storyTime)
		})
		require.LessOrEqual(t, allocs, 2.0, s.name)
	}
}

func BenchmarkRecord(b *testing.B) {
	r := richRecord(b)
	b.Run("Marshal", func(b *testing.B) {
		for b.Loop() {
			if _, err := r.MarshalBinary(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Unmarshal", func(b *testing.B) {
		data, err := r.MarshalBinary()
		require.NoError(b, err)
		for b.Loop() {
			var r flow.Record
			if err := r.UnmarshalBinary(data); err != nil {
				b.Fatal(err)
			}
		}
	})
}
