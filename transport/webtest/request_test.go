package webtest

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func request(kind, body string) Request {
	r := httptest.NewRequest(http.MethodPost, "/x?q=1", strings.NewReader(body))
	r.Header.Set("Content-Type", kind)
	return newRequest("POST /x", r, []byte(body))
}

func TestRequestJSON(t *testing.T) {
	var v struct {
		A int
		B struct{ C string }
	}
	for body, ok := range map[string]bool{
		`{"a":1,"b":{"c":"x"}}`: true, `{}`: true, ` {"a":1} `: true,
		`{"a":1,"x":2}`: false, `{"b":{"x":1}}`: false, `{"a":1}{}`: false, `{"a":1} x`: false, `{"a":"1"}`: false, ``: false, `{"a":1`: false,
	} {
		r := request("application/json", body)
		if err := r.JSON(&v); ok {
			require.NoError(t, err, body)
		} else {
			require.Error(t, err, body)
		}
	}
}

func TestRequestForm(t *testing.T) {
	r := request("application/x-www-form-urlencoded; charset=utf-8", "a=1+2&b=%2B")
	form, err := r.Form()
	require.NoError(t, err)
	require.Equal(t, url.Values{"a": {"1 2"}, "b": {"+"}}, form)
	require.Equal(t, "application/x-www-form-urlencoded", r.Kind())
	require.Equal(t, url.Values{"q": {"1"}}, r.Query)
	r = request("", "%zz")
	_, err = r.Form()
	require.Error(t, err)
	require.Empty(t, r.Kind())
}

func TestRequestFields(t *testing.T) {
	for body, want := range map[string]map[string]string{
		`{"a":"x","b":{"c":true,"d":{"e":null}},"f":[1,{"g":2.5}]}`: {"a": "x", "b.c": "true", "b.d.e": "null", "f.0": "1", "f.1.g": "2.5"},
		`[]`:                        {},
		`"x"`:                       {"": "x"},
		`1`:                         {"": "1"},
		`{"n":1767225600000}`:       {"n": "1767225600000"},
		"a=1&b=2&b=3":               {"a": "1", "b": "2,3"},
		"":                          {},
		`{"a":`:                     {`{"a":`: ""},
		"user[login]=ada&x=%26%3D+": {"user[login]": "ada", "x": "&= "},
	} {
		r := request("", body)
		require.Equal(t, want, r.Fields(), body)
	}
}

func TestRequestString(t *testing.T) {
	for body, want := range map[string]string{
		"": "POST /x",
		`{"b":"two words","a":"1","c":"\"","d":"x\ny"}`: `POST /x a=1 b="two words" c="\"" d="x\ny"`,
		"grant_type=password&username=ada":              "POST /x grant_type=password username=ada",
	} {
		require.Equal(t, want, request("", body).String())
	}
}

// Whatever arrives can be told.
func FuzzFields(f *testing.F) {
	f.Add([]byte(`{"a":[{"b":null}]}`))
	f.Add([]byte("a=1&b=%zz"))
	f.Fuzz(func(t *testing.T, body []byte) {
		r := request("", string(body))
		require.NotNil(t, r.Fields())
		require.True(t, strings.HasPrefix(r.String(), "POST /x"))
	})
}
