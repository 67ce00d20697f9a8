package errors_test

import (
	"encoding/json"
	stderrors "errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
)

func TestStandard(t *testing.T) {
	cause := errors.New("cause")
	wrapped := fmt.Errorf("wrapped: %w", cause)
	require.True(t, errors.Is(wrapped, cause))
	require.Equal(t, cause, errors.Unwrap(wrapped))
	require.True(t, errors.Is(errors.Join(io.EOF, cause), io.EOF))
	require.Equal(t, stderrors.ErrUnsupported, errors.ErrUnsupported)
	var e *errors.Error
	require.True(t, errors.As(fmt.Errorf("x: %w", errors.Local(errors.Busy)), &e))
	require.Equal(t, errors.Busy, e.Reason)
	r, ok := errors.AsType[errors.Reason](e)
	require.True(t, ok)
	require.Equal(t, errors.Busy, r)
}

func TestError_Is(t *testing.T) {
	err := fmt.Errorf("sign in: %w", errors.FromRPC("auth.signIn", 400, "PHONE_CODE_EXPIRED"))
	require.ErrorIs(t, err, errors.PhoneCodeExpired)
	require.NotErrorIs(t, err, errors.PhoneCodeInvalid)
	require.NotErrorIs(t, err, io.EOF)

	e := errors.Local(errors.Unanswered)
	require.NotContains(t, e.Unwrap(), nil)
	e.Err = io.ErrUnexpectedEOF
	require.ErrorIs(t, e, errors.Unanswered)
	require.ErrorIs(t, e, io.ErrUnexpectedEOF)
	require.NotContains(t, e.Unwrap(), nil)
}

func TestClassOf(t *testing.T) {
	inner := errors.FromRPC("m", 420, "FLOOD_WAIT_5")
	outer := errors.Local(errors.Unanswered)
	outer.Err = inner
	for _, tt := range []struct {
		err   error
		class errors.Class
	}{
		{nil, errors.Unknown},
		{io.EOF, errors.Unknown},
		{inner, errors.Wait},
		{outer, errors.Transient}, // the outermost decides
		{fmt.Errorf("x: %w", inner), errors.Wait},
		{errors.FromRPC("auth.logOut", 401, "USER_DEACTIVATED"), errors.SessionLost},
		{errors.PhoneCodeExpired, errors.StartOver},
		{fmt.Errorf("x: %w", errors.PhoneCodeExpired), errors.StartOver},
		{errors.Reason("NOBODY_LISTED_THIS"), errors.Unknown},
	} {
		require.Equal(t, tt.class, errors.ClassOf(tt.err), "%T", tt.err)
	}
}

func TestError_Error(t *testing.T) {
	at := time.Date(2026, 3, 4, 5, 6, 7, 8, time.FixedZone("", 3600))
	detail := errors.Local(errors.Unsupported)
	detail.Text = "auth.sentCodeTypeNew\n\x1b[31m"
	lost := errors.Local(errors.Unanswered)
	lost.Method, lost.Err = "auth.signIn", errors.Join(io.EOF, io.ErrClosedPipe)
	for _, tt := range []struct {
		err  *errors.Error
		want string
	}{
		{errors.FromRPC("auth.signIn", 400, "PHONE_CODE_INVALID"), "auth.signIn: PHONE_CODE_INVALID (400)"},
		{errors.FromRPC("auth.sendCode", 420, "FLOOD_WAIT_3661"), "auth.sendCode: FLOOD_WAIT (420), wait 1h1m1s"},
		{errors.FromRPC("m\n", 400, "Odd: \x01 thing"), `m: ODD_X01_THING (400)`},
		{errors.FromRPC("", 0, ""), "unnamed"},
		{errors.FromRPC("m", 400, "ошибка"), "m: unnamed (400): ошибка"},
		// Telegram's own names are not said twice, however they are written ...
		{errors.FromRPC("m", 303, "PHONE_MIGRATE_2"), "m: PHONE_MIGRATE (303)"},
		{errors.FromRPC("m", 403, "RECAPTCHA_CHECK_signup__KEY"), "m: RECAPTCHA_CHECK (403)"},
		{errors.FromRPC("m", 500, "INTERDC_5_CALL_ERROR"), "m: INTERDC_X_CALL_ERROR (500)"},
		// ... and what another system calls it is said.
		{elsewhere(errors.PhoneCodeInvalid, "INVALID_CODE"), "POST /login: PHONE_CODE_INVALID (400): INVALID_CODE"},
		{elsewhere(errors.FloodWait, "TOO_MANY_ATTEMPTS_TRY_LATER"), "POST /login: FLOOD_WAIT (400): TOO_MANY_ATTEMPTS_TRY_LATER"},
		{elsewhere(errors.PhoneCodeInvalid, "2004\n\x1b[31m"), `POST /login: PHONE_CODE_INVALID (400): 2004\n\x1b[31m`},
		{elsewhere(errors.CredentialsInvalid, "INVALID_LOGIN"), "POST /login: credentials_invalid (400): INVALID_LOGIN"},
		{elsewhere("NOBODY_LISTED_THIS", "nobody listed this"), "POST /login: NOBODY_LISTED_THIS (400)"},
		{elsewhere(errors.PhoneCodeInvalid, ""), "POST /login: PHONE_CODE_INVALID (400)"},
		{&errors.Error{Reason: errors.Busy, RetryAt: at, Wait: time.Hour}, "busy, retry at 2026-03-04T04:06:07Z"},
		{&errors.Error{Reason: "ev\x1bil", Method: "a\nb"}, `a\nb: ev\x1bil`},
		{detail, `unsupported: auth.sentCodeTypeNew\n\x1b[31m`},
		{lost, `auth.signIn: unanswered: EOF\nio: read/write on closed pipe`},
	} {
		require.Equal(t, tt.want, tt.err.Error())
		require.NotEmpty(t, fmt.Sprintf("%v %+v %#v", tt.err, tt.err, tt.err))
	}
}

// elsewhere is what another system than Telegram said, under the reason that is
// the same.
func elsewhere(r errors.Reason, text string) *errors.Error {
	e := errors.Local(r)
	e.Method, e.Code, e.Text = "POST /login", 400, text
	return e
}

func TestClass_text(t *testing.T) {
	names := "Unknown Reenter OfferOther StartOver Forward Retry Wait ChangeDC Challenge Configuration Bug SessionLost Terminal Transient"
	for i, name := range strings.Fields(names) {
		c := errors.Class(i)
		require.Equal(t, name, c.String())
		text, err := c.MarshalText()
		require.NoError(t, err)
		var back errors.Class
		require.NoError(t, back.UnmarshalText(text))
		require.Equal(t, c, back)
	}
	past := errors.Class(len(strings.Fields(names)))
	require.Equal(t, "Class(14)", past.String())
	_, err := past.MarshalText()
	require.ErrorIs(t, err, errors.BadRecord)
	require.ErrorIs(t, new(errors.Class).UnmarshalText([]byte("wait")), errors.BadRecord)
	require.ErrorIs(t, new(errors.Class).UnmarshalText(nil), errors.BadRecord)
}

func TestError_JSON(t *testing.T) {
	at := time.Date(2026, 3, 4, 5, 6, 7, 8, time.UTC)
	e := errors.FromRPC("auth.sendCode", 420, "FLOOD_WAIT_42")
	e.RetryAt, e.Err = at, errors.New("a secret in a cause")
	data, err := json.Marshal(e)
	require.NoError(t, err)
	require.JSONEq(t, `{
		"reason": "FLOOD_WAIT", "class": "Wait", "method": "auth.sendCode", "code": 420,
		"text": "FLOOD_WAIT_42", "wait_ns": 42000000000, "retry_at": "2026-03-04T05:06:07.000000008Z"
	}`, string(data))
	var back errors.Error
	require.NoError(t, json.Unmarshal(data, &back))
	e.Err = nil
	require.Equal(t, *e, back)

	data, err = json.Marshal(errors.Local(errors.NotAllowed))
	require.NoError(t, err)
	require.JSONEq(t, `{"reason": "not_allowed", "class": "OfferOther"}`, string(data))
}

func TestError_JSON_bad(t *testing.T) {
	for _, data := range []string{
		`{"class":"Nonsense"}`,
		`{"class":"Class(3)"}`,
		`{"reason":"a b"}`,
		`{"reason":"a\nb"}`,
		`{"reason":"` + strings.Repeat("A", 65) + `"}`,
	} {
		err := json.Unmarshal([]byte(data), new(errors.Error))
		require.ErrorIs(t, err, errors.BadRecord, data)
		require.Equal(t, errors.Configuration, errors.ClassOf(err))
	}
}

func FuzzError_UnmarshalJSON(f *testing.F) {
	f.Add([]byte(`{"reason":"FLOOD_WAIT","class":"Wait","text":"FLOOD_WAIT_42","wait_ns":42000000000,"retry_at":"2026-03-04T05:06:07Z"}`))
	f.Add([]byte(`{"reason":"PHONE_MIGRATE","class":"ChangeDC","method":"\u001b[2J","text":"\n\n"}`))
	f.Add([]byte(`{"class":"Wait","wait_ns":-9223372036854775808}`))
	f.Add([]byte(`{"class":"Wait","wait_ns":9223372036854775807}`))
	f.Add([]byte(`null`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var e errors.Error
		if json.Unmarshal(data, &e) != nil {
			return
		}
		printable(t, e.Error())
		printable(t, e.Advice())
		_ = e.DC()
		again, err := json.Marshal(&e)
		require.NoError(t, err)
		var back errors.Error
		require.NoError(t, json.Unmarshal(again, &back))
		require.Equal(t, e.Error(), back.Error())
		require.Equal(t, e.Class, back.Class)
		require.Equal(t, e.Text, back.Text)
		require.Equal(t, e.Wait, back.Wait)
		require.True(t, e.RetryAt.Equal(back.RetryAt))
	})
}

// A state's Last is nil where all went well, and is asked for a reason without a
// look at it first.
func TestNilError(t *testing.T) {
	var last *errors.Error
	require.NotErrorIs(t, last, errors.PhoneCodeInvalid)
	require.Equal(t, errors.Unknown, errors.ClassOf(last))
}
