package genauth

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// do makes a request to a path.
func (l *login) do(ctx context.Context, r web.Request) (*web.Reply, error) {
	if err := l.settings(); err != nil {
		return nil, err
	}
	if r.Header == nil {
		r.Header = http.Header{}
	}
	r.Header.Set("X-Authing-App-Id", l.AppID)
	r.Name, r.URL = r.URL, strings.TrimSuffix(l.URL, "/")+r.URL
	f := &l.Factor
	r.Secrets = web.Secrets(l.call, l.Secret.Reveal(), receiverOf(l.call.To).Phone, receiverOf(l.call.Sent.To).Phone,
		l.Who, l.national(), l.Access, l.ID, l.Refresh, f.Token, f.To.Phone, f.To.Email)
	client := web.Client{RoundTripper: l.HTTP, Insecure: l.Insecure}
	return client.Do(ctx, r)
}

// settings says what is missing.
func (t *Transport) settings() error {
	if t.URL == "" || t.AppID == "" || t.ClientAuth > Basic || t.ClientAuth != None && t.Secret.IsZero() {
		return web.Misconfigured("URL and AppID, and with ClientAuth Post and Basic the Secret, must be set")
	}
	return nil
}

func post(path string, header http.Header, body any) web.Request {
	return web.Request{Method: http.MethodPost, URL: path, Header: header, Body: body}
}

// basic is the header of an app that proves itself by one.
func (t *Transport) basic() http.Header {
	if t.ClientAuth != Basic {
		return nil
	}
	return web.Basic(t.AppID, t.Secret.Reveal())
}

// form is a request to an OpenID Connect endpoint, where the client_id is documented
// to be needed with Post and None.
func (t *Transport) form(path string, fields url.Values) web.Request {
	if t.ClientAuth != Basic {
		fields.Set("client_id", t.AppID)
	}
	if t.ClientAuth == Post {
		fields.Set("client_secret", t.Secret.Reveal())
	}
	return post(path, t.basic(), fields)
}

// said is what the server says: documented as a statusCode and an apiCode, which is a
// string in the vendor's docs/reference/error-code.md, or by RFC 6749 as an error. (To
// encoding/json upper and lower case are the same.)
type said struct {
	StatusCode int
	APICode    json.RawMessage
	Error      string
	Data       json.RawMessage
}

// ask makes a request and returns the data of the answer, which a refusal can have,
// too. unauthorized is what it means not to be signed in, which depends on what was
// shown.
func (l *login) ask(ctx context.Context, r web.Request, unauthorized errors.Reason) (json.RawMessage, error) {
	reply, err := l.do(ctx, r)
	if err != nil {
		return nil, err
	}
	return read(reply, unauthorized)
}

// read reads an answer. A statusCode of 200 is a yes, and documented to be the only
// one; the status of HTTP is documented as 200 whatever the answer is, but for too
// many requests.
func read(reply *web.Reply, unauthorized errors.Reason) (json.RawMessage, error) {
	var s said
	if reply.JSON(&s) != nil {
		return nil, reply.No("", nil)
	}
	good, code := reply.Status/100 == 2, s.apiCode()
	name, reason := "apiCode "+code, reasons[code]
	switch {
	case s.StatusCode == http.StatusOK && good:
		return s.Data, nil
	case s.StatusCode >= 400 && s.StatusCode < 1000:
		reply.Status = s.StatusCode
		if code == "" {
			name = "statusCode " + strconv.Itoa(s.StatusCode)
		}
	case s.StatusCode == 0 && s.Error != "" && !good:
		name, reason = s.Error, reasons[s.Error]
	default:
		return nil, reply.No("", nil)
	}
	if reason == "" && (s.StatusCode == http.StatusUnauthorized || code == "2020") {
		reason = unauthorized
	}
	table := map[string]errors.Reason{}
	if reason != "" {
		table[name] = reason
	}
	no := reply.Refused(name, table)
	if reason == "" && code != "" && no.Class != errors.Wait {
		no.Reason = errors.Unnamed // "apiCode 2999" names none, and is said by the Text
	}
	return s.Data, no
}

// apiCode is the APICode, or "" where there is none: what is no short number is nothing
// that the server has a list of, and may be anything that was typed.
func (s *said) apiCode() string {
	code := strings.Trim(string(s.APICode), `"`)
	if len(code) > 10 || strings.Trim(code, "0123456789") != "" {
		return ""
	}
	return code
}

// notOfThis changes a refusal of a request that carried no password and no code: it says
// nothing of one, whatever its name means elsewhere.
func notOfThis(err error) {
	no := web.Refusal(err)
	if no == nil {
		return
	}
	switch no.Reason.Subject() {
	case errors.AboutPassword, errors.AboutCode:
		no.Reason, no.Class = errors.Unnamed, errors.Unknown
	default:
	}
}
