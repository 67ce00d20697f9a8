package codes_test

import (
	"math"
	"strings"
	"testing"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stretchr/testify/require"
)

var (
	fiveDigits = codes.Sent{Delivery: codes.App, Length: 5}
	anyDigits  = codes.Sent{Delivery: codes.SMS}
	flashCall  = codes.Sent{Delivery: codes.FlashCall, Pattern: "+7 912 ***"}
	missedCall = codes.Sent{Delivery: codes.MissedCall, Prefix: "+7 912", Length: 4}
	word       = codes.Sent{Delivery: codes.SMSWord, Beginning: "a"}
	phrase     = codes.Sent{Delivery: codes.SMSPhrase, Beginning: "Apple"}
)

func flashCallFrom(pattern string) codes.Sent {
	return codes.Sent{Delivery: codes.FlashCall, Pattern: pattern}
}

func TestParseCode(t *testing.T) {
	for _, test := range []struct {
		name  string
		typed string
		sent  codes.Sent
		want  string
	}{
		{"canonical", "12345", fiveDigits, "12345"},
		{"spaces", " 1 2 3 4 5 ", fiveDigits, "12345"},
		{"dashes", "1-2-3-4-5", fiveDigits, "12345"},
		{"letters around", "a12345b", fiveDigits, "12345"},
		{"a sentence", "my code: 12.345!", fiveDigits, "12345"},
		{"full width", "１２３４５", fiveDigits, "12345"},
		{"Arabic-Indic", "١٢٣٤٥", fiveDigits, "12345"},
		{"Devanagari", "१२३४५", fiveDigits, "12345"},
		{"keycaps", "1\uFE0F\u20E32\uFE0F\u20E33\uFE0F\u20E34\uFE0F\u20E35\uFE0F\u20E3", fiveDigits, "12345"},
		{"right-to-left marks", "\u202B12345\u200F", fiveDigits, "12345"},
		{"not UTF-8", "12\xff345", fiveDigits, "12345"},
		{"leading zeros stay", "00001", fiveDigits, "00001"},
		{"superscripts are no digits", "12345²", fiveDigits, "12345"},

		{"length unknown, one", "7", anyDigits, "7"},
		{"length unknown, many", "1234567890", anyDigits, "1234567890"},
		{"length unknown, the most", strings.Repeat("7", 99), anyDigits, strings.Repeat("7", 99)},
		{"no delivery known", "1 2 3", codes.Sent{}, "123"},
		{"a delivery of tomorrow", "1 2 3", codes.Sent{Delivery: 200}, "123"},
		{"a length below zero is unknown", "123", codes.Sent{Length: -5}, "123"},
		{"a length of nonsense is unknown", "123", codes.Sent{Length: math.MaxInt}, "123"},
		{"call", "1 2 3 4 5", codes.Sent{Delivery: codes.Call, Length: 5}, "12345"},
		{"fragment", "1 2 3 4 5", codes.Sent{Delivery: codes.FragmentSMS, Length: 5}, "12345"},
		{"e-mail", "123 456", codes.Sent{Delivery: codes.Mail, Length: 6}, "123456"},
		{"e-mail, length unknown", "a-1234", codes.Sent{Delivery: codes.Mail}, "1234"},
		{"authenticator", "123 456", codes.Sent{Delivery: codes.Authenticator, Length: 6}, "123456"},
		{"authenticator, a beginning means nothing", "123456", codes.Sent{Delivery: codes.Authenticator, Beginning: "a", Prefix: "9"}, "123456"},
		{"firebase", "1 2 3 4 5", codes.Sent{Delivery: codes.FirebaseSMS, Length: 5}, "12345"},

		{"flash call", "+7 (912) 345", flashCall, "7912345"},
		{"flash call, any number", "+44 20 7946 0000", flashCallFrom("*"), "442079460000"},
		{"flash call, no pattern", "+44 20 7946 0000", flashCallFrom(""), "442079460000"},
		{"flash call, one star", "7900123", flashCallFrom("7900*"), "7900123"},
		{"flash call, one star and an end", "790012345", flashCallFrom("7900*45"), "790012345"},
		{"flash call, stars in front", "1234567", flashCallFrom("***4567"), "1234567"},
		{"flash call, pattern without sense", "123", flashCallFrom("?x["), "123"},
		{"flash call, pattern with letters", "123", flashCallFrom("7900 or 7901"), "123"},
		{"flash call, pattern without end", "123", flashCallFrom(strings.Repeat("9", 1<<20)), "123"},
		{"flash call, foreign digits", "٧٩١٢٣٤٥", flashCall, "7912345"},

		{"missed call, the end", "1234", missedCall, "1234"},
		{"missed call, disguised", "1-2 3-4", missedCall, "1234"},
		{"missed call, the whole number", "+7 912 555 1234", missedCall, "1234"},
		{"missed call, number is prefix and code", "79121234", missedCall, "1234"},
		{"missed call, the end looks like the prefix", "7912", missedCall, "7912"},
		{"missed call, no length", "+7 912 1234", codes.Sent{Delivery: codes.MissedCall, Prefix: "7912"}, "79121234"},

		{"word", "apple", word, "apple"},
		{"word, capital", " Apple\n", word, "Apple"},
		{"word, space before", " apple", word, "apple"},
		{"word, space after", "apple ", word, "apple"},
		{"word, marks", "\u200Eap\u00ADple\uFEFF", word, "apple"},
		{"word, nothing announced", "pear", codes.Sent{Delivery: codes.SMSWord}, "pear"},
		{"word, Cyrillic", "Яблоко", codes.Sent{Delivery: codes.SMSWord, Beginning: "я"}, "Яблоко"},
		{"word, spelled with a joiner", "می\u200Cخواهم", codes.Sent{Delivery: codes.SMSWord, Beginning: "م"}, "می\u200Cخواهم"},
		{"word of digits", "12345", codes.Sent{Delivery: codes.SMSWord}, "12345"},
		{"phrase", "apple pie", phrase, "apple pie"},
		{"phrase, white space", "  apple\u00A0\t pie \r\n ", phrase, "apple pie"},
		{"phrase, announced with white space", "apple pie", codes.Sent{Delivery: codes.SMSPhrase, Beginning: " apple "}, "apple pie"},
		{"phrase, announced without end", "apple pie", codes.Sent{Delivery: codes.SMSPhrase, Beginning: strings.Repeat("x", 1<<20)}, "apple pie"},
		{"phrase, no length", "apple pie", codes.Sent{Delivery: codes.SMSPhrase, Length: 5}, "apple pie"},
	} {
		t.Run(test.name, func(t *testing.T) {
			code, err := codes.ParseCode(codes.NewSecret(test.typed), test.sent)
			require.NoError(t, err)
			require.Equal(t, test.want, code.Reveal())
		})
	}
}

func TestParseCodeRefuses(t *testing.T) {
	for _, test := range []struct {
		name  string
		typed string
		sent  codes.Sent
		want  errors.Reason
	}{
		{"empty", "", fiveDigits, errors.CodeEmpty},
		{"white space", " \t", fiveDigits, errors.CodeEmpty},
		{"letters", "hello", fiveDigits, errors.CodeEmpty},
		{"too short", "1234", fiveDigits, errors.CodeLength},
		{"too long", "123456", fiveDigits, errors.CodeLength},
		{"two codes", "12345 12345", fiveDigits, errors.CodeLength},
		{"length unknown, a hundred", strings.Repeat("7", 100), anyDigits, errors.CodeLength},
		{"a megabyte", strings.Repeat("7", 1<<20), anyDigits, errors.CodeLength},
		{"far behind white space", strings.Repeat(" ", 1<<20) + "12345", fiveDigits, errors.CodeLength},

		{"flash call, empty", "+", flashCall, errors.CodeEmpty},
		{"flash call, too short", "+7 912 34", flashCall, errors.CodeLength},
		{"flash call, too long", "+7 912 3456", flashCall, errors.CodeLength},
		{"flash call, another number", "+7 913 345", flashCall, errors.CodeBeginning},
		{"flash call, another end", "1234568", flashCallFrom("***4567"), errors.CodeBeginning},
		{"flash call, one star, another number", "7901123", flashCallFrom("7900*"), errors.CodeBeginning},
		{"flash call, one star, too short", "790", flashCallFrom("7900*"), errors.CodeLength},
		{"flash call, no pattern, too long", strings.Repeat("7", 100), flashCallFrom(""), errors.CodeLength},

		{"missed call, empty", "", missedCall, errors.CodeEmpty},
		{"missed call, too short", "123", missedCall, errors.CodeLength},
		{"missed call, another number", "+7 913 555 1234", missedCall, errors.CodeBeginning},
		{"missed call, one digit too many", "79125", missedCall, errors.CodeLength},
		{"missed call, more than a number", "7912" + strings.Repeat("5", 12), missedCall, errors.CodeLength},
		{"missed call, no prefix", "79121234", codes.Sent{Delivery: codes.MissedCall, Length: 4}, errors.CodeLength},

		{"word, empty", "", word, errors.CodeEmpty},
		{"word, invisible", "\u200E\uFEFF \x00\xff", word, errors.CodeEmpty},
		{"word, another letter", "pear", word, errors.CodeBeginning},
		{"phrase, another word", "pear pie", phrase, errors.CodeBeginning},
		{"phrase, shorter than announced", "app", phrase, errors.CodeBeginning},
		{"phrase, a megabyte", "apple " + strings.Repeat("pie ", 1<<18), phrase, errors.CodeLength},
	} {
		t.Run(test.name, func(t *testing.T) {
			code, err := codes.ParseCode(codes.NewSecret(test.typed), test.sent)
			requireReenter(t, err, test.want)
			require.True(t, code.IsZero())
		})
	}
}

// A sign-in page parses on every key; what needs no change costs nothing.
func TestParseCodeOfFinalFormDoesNotAllocate(t *testing.T) {
	for _, test := range []struct {
		name, typed string
		sent        codes.Sent
	}{
		{"digits", "12345", fiveDigits},
		{"missed call", "1234", codes.Sent{Delivery: codes.MissedCall, Prefix: "7912", Length: 4}},
		{"word", "apple", word},
		{"phrase", "apple pie", codes.Sent{Delivery: codes.SMSPhrase, Beginning: "apple"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			typed := codes.NewSecret(test.typed)
			require.Zero(t, testing.AllocsPerRun(100, func() {
				if _, err := codes.ParseCode(typed, test.sent); err != nil {
					t.Error(err)
				}
			}))
		})
	}
}

// An absurd text is refused by its length, before anything of it is copied: the
// error is all that is allocated.
func TestAbsurdTextIsRefusedCheaply(t *testing.T) {
	absurd := strings.Repeat("1 ", 1<<20)
	secret := codes.NewSecret(absurd)
	for name, parse := range map[string]func() error{
		"ParseCode":  func() error { _, err := codes.ParseCode(secret, anyDigits); return err },
		"ParsePhone": func() error { _, err := codes.ParsePhone(absurd); return err },
		"Email":      func() error { _, err := codes.Email(absurd); return err },
		"Name":       func() error { _, err := codes.Name(absurd); return err },
	} {
		require.Error(t, parse(), name)
		require.LessOrEqual(t, testing.AllocsPerRun(10, func() { _ = parse() }), 1.0, name)
	}
}

func TestParsePassword(t *testing.T) {
	for _, typed := range []string{"hunter2", " hunter2 ", " ", "pass\u200Eword", "\xff", strings.Repeat("x", 1<<20)} {
		password, err := codes.ParsePassword(codes.NewSecret(typed))
		require.NoError(t, err)
		require.True(t, typed == password.Reveal(), "a password is taken as it is")
	}
	password, err := codes.ParsePassword(codes.Secret{})
	requireReenter(t, err, errors.PasswordMissing)
	require.True(t, password.IsZero())
}

func TestDigest(t *testing.T) {
	code, other := codes.NewSecret("12345"), codes.NewSecret("12346")
	digest := codes.Digest(code, "hash")
	// printf '\0\0\0\0\0\0\0\004hash12345' | sha256sum
	require.Equal(t, [8]byte{0x8d, 0x6f, 0xde, 0x4e, 0x53, 0x7a, 0x03, 0x5b}, digest, "stored records hold digests, so they never change")
	require.Equal(t, digest, codes.Digest(codes.NewSecret("12345"), "hash"))
	require.NotEqual(t, digest, codes.Digest(other, "hash"))
	require.NotEqual(t, digest, codes.Digest(code, "another hash"))
	require.NotEqual(t, codes.Digest(code, "1"), codes.Digest(codes.NewSecret("2345"), "11"), "code and salt stay apart")
	require.NotPanics(t, func() { codes.Digest(codes.Secret{}, "") })
	require.Zero(t, testing.AllocsPerRun(10, func() { codes.Digest(code, "0123456789abcdef01") }), "a hash as Telegram's")
}

func BenchmarkParseCode(b *testing.B) {
	for name, typed := range map[string]string{"final form": "12345", "disguised": "1 2 3 4 5"} {
		b.Run(name, func(b *testing.B) {
			secret := codes.NewSecret(typed)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := codes.ParseCode(secret, fiveDigits); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
