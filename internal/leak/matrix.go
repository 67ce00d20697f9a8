package leak

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
)

// Matrix puts a value into every position of a Go value, and through everything
// that commonly prints one. It fails the test if a secret shows, in any usual
// spelling. A phone number is given as digits only.
func Matrix[T any](t *testing.T, name string, v T, secrets ...string) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Helper()
		for _, l := range matrix(v, secrets...) {
			require.Fail(t, "a secret leaks", "%s through %s: %s", l.position, l.sink, l.output)
		}
	})
}

// A leak is a place of the matrix where a secret shows.
type leak struct{ position, sink, output string }

func matrix[T any](v T, secrets ...string) []leak {
	x := indexOf(secrets)
	var leaks []leak
	for position, value := range positions(v) {
		for sink, show := range sinks {
			output := show(value)
			if found := x.search(output); len(found) > 0 {
				leaks = append(leaks, leak{position, sink, masked(output, found)})
			}
		}
	}
	return leaks
}

// positions are the places in which a value is printed.
func positions[T any](v T) map[string]any {
	all := map[string]any{
		"bare":                    v,
		"pointer":                 &v,
		"exported field":          struct{ Field T }{v},
		"exported interface":      struct{ Field any }{v},
		"unexported field":        struct{ field T }{v},
		"unexported pointer":      struct{ field *T }{&v},
		"unexported interface":    struct{ field any }{v},
		"pointer to struct":       &struct{ field T }{v},
		"embedded":                struct{ embedded[T] }{embedded[T]{v}},
		"slice":                   []T{v},
		"array":                   [1]T{v},
		"map":                     map[string]T{"key": v},
		"map of structs":          map[string]struct{ field T }{"key": {v}},
		"map key":                 map[*T]bool{&v: true},
		"unexported slice":        struct{ field []T }{[]T{v}},
		"error":                   fmt.Errorf("wrong: %v", v),
		"wrapped error":           fmt.Errorf("again: %w", fmt.Errorf("wrong: %+v", &v)),
		"error with Go syntax":    fmt.Errorf("wrong: %#v", struct{ field T }{v}),
		"error with a wrong verb": fmt.Errorf(wrongVerb, v, errors.New("cause")),
		"error with a field":      &fieldError[T]{v},
	}
	if reflect.ValueOf(v).Comparable() {
		all["map key by value"] = map[any]bool{v: true}
	}
	return all
}

// wrongVerb is a variable to get past go vet, as such formats do in real code.
var wrongVerb = "wrong: %d %w"

type embedded[T any] struct{ Field T }

type fieldError[T any] struct{ field T }

func (e *fieldError[T]) Error() string { return fmt.Sprintf("wrong: %v", e.field) }
