package codes_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stretchr/testify/require"
)

func TestNobody(t *testing.T) {
	var nobody codes.Identifier
	require.True(t, nobody.IsZero())
	require.Equal(t, codes.NoKind, nobody.Kind())
	require.Empty(t, nobody.Reveal())
	require.Empty(t, nobody.String())
}

func TestIdentifierMask(t *testing.T) {
	for _, test := range []struct {
		who  codes.Identifier
		want string
	}{
		{phone(t, "+9996620002"), "+999•••0002"},
		{phone(t, "+123456789012345"), "+123•••2345"},
		{phone(t, "+123456789"), "+12•••89"},
		{phone(t, "+12345678"), "+12•••78"},
		{phone(t, "+1234567"), "+1•••7"},
		{phone(t, "+42777"), "+4•••7"},
		{email(t, "alice@example.com"), "a•••@example.com"},
		{email(t, "a@example.com"), "•••@example.com"},
		{email(t, "émile@example.com"), "é•••@example.com"},
		{name(t, "alice"), "a•••"},
		{name(t, "a"), "•••"},
		{name(t, "阿明"), "阿•••"},
		{name(t, "\u200Dalice"), "•••"},
	} {
		t.Run(test.want, func(t *testing.T) {
			require.Equal(t, test.want, test.who.String())
			require.Equal(t, test.want, test.who.GoString())
			require.Equal(t, test.want, test.who.LogValue().String())
			view, err := json.Marshal(test.who)
			require.NoError(t, err)
			require.Equal(t, `"`+test.want+`"`, string(view))
		})
	}
}

func TestIdentifierEqual(t *testing.T) {
	all := []codes.Identifier{
		{},
		phone(t, "+9996620002"),
		phone(t, "+9996620003"),
		email(t, "alice@example.com"),
		email(t, "Alice@example.com"),
		name(t, "alice"),
		name(t, "+9996620002"), // the same text, another kind
	}
	for i, a := range all {
		for j, b := range all {
			require.Equal(t, i == j, a.Equal(b), "%d %d", i, j)
		}
	}
	require.True(t, phone(t, "+9996620002").Equal(phone(t, "00 999 662 0002")))
}

func TestEmail(t *testing.T) {
	for typed, want := range map[string]string{
		"alice@example.com":                     "alice@example.com",
		" alice@example.com\n":                  "alice@example.com",
		"\uFEFFalice@\u200Bexample.com":         "alice@example.com",
		"Alice+Tag@Example.COM":                 "Alice+Tag@Example.COM",
		"用户@例え.jp":                              "用户@例え.jp",
		"root@localhost":                        "root@localhost",
		strings.Repeat("a", 252) + "@b":         strings.Repeat("a", 252) + "@b",
		" " + strings.Repeat("\t", 500) + "a@b": "a@b",
	} {
		who, err := codes.Email(typed)
		require.NoError(t, err, "%q", typed)
		require.Equal(t, want, who.Reveal())
		require.Equal(t, codes.KindEmail, who.Kind())
	}
	for _, typed := range []string{
		"", " ", "alice", "@", "alice@", "@example.com", "a@b@c", "alice @example.com",
		"alice@example.com, bob@example.com", "alice@exam\x00ple.com", "alice@\xff.com",
		strings.Repeat("a", 253) + "@b",
		strings.Repeat(" ", 1<<20) + "alice@example.com",
	} {
		who, err := codes.Email(typed)
		requireReenter(t, err, errors.EmailInvalid)
		require.True(t, who.IsZero())
	}
}

func TestName(t *testing.T) {
	for typed, want := range map[string]string{
		"alice":                  "alice",
		"  Alice Liddell \u200E": "Alice Liddell",
		"می\u200Cخواهم":          "می\u200Cخواهم", // spelling, not decoration
		strings.Repeat("a", 254): strings.Repeat("a", 254),
	} {
		who, err := codes.Name(typed)
		require.NoError(t, err, "%q", typed)
		require.Equal(t, want, who.Reveal())
		require.Equal(t, codes.KindName, who.Kind())
	}
	for _, typed := range []string{
		"", " \t", "\u200E", "ali\x1bce", "ali\nce", "\xff", strings.Repeat("a", 255),
		strings.Repeat(" ", 1<<20) + "alice",
	} {
		who, err := codes.Name(typed)
		requireReenter(t, err, "name_invalid")
		require.True(t, who.IsZero())
	}
}

func phone(t *testing.T, typed string) codes.Identifier {
	t.Helper()
	return identifier(t, codes.ParsePhone, typed)
}

func email(t *testing.T, typed string) codes.Identifier {
	t.Helper()
	return identifier(t, codes.Email, typed)
}

func name(t *testing.T, typed string) codes.Identifier {
	t.Helper()
	return identifier(t, codes.Name, typed)
}

func identifier(t *testing.T, parse func(string) (codes.Identifier, error), typed string) codes.Identifier {
	t.Helper()
	who, err := parse(typed)
	require.NoError(t, err)
	return who
}
