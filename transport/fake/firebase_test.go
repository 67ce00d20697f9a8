package fake_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
)

func TestFirebaseSMS(t *testing.T) {
	with := func(f *fake.Firebase) []fake.Account {
		return people(fake.Account{Delivery: codes.FirebaseSMS, Firebase: f, Next: codes.SMS})
	}
	android := with(&fake.Firebase{Nonce: "n1", PlayIntegrityProject: 77, PlayIntegrityNonce: "n2"})
	ios := with(&fake.Firebase{Receipt: "r1", PushTimeout: 15 * time.Second})
	stories{
		{
			name: "Play Integrity", accounts: android,
			script: `
				A sendCode +9996620001     => sentCode hash1 firebase_sms length=5 next=sms nonce=n1 project=77 integrity=n2
				inbox +9996620001          =>
				# Nobody can know the code yet.
				A signIn +9996620001 hash1 22222 => 400 PHONE_CODE_INVALID
				A playIntegrity +9996620001 hash1 attested:n2 => true
				inbox +9996620001          => firebase_sms:22222
				A playIntegrity +9996620001 hash1 attested:n2 => true
				inbox +9996620001          => firebase_sms:22222
				A signIn +9996620001 hash1 22222 => authorization +9996620001
				A playIntegrity +9996620001 hash1 attested:n2 => 400 PHONE_CODE_EXPIRED
			`,
		},
		{
			name: "SafetyNet", accounts: android,
			script: `
				A sendCode +9996620001     => sentCode hash1 firebase_sms length=5 next=sms nonce=n1 project=77 integrity=n2
				A safetyNet +9996620001 hash1 attested:n1 => true
				inbox +9996620001          => firebase_sms:22222
			`,
		},
		{
			name: "iOS", accounts: ios,
			script: `
				A sendCode +9996620001     => sentCode hash1 firebase_sms length=5 next=sms receipt=r1 push=15s
				A iosPush +9996620001 hash1 attested:r1 => true
				inbox +9996620001          => firebase_sms:22222
			`,
		},
		{
			name: "refused", accounts: android,
			script: `
				A sendCode +9996620001     => sentCode hash1 firebase_sms length=5 next=sms nonce=n1 project=77 integrity=n2
				A playIntegrity +9996620001 hash1 attested:n1 => 400 FIREBASE_TOKEN_INVALID
				A playIntegrity +9996620001 hash1 n2 => 400 FIREBASE_TOKEN_INVALID
				A safetyNet +9996620001 hash1 attested:n2 => 400 FIREBASE_TOKEN_INVALID
				A iosPush +9996620001 hash1 attested: => 400 FIREBASE_TOKEN_INVALID
				A safetyNet +9996620001 hash1 _ => 400 FIREBASE_TOKEN_INVALID
				B safetyNet +9996620001 hash1 attested:n1 => 400 PHONE_CODE_EXPIRED
				A safetyNet +9996620002 hash1 attested:n1 => 400 PHONE_NUMBER_INVALID
				inbox +9996620001          =>
				A safetyNet +9996620001 hash1 attested:n1 => true
			`,
		},
		{
			name: "by another way instead", accounts: android,
			script: `
				A sendCode +9996620001     => sentCode hash1 firebase_sms length=5 next=sms nonce=n1 project=77 integrity=n2
				A resendCode +9996620001 hash1 play_integrity_failed => sentCode hash2 sms length=5 next=sms
				inbox +9996620001          => sms:22222
				A safetyNet +9996620001 hash1 attested:n1 => 400 PHONE_CODE_EXPIRED
				A safetyNet +9996620001 hash2 attested:n1 => 400 FIREBASE_TOKEN_INVALID
				A signIn +9996620001 hash2 22222 => authorization +9996620001
			`,
		},
		{
			name: "nothing to prove", accounts: with(nil),
			script: `
				A sendCode +9996620001     => sentCode hash1 firebase_sms length=5 next=sms
				inbox +9996620001          => firebase_sms:22222
				A safetyNet +9996620001 hash1 attested: => 400 FIREBASE_TOKEN_INVALID
				A signIn +9996620001 hash1 22222 => authorization +9996620001
			`,
		},
		{
			name: "any proof will do", accounts: android,
			script: `
				A sendCode +9996620001     => sentCode hash1 firebase_sms length=5 next=sms nonce=n1 project=77 integrity=n2
				accept auth.requestFirebaseSms
				A safetyNet +9996620001 hash1 guess => true
				inbox +9996620001          => firebase_sms:22222
			`,
		},
		{
			name: "the server starts anew", accounts: android,
			script: `
				A sendCode +9996620001     => sentCode hash1 firebase_sms length=5 next=sms nonce=n1 project=77 integrity=n2
				restore                    =>
				A signIn +9996620001 hash1 22222 => 400 PHONE_CODE_INVALID
				A safetyNet +9996620001 hash1 attested:n1 => true
				inbox +9996620001          => firebase_sms:22222
				restore                    =>
				A safetyNet +9996620001 hash1 attested:n1 => true
				inbox +9996620001          => firebase_sms:22222
			`,
		},
		{
			name: "a lost code", accounts: people(fake.Account{CodeLife: time.Minute}),
			script: `
				A sendCode +9996620001     => sentCode hash1 app length=5
				A reportMissing +9996620001 hash1 01 => true
				A reportMissing +9996620001 hash9 01 => 400 PHONE_CODE_EXPIRED
				A reportMissing +9996620001 _ 01 => 400 PHONE_CODE_HASH_EMPTY
				A reportMissing +9996620002 hash1 01 => 400 PHONE_NUMBER_INVALID
				# It is still good.
				A signIn +9996620001 hash1 11111 => 400 PHONE_CODE_INVALID
				wait 1m
				A reportMissing +9996620001 hash1 01 => 400 PHONE_CODE_EXPIRED
			`,
		},
	}.play(t)
}

func TestFirebaseLog(t *testing.T) {
	server, err := fake.New(people(fake.Account{Delivery: codes.FirebaseSMS, Firebase: &fake.Firebase{Nonce: "n1"}, Next: codes.SMS})...)
	require.NoError(t, err)
	play(t, server, `
		A sendCode +9996620001     => sentCode hash1 firebase_sms length=5 next=sms nonce=n1
		A safetyNet +9996620001 hash1 attested:n0 => 400 FIREBASE_TOKEN_INVALID
		A playIntegrity +9996620001 hash1 attested:n1 => 400 FIREBASE_TOKEN_INVALID
		A iosPush +9996620001 hash1 attested:n1 => 400 FIREBASE_TOKEN_INVALID
		A safetyNet +9996620001 hash1 attested:n1 => true
		A reportMissing +9996620001 hash1 01 => true
		A resendCode +9996620001 hash1 sms_missing => sentCode hash2 sms length=5 next=sms
	`)
	var lines []string
	for _, r := range server.Requests()[1:] {
		lines = append(lines, r.String()+" => "+r.Answer)
	}
	const to = " phone_number=+9996620001 phone_code_hash=hash1 "
	require.Equal(t, []string{
		"auth.requestFirebaseSms" + to + "safety_net_token=attested:n0 => 400 FIREBASE_TOKEN_INVALID",
		"auth.requestFirebaseSms" + to + "play_integrity_token=attested:n1 => 400 FIREBASE_TOKEN_INVALID",
		"auth.requestFirebaseSms" + to + "ios_push_secret=attested:n1 => 400 FIREBASE_TOKEN_INVALID",
		"auth.requestFirebaseSms" + to + "safety_net_token=attested:n1 => boolTrue",
		"auth.reportMissingCode" + to + "mnc=01 => boolTrue",
		"auth.resendCode" + to + "reason=sms_missing => auth.sentCode",
	}, lines)
	require.Equal(t, map[fake.Examination]int{
		{Method: "auth.requestFirebaseSms", Key: "key1", Hash: "hash1", Value: "attested:n0"}: 1,
		{Method: "auth.requestFirebaseSms", Key: "key1", Hash: "hash1", Value: "attested:n1"}: 3,
	}, server.Examined())
}
