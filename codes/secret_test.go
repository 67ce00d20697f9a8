package codes_test

import (
	"encoding/json"
	"testing"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stretchr/testify/require"
)

func TestSecretGivesItsTextToRevealOnly(t *testing.T) {
	s := codes.NewSecret("hunter2")
	require.Equal(t, "hunter2", s.Reveal())
	require.False(t, s.IsZero())
	require.Equal(t, "REDACTED", s.String())
	require.Equal(t, "REDACTED", s.GoString())
	require.Equal(t, "REDACTED", s.LogValue().String())
}

func TestSecretZeroIsTheEmptyText(t *testing.T) {
	for name, s := range map[string]codes.Secret{"zero": {}, "empty": codes.NewSecret("")} {
		t.Run(name, func(t *testing.T) {
			require.True(t, s.IsZero())
			require.Empty(t, s.Reveal())
			require.Empty(t, s.String())
			view, err := json.Marshal(s)
			require.NoError(t, err)
			require.Equal(t, `""`, string(view))
		})
	}
}

func TestSecretEqual(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"", "", true},
		{"12345", "12345", true},
		{"12345", "12346", false},
		{"12345", "1234", false},
		{"12345", "", false},
	} {
		a, b := codes.NewSecret(test.a), codes.NewSecret(test.b)
		require.Equal(t, test.want, a.Equal(b), "%q %q", test.a, test.b)
		require.Equal(t, test.want, b.Equal(a), "%q %q", test.b, test.a)
	}
}

// A careless round trip through JSON must fail and not leave a password of
// REDACTED behind.
func TestRedactedValuesCannotBeReadBack(t *testing.T) {
	for name, into := range map[string]any{
		"Secret":     &struct{ V codes.Secret }{},
		"Identifier": &struct{ V codes.Identifier }{},
	} {
		for _, text := range []string{`{"V":"REDACTED"}`, `{"V":"+999•••0002"}`, `{"V":""}`, `{"V":"12345"}`} {
			require.ErrorIs(t, json.Unmarshal([]byte(text), into), errors.BadRecord, "%s %s", name, text)
		}
	}
	require.ErrorIs(t, json.Unmarshal([]byte(`{"V":null}`), &struct{ V codes.Secret }{}), errors.BadRecord)
	require.ErrorIs(t, new(codes.Secret).UnmarshalText(nil), errors.BadRecord)

	sent := sampleSent(t)
	view, err := json.Marshal(sent)
	require.NoError(t, err)
	require.ErrorIs(t, json.Unmarshal(view, &codes.Sent{}), errors.BadRecord)
}
