package firebase

import (
	"cmp"
	"context"
	"net/http"
	"strings"

	"github.com/stepin-go/stepin/transport/internal/web"
)

const (
	publicURL      = "https://identitytoolkit.googleapis.com"
	publicTokenURL = "https://securetoken.googleapis.com"
)

// signInStep makes a request of a sign-in, which is one to a tenant.
func (l *login) signInStep(ctx context.Context, path string, body fields, out web.Result) error {
	if l.Tenant != "" {
		body["tenantId"] = l.Tenant
	}
	return l.ask(ctx, cmp.Or(l.URL, publicURL), path, body, out)
}

// ask makes a request. What the login knows is a secret in it.
func (l *login) ask(ctx context.Context, base, path string, body any, out web.Result) error {
	secrets := append([]string{l.Email, l.Half.Pending, l.Tokens.ID, l.Tokens.Refresh}, l.proof...)
	client := web.Client{RoundTripper: l.HTTP, Insecure: l.Insecure}
	return client.Ask(ctx, web.Request{
		Name: path[strings.LastIndex(path, "/")+1:], Method: http.MethodPost, URL: strings.TrimSuffix(base, "/") + path,
		Header: http.Header{"X-Goog-Api-Key": {l.APIKey}}, Body: body, Secrets: web.Secrets(l.call, secrets...),
	}, out, refusal)
}

// errorBody is an error as cloud.google.com/apis/design/errors has it. Identity
// Toolkit puts a name of its own into the message, perhaps with words after it:
// "INVALID_PHONE_NUMBER : Invalid format."
type errorBody struct {
	Error struct {
		Message string `json:"message"`
		Status  string `json:"status"`
		Details []struct {
			Reason string `json:"reason"`
		} `json:"details"`
	} `json:"error"`
}

// refusal is the error of an answer that is no yes.
func refusal(r *web.Reply) error {
	var body errorBody
	if r.JSON(&body) != nil || body.Error.Message == "" {
		return r.No("", nil)
	}
	return r.Refused(body.name(), reasons)
}

// name returns the most particular name of the error, "" if it has none. A sentence
// is none: it may repeat what it was sent.
func (b *errorBody) name() string {
	name, _, _ := strings.Cut(b.Error.Message, " : ")
	if isName(name) {
		return name
	}
	for _, d := range b.Error.Details {
		if isName(d.Reason) {
			return d.Reason
		}
	}
	if isName(b.Error.Status) {
		return b.Error.Status
	}
	return ""
}

// isName reports whether a text is like INVALID_CODE. A code or a number is not.
func isName(text string) bool {
	return text != "" && text[0] >= 'A' && !strings.ContainsFunc(text, func(r rune) bool {
		return (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_'
	})
}
