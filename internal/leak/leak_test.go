package leak

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

// The secrets that these tests plant.
const (
	phone    = "9996620001"
	code     = "22222"
	password = "пароль 🐎 \"x\""
	hash     = "KXW3N5R7"
)

var authKey = func() string {
	b := make([]byte, 256)
	for i := range b {
		b[i] = byte(i*7 + 3)
	}
	return string(b)
}()

func planted() *book {
	b := new(book)
	b.secret(Phone, "+999 66 2-0001")
	b.secret(Code, code)
	b.secret(Password, password)
	b.secret(Hash, hash)
	b.secret(AuthKey, authKey)
	return b
}

// A search that finds nothing proves nothing: a secret planted in any channel is
// found there, and the report does not show it.
func TestPlanted(t *testing.T) {
	wrapped := fmt.Errorf("outer: %w", quiet{errors.New("the code was " + code)})
	for _, test := range []struct {
		name  string
		kind  Kind
		plant func(*book)
	}{
		{"log message", Phone, func(b *book) { b.logger("x").Debug("sent to +" + phone) }},
		{"log field", Code, func(b *book) { b.logger("x").Debug("step", zap.Stringer("event", stringer(code))) }},
		{"log field of a derived logger", Password, func(b *book) { b.logger("x").With(zap.String("password", password)).Info("step") }},
		{"log of a number", Code, func(b *book) { b.logger("x").Info("step", zap.Int("code", 22222)) }},
		{"log of an error", Hash, func(b *book) { b.logger("x").Error("step", zap.Error(errors.New(hash))) }},
		{"sugared log", Code, func(b *book) { b.logger("x").Sugar().Infof("typed %q", code) }},
		{"text", Phone, func(b *book) { b.print("x", "Signed in as +"+phone+".\n") }},
		{"value with String", Code, func(b *book) { b.print("x", stringer(code)) }},
		{"value with a careless %#v", Code, func(b *book) { b.print("x", hidesFromV{code}) }},
		{"value with a careless JSON form", Hash, func(b *book) { b.print("x", hidesFromFmt{Hash: hash}) }},
		{"bytes", AuthKey, func(b *book) { b.print("x", []byte(authKey), fmt.Sprintf("%x", authKey)) }},
		{"part of a key", AuthKey, func(b *book) { b.print("x", fmt.Sprintf("%x", authKey[100:160])) }},
		{"error", Password, func(b *book) { b.print("x", fmt.Errorf("no match for %q", password)) }},
		{"cause that the text does not show", Code, func(b *book) { b.print("x", quiet{wrapped}) }},
		{"one of joined causes", Code, func(b *book) { b.print("x", errors.Join(io.EOF, quiet{wrapped})) }},
		{"a secret that is told afterwards", Token, func(b *book) { b.print("x", "token abc-def-ghi"); b.secret(Token, "abc-def-ghi") }},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := planted()
			require.Empty(t, b.leaks())
			test.plant(b)
			told := b.leaks()
			require.NotEmpty(t, told)
			for _, line := range told {
				require.Contains(t, line, " leaks: "+string(test.kind)+": ")
				require.Contains(t, line, "x: ")
				require.Contains(t, line, "<"+string(test.kind)+">")
				for _, secret := range []string{phone, code, password, hash, authKey[:8], fmt.Sprintf("%x", authKey[128:132])} {
					require.NotContains(t, line, secret)
				}
			}
		})
	}
}

type stringer string

func (s stringer) String() string { return string(s) }

// hidesFromV forgets that %#v does not call String.
type hidesFromV struct{ code string }

func (hidesFromV) String() string { return "hidden" }

// hidesFromFmt forgets the encoders.
type hidesFromFmt struct{ Hash string }

func (hidesFromFmt) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "hidden") }

// quiet says nothing of its cause.
type quiet struct{ err error }

func (quiet) Error() string                { return "it went wrong" }
func (quiet) Format(f fmt.State, _ rune)   { _, _ = io.WriteString(f, "it went wrong") }
func (quiet) MarshalText() ([]byte, error) { return []byte("it went wrong"), nil }
func (q quiet) Unwrap() error              { return q.err }

// Each secret is found in each usual spelling, whatever stands around it.
func TestSpellings(t *testing.T) {
	for _, secret := range []string{phone, code, password, hash, authKey} {
		for _, form := range []string{"%s", "%q", "%+q", "%x", "%X", "% x", "%#v"} {
			b := planted()
			b.print("x", fmt.Sprintf("before "+form+" after", secret))
			require.NotEmpty(t, b.leaks(), form)
		}
		for _, form := range []string{"%v", "%d", "%#v"} {
			b := planted()
			b.print("x", fmt.Sprintf("before "+form+" after", []byte(secret)))
			require.NotEmpty(t, b.leaks(), form)
		}
		for before := range 4 {
			if len(secret) < short && before > 0 {
				continue
			}
			for _, e := range []*base64.Encoding{base64.StdEncoding, base64.RawURLEncoding} {
				b := planted()
				b.print("x", "key="+e.EncodeToString([]byte("abc"[:min(before, 3)]+secret+"rest"[:4*min(before, 1)])))
				require.NotEmpty(t, b.leaks(), "%d bytes before", before)
			}
		}
	}
}

// What has a code's digits by chance is no leak.
func TestNoFalseAlarm(t *testing.T) {
	for _, text := range []string{
		"0x2b22222b2000", "(0xc000022222)", "0xc00022222a", "dc2-22222a9f01c3d455", "5d3c22222e",
		"127.0.0.1:22222", "[::1]:22222", "Port:22222", `"port":22222`, "port 22222", "2026-01-02T03:04:05.22222Z", "1.22222s",
		"time.Date(2026, time.January, 2, 3, 4, 5, 22222, time.UTC)",
		"1222223", "22222222", "HQ22222ZK7", "a22222b", "22222_1", "-7822222", "19996620001", "99966200012",
		"KXW3N5R", "MjIyMjIyMjI", "32 32 32 32 3",
		"+999•••0001", "REDACTED",
	} {
		b := planted()
		b.print("x", text, map[string]string{"key": text}, errors.New(text))
		require.Empty(t, b.leaks(), text)
	}
}

// Short texts are in everything, and plain words that a test types in English.
func TestNotSearchedFor(t *testing.T) {
	own(t)
	for _, value := range []string{"", "1234"} {
		Secret(Code, value)
	}
	for _, value := range []string{"wrong", "password"} {
		Performed(t, flow.Call{Password: codes.NewSecret(value)}, nil, flow.Session{}, nil)
	}
	require.Empty(t, suite.secrets)
}

// own gives a test a book of its own.
func own(t *testing.T) {
	before := suite
	t.Cleanup(func() { suite = before })
	suite = new(book)
}

// A watched driver shows what its parts say, and what they must not.
func TestDriver(t *testing.T) {
	own(t)
	const typed = "correct horse"
	server, err := fake.New(fake.Account{Phone: "+" + phone, Password: typed})
	require.NoError(t, err)
	server.Now = func() time.Time { return time.Unix(1e9, 0) }
	chatty := &careless{Transport: &fake.Transport{Server: server}}
	d := Driver(t, &flow.Driver{Transport: chatty, Now: server.Now})
	signIn := func() {
		for _, in := range []flow.Input{flow.PhoneNumber(phone), flow.Code(code), flow.Password(typed)} {
			_, err := d.Do(t.Context(), "login", in)
			require.NoError(t, err)
		}
		_, _ = d.Do(t.Context(), "login", flow.LogOut())
		require.NoError(t, d.Forget(t.Context(), "login"))
	}
	signIn()
	for _, kind := range []Kind{Phone, Code, Password, Hash} {
		require.Contains(t, fmt.Sprint(suite.secrets), kind)
	}
	require.Greater(t, len(suite.texts), 50)
	require.Empty(t, suite.leaks())

	for name, speak := range map[string]func(flow.Call) (flow.Answer, error){
		"an error": func(c flow.Call) (flow.Answer, error) {
			return nil, fmt.Errorf("cannot check %q", c.Password.Reveal())
		},
		"a reason for not sending": func(c flow.Call) (flow.Answer, error) {
			return flow.NotSent{Err: errors.New("cannot check " + c.Password.Reveal())}, nil
		},
	} {
		chatty.speak = speak
		_, err := d.Do(t.Context(), name, flow.PhoneNumber(phone))
		require.NoError(t, err)
		_, err = d.Do(t.Context(), name, flow.Code(code))
		require.NoError(t, err)
		_, err = d.Do(t.Context(), name, flow.Password(typed))
		require.Error(t, err)
		require.NotEmpty(t, suite.leaks(), name)
		suite.texts = nil
	}
}

// careless says something of its own of a password.
type careless struct {
	flow.Transport
	speak func(flow.Call) (flow.Answer, error)
}

func (c *careless) Perform(ctx context.Context, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	if call.Name == flow.CallCheckPassword && c.speak != nil {
		answer, err := c.speak(call)
		return answer, s, err
	}
	return c.Transport.Perform(ctx, call, s)
}

// What a server has sent is secret, though nobody types it.
func TestServer(t *testing.T) {
	own(t)
	t.Run("", func(t *testing.T) {
		account := fake.Account{Phone: phone, Password: password}
		srv, err := fake.New(account)
		require.NoError(t, err)
		Server(t, srv, account)
		d := &flow.Driver{Transport: &fake.Transport{Server: srv}}
		_, err = d.Do(t.Context(), "login", flow.PhoneNumber(phone))
		require.NoError(t, err)
	})
	require.Equal(t, map[string]Kind{phone: Phone, password: Password, code: Code}, suite.secrets)
}

// A matrix that finds nothing proves nothing, too: types that redact themselves
// in the usual ways are caught.
func TestMatrixCatches(t *testing.T) {
	const secret = "correct horse"
	all := func(string, string) bool { return true }
	in := func(position string, sinks ...string) func(string, string) bool {
		return func(p, s string) bool { return p == position && strings.Contains(strings.Join(sinks, ","), s) }
	}
	for _, test := range []struct {
		name  string
		leaks []leak
		where func(position, sink string) bool
		least int // at so many places
	}{
		{"no methods", matrix(secret, secret), all, 400},
		{"no methods, bytes", matrix([]byte(secret), secret), in("bare", "json", "fmt %d", "fmt %x", "zap Any"), 4},
		{"String and GoString, bare", matrix(shy(secret), secret), in("bare", "fmt %d", "json"), 2},
		{"String and GoString, unexported", matrix(shy(secret), secret), in("unexported field", "fmt %v", "slog text", "template"), 3},
		{"Format, unexported", matrix(formatted{secret}, secret), in("unexported field", "fmt %v", "fmt %+v", "fmt %#v"), 3},
		{"behind a pointer", matrix(pointer{new(secret)}, secret), in("bare", "testify"), 1},
	} {
		n := 0
		for _, l := range test.leaks {
			if test.where(l.position, l.sink) {
				n++
			}
			require.NotContains(t, l.output, secret, "the report does not show it")
		}
		require.GreaterOrEqual(t, n, test.least, test.name)
	}
	require.Empty(t, matrix(codes.NewSecret(secret), secret))
	require.Len(t, positions("x"), 21)
}

type shy string

func (shy) String() string   { return "REDACTED" }
func (shy) GoString() string { return "REDACTED" }

type formatted struct{ secret string }

func (formatted) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "REDACTED") }

type pointer struct{ p *string }

func (pointer) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "REDACTED") }

// A package that leaks fails, and one that does not is as it was.
func TestSuite(t *testing.T) {
	own(t)
	require.Equal(t, 0, Suite{status(0)}.Run())
	require.Equal(t, 2, Suite{status(2)}.Run())
	Secret(Token, "abc-def-ghi")
	Saw(t, "nothing of it")
	require.Equal(t, 0, Suite{status(0)}.Run())
	Saw(t, "abc-def-ghi")
	require.Equal(t, 1, Suite{status(0)}.Run())
	require.Equal(t, 2, Suite{status(2)}.Run())
}

type status int

func (s status) Run() int { return int(s) }
