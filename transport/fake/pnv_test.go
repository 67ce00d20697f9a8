package fake_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
)

func TestFirebasePNV(t *testing.T) {
	ada := people(fake.Account{PNVToken: "t0ken:sim", FirstName: "Ada"})
	newcomer := people(fake.Account{PNVToken: "t0ken:sim", Unregistered: true, Terms: "Be_kind.", TermsID: "t", MinAge: 16})
	elsewhere := people(fake.Account{PNVToken: "t0ken:sim", DC: 4})
	stories{
		{
			name: "verified", accounts: ada,
			script: `
				A finishPNV t0ken:sim      => 400 CREDENTIAL_INVALID
				A initPNV                  => intent
				restore                    =>
				A finishPNV t0ken:sim      => authorization +9996620001 Ada
				A finishPNV t0ken:sim      => 400 CREDENTIAL_INVALID
				A getSelf                  => user +9996620001 Ada
			`,
		},
		{
			name: "another token", accounts: ada,
			script: `
				A initPNV                  => intent
				A finishPNV t0ken:guess    => 400 CREDENTIAL_INVALID
				A finishPNV t0ken:sim      => 400 CREDENTIAL_INVALID
				A initPNV                  => intent
				A finishPNV _              => 400 CREDENTIAL_INVALID
				A initPNV                  => intent
				B finishPNV t0ken:sim      => 400 CREDENTIAL_INVALID
				A finishPNV t0ken:sim      => authorization +9996620001 Ada
			`,
		},
		{
			name: "a password", accounts: people(fake.Account{PNVToken: "t0ken:sim", Password: "hunter2"}),
			script: `
				A initPNV                  => intent
				A finishPNV t0ken:sim      => 401 SESSION_PASSWORD_NEEDED
				halfSignedIn               => A@2
			`,
		},
		{
			name: "banned", accounts: people(fake.Account{PNVToken: "t0ken:sim", Banned: true}),
			script: `
				A initPNV                  => intent
				A finishPNV t0ken:sim      => 400 PHONE_NUMBER_BANNED
			`,
		},
		{
			name: "elsewhere", accounts: elsewhere,
			script: `
				A initPNV                  => intent
				A finishPNV t0ken:sim      => 303 USER_MIGRATE_4
				B@4 initPNV                => intent
				B@4 finishPNV t0ken:sim    => authorization +9996620001
			`,
		},
		{
			name: "signed up", accounts: newcomer,
			script: `
				A signUpPNV Ada _          => 400 CREDENTIAL_INVALID
				A initPNV                  => intent
				A finishPNV t0ken:sim      => signUpRequired terms=Be_kind. id=t age=16
				A getSelf                  => 401 AUTH_KEY_UNREGISTERED
				B signUpPNV Ada _          => 400 CREDENTIAL_INVALID
				restore                    =>
				A signUpPNV _ Lovelace     => 400 FIRSTNAME_INVALID
				A signUpPNV Ada Lovelace   => authorization +9996620001 Ada Lovelace
				restore                    =>
				A signUpPNV Ada Lovelace   => 400 CREDENTIAL_INVALID
				A getSelf                  => user +9996620001 Ada Lovelace
			`,
		},
		{
			name: "signed up meanwhile", accounts: newcomer,
			script: `
				A initPNV                  => intent
				A finishPNV t0ken:sim      => signUpRequired terms=Be_kind. id=t age=16
				B sendCode +9996620001     => sentCode hash1 app length=5
				B signIn +9996620001 hash1 22222 => signUpRequired terms=Be_kind. id=t age=16
				B signUp +9996620001 hash1 Ada _ => authorization +9996620001 Ada
				A signUpPNV Eve _          => 400 PHONE_NUMBER_OCCUPIED
			`,
		},
		{
			name: "in a passkey's place", accounts: ada,
			script: `
				A finishPNVPasskey t0ken:sim => 400 CREDENTIAL_INVALID
				A initPasskey              => options
				A finishPNVPasskey t0ken:sim => authorization +9996620001 Ada
				A initPasskey              => options
				A finishPNVPasskey t0ken:guess => 400 CREDENTIAL_INVALID
				A finishPNVPasskey t0ken:sim => 400 CREDENTIAL_INVALID
			`,
		},
		{
			name: "in a passkey's place, elsewhere", accounts: elsewhere,
			script: `
				A initPasskey              => options
				A finishPNVPasskey t0ken:sim => 303 USER_MIGRATE_4
				B@4 finishPNVPasskey t0ken:sim => 400 CREDENTIAL_INVALID
				B@4 finishPNVPasskey t0ken:sim A@2 => authorization +9996620001
			`,
		},
		{
			name: "in a passkey's place, by a newcomer", accounts: newcomer,
			script: `
				A initPasskey              => options
				A finishPNVPasskey t0ken:sim => signUpRequired terms=Be_kind. id=t age=16
				A signUpPNV Ada _          => authorization +9996620001 Ada
			`,
		},
		{
			name: "whose account is deleted", accounts: ada,
			script: `
				A initPNV                  => intent
				A finishPNV t0ken:sim      => authorization +9996620001 Ada
				A deleteAccount            => true
				A initPNV                  => intent
				A finishPNV t0ken:sim      => signUpRequired
			`,
		},
	}.play(t)
}

func TestFirebasePNVLog(t *testing.T) {
	server, err := fake.New(people(fake.Account{PNVToken: "t0ken:sim", Unregistered: true})...)
	require.NoError(t, err)
	a := fake.Caller{DC: 2, Key: "A"}
	answer, err := server.Call(t.Context(), a, fake.InitFirebasePNVLogin{AppID: 7, AppHash: "app"})
	require.NoError(t, err)
	intent := answer.(fake.FirebasePNVIntent)
	require.Len(t, intent.Nonce, 22, "16 bytes")
	payload, err := json.Marshal(map[string]string{"nonce": intent.Nonce})
	require.NoError(t, err)
	require.JSONEq(t, string(payload), intent.Payload)
	for _, q := range []fake.Query{
		fake.FinishFirebasePNVLogin{Token: "t0ken:sim"},
		fake.FirebasePNVSignUp{FirstName: "Ada", NoJoinedNotifications: true},
	} {
		_, err := server.Call(t.Context(), a, q)
		require.NoError(t, err)
	}
	_, err = server.Call(t.Context(), a, fake.FirebasePNVSignUp{FirstName: "Ada", LastName: "L"})
	require.Error(t, err)
	_, err = server.Call(t.Context(), a, fake.FinishPasskeyLogin{Credential: fake.PasskeyCredential{PNVToken: "t0ken:sim"}})
	require.Error(t, err)
	var lines []string
	for _, r := range server.Requests() {
		lines = append(lines, r.String()+" => "+r.Answer)
	}
	require.Equal(t, []string{
		"auth.initFirebasePnvLogin api_id=7 api_hash=app => auth.firebasePnvIntent",
		"auth.finishFirebasePnvLogin google_token=t0ken:sim => auth.authorizationSignUpRequired",
		`auth.firebasePnvSignUp no_joined_notifications=true first_name=Ada last_name="" => auth.authorization`,
		"auth.firebasePnvSignUp first_name=Ada last_name=L => 400 CREDENTIAL_INVALID",
		"auth.finishPasskeyLogin pnv_token=t0ken:sim => 400 CREDENTIAL_INVALID",
	}, lines)
	require.Equal(t, map[fake.Examination]int{
		{Method: "auth.finishFirebasePnvLogin", Key: "key1", Value: "t0ken:sim"}: 1,
	}, server.Examined())
}
