package console

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

const mustPay, byFirebase = "+9996620010\n", "+9996620011\n"

// scanner plays a person who scans each code from the nth on.
func scanner(t *testing.T, server *fake.Server, phone string, nth int) func(flow.State) {
	return func(s flow.State) {
		if s.Phase != flow.WaitOtherDevice || s.LoginToken.Token.IsZero() {
			return
		}
		if nth--; nth <= 0 {
			require.NoError(t, server.Scan(phone, s.LoginToken.URL()))
		}
	}
}

// A QR code: who types nothing waits for the other device, and who types is heard
// first.
func TestOtherDevice(t *testing.T) {
	const shown, or = "Show this address as a QR code to a Telegram app that is signed in", "Or a phone number:\n"
	for _, tt := range []struct {
		name, lines, phone string
		nth, addresses     int // the code that is scanned, and those that are shown
		phase              flow.Phase
		err                error
		says               []string
	}{
		{"at the end of the input", "/qr\n", "+9996620001", 1, 1, flow.Ready, nil, []string{"Phone number:\n" + shown, or + "Signed in as Ada"}},
		{"after an empty line, and a password", "/qr\n\nsecret\n", "+9996620002", 1, 1, flow.Ready, nil, []string{or + "The account has a password, with the hint: pet\nPassword:\nSigned in as Grace"}},
		{"password in another process", "/qr\n", "+9996620002", 1, 1, flow.WaitPassword, io.EOF, []string{"Stopped before the password was entered."}},
		{"second code", "/qr\n", "+9996620001", 2, 2, flow.Ready, nil, []string{"Signed in as Ada"}},
		{"number", "/qr\nnonsense\n+9996620001\n22222\n", "", 9, 1, flow.Ready, nil, []string{or + errors.Local(errors.PhoneNumberInvalid).Advice() + "\n" + or + "A code is waiting", "Signed in as Ada"}},
		{"and back", "/qr\n+9996620001\n/qr\n", "+9996620001", 2, 2, flow.Ready, nil, []string{"Code:\n" + shown, "Signed in as Ada"}},
		{"cancelled", "/qr\n/cancel\n", "", 9, 1, flow.LoggedOut, errors.Ended, []string{or + "The sign-in was ended.\n"}},
		{"left", "/qr\n/quit\n", "", 9, 1, flow.WaitOtherDevice, ErrQuit, []string{"Stopped before a device accepted the code.\n"}},
		{"bot", "/qr\n/bot\n" + botToken + "\n", "", 9, 1, flow.Ready, nil, []string{or + "Token of the bot:\nSigned in as Robot (id 1012).\n"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server, err := fake.New(accounts()...)
			require.NoError(t, err)
			if tt.addresses > 1 && tt.err == nil && tt.phase == flow.Ready {
				server.LoginTokenLife = time.Second
			}
			s, said, err := runWith(t, server, nil, strings.NewReader(tt.lines), scanner(t, server, tt.phone, tt.nth))
			require.Equal(t, tt.phase, s.Phase)
			require.ErrorIs(t, err, tt.err)
			require.Len(t, address.FindAllString(said, -1), tt.addresses)
			said = strings.ReplaceAll(address.ReplaceAllString(said, "<address>"), "<address>\n", "")
			// The empty line may be read at the next question, and is none of its.
			said = strings.Replace(said, "Password:\nPassword:\n", "Password:\n", 1)
			for _, text := range tt.says {
				require.Contains(t, said, text)
			}
		})
	}
}

// A line that was half there as the code was scanned answers nothing.
func TestHalfALine(t *testing.T) {
	server, err := fake.New(accounts()...)
	require.NoError(t, err)
	in, types := io.Pipe()
	address, asked := make(chan string, 1), make(chan struct{})
	go func() {
		_, _ = io.WriteString(types, "/qr\n+9996") // returns when it was read
		_ = server.Scan("+9996620002", <-address)
		<-asked
		_, _ = io.WriteString(types, "620001\nsecret\n")
	}()
	s, said, err := runWith(t, server, nil, in, func(s flow.State) {
		switch s.Phase {
		case flow.WaitOtherDevice:
			address <- s.LoginToken.URL()
		case flow.WaitPassword:
			close(asked)
		}
	})
	require.NoError(t, err, said)
	require.Equal(t, flow.Ready, s.Phase)
	require.NotContains(t, said, errors.Local(errors.PasswordHashInvalid).Advice())
}

// A challenge that is met while a device or a payment is waited for is nothing to wait
// for: the server is not asked any more. Where the lines are at their end, it ends there.
func TestChallengedWhileWaiting(t *testing.T) {
	const text = "RECAPTCHA_CHECK_signup__a-site-key"
	for _, tt := range []struct {
		name, lines, method string
		phase               flow.Phase
		err                 error
		says                string
	}{
		{"scan", "/qr\n", "auth.exportLoginToken", flow.WaitOtherDevice, io.EOF, "Stopped before a device accepted the code.\n"},
		{"scan, after an empty line", "/qr\n\n", "auth.exportLoginToken", flow.WaitOtherDevice, io.EOF, "Stopped before a device accepted the code.\n"},
		{"proved", "/qr\n\n/solve\n" + proof + "\n/quit\n", "auth.exportLoginToken", flow.WaitOtherDevice, ErrQuit, "Token:\n"},
		{"payment", mustPay + "7\n", "auth.checkPaidAuth", flow.WaitPayment, io.EOF, "Stopped before a payment was seen.\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server, err := fake.New(accounts()...)
			require.NoError(t, err)
			server.LoginTokenLife = time.Second
			s, said, err := runWith(t, server, nil, strings.NewReader(tt.lines), func(s flow.State) {
				if s.Phase == tt.phase && s.Last == nil {
					server.Challenge(tt.method, text, proof)
				}
			})
			require.ErrorIs(t, err, tt.err, said)
			require.Equal(t, tt.phase, s.Phase)
			require.Contains(t, said, "and the action signup.\n")
			require.Contains(t, said, tt.says)
		})
	}
}

// A token of any length is shown in part: no device scans it anyway.
func TestHugeToken(t *testing.T) {
	var out bytes.Buffer
	p := &Prompt{In: strings.NewReader("/quit\n"), Out: &out}
	_, err := p.Ask(t.Context(), flow.State{
		Phase: flow.WaitOtherDevice, LoginToken: flow.LoginToken{Token: codes.NewSecret(strings.Repeat("x", 1<<20))},
	})
	require.ErrorIs(t, err, ErrQuit)
	require.Contains(t, out.String(), "tg://login?token=")
	require.Less(t, out.Len(), 2000)
}

// A bot's token is asked for in a question of its own.
func TestBot(t *testing.T) {
	const question = "Token of the bot:\n"
	for _, tt := range []struct {
		name, lines string
		phase       flow.Phase
		says        string
	}{
		{"signed in", "/bot\n" + botToken + "\n", flow.Ready, "Phone number:\n" + question + "Signed in as Robot (id 1012).\n"},
		{"where it can be seen", "/bot " + botToken + "\n/quit\n", flow.WaitPhoneNumber, "A bot's token is not taken where it can be seen"},
		{"of nobody", "/bot\n1012:another\n/bot\n" + botToken + "\n", flow.Ready, question + errors.Local(errors.AccessTokenInvalid).Advice() + "\nPhone number:\n" + question + "Signed in"},
		{"kept", "/bot\n\n/quit\n", flow.WaitPhoneNumber, question + "Nothing was done.\nPhone number:\n"},
		{"command in its place", "/bot\n/qr\n/quit\n", flow.WaitOtherDevice, question + "Show this address"},
		{"too late for it", "+9996620001\n/bot\n/quit\n", flow.WaitCode, "There is no such command here."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, said, err := run(t, tt.lines)
			require.Equal(t, tt.phase, s.Phase, err)
			require.Contains(t, said, tt.says)
		})
	}
}

// What other systems do not have is not there.
func TestWaysElsewhere(t *testing.T) {
	for _, command := range []string{"/qr", "/bot", "/passkey", "/missing"} {
		var out bytes.Buffer
		p := &Prompt{In: strings.NewReader(command + "\n/quit\n"), Out: &out, Accepts: []codes.Kind{codes.KindEmail, codes.KindPhone}}
		_, err := p.Ask(t.Context(), flow.State{Phase: flow.WaitCode})
		require.ErrorIs(t, err, ErrQuit)
		require.Contains(t, out.String(), "There is no such command here.")
	}
}

// later is a person whose answers are not known before they are asked.
type later struct {
	lines []func() string
	rest  strings.Reader
}

func (l *later) Read(b []byte) (int, error) {
	if l.rest.Len() == 0 && len(l.lines) > 0 {
		l.rest.Reset(l.lines[0]() + "\n")
		l.lines = l.lines[1:]
	}
	return l.rest.Read(b)
}

func typed(line string) func() string { return func() string { return line } }

// The answer of an authenticator is a line, and one that is not accepted is followed
// by another challenge.
func TestPasskey(t *testing.T) {
	all, authenticator := accounts(), fake.NewAuthenticator()
	all[0].ID, all[0].DC = 7, 2
	all[0].Passkeys = []fake.Passkey{authenticator.Credential(2, 7)}
	server, err := fake.New(all...)
	require.NoError(t, err)
	var asked []string
	signed := func(nth int) func() string {
		return func() string {
			response, err := authenticator.Assert(asked[nth])
			require.NoError(t, err)
			return response
		}
	}
	in := &later{lines: []func() string{
		typed("/passkey"), typed("nonsense"), typed("/qr"), typed("/passkey"), signed(0), signed(2),
	}}
	s, said, err := runWith(t, server, nil, in, func(s flow.State) {
		if s.Phase == flow.WaitPasskey {
			asked = append(asked, s.Passkey.Options)
		}
	})
	require.NoError(t, err, said)
	require.Equal(t, flow.Ready, s.Phase)
	require.Len(t, asked, 3)
	const question, refused = "A terminal has no authenticator. If another program of yours has one, enter its answer here, as JSON in one line.\nAnswer:\n", "The passkey was not accepted. Try it again, or sign in another way.\n"
	options := func(nth int) string {
		return "A passkey is to sign this, the options of navigator.credentials.get:\n" + asked[nth] + "\n" + question
	}
	require.Contains(t, said, "Phone number:\n"+options(0)+refused+"Answer:\nShow this address")
	require.Contains(t, said, "Or a phone number:\n"+options(1)+refused+options(2)+"Signed in as Ada")

	_, said, err = runWith(t, server, nil, strings.NewReader("/passkey\n/quit\n"), func(flow.State) {})
	require.ErrorIs(t, err, ErrQuit)
	require.Contains(t, said, "Stopped before a passkey was used.")
}

// What must be paid is said once, and waited for.
func TestPayment(t *testing.T) {
	const question = "Payment form:\n"
	for _, tt := range []struct {
		name, lines string
		phase       flow.Phase
		err         error
		says        []string
	}{
		{
			"waited for", mustPay + "/can\nseven\n/paid\n7\n\n22222\n", flow.Ready, nil,
			[]string{
				"A code is sent to this number only after a purchase: org.telegram.\\x1bcode.\nWith it come 7 days of Telegram Premium.\n" +
					"The price is 199 in the smallest units of EUR (for EUR and USD, cents).\n" +
					"If it does not work, write to sms@example.com, with the subject: code\\u202e\nA terminal cannot buy it.",
				question + "The server says that it can be bought.\n",
				question + "A payment form is named by a number.\n" + question + question,
				"Form 7 is said to be paid.", "Signed in as Adele",
			},
		},
		{"as an answer", mustPay + "7\n\n22222\n", flow.Ready, nil, []string{"Form 7 is said to be paid."}},
		{"as a command", mustPay + "/paid x\n/paid 7\n\n22222\n", flow.Ready, nil, []string{"A payment form is named by a number.", "Form 7 is said to be paid."}},
		{"another form", mustPay + "8\n/quit\n", flow.WaitPayment, ErrQuit, []string{"Stopped before a payment was seen."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server, err := fake.New(accounts()...)
			require.NoError(t, err)
			s, said, err := runWith(t, server, nil, strings.NewReader(tt.lines), func(s flow.State) {
				if s.Phase == flow.WaitPayment && s.Payment.FormID == 7 {
					require.NoError(t, server.Pay("+9996620010"))
				}
			})
			require.Equal(t, tt.phase, s.Phase, said)
			require.ErrorIs(t, err, tt.err)
			for _, text := range tt.says {
				require.Contains(t, said, text)
			}
		})
	}
}

// A code that only an official app gets by SMS, and one that has not come.
func TestMissingCode(t *testing.T) {
	s, said, err := run(t, byFirebase+"/missing 07\n/missing\n/resend\n22222\n")
	require.NoError(t, err)
	require.Equal(t, flow.Ready, s.Phase)
	const none = "A code is sent by SMS once an official app has proved to be one, and this program is none.\nAnother one, by call, can be asked for now: /resend.\nCode:\n"
	const reported = "It is reported that no code has come. It can still be entered.\n"
	require.Contains(t, said, "Phone number:\n"+none+reported)
	require.Equal(t, 2, strings.Count(said, reported))
	require.Contains(t, said, "A code will be told in a call")
}

// What is challenged is given again, with the proof.
func TestChallenge(t *testing.T) {
	for _, tt := range []struct {
		name, method, text, lines string
		says                      []string
	}{
		{
			"number", "auth.sendCode", "RECAPTCHA_CHECK_signup__a-site-key", "+9996620002\n/solve\n" + proof + "\n22222\nsecret\n",
			[]string{"It asks for a token of reCAPTCHA, with the site key a-site-key and the action signup.\nIf you can get it, your last answer is given again with it: /solve.\nPhone number:\nToken:\nA code is waiting"},
		},
		{
			"wrong proof", "auth.sendCode", "APNS_VERIFY_CHECK_a-nonce", "+9996620002\n/solve\nanother\n/solve " + proof + "\n22222\nsecret\n",
			[]string{"It asks for what a push message of Apple's brings, with the nonce a-nonce.", "Token:\n" + errors.Local(errors.APNSVerifyCheck).Advice()},
		},
		{
			"password", "auth.checkPassword", "INTEGRITY_CHECK_CLASSIC_7_abcd", "+9996620002\n22222\nsecret\n\n/solve\n" + proof + "\n",
			[]string{"It asks for a token of Google's Play Integrity API, with the project 7 and the nonce q80.\nIf you can get it, your last answer is given again with it: an empty line, then /solve.\n", "Commands are /solve, "},
		},
		{
			"another answer", "auth.sendCode", "RECAPTCHA_CHECK_signup__a-site-key", "+9996620002\nnonsense\n/solve\n+9996620002\n/solve\n" + proof + "\n22222\nsecret\n",
			[]string{"There is no such command here."},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			server, err := fake.New(accounts()...)
			require.NoError(t, err)
			server.Challenge(tt.method, tt.text, proof)
			s, said, err := runAt(t, server, nil, tt.lines)
			require.NoError(t, err, said)
			require.Equal(t, flow.Ready, s.Phase)
			for _, text := range tt.says {
				require.Contains(t, said, text)
			}
		})
	}
	server, err := fake.New(accounts()...)
	require.NoError(t, err)
	server.Challenge("auth.signIn", "RECAPTCHA_CHECK_signup__a-site-key", proof)
	store := new(flow.MemoryStore)
	_, _, _ = runAt(t, server, store, "+9996620001\n22222\n")
	_, said, err := runAt(t, server, store, "/solve\n22222\n/solve\n"+proof+"\n")
	require.NoError(t, err)
	require.Contains(t, said, "and the action signup.\nGive your answer again; then /solve takes the proof.\n", "in another process")
	require.Equal(t, 1, strings.Count(said, "There is no such command here."), "the answer was not kept")
}
