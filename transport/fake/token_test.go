package fake_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
)

func TestFutureTokens(t *testing.T) {
	returning := fake.Account{FutureTokens: true}
	stories{
		{
			name:     "somebody who comes back needs no code",
			accounts: people(returning),
			script: `
				A sendCode +9996620001                  => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222        => authorization +9996620001 token=token1
				A logOut                                => loggedOut token=token2
				restore                                 =>
				B sendCode +9996620001 unheard-of token2 => sentCodeSuccess +9996620001 token=token3
				signedIn                                => B@2
				C sendCode +9996620001 token1           => sentCodeSuccess +9996620001 token=token4
				D sendCode +9996620001 unheard-of       => sentCode hash2 app length=5
			`,
		},
		{
			name:     "but the password",
			accounts: people(fake.Account{FutureTokens: true, Password: "hunter2"}),
			script: half + `
				# A half login gets none.
				A logOut                                => loggedOut
				A sendCode +9996620001                  => sentCode hash2 app length=5
				A signIn +9996620001 hash2 22222        => 401 SESSION_PASSWORD_NEEDED
				A getPassword                           => password srp=1
				A checkPassword 1 hunter2               => authorization +9996620001 token=token1
				B sendCode +9996620001 token1           => 401 SESSION_PASSWORD_NEEDED
				halfSignedIn                            => B@2
			`,
		},
		{
			name:     "for nobody else",
			accounts: people(returning, fake.Account{Phone: "+9996620002", FutureTokens: true}),
			script: `
				A sendCode +9996620001                  => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222        => authorization +9996620001 token=token1
				B sendCode +9996620002 token1           => sentCode hash2 app length=5
				# The code that was sent has nothing to do with it.
				B signIn +9996620002 hash2 22222        => authorization +9996620002 token=token2
			`,
		},
		{
			name:     "no e-mail either",
			accounts: people(fake.Account{FutureTokens: true, Email: "ada@example.com", EmailCode: "314159"}),
			script: `
				A sendCode +9996620001                  => sentCode hash1 mail length=6 pattern=a***@e***.com
				A signInEmail +9996620001 hash1 314159  => authorization +9996620001 token=token1
				B sendCode +9996620001 token1           => sentCodeSuccess +9996620001 token=token2
			`,
		},
		{
			name:     "a newcomer and an imported login get one",
			accounts: people(fake.Account{Unregistered: true, FutureTokens: true}, fake.Account{Phone: "+9996640004", DC: 4}),
			script: `
				A sendCode +9996620001                  => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222        => signUpRequired
				A signUp +9996620001 hash1 Ada _        => authorization +9996620001 Ada token=token1
				A export 4                              => exported 1001 export1
				B@4 import 1001 export1                 => authorization +9996620001 Ada token=token2
			`,
		},
		{
			name:     "a banned number is banned",
			accounts: people(returning),
			script: `
				A sendCode +9996620001                  => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222        => authorization +9996620001 token=token1
				ban +9996620001                         =>
				B sendCode +9996620001 token1           => 400 PHONE_NUMBER_BANNED
			`,
		},
		{
			name:     "an address is set up first",
			accounts: people(fake.Account{FutureTokens: true, EmailRequired: true, AppleSignIn: true, EmailReset: true}),
			script: `
				A sendCode +9996620001                  => sentCode hash1 setUpEmail apple=yes
				A verifyApple +9996620001 hash1 apple:ada@example.com => verified ada@example.com sentCode hash2 app length=5
				A signIn +9996620001 hash2 22222        => authorization +9996620001 token=token1
				B sendCode +9996620001                  => sentCode hash3 mail length=6 pattern=a***@e***.com apple=yes reset=now
				B resetEmail +9996620001 hash3          => sentCode hash4 app length=5
				B sendCode +9996620001 token1           => sentCode hash5 setUpEmail apple=yes
			`,
		},
		{
			name:     "what else follows a sign-in",
			accounts: people(fake.Account{OtherwiseReloginDays: 7, TmpSessions: 2}),
			script: `
				A sendCode +9996620001                  => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222        => authorization +9996620001 setUp=yes relogin=7 sessions=2
				A logOut                                => loggedOut
			`,
		},
	}.play(t)
}

func TestFutureTokensLog(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+9996620001", FutureTokens: true})
	require.NoError(t, err)
	signIn := func(key string, q fake.SendCode) string {
		q.PhoneNumber = "+9996620001"
		answer, err := server.Call(t.Context(), fake.Caller{DC: 2, Key: key}, q)
		require.NoError(t, err)
		if success, ok := answer.(fake.SentCodeSuccess); ok {
			return success.Authorization.FutureAuthToken
		}
		code := server.Inbox("+9996620001")[0].Code
		answer, err = server.Call(t.Context(), fake.Caller{DC: 2, Key: key}, fake.SignIn{
			PhoneNumber: "+9996620001", PhoneCodeHash: answer.(fake.SentCode).Hash, PhoneCode: code,
		})
		require.NoError(t, err)
		return answer.(fake.Authorization).FutureAuthToken
	}
	first := signIn("A", fake.SendCode{})
	require.NotEmpty(t, first)
	second := signIn("B", fake.SendCode{LogoutTokens: []string{first}})
	require.NotEmpty(t, second)
	require.NotEqual(t, first, second)
	// What the settings say of tokens is said again.
	signIn("C", fake.SendCode{LogoutTokens: []string{second, "elsewhere", first}, Settings: []fake.Field{
		{Name: "unknown_number", Value: "true"}, {Name: "logout_tokens", Value: first}, {Name: "token", Value: "apple"},
	}})
	const begin = `auth.sendCode phone_number=+9996620001 api_id=0 api_hash="" `
	log := server.Requests()
	require.Equal(t, begin+"logout_tokens=token1", log[2].String())
	require.Equal(t, "auth.sentCodeSuccess", log[2].Answer)
	require.Equal(t, begin+"unknown_number=true logout_tokens=token2 logout_tokens=elsewhere logout_tokens=token1 token=apple", log[3].String())
}
