package codes_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stretchr/testify/require"
)

var canonicalPhone = regexp.MustCompile(`^\+[1-9][0-9]{4,14}$`)

func FuzzParsePhone(f *testing.F) {
	for _, typed := range []string{
		"+9996620002", " +999 66-2 1234 ", "0088801234567", "+٩٩٩٦٦٢٠٠٠٢", "+49 (0)171 1234567",
		"\u202A+999\u00A0662\u200B0002", "++1", "(0)171", "+1\xff2345", "00", "+42777",
	} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		who, err := codes.ParsePhone(typed)
		if err != nil {
			requireReenter(t, err, errors.PhoneNumberInvalid)
			require.True(t, who.IsZero())
			return
		}
		require.Regexp(t, canonicalPhone, who.Reveal())

		again, err := codes.ParsePhone(who.Reveal())
		require.NoError(t, err)
		require.True(t, again.Equal(who), "parsing again changes nothing")

		digits := strings.TrimPrefix(who.Reveal(), "+")
		shown := strings.Map(func(r rune) rune {
			if '0' <= r && r <= '9' {
				return r
			}
			return -1
		}, who.String())
		require.NotContains(t, who.String(), digits)
		require.LessOrEqual(t, len(shown), 7)
		if len(digits) < 10 {
			require.LessOrEqual(t, len(shown), len(digits)/2)
		}
	})
}

func FuzzParseCode(f *testing.F) {
	for _, seed := range []struct {
		typed                      string
		delivery                   codes.Delivery
		length                     int
		pattern, prefix, beginning string
	}{
		{"1 2 3 4 5", codes.App, 5, "", "", ""},
		{"a١٢٣٤٥b", codes.SMS, 0, "", "", ""},
		{"+7 912 345", codes.FlashCall, 0, "+7 912 ***", "", ""},
		{"7900123", codes.FlashCall, 0, "7900*", "", ""},
		{"+7 912 555 1234", codes.MissedCall, 4, "", "+7 912", ""},
		{" Apple ", codes.SMSWord, 0, "", "", "a"},
		{"apple\u00A0 pie\xff", codes.SMSPhrase, 0, "", "", "Apple"},
		{"123 456", codes.Mail, 6, "", "", ""},
		{"123-456", codes.Authenticator, 6, "", "9", "x"},
		{"12345", 200, -1, "[?", "*", "\xff"},
	} {
		f.Add(seed.typed, uint8(seed.delivery), seed.length, seed.pattern, seed.prefix, seed.beginning)
	}
	reasons := map[errors.Reason]bool{errors.CodeEmpty: true, errors.CodeLength: true, errors.CodeBeginning: true}
	f.Fuzz(func(t *testing.T, typed string, delivery uint8, length int, pattern, prefix, beginning string) {
		sent := codes.Sent{
			Delivery: codes.Delivery(delivery), Length: length,
			Pattern: pattern, Prefix: prefix, Beginning: beginning,
		}
		code, err := codes.ParseCode(codes.NewSecret(typed), sent)
		if err != nil {
			e, ok := errors.AsType[*errors.Error](err)
			require.True(t, ok)
			require.True(t, reasons[e.Reason], e.Reason)
			require.True(t, code.IsZero())
			return
		}
		again, err := codes.ParseCode(code, sent)
		require.NoError(t, err)
		require.True(t, again.Equal(code), "parsing again changes nothing")

		text := code.Reveal()
		require.NotEmpty(t, text)
		switch sent.Delivery {
		case codes.SMSWord, codes.SMSPhrase:
			require.True(t, utf8.ValidString(text))
			require.Equal(t, strings.Join(strings.Fields(text), " "), text)
			require.LessOrEqual(t, len(text), 1024)
		default:
			require.Regexp(t, `^[0-9]{1,99}$`, text)
			if 0 < length && length < 100 {
				require.Len(t, text, length)
			}
		}
	})
}
