package genauthtest

import (
	"strconv"
	"strings"
	"time"

	"github.com/stepin-go/stepin/transport/genauth"
	"github.com/stepin-go/stepin/transport/webtest"
)

// Whether a route wants a token in its header.
const (
	none  = false
	token = true
)

// api wraps an endpoint of the API: the app's id on every call, JSON, and a token
// where one is wanted. hasClient looks at the header elsewhere.
func (s *Server) api(wantsToken bool, act func(r *webtest.Request, token string) webtest.Response) func(*webtest.Request) webtest.Response {
	return func(r *webtest.Request) webtest.Response {
		shown, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		switch {
		case r.Header.Get("X-Authing-App-Id") != s.app:
			return s.no(404, 2011, "there is no such app")
		case len(r.Body) > 0 && r.Kind() != "application/json":
			return s.no(400, 0, "no JSON")
		case wantsToken && !ok:
			return s.no(401, 2020, "not signed in")
		}
		return act(r, shown)
	}
}

func (s *Server) yes(data any) webtest.Response {
	body := map[string]any{"statusCode": 200, "message": "ok", "requestId": random()}
	if data != nil {
		body["data"] = data
	}
	return webtest.Response{Status: 200, Body: body}
}

// no refuses, with the status 200, as documented. An apiCode of 0 is none.
func (s *Server) no(status, apiCode int, message string) webtest.Response {
	body := map[string]any{"statusCode": status, "message": message, "requestId": random()}
	switch {
	case apiCode != 0 && s.config.TextCodes:
		body["apiCode"] = strconv.Itoa(apiCode)
	case apiCode != 0:
		body["apiCode"] = apiCode
	}
	return webtest.Response{Status: 200, Body: body}
}

func (s *Server) system(*webtest.Request, string) webtest.Response {
	key, err := rsaKey()
	if err != nil {
		return s.no(500, 0, err.Error())
	}
	type publicKey struct {
		PublicKey string `json:"publicKey"`
	}
	keys := map[string]any{
		"rsa": publicKey{key.public}, "version": map[string]string{"server": "3"}, "publicIps": []string{"127.0.0.1"},
	}
	if s.config.SM2 != nil {
		keys["sm2"] = publicKey{s.config.SM2.Public}
	}
	if s.config.Envelope {
		return s.yes(keys)
	}
	return webtest.Response{Status: 200, Body: keys}
}

type signInRequest struct {
	Connection      string           `json:"connection"`
	PasswordPayload *passwordPayload `json:"passwordPayload"`
	PassCodePayload *passCodePayload `json:"passCodePayload"`
	Options         struct {
		Scope               string `json:"scope"`
		PasswordEncryptType string `json:"passwordEncryptType"`
	} `json:"options"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
}

type passwordPayload struct {
	Account  string `json:"account"`
	Email    string `json:"email"`
	Username string `json:"username"`
	Phone    string `json:"phone"`
	Password string `json:"password"`
}

type passCodePayload struct {
	Email            string `json:"email"`
	Phone            string `json:"phone"`
	PhoneCountryCode string `json:"phoneCountryCode"`
	PassCode         string `json:"passCode"`
}

// signIn answers documented refusals, but for an app that does not prove itself and a
// body that makes no sense, whose codes are our choice.
func (s *Server) signIn(r *webtest.Request, _ string) webtest.Response {
	var in signInRequest
	if r.JSON(&in) != nil {
		return s.no(400, 0, "this is not the JSON that is wanted")
	}
	scopes, known := scopesOf(in.Options.Scope)
	switch {
	case !s.hasClient(r, in.ClientID, in.ClientSecret), s.config.ClientAuth == genauth.None && in.ClientID != "":
		return s.no(401, 0, "the app has not proved itself")
	case !known, !scopes["openid"]:
		return s.no(400, 0, "scope must contain openid, and nothing unknown")
	case in.Connection == "PASSWORD" && in.PasswordPayload != nil && in.PassCodePayload == nil:
		a, no := s.byPassword(in.PasswordPayload, in.Options.PasswordEncryptType)
		return s.first(a, no, scopes)
	case in.Connection == "PASSCODE" && in.PassCodePayload != nil && in.PasswordPayload == nil:
		p := in.PassCodePayload
		box := mailbox{to: address(p.Email, p.PhoneCountryCode, p.Phone), channel: "CHANNEL_LOGIN"}
		if no := s.examine(box, p.PassCode); no != nil {
			return *no
		}
		return s.first(s.owner(box.to), nil, scopes)
	default:
		return s.no(400, 0, "connection and payload do not belong together")
	}
}

func (s *Server) byPassword(p *passwordPayload, kind string) (*account, *webtest.Response) {
	named := 0
	var a *account
	for field, value := range map[string]string{
		"account": p.Account, "email": p.Email, "username": p.Username, "phone": p.Phone,
	} {
		if value != "" {
			named++
			a = s.find(field, value)
		}
	}
	password, err := s.open(kind, p.Password)
	var no webtest.Response
	switch {
	case named != 1:
		no = s.no(400, 0, "one of account, email, username and phone is wanted")
	case err != nil:
		no = s.no(400, 0, "the password cannot be read")
	default:
		s.examined++
		if a != nil && a.Password != "" && a.Password == password {
			return a, nil
		}
		no = s.no(403, 2333, "Account not exists or password is incorrect.")
	}
	return nil, &no
}

// first goes on from an accepted first factor.
func (s *Server) first(a *account, no *webtest.Response, scopes map[string]bool) webtest.Response {
	switch {
	case no != nil:
		return *no
	case a == nil:
		return s.no(404, 2004, "there is no such user")
	case a.Locked:
		return s.no(403, 2005, "the user is locked")
	case a.Disabled:
		return s.no(403, 2120008, "the user is disabled")
	case a.SecondFactor != "":
		return s.demand(a, scopes)
	}
	return s.yes(s.give(a, scopes))
}

func (s *Server) profile(_ *webtest.Request, token string) webtest.Response {
	for _, g := range s.grants {
		if g.access == token && s.config.Now().Before(g.ends) {
			return s.yes(map[string]any{
				"userId": g.account.id, "status": "Activated", "username": g.account.Username, "name": g.account.Name,
			})
		}
	}
	return s.no(401, 2020, "not signed in")
}

// scopesOf reports false for a scope that is not documented.
func scopesOf(text string) (map[string]bool, bool) {
	const documented = " openid profile username email phone offline_access roles external_id extended_fields tenant_id "
	scopes := map[string]bool{}
	for name := range strings.FieldsSeq(text) {
		if !strings.Contains(documented, " "+name+" ") {
			return nil, false
		}
		scopes[name] = true
	}
	return scopes, true
}

// codeLife is how long a code can be used: our choice.
const codeLife = 5 * time.Minute
