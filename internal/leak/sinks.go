package leak

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"log"
	"log/slog"
	"reflect"
	"strings"
	"text/template"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// sinks are the things that commonly print a value.
var sinks = map[string]func(any) string{
	"fmt %v":   format("%v"),
	"fmt %+v":  format("%+v"),
	"fmt %#v":  format("%#v"),
	"fmt %s":   format("%s"),
	"fmt %q":   format("%q"),
	"fmt %x":   format("%x"),
	"fmt %X":   format("%X"),
	"fmt %d":   format("%d"),
	"fmt %T":   format("%T"),
	"fmt %08b": format("%08b"),
	"fmt %t":   format("%t"),
	"fmt %-9s": format("%-9s"),
	"Sprint":   func(v any) string { return fmt.Sprint(v) },
	"log":      func(v any) string { return written(func(w io.Writer) { log.New(w, "", 0).Print(v) }) },
	"slog text": func(v any) string {
		return written(func(w io.Writer) { slog.New(slog.NewTextHandler(w, timeless)).Info("message", "key", v) })
	},
	"slog JSON": func(v any) string {
		return written(func(w io.Writer) { slog.New(slog.NewJSONHandler(w, timeless)).Info("message", "key", v) })
	},
	"zap Any":           zapped(func(l *zap.Logger, v any) { l.Info("message", zap.Any("key", v)) }),
	"zap Reflect":       zapped(func(l *zap.Logger, v any) { l.Info("message", zap.Reflect("key", v)) }),
	"zap Sugar Infow":   zapped(func(l *zap.Logger, v any) { l.Sugar().Infow("message", "key", v) }),
	"zap Sugar Infof":   zapped(func(l *zap.Logger, v any) { l.Sugar().Infof("message %v %+v %#v", v, v, v) }),
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

func format(verb string) func(any) string {
	return func(v any) string { return fmt.Sprintf(verb, v) }
}

func written(write func(io.Writer)) string {
	var b bytes.Buffer
	write(&b)
	return b.String()
}

func zapped(write func(*zap.Logger, any)) func(any) string {
	return func(v any) string {
		return written(func(w io.Writer) {
			out := zapcore.AddSync(w)
			write(zap.New(zapcore.NewTee(
				zapcore.NewCore(jsonEncoder(), out, zap.DebugLevel),
				zapcore.NewCore(zapcore.NewConsoleEncoder(encoderConfig()), out, zap.DebugLevel),
			)), v)
		})
	}
}

func jsonEncoder() zapcore.Encoder { return zapcore.NewJSONEncoder(encoderConfig()) }

// encoderConfig leaves the time out of a log: its digits are of no interest.
func encoderConfig() zapcore.EncoderConfig {
	config := zap.NewProductionEncoderConfig()
	config.TimeKey = ""
	return config
}

// timeless does the same for slog.
var timeless = &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
	if len(groups) == 0 && a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}}

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
	var t mute
	assert(&t)
	return t.said.String()
}

// zeroLike returns an empty value of the same type, as testify shows a diff of
// equal types only.
func zeroLike(v any) any {
	if typ := reflect.TypeOf(v); typ.Kind() == reflect.Pointer {
		return reflect.New(typ.Elem()).Interface()
	}
	return reflect.Zero(reflect.TypeOf(v)).Interface()
}

// mute is a test that may fail.
type mute struct{ said strings.Builder }

func (t *mute) Errorf(format string, args ...any) { fmt.Fprintf(&t.said, format, args...) }
func (t *mute) FailNow()                          {}
