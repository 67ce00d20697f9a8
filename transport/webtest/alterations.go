package webtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// An Alteration is a request that differs from a good one in one thing.
type Alteration struct {
	// Name tells what: "body passwordPayload.account changed", "header QB-Token
	// missing", "query key missing", "path changed", "method changed".
	Name    string
	Request *http.Request
}

// Alterations returns copies of a request, each with one thing changed or missing:
// the method, the last part of the path, each parameter of the query, each of the
// named headers, each field of the body, JSON or form. The request is not sent, and
// its body is replaced by one that can be read again.
func Alterations(r *http.Request, headers ...string) ([]Alteration, error) {
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	var all []Alteration
	add := func(name string, body []byte, change func(*http.Request)) {
		c := r.Clone(r.Context())
		c.Body, c.ContentLength, c.GetBody = io.NopCloser(bytes.NewReader(body)), int64(len(body)), nil
		if len(body) == 0 {
			c.Body = http.NoBody
		}
		change(c)
		all = append(all, Alteration{name, c})
	}
	same := func(*http.Request) {}
	add("method changed", body, func(c *http.Request) { c.Method = http.MethodPatch })
	add("path changed", body, func(c *http.Request) { c.URL.Path += "x" })
	for _, name := range slices.Sorted(maps.Keys(r.URL.Query())) {
		query := func(change func(url.Values)) func(*http.Request) {
			return func(c *http.Request) {
				q := c.URL.Query()
				change(q)
				c.URL.RawQuery = q.Encode()
			}
		}
		add("query "+name+" changed", body, query(func(q url.Values) { q.Set(name, other(q.Get(name))) }))
		add("query "+name+" missing", body, query(func(q url.Values) { q.Del(name) }))
	}
	for _, name := range headers {
		if r.Header.Get(name) == "" {
			return nil, fmt.Errorf("the request has no header %s", name)
		}
		add("header "+name+" changed", body, func(c *http.Request) { c.Header.Set(name, other(c.Header.Get(name))) })
		add("header "+name+" missing", body, func(c *http.Request) { c.Header.Del(name) })
	}
	var v any
	if d := json.NewDecoder(bytes.NewReader(body)); len(body) > 0 && strings.Contains(r.Header.Get("Content-Type"), "json") {
		d.UseNumber()
		if err := d.Decode(&v); err != nil {
			return nil, err
		}
		alterJSON(v, "", func(name string) error {
			data, err := json.Marshal(v)
			if err == nil {
				add(name, data, same)
			}
			return err
		})
		return all, nil
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(form)) {
		values := form[name]
		form.Set(name, other(values[0]))
		add("body "+name+" changed", []byte(form.Encode()), same)
		form.Del(name)
		add("body "+name+" missing", []byte(form.Encode()), same)
		form[name] = values
	}
	return all, nil
}

// alterJSON changes and removes each field of v in turn, and puts it back.
func alterJSON(v any, under string, altered func(name string) error) {
	object, ok := v.(map[string]any)
	if !ok {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		value, full := object[name], under+name
		if _, inner := value.(map[string]any); inner {
			alterJSON(value, full+".", altered)
		} else {
			object[name] = otherJSON(value)
			_ = altered("body " + full + " changed")
		}
		delete(object, name)
		_ = altered("body " + full + " missing")
		object[name] = value
	}
}

func otherJSON(v any) any {
	switch v := v.(type) {
	case string:
		return other(v)
	case bool:
		return !v
	case json.Number:
		return json.Number(v.String() + "1")
	default:
		return "altered"
	}
}

// other is another text that looks alike: one letter or digit differs, the last.
func other(text string) string {
	b := []byte(text)
	for i := len(b) - 1; i >= 0; i-- {
		switch c := b[i]; {
		case c == '9', c == 'z', c == 'Z':
			b[i]--
			return string(b)
		case c >= '0' && c < '9', c >= 'a' && c < 'z', c >= 'A' && c < 'Z':
			b[i]++
			return string(b)
		}
	}
	return text + "x"
}
