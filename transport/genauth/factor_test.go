package genauth_test

import (
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/genauth"
	"github.com/stepin-go/stepin/transport/genauth/genauthtest"
	"github.com/stepin-go/stepin/transport/webtest"
)

const (
	sendSMS   = "POST /api/v3/send-sms"
	verifySMS = "POST /api/v2/applications/mfa/sms/verify"
)

func withFactor(policy string) genauthtest.Config {
	a := ada
	a.SecondFactor = policy
	return genauthtest.Config{Accounts: []genauthtest.Account{a}}
}

// toFactor signs in as far as the second factor.
func toFactor(t *testing.T, server *genauthtest.Server) (*genauth.Transport, *flow.MemoryStore, flow.State) {
	t.Helper()
	tr, store := server.Transport(), new(flow.MemoryStore)
	step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
	return tr, store, step(t, tr, store, flow.Password(password), flow.WaitCode)
}

func newest(t *testing.T, server *genauthtest.Server, to string) string {
	t.Helper()
	all := server.Codes(to)
	require.NotEmpty(t, all)
	return all[len(all)-1]
}

func TestSecondFactor(t *testing.T) {
	for _, test := range []struct {
		policy         string
		delivery, next codes.Delivery
		code           func(*testing.T, *genauthtest.Server) string
	}{
		{"SMS", codes.SMS, codes.SMS, func(t *testing.T, s *genauthtest.Server) string { return newest(t, s, number) }},
		{"EMAIL", codes.Mail, codes.Mail, func(t *testing.T, s *genauthtest.Server) string { return newest(t, s, ada.Email) }},
		{"OTP", codes.Authenticator, codes.NoDelivery, func(_ *testing.T, s *genauthtest.Server) string { return s.Authenticator("ada") }},
	} {
		t.Run(test.policy, func(t *testing.T) {
			server, at := start(t, withFactor(test.policy))
			tr, store, s := toFactor(t, server)
			require.Equal(t, codes.SecondFactor, s.Sent.Purpose)
			require.Equal(t, test.delivery, s.Sent.Delivery)
			require.Equal(t, test.next, s.Sent.Next)
			_, err := genauth.Token(session(t, tr, store))
			require.ErrorIs(t, err, errors.AuthKeyUnregistered)

			if test.next != codes.NoDelivery {
				require.Equal(t, at.now.Add(time.Minute), s.Sent.ResendAt)
				at.add(time.Minute)
				again := step(t, tr, store, flow.Resend(), flow.WaitCode)
				require.False(t, again.Sent.Hash.Equal(s.Sent.Hash))
			} else {
				_, err := driver(t, tr, store).Do(t.Context(), "me", flow.Resend())
				require.ErrorIs(t, err, errors.NoResend)
			}
			code := test.code(t, server)
			leak.Secret(leak.Code, code)
			_, err = driver(t, tr, store).Do(t.Context(), "me", flow.Code(other(code)))
			require.ErrorIs(t, err, errors.PhoneCodeInvalid)
			s = step(t, tr, store, flow.Code(code), flow.Ready)
			require.Equal(t, account, s.Account)
			step(t, tr, store, flow.Poll(), flow.Ready)
			step(t, tr, store, flow.LogOut(), flow.LoggedOut)
			require.Equal(t, 3, server.Examined())
		})
	}
}

// other is another code of the same length.
func other(code string) string { return string('0'+(code[0]-'0'+1)%10) + code[1:] }

// A code can be the first factor too.
func TestSecondFactorAfterACode(t *testing.T) {
	server, _ := start(t, withFactor("EMAIL"))
	tr, store := server.Transport(), new(flow.MemoryStore)
	tr.Codes = true
	step(t, tr, store, flow.Identifier(phone(t)), flow.WaitCode)
	s := step(t, tr, store, flow.Code(newest(t, server, number)), flow.WaitCode)
	require.Equal(t, codes.SecondFactor, s.Sent.Purpose)
	step(t, tr, store, flow.Code(newest(t, server, ada.Email)), flow.Ready)
}

// The password was accepted: whatever becomes of the first message, it is not asked
// for again.
func TestSecondFactorNotSent(t *testing.T) {
	for name, test := range map[string]struct {
		fault func(*genauthtest.Server)
		wait  time.Duration
	}{
		"lost before it": {func(s *genauthtest.Server) { s.LoseBefore(sendSMS) }, 0},
		"flood": {func(s *genauthtest.Server) {
			s.Answer(sendSMS, webtest.Response{Status: 200, Body: `{"statusCode":403,"apiCode":1002}`})
		}, time.Minute},
		"flood with a hint": {func(s *genauthtest.Server) {
			a := genauthtest.TooManyRequests()
			a.Header = map[string][]string{"Retry-After": {"7"}}
			s.Answer(sendSMS, a)
		}, 7 * time.Second},
		"out of order": {func(s *genauthtest.Server) {
			s.Answer(sendSMS, webtest.Response{Status: 200, Body: `{"statusCode":503}`})
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			server, at := start(t, withFactor("SMS"))
			test.fault(server)
			tr, store, s := toFactor(t, server)
			require.Equal(t, codes.NoDelivery, s.Sent.Delivery)
			require.Equal(t, codes.SMS, s.Sent.Next)
			require.Equal(t, codes.SecondFactor, s.Sent.Purpose)
			if test.wait > 0 {
				require.Equal(t, at.now.Add(test.wait), s.Sent.ResendAt)
			}
			at.add(test.wait)
			s = step(t, tr, store, flow.Resend(), flow.WaitCode)
			require.Equal(t, codes.SMS, s.Sent.Delivery)
			step(t, tr, store, flow.Code(newest(t, server, number)), flow.Ready)
			require.Equal(t, 2, server.Examined())
		})
	}
}

// unreachable cannot reach one path.
type unreachable string

func (u unreachable) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Path == string(u) {
		return nil, &net.OpError{Op: "dial", Err: errors.New("no route")}
	}
	return (&http.Transport{DisableKeepAlives: true}).RoundTrip(r)
}

// That the message was not sent does not say that the password was not.
func TestSecondFactorUnreachable(t *testing.T) {
	server, _ := start(t, withFactor("SMS"))
	tr, store := server.Transport(), new(flow.MemoryStore)
	tr.HTTP = unreachable("/api/v3/send-sms")
	step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
	s := step(t, tr, store, flow.Password(password), flow.WaitCode)
	require.Equal(t, codes.NoDelivery, s.Sent.Delivery)
	_, err := driver(t, tr, store).Do(t.Context(), "me", flow.Resend())
	require.ErrorIs(t, err, errors.NotSent)
	tr.HTTP = nil
	step(t, tr, store, flow.Resend(), flow.WaitCode)
	step(t, tr, store, flow.Code(newest(t, server, number)), flow.Ready)
}

// A message whose answer is lost is as good as none, and the next must wait.
func TestSecondFactorSentAndLost(t *testing.T) {
	server, at := start(t, withFactor("SMS"))
	server.LoseAfter(sendSMS)
	tr, store, s := toFactor(t, server)
	require.Equal(t, codes.NoDelivery, s.Sent.Delivery)
	_, err := driver(t, tr, store).Do(t.Context(), "me", flow.Resend())
	require.ErrorIs(t, err, errors.FloodWait)
	at.add(time.Minute)
	step(t, tr, store, flow.Resend(), flow.WaitCode)
	step(t, tr, store, flow.Code(newest(t, server, number)), flow.Ready)
}

// A message that is refused ends nothing that a person could go on with: the password
// was accepted. Why it is refused is said to who asks for another. What is about the
// account, the app or the sign-in as a whole is said at once.
func TestSecondFactorRefused(t *testing.T) {
	for name, test := range map[string]struct {
		body   string
		again  errors.Reason // to who asks for another; "": the first has been told
		reason errors.Reason
		phase  flow.Phase
	}{
		"a captcha":          {`{"statusCode":403,"apiCode":2000}`, errors.CaptchaNeeded, "", flow.WaitCode},
		"no provider":        {`{"statusCode":499,"apiCode":2999}`, errors.Unnamed, "", flow.WaitCode},
		"a wrong password":   {`{"statusCode":403,"apiCode":2006}`, errors.Unnamed, "", flow.WaitCode},
		"wrong name or that": {`{"statusCode":403,"apiCode":2333}`, errors.Unnamed, "", flow.WaitCode},
		"a wrong code":       {`{"statusCode":400,"apiCode":2001}`, errors.Unnamed, "", flow.WaitCode},
		"a code of no use":   {`{"statusCode":400,"apiCode":2300}`, errors.Unnamed, "", flow.WaitCode},
		"no apiCode":         {`{"statusCode":403}`, "STATUSCODE", "", flow.WaitCode},
		"back to the start":  {`{"statusCode":403,"apiCode":1699}`, "", errors.Ended, flow.WaitPhoneNumber},
		"no such app":        {`{"statusCode":404,"apiCode":2011}`, "", errors.Misconfigured, flow.Failed},
		"a locked account":   {`{"statusCode":403,"apiCode":2005}`, "", errors.AccountLocked, flow.Failed},
		"a disabled account": {`{"statusCode":403,"apiCode":2120008}`, "", errors.UserDeactivated, flow.Failed},
	} {
		t.Run(name, func(t *testing.T) {
			refusal := webtest.Response{Status: 200, Body: test.body}
			server, _ := start(t, withFactor("SMS"))
			server.Answer(sendSMS, refusal)
			tr, store := server.Transport(), new(flow.MemoryStore)
			step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
			s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Password(password))
			require.Equal(t, test.phase, s.Phase)
			require.Equal(t, 1, server.Examined())
			if test.again == "" {
				require.ErrorIs(t, err, test.reason)
				return
			}
			require.NoError(t, err)
			require.Equal(t, codes.NoDelivery, s.Sent.Delivery)
			require.Equal(t, codes.SMS, s.Sent.Next)
			server.Answer(sendSMS, refusal)
			s, err = driver(t, tr, store).Do(t.Context(), "me", flow.Resend())
			require.ErrorIs(t, err, test.again)
			require.Equal(t, flow.WaitCode, s.Phase)
			step(t, tr, store, flow.Resend(), flow.WaitCode)
			step(t, tr, store, flow.Code(newest(t, server, number)), flow.Ready)
			require.Equal(t, 2, server.Examined())
		})
	}
}

// A code that came too late costs a code, and not the password.
func TestSecondFactorTooLate(t *testing.T) {
	server, at := start(t, withFactor("SMS"))
	tr, store, _ := toFactor(t, server)
	at.add(6 * time.Minute)
	tr.Now = func() time.Time { return at.now.Add(-4 * time.Minute) } // else the driver says it first
	d := driver(t, tr, store)
	s, err := d.Do(t.Context(), "me", flow.Code(newest(t, server, number)))
	require.ErrorIs(t, err, errors.PhoneCodeExpired)
	require.Equal(t, errors.Reenter, errors.ClassOf(err))
	require.Equal(t, flow.WaitCode, s.Phase)
	s, err = d.Do(t.Context(), "me", flow.Resend())
	require.NoError(t, err)
	require.Equal(t, codes.SMS, s.Sent.Delivery)
	step(t, tr, store, flow.Code(newest(t, server, number)), flow.Ready)
}

// A name is no number, of which a part would be hidden wherever the server says it.
func TestNameIsNotHidden(t *testing.T) {
	grace := ada
	grace.Username = "grace"
	server, _ := start(t, genauthtest.Config{Accounts: []genauthtest.Account{grace}})
	tr, store := server.Transport(), new(flow.MemoryStore)
	who, err := codes.Name(grace.Username)
	require.NoError(t, err)
	step(t, tr, store, flow.Identifier(who), flow.WaitPassword)
	server.Answer("POST /api/v3/signin", webtest.Response{Status: 200, Body: `{"statusCode":403,"apiCode":1636,"data":{"mfaToken":"m","applicationMfa":[
		{"mfaPolicy":"SMS","status":1}],"phone":"18800000000"}}`})
	server.Answer(sendSMS, webtest.Response{Status: 200, Body: `{"statusCode":200}`})
	step(t, tr, store, flow.Password(password), flow.WaitCode)
	server.Answer(verifySMS, webtest.Response{Status: 200, Body: `{"statusCode":403,"apiCode":2001}`})
	s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Code("123456"))
	require.ErrorIs(t, err, errors.PhoneCodeInvalid)
	require.Equal(t, "apiCode 2001", s.Last.Text)
}

// whoAmI asks the transport, past the driver.
func whoAmI(t *testing.T, tr *genauth.Transport, store flow.Store) flow.Answer {
	t.Helper()
	answer, _, err := tr.Perform(t.Context(), flow.Call{Name: flow.CallWhoAmI}, session(t, tr, store))
	require.NoError(t, err)
	return answer
}

// Nobody knows what became of a lost code, and the same one may be tried again.
func TestSecondFactorLost(t *testing.T) {
	server, _ := start(t, withFactor("SMS"))
	tr, store, before := toFactor(t, server)
	server.LoseBefore(verifySMS)
	s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Code(newest(t, server, number)))
	require.ErrorIs(t, err, errors.Unanswered)
	require.Equal(t, flow.WaitCode, s.Phase)
	require.True(t, s.Sent.Hash.Equal(before.Sent.Hash))
	require.Equal(t, codes.SMS, s.Sent.Delivery)
	require.Equal(t, before.Sent.ResendAt, s.Sent.ResendAt)
	step(t, tr, store, flow.Code(newest(t, server, number)), flow.Ready)
}

// An mfaToken that is over ends the step, and so does leaving it.
func TestSecondFactorOver(t *testing.T) {
	server, _ := start(t, withFactor("OTP"))
	tr, store, _ := toFactor(t, server)
	code := server.Authenticator("ada")
	leak.Secret(leak.Code, code)
	server.Answer("POST /api/v2/applications/mfa/totp/verify", webtest.Response{Status: 200, Body: `{"statusCode":401}`})
	s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Code(code))
	require.ErrorIs(t, err, errors.PhoneCodeExpired)
	require.Equal(t, flow.WaitPhoneNumber, s.Phase)

	step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
	require.Equal(t, flow.PasswordWanted{}, whoAmI(t, tr, store))
	step(t, tr, store, flow.Password(password), flow.WaitCode)
	before := session(t, tr, store)
	step(t, tr, store, flow.Cancel(), flow.LoggedOut)
	require.Equal(t, flow.Nobody{}, whoAmI(t, tr, store))

	// A code of another demand than the last one is too late.
	call := flow.Call{Name: flow.CallSignIn, Code: codes.NewSecret(code), Sent: codes.Sent{
		Hash: codes.NewSecret("another"), Key: before.Fingerprint(), Purpose: codes.SecondFactor,
	}}
	for _, name := range []flow.CallName{flow.CallSignIn, flow.CallResendCode} {
		call.Name = name
		answer, _, err := tr.Perform(t.Context(), call, session(t, tr, store))
		require.NoError(t, err)
		require.ErrorIs(t, answer.(flow.Refused).Err, errors.PhoneCodeExpired)
	}
	answer, _, err := tr.Perform(t.Context(), flow.Call{Name: flow.CallSignIn, Code: call.Code, Sent: call.Sent}, before)
	require.NoError(t, err)
	require.ErrorIs(t, answer.(flow.Refused).Err, errors.PhoneCodeExpired)
	require.Zero(t, server.Examined()-2, "the passwords")
}

// Demands as servers may put them.
func TestDemand(t *testing.T) {
	const signIn = "POST /api/v3/signin"
	for name, test := range map[string]struct {
		code     string
		data     string
		delivery codes.Delivery // NoDelivery: unsupported
		fields   map[string]string
	}{
		"the first that is on and can be used": {"1636", `{"mfaToken":"m","phone":"18800000000","email":"b@example.com","applicationMfa":[
			{"mfaPolicy":"SMS","status":1,"sort":3},{"mfaPolicy":"EMAIL","status":1,"sort":2},{"mfaPolicy":"OTP","status":1,"sort":1}]}`,
			codes.Mail, map[string]string{"email": "b@example.com", "channel": "CHANNEL_VERIFY_MFA"}},
		"in texts": {"1636", `{"mfaToken":"m","phone":"18800000000","email":"b@example.com","applicationMfa":[
			{"mfaPolicy":"SMS","status":1,"sort":"10"},{"mfaPolicy":"EMAIL","status":1,"sort":"9"},{"mfaPolicy":"FACE","status":1,"sort":"?"}]}`,
			codes.Mail, map[string]string{"email": "b@example.com", "channel": "CHANNEL_VERIFY_MFA"}},
		"one that is off": {"1636", `{"mfaToken":"m","phone":"18800000000","email":"b@example.com","applicationMfa":[
			{"mfaPolicy":"SMS","status":1,"sort":3},{"mfaPolicy":"EMAIL","status":0,"sort":2}]}`,
			codes.SMS, map[string]string{"phoneNumber": "18800000000", "channel": "CHANNEL_VERIFY_MFA"}},
		"a number of its own": {`"1636"`, `{"mfaToken":"m","phone":"1","phoneCountryCode":"+1","mfaPhone":"7700900000","mfaPhoneCountryCode":"+44",
			"applicationMfa":[{"mfaPolicy":"SMS","status":1}]}`,
			codes.SMS, map[string]string{"phoneNumber": "7700900000", "phoneCountryCode": "+44", "channel": "CHANNEL_VERIFY_MFA"}},
		"an address of its own": {"1636", `{"mfaToken":"m","email":"b@example.com","mfaEmail":"c@example.com","applicationMfa":[{"mfaPolicy":"EMAIL","status":1}]}`,
			codes.Mail, map[string]string{"email": "c@example.com", "channel": "CHANNEL_VERIFY_MFA"}},
		"an authenticator": {"1636", `{"mfaToken":"m","totpMfaEnabled":true,"applicationMfa":[{"mfaPolicy":"OTP","status":1}]}`, codes.Authenticator, nil},
		"the person's own": {"1635", `{"mfaToken":"m"}`, codes.Authenticator, nil},
		"a face":           {"1636", `{"mfaToken":"m","faceMfaEnabled":true,"applicationMfa":[{"mfaPolicy":"FACE","status":1,"sort":1}]}`, codes.NoDelivery, nil},
		"nothing bound":    {"1636", `{"mfaToken":"m","applicationMfa":[{"mfaPolicy":"OTP","status":1},{"mfaPolicy":"SMS","status":1}]}`, codes.NoDelivery, nil},
		"no list":          {"1636", `{"mfaToken":"m","totpMfaEnabled":true}`, codes.NoDelivery, nil},
	} {
		t.Run(name, func(t *testing.T) {
			server, _ := start(t, withFactor("OTP"))
			server.Answer(signIn, webtest.Response{Status: 200, Body: `{"statusCode":403,"apiCode":` + test.code + `,"data":` + test.data + `}`})
			for _, route := range []string{sendSMS, "POST /api/v3/send-email"} {
				server.Answer(route, webtest.Response{Status: 200, Body: `{"statusCode":200}`})
			}
			tr, store := server.Transport(), new(flow.MemoryStore)
			step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
			s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Password(password))
			if test.delivery == codes.NoDelivery {
				require.ErrorIs(t, err, errors.Unsupported)
				require.Equal(t, flow.WaitPhoneNumber, s.Phase)
				return
			}
			require.NoError(t, err)
			require.Equal(t, test.delivery, s.Sent.Delivery)
			if test.fields != nil {
				require.Equal(t, test.fields, server.Requests()[1].Fields())
			}
		})
	}
}

// The password was accepted, and what is wanted next cannot be read: that is a step
// that nobody can take here. It is not asked for again and again.
func TestDemandOfNonsense(t *testing.T) {
	for name, data := range map[string]string{
		"null": `null`, "empty": `{}`, "a list": `[]`, "another kind": `{"mfaToken":7}`, "a header": `{"mfaToken":"a\r\nb"}`,
	} {
		t.Run(name, func(t *testing.T) {
			server, _ := start(t, withFactor("SMS"))
			server.Answer("POST /api/v3/signin", webtest.Response{Status: 200, Body: `{"statusCode":403,"apiCode":1636,"data":` + data + `}`})
			tr, store := server.Transport(), new(flow.MemoryStore)
			step(t, tr, store, flow.Identifier(user(t)), flow.WaitPassword)
			s, err := driver(t, tr, store).Do(t.Context(), "me", flow.Password(password))
			require.ErrorIs(t, err, errors.Unsupported)
			require.Equal(t, flow.WaitPhoneNumber, s.Phase)
		})
	}
}
