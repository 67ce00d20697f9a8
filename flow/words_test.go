package flow_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// FuzzWords lets a server say anything where it speaks to people: terms of
// service, the hint of a password, names, what is to be paid or signed, what it wants,
// why it refuses. Whatever
// it is, the state keeps it, cut to a bound and in UTF-8, and so does the record.
func FuzzWords(f *testing.F) {
	f.Add("terms-1", "Be good.", uint16(1), 16)
	f.Add("", "", uint16(0), 0)
	f.Add("\xff\x00id", "line\r\nline\u2028\x1b[2J", uint16(2), -1)
	f.Add("é", "é", uint16(1<<9), 18)
	f.Add("i", "x日本", uint16(1<<16-1), 1<<30)
	// The text is given in short and repeated, because long inputs fuzz slowly.
	f.Fuzz(func(t *testing.T, short, long string, times uint16, age int) {
		const longest = 300 << 10
		if len(long) > 0 {
			long = strings.Repeat(long, min(int(times), longest/len(long)+1))
		}
		for _, tt := range []struct {
			answer flow.Answer
			kept   func(s flow.State) []word
		}{
			{flow.RegistrationWanted{Terms: flow.Terms{ID: short, Text: long, MinAge: age}}, func(s flow.State) []word {
				require.Equal(t, age, s.Terms.MinAge)
				return []word{{short, s.Terms.ID, 256 << 10}, {long, s.Terms.Text, 256 << 10}}
			}},
			{flow.PasswordWanted{Password: flow.PasswordInfo{Hint: long}}, func(s flow.State) []word {
				return []word{{long, s.Password.Hint, 1 << 10}}
			}},
			{flow.Authorized{Account: flow.Account{ID: short, Username: long, FirstName: short, LastName: long}}, func(s flow.State) []word {
				a := s.Account
				return []word{{short, a.ID, 1 << 10}, {long, a.Username, 1 << 10}, {short, a.FirstName, 1 << 10}, {long, a.LastName, 1 << 10}}
			}},
			{flow.PaymentWanted{Payment: flow.PaymentInfo{
				Product: long, SupportEmail: short, SupportSubject: long, Currency: short, PremiumDays: age, Amount: int64(age), FormID: 1,
			}}, func(s flow.State) []word {
				p := s.Payment
				require.Equal(t, [2]int64{int64(age), int64(age)}, [2]int64{int64(p.PremiumDays), p.Amount})
				require.Zero(t, p.FormID, "what is paid is for the person to say")
				return []word{
					{long, p.Product, 1 << 10}, {short, p.SupportEmail, 1 << 10}, {long, p.SupportSubject, 1 << 10}, {short, p.Currency, 1 << 10},
				}
			}},
			{flow.PasskeyOptions{Passkey: flow.PasskeyInfo{Options: long, Nonce: short}}, func(s flow.State) []word {
				return []word{{long, s.Passkey.Options, 256 << 10}, {short, s.Passkey.Nonce, 1 << 10}}
			}},
			{flow.Unsupported{Wanted: long}, func(s flow.State) []word {
				require.NotNil(t, s.Last)
				return []word{{long, s.Last.Text, 1 << 10}}
			}},
			{flow.Refused{Err: &errors.Error{Reason: errors.Reason(short), Text: long}}, func(s flow.State) []word {
				require.NotNil(t, s.Last)
				require.True(t, s.Last.Reason.Valid())
				return []word{{long, s.Last.Text, 1 << 10}}
			}},
		} {
			s := answered(t, tt.answer)
			for _, w := range tt.kept(s) {
				require.True(t, utf8.ValidString(w.kept))
				require.LessOrEqual(t, len(w.kept), w.limit)
				cut := w.said[:min(len(w.said), w.limit)]
				require.Equal(t, strings.ToValidUTF8(cut, ""), w.kept, "nothing else is lost")
			}
			again := reloaded(t, s)
			require.Equal(t, string(bytesOf(&s)), string(bytesOf(&again)))
		}
	})
}

// A word is what a server said and what is kept of it, in bytes at most.
type word struct {
	said, kept string
	limit      int
}

// answered is a login whose code the server has answered.
func answered(t *testing.T, a flow.Answer) flow.State {
	t.Helper()
	s := flow.State{Phase: flow.WaitCode, Key: "key-1", Sent: codes.Sent{Hash: codes.NewSecret("hash-1"), Key: "key-1", Length: 5}}
	s, call, err := flow.Step(s, flow.Code("22222"), storyTime)
	require.NoError(t, err)
	require.Equal(t, flow.CallSignIn, call.Name)
	s, _, err = flow.Step(s, flow.Answered{Call: call, Answer: a, Key: s.Key}, storyTime)
	require.NoError(t, err)
	return s
}
