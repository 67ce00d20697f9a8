package firebasetest

import (
	"crypto/rand"
	"maps"
	"net/http"
	"time"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/webtest"
)

const (
	form     = "application/x-www-form-urlencoded"
	jsonKind = "application/json"
)

func (s *Server) routes() webtest.Routes {
	return webtest.Routes{
		"POST /v1/accounts:sendVerificationCode":  s.checked(jsonKind, s.sendVerificationCode),
		"POST /v1/accounts:signInWithPhoneNumber": s.checked(jsonKind, s.signInWithPhoneNumber),
		"POST /v1/accounts:signInWithPassword":    s.checked(jsonKind, s.signInWithPassword),
		"POST /v2/accounts/mfaSignIn:start":       s.checked(jsonKind, s.startSecondFactor),
		"POST /v2/accounts/mfaSignIn:finalize":    s.checked(jsonKind, s.finalizeSecondFactor),
		"POST /v1/accounts:lookup":                s.checked(jsonKind, s.lookup),
		"POST /v1/token":                          s.checked(form, s.token),
	}
}

type (
	handler func(*webtest.Request) webtest.Response
	object  map[string]any
)

// checked checks what every request has.
func (s *Server) checked(kind string, serve handler) handler {
	return func(r *webtest.Request) webtest.Response {
		switch {
		case r.Header.Get("X-Goog-Api-Key") == "":
			return problem(http.StatusForbidden, "The request is missing a valid API key.", "forbidden", "PERMISSION_DENIED")
		case r.Header.Get("X-Goog-Api-Key") != s.config.APIKey:
			// As googleapis/googleapis, google/api/error_reason.proto has it.
			return webtest.Response{Status: http.StatusBadRequest, Body: object{"error": object{
				"code": http.StatusBadRequest, "message": "API key not valid. Please pass a valid API key.",
				"status": "INVALID_ARGUMENT", "details": []object{{
					"@type":  "type.googleapis.com/google.rpc.ErrorInfo",
					"reason": "API_KEY_INVALID", "domain": "googleapis.com",
				}},
			}}}
		case r.Kind() != kind:
			return problem(http.StatusBadRequest, "Invalid content-type: "+r.Kind(), "badRequest", "INVALID_ARGUMENT")
		}
		return serve(r)
	}
}

// refuse is an error of Identity Toolkit's own.
func refuse(name string) webtest.Response {
	return problem(http.StatusBadRequest, name, "invalid", "")
}

// malformed is the error of a body that has other fields than documented.
func malformed(err error) webtest.Response {
	return problem(http.StatusBadRequest, "Invalid JSON payload received. "+err.Error(), "badRequest", "INVALID_ARGUMENT")
}

func problem(code int, message, reason, status string) webtest.Response {
	e := object{"code": code, "message": message, "errors": []object{{
		"message": message, "reason": reason, "domain": "global",
	}}}
	if status != "" {
		e["status"] = status
	}
	return webtest.Response{Status: code, Body: object{"error": e}}
}

func ok(body object) webtest.Response { return webtest.Response{Status: http.StatusOK, Body: body} }

// proof is the part of a body that proves the app.
type proof struct {
	RecaptchaToken     string `json:"recaptchaToken"`
	IOSReceipt         string `json:"iosReceipt"`
	IOSSecret          string `json:"iosSecret"`
	SafetyNetToken     string `json:"safetyNetToken"`
	PlayIntegrityToken string `json:"playIntegrityToken"`
	CaptchaResponse    string `json:"captchaResponse"`
	ClientType         string `json:"clientType"`
	RecaptchaVersion   string `json:"recaptchaVersion"`
}

// proofRefused checks a proof, all of it. Which errors there are is documented, and
// which of them comes when is this server's choice.
func (s *Server) proofRefused(p proof) (why string) {
	given := map[string]string{
		"recaptchaToken": p.RecaptchaToken, "iosReceipt": p.IOSReceipt, "iosSecret": p.IOSSecret,
		"safetyNetToken": p.SafetyNetToken, "playIntegrityToken": p.PlayIntegrityToken,
		"captchaResponse": p.CaptchaResponse, "clientType": p.ClientType, "recaptchaVersion": p.RecaptchaVersion,
	}
	maps.DeleteFunc(given, func(_, value string) bool { return value == "" })
	want := map[string]string{}
	for name, value := range s.config.Proof {
		want[name] = value.Reveal()
	}
	switch {
	case maps.Equal(given, want), len(want) == 0:
		return ""
	case len(given) == 0:
		return "MISSING_APP_CREDENTIAL"
	case p.RecaptchaToken != want["recaptchaToken"]:
		return "CAPTCHA_CHECK_FAILED"
	default:
		return "INVALID_APP_CREDENTIAL"
	}
}

func (s *Server) sendVerificationCode(r *webtest.Request) webtest.Response {
	var in struct {
		proof
		PhoneNumber string `json:"phoneNumber"`
		TenantID    string `json:"tenantId"`
	}
	if err := r.JSON(&in); err != nil {
		return malformed(err)
	}
	id, err := codes.ParsePhone(in.PhoneNumber)
	switch {
	case in.TenantID != s.config.Tenant:
		return refuse("INVALID_TENANT_ID")
	case in.PhoneNumber == "":
		return refuse("MISSING_PHONE_NUMBER")
	case err != nil || id.Reveal() != in.PhoneNumber:
		return refuse("INVALID_PHONE_NUMBER : Invalid format.")
	}
	if why := s.proofRefused(in.proof); why != "" {
		return refuse(why)
	}
	handle, refused := s.send(in.PhoneNumber, nil)
	if refused != "" {
		return refuse(refused)
	}
	return ok(object{"sessionInfo": handle})
}

func (s *Server) signInWithPhoneNumber(r *webtest.Request) webtest.Response {
	var in struct {
		SessionInfo string `json:"sessionInfo"`
		Code        string `json:"code"`
		TenantID    string `json:"tenantId"`
	}
	if err := r.JSON(&in); err != nil {
		return malformed(err)
	}
	if in.TenantID != s.config.Tenant {
		return refuse("INVALID_TENANT_ID")
	}
	sent, why := s.examine(in.SessionInfo, in.Code, nil)
	if why != "" {
		return refuse(why)
	}
	u := s.byPhone(sent.phone)
	isNew := u == nil
	if isNew {
		u = &user{Account: Account{Phone: sent.phone}, id: rand.Text()}
		s.users = append(s.users, u)
	}
	switch {
	case u.Disabled:
		return refuse("USER_DISABLED")
	case u.SecondFactor != "":
		return refuse("UNSUPPORTED_FIRST_FACTOR : A phone number cannot be set as a first factor on an SMS based MFA user.")
	}
	body := s.issue(&login{user: u, provider: "phone"})
	body["localId"], body["isNewUser"], body["phoneNumber"] = u.id, isNew, u.Phone
	return ok(body)
}

const (
	maxFailures = 10
	lockedFor   = 10 * time.Minute
)

func (s *Server) signInWithPassword(r *webtest.Request) webtest.Response {
	var in struct {
		Email             string `json:"email"`
		Password          string `json:"password"`
		ReturnSecureToken bool   `json:"returnSecureToken"`
		TenantID          string `json:"tenantId"`
	}
	if err := r.JSON(&in); err != nil {
		return malformed(err)
	}
	address, err := codes.Email(in.Email)
	switch {
	case in.TenantID != s.config.Tenant:
		return refuse("INVALID_TENANT_ID")
	case in.Email == "":
		return refuse("MISSING_EMAIL")
	case err != nil || address.Reveal() != in.Email:
		return refuse("INVALID_EMAIL")
	case in.Password == "":
		return refuse("MISSING_PASSWORD")
	case !in.ReturnSecureToken: // "should always be true": what becomes of others is our choice
		return refuse("INVALID_ARGUMENT")
	}
	u := s.byEmail(in.Email)
	if why := s.passwordRefused(u, in.Password); why != "" {
		return refuse(why)
	}
	body := object{
		"kind": "identitytoolkit#VerifyPasswordResponse", "registered": true,
		"localId": u.id, "email": u.Email, "displayName": u.Name,
	}
	if u.SecondFactor != "" {
		body["mfaPendingCredential"], body["mfaInfo"] = s.pend(u), u.factors()
		return ok(body)
	}
	maps.Copy(body, s.issue(&login{user: u, provider: "password"}))
	return ok(body)
}

// passwordRefused examines a password. That a locked address answers
// TOO_MANY_ATTEMPTS_TRY_LATER is known; after how many failures, and for how long, is
// this server's choice.
func (s *Server) passwordRefused(u *user, password string) (why string) {
	if u != nil && s.config.Now().Before(u.lockedUntil) {
		return "TOO_MANY_ATTEMPTS_TRY_LATER : Access to this account has been temporarily disabled " +
			"due to many failed login attempts."
	}
	s.examined++
	unknown, wrong := "EMAIL_NOT_FOUND", "INVALID_PASSWORD"
	if s.config.Private {
		unknown, wrong = "INVALID_LOGIN_CREDENTIALS", "INVALID_LOGIN_CREDENTIALS"
	}
	switch {
	case u == nil:
		return unknown
	case u.Disabled:
		return "USER_DISABLED"
	case u.Password != password:
		u.failures++
		if u.failures == maxFailures {
			u.failures, u.lockedUntil = 0, s.config.Now().Add(lockedFor)
		}
		return wrong
	}
	u.failures = 0
	return ""
}

func (s *Server) lookup(r *webtest.Request) webtest.Response {
	var in struct {
		IDToken string `json:"idToken"`
	}
	if err := r.JSON(&in); err != nil {
		return malformed(err)
	}
	l := s.idTokens[in.IDToken]
	switch {
	case in.IDToken == "":
		return refuse("MISSING_ID_TOKEN")
	case l == nil:
		return refuse("INVALID_ID_TOKEN")
	case !s.has(l.user):
		return refuse("USER_NOT_FOUND")
	case l.revoked, l.over(in.IDToken, s.config.Now()):
		return refuse("TOKEN_EXPIRED")
	case l.user.Disabled:
		return refuse("USER_DISABLED")
	}
	found := object{"localId": l.user.id}
	for name, value := range map[string]string{
		"email": l.user.Email, "phoneNumber": l.user.Phone, "displayName": l.user.Name,
	} {
		if value != "" {
			found[name] = value
		}
	}
	return ok(object{"kind": "identitytoolkit#GetAccountInfoResponse", "users": []object{found}})
}

func (s *Server) token(r *webtest.Request) webtest.Response {
	in, err := r.Form()
	if err != nil {
		return malformed(err)
	}
	for name := range in {
		if name != "grant_type" && name != "refresh_token" {
			return problem(http.StatusBadRequest, "Unknown name "+name, "badRequest", "INVALID_ARGUMENT")
		}
	}
	l := s.logins[in.Get("refresh_token")]
	switch {
	case in.Get("grant_type") == "":
		return refuse("MISSING_GRANT_TYPE")
	case in.Get("grant_type") != "refresh_token":
		return refuse("INVALID_GRANT_TYPE")
	case in.Get("refresh_token") == "":
		return refuse("MISSING_REFRESH_TOKEN")
	case l == nil:
		return refuse("INVALID_REFRESH_TOKEN")
	case !s.has(l.user):
		return refuse("USER_NOT_FOUND")
	case l.revoked:
		return refuse("TOKEN_EXPIRED")
	case l.user.Disabled:
		return refuse("USER_DISABLED")
	}
	fresh := s.newIDToken(l)
	return ok(object{
		"id_token": fresh, "access_token": fresh, "expires_in": "3600", "token_type": "Bearer",
		"refresh_token": l.refresh, "user_id": l.user.id, "project_id": s.config.Project,
	})
}
