package leak

import (
	"fmt"
	"os"
	"testing"

	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// Named is a test, a script of one, or a Place.
type Named interface{ Name() string }

// A Place is where something is seen, if that is no test.
type Place string

// Name returns the place.
func (p Place) Name() string { return string(p) }

// Saw takes values that tests have got: states, answers, errors, what a program
// wrote. Each is printed, logged and marshalled in the usual ways, an error with
// all that it wraps.
func Saw(t Named, values ...any) { suite.print(t.Name(), values...) }

func (b *book) print(place string, values ...any) {
	for _, v := range values {
		if v == nil {
			continue
		}
		if text, ok := v.(string); ok {
			b.saw(place+": text", text)
			continue
		}
		for _, sink := range quick {
			b.saw(fmt.Sprintf("%s: %T through %s", place, v, sink), sinks[sink](v))
		}
		if err, ok := v.(error); ok {
			b.print(place, causes(err)...)
		}
	}
}

// quick are the sinks that show most; the others are for the matrix.
var quick = []string{"fmt %v", "fmt %+v", "fmt %#v", "fmt %s", "fmt %q", "json", "zap Any"}

// causes are what an error wraps.
func causes(err error) []any {
	switch err := err.(type) { //nolint:errorlint // the chain is walked by hand
	case interface{ Unwrap() error }:
		return []any{err.Unwrap()}
	case interface{ Unwrap() []error }:
		var all []any
		for _, cause := range err.Unwrap() {
			all = append(all, cause)
		}
		return all
	}
	return nil
}

// Logger returns a logger whose entries, of every level, are seen.
func Logger(t Named) *zap.Logger { return suite.logger(t.Name()) }

func (b *book) logger(place string) *zap.Logger {
	return zap.New(zapcore.NewCore(jsonEncoder(), entries{b, place}, zap.DebugLevel))
}

// entries takes what a zap core writes: an entry at a time.
type entries struct {
	book  *book
	place string
}

func (e entries) Write(entry []byte) (int, error) {
	e.book.saw(e.place+": log", string(entry))
	return len(entry), nil
}

func (entries) Sync() error { return nil }

// A Suite is a package's tests, with the search at their end. It stands in the
// place of M:
//
//	func TestMain(m *testing.M) { goleak.VerifyTestMain(leak.Suite{M: m}) }
type Suite struct {
	M interface{ Run() int }
}

// Run runs the tests and returns their exit status, and 1 if they passed and
// something leaks.
func (s Suite) Run() int {
	status := s.M.Run()
	told := suite.leaks()
	for _, line := range told {
		_, _ = fmt.Fprintln(os.Stderr, line)
	}
	if testing.Verbose() {
		_, _ = fmt.Fprintf(os.Stderr, "leak: searched %d texts for %d secrets\n", len(suite.texts), len(suite.secrets))
	}
	if len(told) > 0 && status == 0 {
		status = 1
	}
	return status
}
