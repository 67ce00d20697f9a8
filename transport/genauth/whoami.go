package genauth

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// whoAmI asks whose the tokens are, and gets new ones if the access token is over: by
// our clock, or, as that may be wrong, by what the server says.
func (l *login) whoAmI(ctx context.Context) (flow.Answer, error) {
	switch {
	case l.Factor.Token != "":
		return l.wantFactor(0), nil
	case l.Access == "" && l.Kind != codes.NoKind:
		return flow.PasswordWanted{}, nil
	case l.Access == "":
		return flow.Nobody{}, nil
	}
	var err error
	over := l.Refresh != "" && web.IsOver(l.Expires, web.Now(l.Now))
	if !over {
		err = l.profile(ctx)
	}
	if over || web.IsLost(err) && l.Refresh != "" {
		before := *l.data
		if err = l.refresh(ctx); err == nil {
			err = l.profile(ctx)
		}
		if errors.Is(err, errAnother) {
			*l.data = before // with another's tokens nobody is this one
		}
	}
	return web.Standing(l.data, l.Account, err)
}

// errAnother says that the server takes a login for another's than it was.
var errAnother = errors.New("genauth: the profile is another user's")

// profile asks whose the access token is. Tokens prove a login without that, so if the
// server will not tell (it need not allow an app its profiles), who signed in is who it
// was, or else who the ID token says.
func (l *login) profile(ctx context.Context) error {
	r := web.Request{URL: "/api/v3/get-profile", Header: web.Bearer(l.Access)}
	given, err := l.ask(ctx, r, errors.SessionRevoked)
	if no := web.Refusal(err); no != nil && !web.IsPassing(no) && no.Class != errors.SessionLost && no.Class != errors.Terminal {
		l.Account.ID = cmp.Or(l.Account.ID, subject(l.ID))
		if l.Account.ID != "" {
			return nil
		}
	}
	if err != nil {
		return err
	}
	var p struct{ UserID, Username, Name, Nickname string }
	switch {
	case json.Unmarshal(given, &p) != nil || !web.IsID(p.UserID):
		return errors.New("genauth: the profile does not say whose it is")
	case l.Account.ID != "" && l.Account.ID != p.UserID:
		return errAnother
	}
	l.Account = web.Account(p.UserID, p.Username, cmp.Or(p.Name, p.Nickname))
	return nil
}

// refresh gets new tokens: by a form, answered by a bare body (documented).
func (l *login) refresh(ctx context.Context) error {
	fields := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {l.Refresh}}
	reply, err := l.do(ctx, l.form("/oidc/token", fields))
	switch {
	case err != nil:
		return err
	case reply.Status == http.StatusOK && l.take(reply.Body):
		return nil
	}
	if _, err := read(reply, errors.Misconfigured); err != nil {
		return err
	}
	return reply.Senseless()
}

// logOut revokes the tokens. It is documented to be answered as all else is; with RFC
// 7009 there is a status, and the body says nothing.
func (l *login) logOut(ctx context.Context) (flow.Answer, error) {
	if token := cmp.Or(l.Refresh, l.Access); token != "" {
		reply, err := l.do(ctx, l.form("/oidc/token/revocation", url.Values{"token": {token}}))
		if err == nil && !saysNothing(reply) {
			_, err = read(reply, errors.Misconfigured)
		}
		if err != nil && !web.IsLost(err) {
			return web.Failed(err)
		}
	}
	*l.data = data{}
	return flow.Done{}, nil
}

// saysNothing reports whether the status is all that an answer says, and is a yes.
func saysNothing(reply *web.Reply) bool {
	var s said
	empty := len(reply.Body) == 0 || bytes.HasPrefix(bytes.TrimSpace(reply.Body), []byte("{")) &&
		reply.JSON(&s) == nil && s.StatusCode == 0 && s.Error == ""
	return empty && reply.Status == http.StatusOK
}
