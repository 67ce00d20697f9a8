package codes_test

import (
	"encoding"
	"fmt"
	"testing"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stretchr/testify/require"
)

type enum interface {
	~uint8
	fmt.Stringer
	encoding.TextMarshaler
}

type enumPointer[E enum] interface {
	*E
	encoding.TextUnmarshaler
}

// testEnum wants the names of all values of E in order. Stored records hold
// them, so they never change.
func testEnum[E enum, P enumPointer[E]](t *testing.T, names ...string) {
	t.Helper()
	for i, name := range names {
		v := E(i)
		require.Equal(t, name, v.String())
		text, err := v.MarshalText()
		require.NoError(t, err)
		require.Equal(t, name, string(text))
		read := E(99)
		require.NoError(t, P(&read).UnmarshalText(text))
		require.Equal(t, v, read)
	}

	beyond := E(len(names))
	require.Contains(t, beyond.String(), fmt.Sprint(len(names)))
	_, err := beyond.MarshalText()
	require.ErrorIs(t, err, errors.BadRecord)

	for _, text := range []string{"no such thing", "SMS", "Phone", " ", beyond.String()} {
		read := E(1)
		err := P(&read).UnmarshalText([]byte(text))
		require.ErrorIs(t, err, errors.BadRecord, text)
		require.Equal(t, E(1), read, "a refused text changes nothing")
	}
}

func TestKindNames(t *testing.T) {
	testEnum[codes.Kind](t, "", "phone", "email", "name")
}

func TestDeliveryNames(t *testing.T) {
	testEnum[codes.Delivery](t, "", "app", "sms", "call", "flash_call", "missed_call",
		"fragment_sms", "firebase_sms", "sms_word", "sms_phrase", "mail", "authenticator")
	require.Equal(t, "authenticator", codes.Authenticator.String(), "the constants are in this order")
	require.Equal(t, "flash_call", codes.FlashCall.String())
}

func TestPurposeNames(t *testing.T) {
	testEnum[codes.Purpose](t, "sign_in", "second_factor")
}

// What was found in the place of a name may be a secret that slipped there.
func TestBadNameIsNotRepeated(t *testing.T) {
	var d codes.Delivery
	err := d.UnmarshalText([]byte("hunter2"))
	require.Error(t, err)
	require.NotContains(t, fmt.Sprintf("%v %+v %#v", err, err, err), "hunter2")
}
