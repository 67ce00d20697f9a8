package fake_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
)

func TestChallenge(t *testing.T) {
	stories{
		{
			name: "reCAPTCHA", accounts: people(fake.Account{}),
			script: `
				challenge auth.sendCode RECAPTCHA_CHECK_signup__key_1 t0ken:captcha
				A sendCode +9996620001     => 403 RECAPTCHA_CHECK_signup__key_1
				A proved recaptcha _ t0ken:guess sendCode +9996620001 => 403 RECAPTCHA_CHECK_signup__key_1
				A proved apns _ t0ken:captcha sendCode +9996620001 => 403 RECAPTCHA_CHECK_signup__key_1
				A proved integrity _ t0ken:captcha sendCode +9996620001 => 403 RECAPTCHA_CHECK_signup__key_1
				A proved nothing _ t0ken:captcha sendCode +9996620001 => 403 RECAPTCHA_CHECK_signup__key_1
				inbox +9996620001          =>
				A proved recaptcha _ t0ken:captcha sendCode +9996620001 => sentCode hash1 app length=5
				# Other methods, and other keys.
				A signIn +9996620001 hash1 11111 => 400 PHONE_CODE_INVALID
				A proved recaptcha _ t0ken:any signIn +9996620001 hash1 22222 => authorization +9996620001
				B proved recaptcha _ t0ken:captcha sendCode +9996620001 => sentCode hash2 app length=5
			`,
		},
		{
			name: "Play Integrity", accounts: people(fake.Account{}),
			script: `
				# fb ff is -_8 in base64url
				challenge auth.sendCode INTEGRITY_CHECK_CLASSIC_77_fbff t0ken:play
				A sendCode +9996620001     => 403 INTEGRITY_CHECK_CLASSIC_77_fbff
				A proved integrity fbff t0ken:play sendCode +9996620001 => 403 INTEGRITY_CHECK_CLASSIC_77_fbff
				A proved integrity -_8= t0ken:play sendCode +9996620001 => 403 INTEGRITY_CHECK_CLASSIC_77_fbff
				A proved integrity -_8 t0ken:guess sendCode +9996620001 => 403 INTEGRITY_CHECK_CLASSIC_77_fbff
				A proved integrity -_8 t0ken:play sendCode +9996620001 => sentCode hash1 app length=5
			`,
		},
		{
			name: "APNs", accounts: people(fake.Account{}),
			script: `
				challenge auth.sendCode APNS_VERIFY_CHECK_n_1 t0ken:push
				A sendCode +9996620001     => 403 APNS_VERIFY_CHECK_n_1
				A proved apns n t0ken:push sendCode +9996620001 => 403 APNS_VERIFY_CHECK_n_1
				A proved apns n_1 t0ken:push sendCode +9996620001 => sentCode hash1 app length=5
			`,
		},
		{
			name: "that nobody can answer", accounts: people(fake.Account{}),
			script: `
				challenge auth.sendCode SOMETHING_CHECK_1 t0ken:new
				A sendCode +9996620001     => 403 SOMETHING_CHECK_1
				A proved nothing _ _ sendCode +9996620001 => 403 SOMETHING_CHECK_1
				A proved recaptcha _ t0ken:new sendCode +9996620001 => 403 SOMETHING_CHECK_1
				challenge auth.sendCode INTEGRITY_CHECK_CLASSIC_77_xyz t0ken:new
				A proved nothing _ _ sendCode +9996620001 => 403 INTEGRITY_CHECK_CLASSIC_77_xyz
				A proved integrity _ t0ken:new sendCode +9996620001 => 403 INTEGRITY_CHECK_CLASSIC_77_xyz
			`,
		},
		{
			name: "another, and none", accounts: people(fake.Account{}),
			script: `
				challenge auth.sendCode RECAPTCHA_CHECK_a__k t0ken:one
				challenge auth.sendCode RECAPTCHA_CHECK_b__k t0ken:two
				A proved recaptcha _ t0ken:one sendCode +9996620001 => 403 RECAPTCHA_CHECK_b__k
				restore                    =>
				A sendCode +9996620001     => 403 RECAPTCHA_CHECK_b__k
				A proved recaptcha _ t0ken:two sendCode +9996620001 => sentCode hash1 app length=5
				challenge auth.sendCode _ _
				A sendCode +9996620001     => sentCode hash2 app length=5
				restore                    =>
				A sendCode +9996620001     => sentCode hash3 app length=5
			`,
		},
		{
			name: "it comes before everything", accounts: people(fake.Account{CodeTries: 1, WebToken: "t0ken:web"}),
			script: `
				A sendCode +9996620001     => sentCode hash1 app length=5
				challenge auth.signIn RECAPTCHA_CHECK_a__k t0ken:one
				A signIn +9996620001 hash1 11111 => 403 RECAPTCHA_CHECK_a__k
				accept auth.signIn
				A signIn +9996620001 hash1 11111 => 403 RECAPTCHA_CHECK_a__k
				A proved recaptcha _ t0ken:one signIn +9996620001 hash1 22222 => authorization +9996620001
				challenge auth.importWebTokenAuthorization RECAPTCHA_CHECK_a__k t0ken:one
				B web t0ken:web            => 403 RECAPTCHA_CHECK_a__k
				B proved recaptcha _ t0ken:one web t0ken:web => authorization +9996620001
				# But not before a refusal that a test wants.
				refuse auth.sendCode 500 AUTH_RESTART
				challenge auth.sendCode RECAPTCHA_CHECK_a__k t0ken:one
				A sendCode +9996620001     => 500 AUTH_RESTART
			`,
		},
	}.play(t)
}

func TestChallengeLog(t *testing.T) {
	server, err := fake.New(people(fake.Account{})...)
	require.NoError(t, err)
	play(t, server, `
		challenge auth.signIn RECAPTCHA_CHECK_a__k t0ken:captcha
		A sendCode +9996620001     => sentCode hash1 app length=5
		A signIn +9996620001 hash1 11111 => 403 RECAPTCHA_CHECK_a__k
		A proved recaptcha _ t0ken:captcha signIn +9996620001 hash1 22222 => authorization +9996620001
		A proved integrity -_8 t0ken:play logOut => loggedOut
		A proved apns n_1 t0ken:push getSelf => 401 AUTH_KEY_UNREGISTERED
	`)
	_, err = server.Call(t.Context(), fake.Caller{DC: 2, Key: "A"}, fake.Proved{})
	require.EqualError(t, err, "rpc_error 400 METHOD_INVALID", "a proof of nothing")
	var lines []string
	for _, r := range server.Requests()[2:] {
		lines = append(lines, r.String()+" => "+r.Answer)
	}
	require.Equal(t, []string{
		"auth.signIn recaptcha_token=t0ken:captcha phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222 => auth.authorization",
		"auth.logOut integrity_nonce=-_8 integrity_token=t0ken:play => auth.loggedOut",
		"users.getUsers apns_nonce=n_1 apns_secret=t0ken:push id=self => 401 AUTH_KEY_UNREGISTERED",
		" => 400 METHOD_INVALID",
	}, lines)
	require.Equal(t, map[fake.Examination]int{
		{Method: "auth.signIn", Key: "key1", Hash: "hash1", Value: "22222"}: 1,
	}, server.Examined())
}
