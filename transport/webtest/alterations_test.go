package webtest

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// An image of a request: all that a server can see of it.
type image struct {
	method, path string
	parts        map[string]string // of the query, the header and the body
}

func imageOf(t *testing.T, r *http.Request) image {
	body, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	require.EqualValues(t, len(body), r.ContentLength)
	i := image{r.Method, r.URL.Path, map[string]string{}}
	for name, values := range r.URL.Query() {
		i.parts["query "+name] = strings.Join(values, ",")
	}
	for name, values := range r.Header {
		i.parts["header "+name] = strings.Join(values, ",")
	}
	in := newRequest("", r, body)
	for name, value := range in.Fields() {
		i.parts["body "+name] = value
	}
	return i
}

// differences names what two requests differ in.
func differences(a, b image) (names []string) {
	if a.method != b.method {
		names = append(names, "method")
	}
	if a.path != b.path {
		names = append(names, "path")
	}
	for name, value := range a.parts {
		if other, there := b.parts[name]; !there || other != value {
			names = append(names, name)
		}
	}
	for name := range b.parts {
		if _, there := a.parts[name]; !there {
			names = append(names, "new "+name)
		}
	}
	return names
}

func TestAlterations(t *testing.T) {
	for name, tt := range map[string]struct {
		method, url, kind, body string
		names                   []string
	}{
		"no body": {"GET", "/who?key=k1&x=", "", "", []string{
			"method changed", "path changed", "query key changed", "query key missing", "query x changed", "query x missing",
			"header X-Key changed", "header X-Key missing",
		}},
		"a form": {"POST", "/token", "application/x-www-form-urlencoded", "grant=password&user=ada+z", []string{
			"method changed", "path changed", "header X-Key changed", "header X-Key missing",
			"body grant changed", "body grant missing", "body user changed", "body user missing",
		}},
		"JSON": {
			"POST", "/login", "application/vnd.x+json; charset=utf-8",
			`{"name":"ada","n":9223372036854775807,"yes":true,"none":null,"list":["a"],"in":{"ner":{"word":"é"}}}`, []string{
				"method changed", "path changed", "header X-Key changed", "header X-Key missing",
				"body in missing", "body in.ner missing", "body in.ner.word changed", "body in.ner.word missing",
				"body list changed", "body list missing", "body n changed", "body n missing", "body name changed", "body name missing",
				"body none changed", "body none missing", "body yes changed", "body yes missing",
			},
		},
		"no object": {"POST", "/x", "application/json", `["a"]`, []string{
			"method changed", "path changed", "header X-Key changed", "header X-Key missing",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := http.NewRequestWithContext(t.Context(), tt.method, "http://127.0.0.1"+tt.url, strings.NewReader(tt.body))
			require.NoError(t, err)
			r.Header.Set("X-Key", "a-key")
			if tt.kind != "" {
				r.Header.Set("Content-Type", tt.kind)
			}
			all, err := Alterations(r, "x-key")
			require.NoError(t, err)
			original := imageOf(t, r)
			var names []string
			for _, a := range all {
				name := strings.Replace(a.Name, "x-key", "X-Key", 1)
				names = append(names, name)
				what, how, _ := strings.Cut(strings.Replace(name, " missing", "\nmissing", 1), "\n")
				what = strings.TrimSuffix(what, " changed")
				got := imageOf(t, a.Request)
				differ := differences(original, got)
				require.NotEmpty(t, differ, name)
				for _, d := range differ {
					// A list or an object takes what is in it with it.
					require.True(t, d == what || d == "new "+what || strings.HasPrefix(d, what+"."), "%s: %s differs", name, d)
				}
				if how == "missing" {
					require.NotContains(t, got.parts, what, name)
				}
			}
			require.ElementsMatch(t, tt.names, names)
			body, err := io.ReadAll(r.Body)
			require.NoError(t, err)
			require.Empty(t, body, "the image has read it")
		})
	}
}

func TestAlterationsOfNothingGood(t *testing.T) {
	for name, tt := range map[string]struct {
		kind, body string
		headers    []string
	}{
		"a header that is not there": {"", "", []string{"X-Key"}},
		"JSON that is none":          {"application/json", "{", nil},
		"a form that is none":        {"application/x-www-form-urlencoded", "%zz", nil},
		"a body that breaks":         {"breaks", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			var body io.Reader = strings.NewReader(tt.body)
			if tt.kind == "breaks" {
				body = io.MultiReader(body, breaks{})
			}
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://127.0.0.1/", body)
			require.NoError(t, err)
			r.Header.Set("Content-Type", tt.kind)
			_, err = Alterations(r, tt.headers...)
			require.Error(t, err)
		})
	}
}

type breaks struct{}

func (breaks) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// A request can be sent after its alterations have been made.
func TestAlterationsLeaveTheBody(t *testing.T) {
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://127.0.0.1/", bytes.NewReader([]byte(`{"a":1}`)))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/json")
	_, err = Alterations(r)
	require.NoError(t, err)
	body, err := io.ReadAll(r.Body)
	require.NoError(t, err)
	require.JSONEq(t, `{"a":1}`, string(body))
}

func TestOther(t *testing.T) {
	for text, want := range map[string]string{
		"": "x", "a": "b", "z": "y", "Z": "Y", "9": "8", "0": "1", "ab-": "ac-", "--": "--x", "application/json": "application/jsoo",
		"Bearer abc==": "Bearer abd==", "é": "éx",
	} {
		require.Equal(t, want, other(text), text)
	}
}
