package fake_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
)

func TestRequests(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+9996620001", Password: "correct horse"}, fake.Account{Phone: "+9996640001", DC: 4})
	require.NoError(t, err)
	play(t, server, `
		A sendCode +9996620001             => sentCode hash1 app length=5
		wait 1m
		A signIn +9996620001 hash1 11111   => 400 PHONE_CODE_INVALID
		A signIn +9996620001 madeup _      => 400 PHONE_CODE_EXPIRED
		A signIn +9996620001 hash1 22222   => 401 SESSION_PASSWORD_NEEDED
		A getPassword                      => password srp=1
		A checkPassword 7 hunter2          => 400 SRP_ID_INVALID
		A checkPassword 1 hunter2          => 400 PASSWORD_HASH_INVALID
		A getSelf                          => 401 SESSION_PASSWORD_NEEDED
		A logOut                           => loggedOut
		B@4 sendCode +9996640001           => sentCode hash2 app length=5
		B@4 cancelCode +9996640001 hash2   => true
		B@4 resendCode +9996640001 hash2   => 400 PHONE_CODE_EXPIRED
		B@4 signUp +9996640001 _ Ada _     => 400 PHONE_CODE_HASH_EMPTY
		loseAfter help.getConfig
		B@4 help.getConfig                 => lost
		# These do not reach the server at all.
		C@9 getSelf                        => unknown data centre
		A@4 getSelf                        => unknown key
	`)
	var got [][3]string
	for _, r := range server.Requests() {
		got = append(got, [3]string{r.Key, r.String(), r.Answer})
	}
	require.Equal(t, [][3]string{
		{"key1", `auth.sendCode phone_number=+9996620001 api_id=0 api_hash=""`, "auth.sentCode"},
		{"key1", "auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=11111", "400 PHONE_CODE_INVALID"},
		{"key1", `auth.signIn phone_number=+9996620001 phone_code_hash=unknown phone_code=""`, "400 PHONE_CODE_EXPIRED"},
		{"key1", "auth.signIn phone_number=+9996620001 phone_code_hash=hash1 phone_code=22222", "401 SESSION_PASSWORD_NEEDED"},
		{"key1", "account.getPassword", "account.password"},
		{"key1", "auth.checkPassword srp_id=unknown password=hunter2", "400 SRP_ID_INVALID"},
		{"key1", "auth.checkPassword srp_id=srp1 password=hunter2", "400 PASSWORD_HASH_INVALID"},
		{"key1", "users.getUsers id=self", "401 SESSION_PASSWORD_NEEDED"},
		{"key1", "auth.logOut", "auth.loggedOut"},
		{"key2", `auth.sendCode phone_number=+9996640001 api_id=0 api_hash=""`, "auth.sentCode"},
		{"key2", "auth.cancelCode phone_number=+9996640001 phone_code_hash=hash2", "boolTrue"},
		{"key2", "auth.resendCode phone_number=+9996640001 phone_code_hash=hash2", "400 PHONE_CODE_EXPIRED"},
		{"key2", `auth.signUp phone_number=+9996640001 phone_code_hash="" first_name=Ada last_name=""`, "400 PHONE_CODE_HASH_EMPTY"},
		{"key2", "help.getConfig", "fake: the answer is lost"},
	}, got)

	first := server.Requests()[0]
	require.Equal(t, 2, first.DC)
	require.Equal(t, "auth.sendCode", first.Method)
	require.Equal(t, fake.Field{Name: "phone_number", Value: "+9996620001"}, first.Fields[0])
	require.Equal(t, time.Minute, server.Requests()[1].At.Sub(first.At))
	require.Equal(t, 4, server.Requests()[9].DC)

	// What was handed out is the caller's own.
	first.Fields[0].Value = "changed"
	require.Equal(t, "+9996620001", server.Requests()[0].Fields[0].Value)
}

func TestKey(t *testing.T) {
	server, err := fake.New()
	require.NoError(t, err)
	play(t, server, `
		B getSelf => 401 AUTH_KEY_UNREGISTERED
		A getSelf => 401 AUTH_KEY_UNREGISTERED
	`)
	require.Equal(t, "B", server.Key("key1"))
	require.Equal(t, "A", server.Key("key2"))
	require.Empty(t, server.Key("key3"))
}

func TestAnswerNames(t *testing.T) {
	server, err := fake.New(
		fake.Account{Phone: "+9996620001", Trusted: true},
		fake.Account{Phone: "+9996620002", Unregistered: true},
	)
	require.NoError(t, err)
	play(t, server, `
		A sendCode +9996620001           => sentCodeSuccess +9996620001
		A getSelf                        => user +9996620001
		A sendCode +9996620002           => sentCode hash1 app length=5
		A signIn +9996620002 hash1 22222 => signUpRequired
		A signUp +9996620002 hash1 Ada _ => authorization +9996620002 Ada
	`)
	_, err = server.Call(t.Context(), fake.Caller{DC: 2, Key: "A"}, fake.Other{Name: "help.getConfig", Answer: 1})
	require.NoError(t, err)
	var got []string
	for _, r := range server.Requests() {
		got = append(got, r.Answer)
	}
	require.Equal(t, []string{
		"auth.sentCodeSuccess", "user", "auth.sentCode", "auth.authorizationSignUpRequired",
		"auth.authorization", "answered",
	}, got)
}

func TestRequestString(t *testing.T) {
	for value, want := range map[string]string{
		"22222":      "m f=22222",
		"":           `m f=""`,
		"two words":  `m f="two words"`,
		`say "hi"`:   `m f="say \"hi\""`,
		"a\nb":       `m f="a\nb"`,
		"\x1b[31m":   `m f="\x1b[31m"`,
		"\xff":       `m f="\xff"`,
		"Ärger":      "m f=Ärger",
		"\u202edrow": `m f="\u202edrow"`,
	} {
		r := fake.Request{Method: "m", Fields: []fake.Field{{Name: "f", Value: value}}}
		require.Equal(t, want, r.String())
	}
}

// Only what the server compares counts.
func TestExamined(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+9996620001", Password: "hunter2"})
	require.NoError(t, err)
	play(t, server, `
		A sendCode +9996620001             => sentCode hash1 app length=5
		A signIn +9996620001 hash1 11111   => 400 PHONE_CODE_INVALID
		A signIn +9996620001 hash1 11111   => 400 PHONE_CODE_INVALID
		A signIn +9996620001 hash1 _       => 400 PHONE_CODE_EMPTY
		refuse auth.signIn 500 AUTH_RESTART
		A signIn +9996620001 hash1 22222   => 500 AUTH_RESTART
		loseBefore auth.signIn
		A signIn +9996620001 hash1 22222   => lost
		B signIn +9996620001 hash1 22222   => 400 PHONE_CODE_EXPIRED
		loseAfter auth.signIn
		A signIn +9996620001 hash1 22222   => lost
		A signIn +9996620001 hash1 22222   => 400 PHONE_CODE_EXPIRED
		A getPassword                      => password srp=1
		A checkPassword 2 hunter2          => 400 SRP_ID_INVALID
		A checkPassword 1 hunter3          => 400 PASSWORD_HASH_INVALID
		A getPassword                      => password srp=2
		A checkPassword 2 hunter2          => authorization +9996620001
		# The same code, but another giving of it.
		B sendCode +9996620001             => sentCode hash2 app length=5
		B signIn +9996620001 hash2 22222   => 401 SESSION_PASSWORD_NEEDED
	`)
	want := map[fake.Examination]int{
		{Method: "auth.signIn", Key: "key1", Hash: "hash1", Value: "11111"}: 2,
		{Method: "auth.signIn", Key: "key1", Hash: "hash1", Value: "22222"}: 1,
		{Method: "auth.checkPassword", Key: "key1", Value: "hunter3"}:       1,
		{Method: "auth.checkPassword", Key: "key1", Value: "hunter2"}:       1,
		{Method: "auth.signIn", Key: "key2", Hash: "hash2", Value: "22222"}: 1,
	}
	require.Equal(t, want, server.Examined())

	// What was handed out is the caller's own.
	clear(server.Examined())
	require.Equal(t, want, server.Examined())
}
