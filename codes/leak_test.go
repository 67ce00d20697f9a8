package codes_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"text/template"

	"github.com/stepin-go/stepin/codes"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// The leak matrix: a secret in every position of a value, through everything
// that commonly prints one.

const samplePassword = "correct horse"

func TestNothingLeaks(t *testing.T) {
	matrix(t, "Secret", codes.NewSecret(samplePassword), samplePassword)
	matrix(t, "phone", phone(t, "+"+samplePhone), samplePhone)
	matrix(t, "email", email(t, "alice.liddell@example.com"), "alice.liddell")
	matrix(t, "name", name(t, "alice.liddell"), "alice.liddell")
	matrix(t, "Sent", sampleSent(t), sampleHash, samplePhone)
}

func matrix[T any](t *testing.T, name string, v T, secrets ...string) {
	for position, value := range positions(v) {
		for sink, print := range sinks {
			t.Run(name+"/"+position+"/"+sink, func(t *testing.T) {
				output := print(value)
				require.Empty(t, leaks(output, secrets...), output)
			})
		}
	}
}

// A matrix that finds nothing proves nothing: types that redact themselves in
// the usual ways must be caught.
func TestLeakMatrixCatches(t *testing.T) {
	for _, test := range []struct {
		name      string
		positions map[string]any
		position  string
		sink      string
	}{
		{"no methods", positions(samplePassword), "bare", "fmt %v"},
		{"no methods", positions(samplePassword), "bare", "fmt %d"},
		{"no methods", positions(samplePassword), "bare", "fmt %x"},
		{"no methods", positions(samplePassword), "slice", "json"},
		{"no methods", positions([]byte(samplePassword)), "bare", "json"},
		{"no methods", positions(samplePassword), "pointer to struct", "testify"},
		{"no methods", positions(samplePassword), "unexported pointer", "testify in a slice"},
		{"String and GoString", positions(stringer(samplePassword)), "bare", "fmt %d"},
		{"String and GoString", positions(stringer(samplePassword)), "unexported field", "fmt %v"},
		{"String and GoString", positions(stringer(samplePassword)), "unexported field", "slog text"},
		{"String and GoString", positions(stringer(samplePassword)), "exported field", "json"},
		{"behind a pointer", positions(pointer{new(samplePassword)}), "unexported field", "testify"},
	} {
		output := sinks[test.sink](test.positions[test.position])
		require.NotEmpty(t, leaks(output, samplePassword), "%s: %s", test.name, output)
	}
}

type stringer string

func (stringer) String() string   { return "REDACTED" }
func (stringer) GoString() string { return "REDACTED" }

type pointer struct{ p *string }

func (pointer) Format(f fmt.State, _ rune) { io.WriteString(f, "REDACTED") }

// leaks returns those secrets that show in the output in any spelling.
func leaks(output string, secrets ...string) []string {
	var found []string
	for _, secret := range secrets {
		numbers := strings.Trim(fmt.Sprint([]byte(secret)), "[]")
		for _, spelling := range []string{
			secret,
			fmt.Sprintf("%x", secret),
			fmt.Sprintf("%X", secret),
			numbers,
			strings.ReplaceAll(numbers, " ", ", "),
			// Where base64 starts depends on what stands before; the middle of
			// one of the three alignments must show.
			base64Middle(secret, 0), base64Middle(secret, 1), base64Middle(secret, 2),
		} {
			if strings.Contains(output, spelling) {
				found = append(found, secret)
				break
			}
		}
	}
	return found
}

// base64Middle is the part of the base64 of a secret that is the same whatever
// stands around it, if that is before bytes long.
func base64Middle(secret string, before int) string {
	encoded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", before) + secret))
	return encoded[4 : len(encoded)-4]
}

func positions[T any](v T) map[string]any {
	return map[string]any{
		"bare":                    v,
		"pointer":                 &v,
		"exported field":          struct{ Field T }{v},
		"unexported field":        struct{ field T }{v},
		"unexported pointer":      struct{ field *T }{&v},
		"unexported interface":    struct{ field any }{v},
		"pointer to struct":       &struct{ field T }{v},
		"slice":                   []T{v},
		"array":                   [1]T{v},
		"map":                     map[string]T{"key": v},
		"map of structs":          map[string]struct{ field T }{"key": {v}},
		"unexported slice":        struct{ field []T }{[]T{v}},
		"error":                   fmt.Errorf("wrong: %v", v),
		"wrapped error":           fmt.Errorf("again: %w", fmt.Errorf("wrong: %+v", &v)),
		"error with Go syntax":    fmt.Errorf("wrong: %#v", struct{ field T }{v}),
		"error with a wrong verb": fmt.Errorf(wrongVerb, v, errors.New("cause")),
		"error with a field":      &fieldError[T]{v},
	}
}

// wrongVerb is a variable to get past go vet, as such formats do in real code.
var wrongVerb = "wrong: %d %w"

type fieldError[T any] struct{ field T }

func (e *fieldError[T]) Error() string { return fmt.Sprintf("wrong: %v", e.field) }

var sinks = map[string]func(any) string{
	"fmt %v":   sprintf("%v"),
	"fmt %+v":  sprintf("%+v"),
	"fmt %#v":  sprintf("%#v"),
	"fmt %s":   sprintf("%s"),
	"fmt %q":   sprintf("%q"),
	"fmt %x":   sprintf("%x"),
	"fmt %X":   sprintf("%X"),
	"fmt %d":   sprintf("%d"),
	"fmt %08b": sprintf("%08b"),
	"fmt %t":   sprintf("%t"),
	"fmt %-9s": sprintf("%-9s"),
	"Sprint":   func(v any) string { return fmt.Sprint(v) },
	"log": func(v any) string {
		return written(func(w io.Writer) { log.New(w, "", 0).Print(v) })
	},
	"slog text": func(v any) string {
		return written(func(w io.Writer) { slog.New(slog.NewTextHandler(w, timeless)).Info("message", "key", v) })
	},
	"slog JSON": func(v any) string {
		return written(func(w io.Writer) { slog.New(slog.NewJSONHandler(w, timeless)).Info("message", "key", v) })
	},
	"zap Any":           zapped(func(l *zap.Logger, v any) { l.Info("message", zap.Any("key", v)) }),
	"zap Reflect":       zapped(func(l *zap.Logger, v any) { l.Info("message", zap.Reflect("key", v)) }),
	"zap Sugar Infow":   zapped(func(l *zap.Logger, v any) { l.Sugar().Infow("message", "key", v) }),
	"zap Sugar Infof":   zapped(func(l *zap.Logger, v any) { l.Sugar().Infof("message %v", v) }),
	"zap Sugar Info":    zapped(func(l *zap.Logger, v any) { l.Sugar().Info("message", v) }),
	"json":              func(v any) string { return shown(json.Marshal(v)) },
	"json indented":     func(v any) string { return shown(json.MarshalIndent(v, "", " ")) },
	"xml":               func(v any) string { return shown(xml.Marshal(v)) },
	"template":          templated,
	"testify":           func(v any) string { return dumped(func(t require.TestingT) { require.Equal(t, zeroLike(v), v) }) },
	"testify in detail": func(v any) string { return dumped(func(t require.TestingT) { require.Nil(t, v, "%#v", v) }) },
	"testify in a slice": func(v any) string {
		return dumped(func(t require.TestingT) { require.Equal(t, []any{zeroLike(v)}, []any{v}) })
	},
}

func sprintf(format string) func(any) string {
	return func(v any) string { return fmt.Sprintf(format, v) }
}

func written(write func(io.Writer)) string {
	var b bytes.Buffer
	write(&b)
	return b.String()
}

func zapped(write func(*zap.Logger, any)) func(any) string {
	return func(v any) string {
		config := zap.NewProductionEncoderConfig()
		config.TimeKey = "" // its digits could pass for a code
		return written(func(w io.Writer) {
			write(zap.New(zapcore.NewTee(
				zapcore.NewCore(zapcore.NewJSONEncoder(config), zapcore.AddSync(w), zap.DebugLevel),
				zapcore.NewCore(zapcore.NewConsoleEncoder(config), zapcore.AddSync(w), zap.DebugLevel),
			)), v)
		})
	}
}

func templated(v any) string {
	return written(func(w io.Writer) {
		if err := template.Must(template.New("").Parse(`{{.}} {{printf "%#v" .}}`)).Execute(w, v); err != nil {
			_, _ = io.WriteString(w, err.Error())
		}
	})
}

// shown is what a person would see of a result: bytes or error.
func shown(b []byte, err error) string {
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// dumped is what testify says of an assertion that fails.
func dumped(assert func(require.TestingT)) string {
	var t fakeT
	assert(&t)
	return t.output.String()
}

// zeroLike returns an empty value of the same type, as testify shows a diff of
// equal types only.
func zeroLike(v any) any {
	if typ := reflect.TypeOf(v); typ.Kind() == reflect.Pointer {
		return reflect.New(typ.Elem()).Interface()
	}
	return reflect.Zero(reflect.TypeOf(v)).Interface()
}

type fakeT struct{ output strings.Builder }

func (t *fakeT) Errorf(format string, args ...any) { fmt.Fprintf(&t.output, format, args...) }
func (t *fakeT) FailNow()                          {}

// timeless leaves the time out of a log: its digits could pass for a code.
var timeless = &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
	if len(groups) == 0 && a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}}
