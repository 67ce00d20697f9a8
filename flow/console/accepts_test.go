package console

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

const phone, email, name = codes.KindPhone, codes.KindEmail, codes.KindName

var noon = time.Date(2030, 1, 1, 12, 0, 0, 0, time.Local)

func clock() time.Time { return noon }

// The first question asks for what is accepted, and so does all that is said of it.
func TestAsksWhoSignsIn(t *testing.T) {
	for _, tt := range []struct {
		accepts                  []codes.Kind
		question, hint, farewell string
	}{
		{nil, "Phone number: ", "Sign in with your phone number in international form, such as +44 20 7946 0000.", "a number"},
		{[]codes.Kind{phone}, "Phone number: ", "Sign in with your phone number in international form,", "a number"},
		{[]codes.Kind{name}, "Name: ", "Sign in with your name.", "the name"},
		{[]codes.Kind{email}, "E-mail address: ", "Sign in with your e-mail address.", "the e-mail address"},
		{[]codes.Kind{email, name}, "Name or e-mail address: ", "Sign in with your name or e-mail address.", "the name or e-mail address"},
		{
			[]codes.Kind{phone, email, name}, "Name, e-mail address or phone number: ",
			"Sign in with your name, e-mail address or phone number in international form, such as", "the name, e-mail address or phone number",
		},
	} {
		t.Run(strings.TrimSuffix(tt.question, ": "), func(t *testing.T) {
			var out bytes.Buffer
			p := &Prompt{In: strings.NewReader("/help\n/quit\n"), Out: &out, Accepts: tt.accepts}
			_, err := p.Ask(t.Context(), flow.State{})
			require.ErrorIs(t, err, ErrQuit)
			require.True(t, strings.HasPrefix(out.String(), strings.TrimSpace(tt.question)+"\n"), out.String())

			out.Reset()
			p.edits = true
			p.explain(&question{asks: flow.WaitPhoneNumber})
			require.Contains(t, strings.ReplaceAll(out.String(), "\n", " "), tt.hint)

			out.Reset()
			p.Farewell(flow.State{Phase: flow.WaitPhoneNumber}, ErrQuit)
			require.Contains(t, out.String(), "Stopped before "+tt.farewell+" was entered.")
		})
	}
}

// What is typed is read as what it looks like, among what is accepted.
func TestReadsWhoSignsIn(t *testing.T) {
	all := []codes.Kind{phone, email, name}
	for _, tt := range []struct {
		what, typed string
		accepts     []codes.Kind
		want        codes.Kind
		refused     string
	}{
		{"a name", " ada ", all, name, ""},
		{"an address", "ada@example.com", all, email, ""},
		{"a number", "+44 20 7946 0000", all, phone, ""},
		{"a short number with a plus", "+42777", all, phone, ""},
		{"a number with the plus of another script", "＋442079460000", all, phone, ""},
		{"a number of ten digits", "4420794600", all, phone, ""},
		{"a name of nine digits", "442079460", all, name, ""},
		{"a name with a plus", "ada+1", all, name, ""},
		{"an address where there are names and numbers only", "ada@example.com", []codes.Kind{phone, name}, name, ""},
		{"a number where there are names and addresses only", "+442079460000", []codes.Kind{email, name}, name, ""},
		{"few digits where there are addresses and numbers only", "42777", []codes.Kind{phone, email}, phone, ""},
		{"a name where there are addresses and numbers only", "ada", []codes.Kind{phone, email}, 0, "valid phone number"},
		{"a name where there are addresses only", "ada", []codes.Kind{email}, 0, "e-mail address"},
		{"half an address", "ada@", all, 0, "e-mail address"},
		{"nothing", "", all, 0, "not a user name"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			for _, line := range []string{"", "/number ", "/number\n"} { // as an answer, and to change it
				var out bytes.Buffer
				p := &Prompt{In: strings.NewReader(line + tt.typed + "\n/quit\n"), Out: &out, Accepts: tt.accepts}
				if strings.TrimSpace(line) != "" && tt.typed == "" {
					continue // then it is asked for
				}
				in, err := p.Ask(t.Context(), flow.State{})
				if tt.refused != "" {
					require.ErrorIs(t, err, ErrQuit, "it is asked again")
					require.Contains(t, out.String(), tt.refused)
					continue
				}
				require.NoError(t, err)
				s, _, err := flow.Step(flow.State{}, in, noon)
				require.NoError(t, err)
				require.Equal(t, tt.want, s.Identifier.Kind())
			}
		})
	}
}

// Where only numbers are accepted, whatever is typed goes to the machine, which
// refuses it with the reason.
func TestLeavesNumbersToTheMachine(t *testing.T) {
	p := &Prompt{In: strings.NewReader("ada@example.com\n"), Out: new(bytes.Buffer)}
	in, err := p.Ask(t.Context(), flow.State{})
	require.NoError(t, err)
	_, _, err = flow.Step(flow.State{}, in, noon)
	require.ErrorIs(t, err, errors.PhoneNumberInvalid)
}

// Who may be known by a name is not told to give another number.
func TestHelpToSignInAsSomebodyElse(t *testing.T) {
	for _, tt := range []struct {
		accepts []codes.Kind
		want    string
	}{
		{nil, "  /number  to sign in with another number\n"},
		{[]codes.Kind{phone}, "  /number  to sign in with another number\n"},
		{[]codes.Kind{name}, "  /number  to sign in as somebody else\n"},
		{[]codes.Kind{phone, email}, "  /number  to sign in as somebody else\n"},
	} {
		var out bytes.Buffer
		p := &Prompt{In: strings.NewReader("/help\n/quit\n"), Out: &out, Accepts: tt.accepts}
		_, err := p.Ask(t.Context(), flow.State{Phase: flow.WaitCode})
		require.ErrorIs(t, err, ErrQuit)
		require.Contains(t, out.String(), tt.want)
	}
}

// A code of a second step is not the first thing that a person hears of, nor is
// it said to be out before it is.
func TestSecondFactor(t *testing.T) {
	second := func(sent codes.Sent) codes.Sent {
		sent.Purpose = codes.SecondFactor
		return sent
	}
	const step = "The account wants a second step.\n"
	for _, tt := range []struct {
		what string
		sent codes.Sent
		want string
	}{
		{"first step", codes.Sent{Delivery: codes.SMS}, "A code is on its way by SMS.\nCode:\n"},
		{"SMS", second(codes.Sent{Delivery: codes.SMS, Length: 6}), step + "A code is on its way by SMS (6 digits).\nCode:\n"},
		{"app", second(codes.Sent{Delivery: codes.Authenticator}), step + "The code is in your authenticator app.\nCode:\n"},
		{"e-mail", second(codes.Sent{Delivery: codes.Mail, Next: codes.Mail}), step + "A code is on its way by e-mail.\nAnother one, by e-mail, can be asked for now: /resend.\nCode:\n"},
		{"nothing sent yet", second(codes.Sent{Next: codes.SMS}), step + "No code has been sent yet.\nOne, by SMS, can be asked for now: /resend.\nCode:\n"},
		{
			"nothing sent yet, and not now", second(codes.Sent{Next: codes.SMS, ResendAt: noon.Add(30 * time.Second)}),
			step + "No code has been sent yet.\nOne, by SMS, can be asked for in 30 s.\nCode:\n",
		},
	} {
		t.Run(tt.what, func(t *testing.T) {
			var out bytes.Buffer
			p := &Prompt{In: strings.NewReader("/quit\n"), Out: &out, Now: clock}
			_, err := p.Ask(t.Context(), flow.State{Phase: flow.WaitCode, Sent: tt.sent})
			require.ErrorIs(t, err, ErrQuit)
			require.Equal(t, tt.want, out.String())
		})
	}
	var out bytes.Buffer
	p := &Prompt{Out: &out}
	p.start()
	p.edits = true
	p.explain(&question{State: flow.State{Sent: codes.Sent{Next: codes.SMS}}, asks: flow.WaitCode})
	require.Contains(t, out.String(), "One can be sent by SMS.\n", "when, the prompt says")
}

// A password that comes first is asked for as such; after a code it is a surprise
// that is explained.
func TestPasswordFirst(t *testing.T) {
	who, err := codes.Name("ada")
	require.NoError(t, err)
	ask := func(states ...flow.State) string {
		var out bytes.Buffer
		p := &Prompt{In: strings.NewReader("ada\n12345\nsecret\n"), Out: &out, Accepts: []codes.Kind{name}}
		for _, s := range states {
			_, err := p.Ask(t.Context(), s)
			require.NoError(t, err)
		}
		return out.String()
	}
	begin, code := flow.State{}, flow.State{Phase: flow.WaitCode}
	password := flow.State{Phase: flow.WaitPassword, Identifier: who}
	hint := password
	hint.Password.Hint = "pet"
	const surprise = "The account has a password"
	require.Equal(t, "Name:\nPassword:\n", ask(begin, password))
	require.Contains(t, ask(begin, hint), surprise+", with the hint: pet\nPassword:\n")
	require.Contains(t, ask(begin, code, password), surprise+".\nPassword:\n")
	require.Contains(t, ask(password), surprise+".\nPassword:\n", "in another process")
	for _, said := range []string{ask(begin, password), ask(password)} {
		require.False(t, slices.ContainsFunc([]string{"two-step", "number"}, func(text string) bool { return strings.Contains(said, text) }), said)
	}
}
