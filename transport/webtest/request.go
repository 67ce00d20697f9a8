package webtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// A Request is what came. It is for tests: it shows everything, secrets too.
type Request struct {
	// Route is the name of the route it came to.
	Route  string
	Header http.Header
	Query  url.Values
	// Body is the body as it came.
	Body []byte

	http *http.Request
}

func newRequest(route string, r *http.Request, body []byte) Request {
	return Request{Route: route, Header: r.Header, Query: r.URL.Query(), Body: body, http: r}
}

// PathValue returns what stands in the path for a name in the route's pattern.
func (r *Request) PathValue(name string) string { return r.http.PathValue(name) }

// Kind returns the media type of the body, without parameters.
func (r *Request) Kind() string {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return kind
}

// JSON reads a body of JSON into v. A field that v does not have is an error, and so
// is anything after the value.
func (r *Request) JSON(v any) error {
	d := json.NewDecoder(bytes.NewReader(r.Body))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("there is something after the JSON")
	}
	return nil
}

// Form reads a body that is a form.
func (r *Request) Form() (url.Values, error) { return url.ParseQuery(string(r.Body)) }

// Fields returns the fields of the body, JSON or form, by name; a field of an object
// in an object as "outer.inner", and one of a list by its number.
func (r *Request) Fields() map[string]string {
	fields := map[string]string{}
	var v any
	if json.Unmarshal(r.Body, &v) == nil {
		flatten(fields, "", v)
		return fields
	}
	form, _ := r.Form()
	for name, values := range form {
		fields[name] = strings.Join(values, ",")
	}
	return fields
}

func flatten(fields map[string]string, name string, v any) {
	under := func(inner string) string {
		if name == "" {
			return inner
		}
		return name + "." + inner
	}
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			flatten(fields, under(k), x)
		}
	case []any:
		for i, x := range v {
			flatten(fields, under(strconv.Itoa(i)), x)
		}
	case string:
		fields[name] = v
	case nil:
		fields[name] = "null"
	case bool:
		fields[name] = strconv.FormatBool(v)
	case float64:
		fields[name] = strconv.FormatFloat(v, 'f', -1, 64)
	}
}

// String tells the route and the fields, in the order of their names: as in
// "POST /token grant_type=password username=ada".
func (r Request) String() string {
	var b strings.Builder
	b.WriteString(r.Route)
	fields := r.Fields()
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		value := fields[name]
		if strings.ContainsAny(value, " \"\n") {
			value = strconv.Quote(value)
		}
		b.WriteString(" " + name + "=" + value)
	}
	return b.String()
}
