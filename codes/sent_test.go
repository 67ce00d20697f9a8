package codes_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stretchr/testify/require"
)

const (
	sampleHash  = "c0ffee00c0ffee00"
	samplePhone = "9996620002"
)

func sampleSent(t *testing.T) codes.Sent {
	t.Helper()
	return codes.Sent{
		To:        phone(t, "+"+samplePhone),
		Hash:      codes.NewSecret(sampleHash),
		Key:       "mtproto:0123",
		Delivery:  codes.MissedCall,
		Length:    5,
		Pattern:   "+7 912 ***",
		Prefix:    "+7 912",
		URL:       codes.NewSecret("https://fragment.com/number/" + samplePhone + "/code"),
		Beginning: "apple",
		Firebase: codes.Firebase{
			Nonce: codes.NewSecret("for SafetyNet"), PlayIntegrityProject: 7, PlayIntegrityNonce: codes.NewSecret("for Play"),
			Receipt: codes.NewSecret("for iOS"), PushTimeout: 30 * time.Second,
		},
		Next:     codes.SMS,
		ResendAt: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC),
		Purpose:  codes.SecondFactor,
	}
}

// A field that Equal forgets would let a new code pass for the old one.
func TestSentEqualLooksAtEveryField(t *testing.T) {
	full := sampleSent(t)
	require.True(t, full.Equal(sampleSent(t)))
	require.False(t, full.IsZero())
	require.True(t, codes.Sent{}.IsZero())

	for i := range reflect.TypeFor[codes.Sent]().NumField() {
		one := codes.Sent{}
		field := reflect.ValueOf(&one).Elem().Field(i)
		require.False(t, reflect.ValueOf(full).Field(i).IsZero(), "the sample sets every field")
		field.Set(reflect.ValueOf(full).Field(i))
		name := reflect.TypeFor[codes.Sent]().Field(i).Name
		require.False(t, one.Equal(codes.Sent{}), name)
		require.False(t, codes.Sent{}.Equal(one), name)
		require.False(t, one.IsZero(), name)
	}
}

// Nor may one of what Firebase is to be told be forgotten.
func TestFirebaseLooksAtEveryField(t *testing.T) {
	full := sampleSent(t).Firebase
	require.False(t, full.IsZero())
	for i := range reflect.TypeFor[codes.Firebase]().NumField() {
		var one codes.Firebase
		require.False(t, reflect.ValueOf(full).Field(i).IsZero(), "the sample sets every field")
		reflect.ValueOf(&one).Elem().Field(i).Set(reflect.ValueOf(full).Field(i))
		require.False(t, one.IsZero(), reflect.TypeFor[codes.Firebase]().Field(i).Name)
	}
}

func TestSentEqualComparesInstants(t *testing.T) {
	a, b := sampleSent(t), sampleSent(t)
	b.ResendAt = a.ResendAt.In(time.FixedZone("", 3600))
	require.True(t, a.Equal(b))
	b.ResendAt = a.ResendAt.Add(1)
	require.False(t, a.Equal(b))
}

func TestSentView(t *testing.T) {
	view, err := json.Marshal(sampleSent(t))
	require.NoError(t, err)
	require.JSONEq(t, `{
		"to": "+999•••0002",
		"hash": "REDACTED",
		"key": "mtproto:0123",
		"delivery": "missed_call",
		"length": 5,
		"pattern": "+7 912 ***",
		"prefix": "+7 912",
		"url": "REDACTED",
		"beginning": "apple",
		"firebase": {
			"nonce": "REDACTED", "play_integrity_project": 7, "play_integrity_nonce": "REDACTED",
			"receipt": "REDACTED", "push_timeout_ns": 30000000000
		},
		"next": "sms",
		"resend_at": "2026-11-21T12:00:00Z",
		"purpose": "second_factor"
	}`, string(view))

	view, err = json.Marshal(codes.Sent{})
	require.NoError(t, err)
	require.JSONEq(t, `{"to":"","hash":"","delivery":"","purpose":"sign_in"}`, string(view))
}
