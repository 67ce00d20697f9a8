package flow_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// TestNothingLeaks puts every type that carries a secret into every position
// of a value, and through everything that commonly prints one.
func TestNothingLeaks(t *testing.T) {
	record := richRecord(t)
	call := flow.Call{
		Name: flow.CallSignIn, Number: 1, To: record.State.Identifier, Sent: record.State.Sent,
		Code: codes.NewSecret(sampleCode), Password: codes.NewSecret(secret),
	}
	answered := flow.Answered{Call: call, Answer: flow.CodeSent{Sent: record.State.Sent}, Key: "key1"}
	driver := &flow.Driver{Transport: performs(func(_ context.Context, _ flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
		return flow.NotSent{}, s, nil
	})}
	_, err := driver.Do(t.Context(), "login", flow.PhoneNumber(phone)) // leaves a record in its memory
	require.ErrorIs(t, err, errors.NotSent)
	store := &flow.MemoryStore{}
	data, err := record.MarshalBinary()
	require.NoError(t, err)
	require.NoError(t, store.Save(t.Context(), "login", 0, data))

	matrix(t, "State", record.State)
	matrix(t, "Record", record)
	matrix(t, "Session", record.Session)
	matrix(t, "Call", call)
	matrix(t, "Answered", answered)
	matrix(t, "Observation of an input", flow.Observation{ID: "login", Event: flow.Password(secret), State: record.State, Call: call})
	matrix(t, "Observation of an answer", flow.Observation{ID: "login", Event: answered, State: record.State, Call: call})
	matrix(t, "PhoneNumber", flow.PhoneNumber(phone))
	matrix(t, "Code", flow.Code(sampleCode))
	matrix(t, "Password", flow.Password(secret))
	matrix(t, "Driver", driver)
	matrix(t, "MemoryStore", store)
}

func matrix[T any](t *testing.T, name string, v T) {
	t.Run(name, func(t *testing.T) {
		for position, value := range positions(v) {
			for sink, show := range sinks {
				output := show(value)
				found := leaks(output, strings.TrimPrefix(phone, "+"), sampleCode, secret, sampleHash, sampleSession)
				require.Empty(t, found, "%s, %s: %s", position, sink, output)
			}
		}
	})
}

// TestLeakMatrixCatches: a matrix that finds nothing proves nothing.
func TestLeakMatrixCatches(t *testing.T) {
	for _, test := range []struct{ position, sink string }{
		{"bare", "%v"}, {"bare", "%x"}, {"bare", "%d"}, {"bare", "json"}, {"bare", "zap"},
		{"unexported field", "%#v"}, {"unexported pointer", "testify"}, {"bare", "xml"},
		{"slice", "slog"}, {"wrapped error", "%v"},
	} {
		output := sinks[test.sink](positions([]byte(secret))[test.position])
		text := sinks[test.sink](positions(secret)[test.position])
		require.NotEmpty(t, append(leaks(output, secret), leaks(text, secret)...), "%s, %s", test.position, test.sink)
	}
}

// leaks returns those secrets that show in the output in any spelling.
func leaks(output string, secrets ...string) []string {
	var found []string
	for _, s := range secrets {
		numbers := strings.Trim(fmt.Sprint([]byte(s)), "[]")
		spellings := []string{
			s, fmt.Sprintf("%x", s), fmt.Sprintf("%X", s), strings.Trim(fmt.Sprintf("%q", s), `"`),
			numbers, strings.ReplaceAll(numbers, " ", ", "), strings.ReplaceAll(numbers, " ", ","),
		}
		// Where base64 begins depends on what stands before.
		for before := range 3 {
			e := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", before) + s))
			spellings = append(spellings, e[4:len(e)-4])
		}
		for _, spelling := range spellings {
			if len(spelling) > 3 && strings.Contains(output, spelling) {
				found = append(found, s)
				break
			}
		}
	}
	return found
}

func positions[T any](v T) map[string]any {
	return map[string]any{
		"bare":                 v,
		"pointer":              &v,
		"exported field":       struct{ Field T }{v},
		"unexported field":     struct{ field T }{v},
		"unexported pointer":   struct{ field *T }{&v},
		"unexported interface": struct{ field any }{v},
		"slice":                []T{v},
		"map":                  map[string]T{"key": v},
		"unexported slice":     struct{ field []T }{[]T{v}},
		"error":                fmt.Errorf("wrong: %v", v),
		"wrapped error":        fmt.Errorf("again: %w", fmt.Errorf("wrong: %+v", &v)),
		"error with Go syntax": fmt.Errorf("wrong: %#v", struct{ field T }{v}),
	}
}

var sinks = map[string]func(any) string{
	"%v":  func(v any) string { return fmt.Sprintf("%v", v) },
	"%+v": func(v any) string { return fmt.Sprintf("%+v", v) },
	"%#v": func(v any) string { return fmt.Sprintf("%#v", v) },
	"%s":  func(v any) string { return fmt.Sprintf("%s", v) },
	"%q":  func(v any) string { return fmt.Sprintf("%q", v) },
	"%x":  func(v any) string { return fmt.Sprintf("%x", v) },
	"%d":  func(v any) string { return fmt.Sprintf("%d", v) },
	"slog": func(v any) string {
		return written(func(w io.Writer) {
			slog.New(slog.NewTextHandler(w, timeless)).Info("message", "key", v)
			slog.New(slog.NewJSONHandler(w, timeless)).Info("message", "key", v)
		})
	},
	"zap": func(v any) string {
		return written(func(w io.Writer) {
			config := zap.NewProductionEncoderConfig()
			config.TimeKey = "" // its digits could pass for a code
			l := zap.New(zapcore.NewTee(
				zapcore.NewCore(zapcore.NewJSONEncoder(config), zapcore.AddSync(w), zap.DebugLevel),
				zapcore.NewCore(zapcore.NewConsoleEncoder(config), zapcore.AddSync(w), zap.DebugLevel),
			))
			l.Info("message", zap.Any("key", v))
			l.Info("message", zap.Reflect("key", v))
			l.Sugar().Infow("message", "key", v)
			l.Sugar().Infof("message %v %+v %#v", v, v, v)
		})
	},
	"json": func(v any) string { return shown(json.Marshal(v)) },
	"xml":  func(v any) string { return shown(xml.Marshal(v)) },
	"testify": func(v any) string {
		zero := reflect.New(reflect.TypeOf(v)).Elem().Interface()
		return dumped(func(t require.TestingT) { require.Equal(t, zero, v) }) +
			dumped(func(t require.TestingT) { require.Equal(t, []any{zero}, []any{v}) }) +
			dumped(func(t require.TestingT) { require.Nil(t, v, "%#v", v) })
	},
}

func written(write func(io.Writer)) string {
	var b bytes.Buffer
	write(&b)
	return b.String()
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
	var t mute
	assert(&t)
	return t.said.String()
}

type mute struct{ said strings.Builder }

func (t *mute) Errorf(format string, args ...any) { fmt.Fprintf(&t.said, format, args...) }
func (t *mute) FailNow()                          {}

// timeless leaves the time out of a log: its digits could pass for a code.
var timeless = &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
	if len(groups) == 0 && a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}}
