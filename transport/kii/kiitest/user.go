package kiitest

import (
	"net/http"
	"strings"

	"github.com/stepin-go/stepin/transport/webtest"
)

// signedIn checks the application and the token of a request of somebody who is
// signed in. Which errors these are is our choice.
func (s *Server) signedIn(r *webtest.Request) (*account, *webtest.Response) {
	if refused := s.atApp(r); refused != nil {
		return nil, refused
	}
	_, t := s.bearer(r)
	switch {
	case r.Header.Get("Authorization") == "":
		return nil, refusal(http.StatusUnauthorized, "UnauthorizedAccess", "UNAUTHORIZED")
	case t == nil:
		return nil, refusal(http.StatusForbidden, "WrongToken", "WRONG_TOKEN")
	case t.pending:
		return nil, refusal(http.StatusUnauthorized, "UnauthorizedAccess", "UNAUTHORIZED")
	default:
		return t.account, nil
	}
}

// me is MeRoute.
func (s *Server) me(r *webtest.Request) webtest.Response {
	a, refused := s.signedIn(r)
	if refused != nil {
		return *refused
	}
	out := map[string]any{
		"userID": a.id, "internalUserID": a.id, "loginName": a.LoginName, "_hasPassword": true,
		"emailAddressVerified": a.EmailVerified, "phoneNumberVerified": a.PhoneVerified,
	}
	for name, value := range map[string]string{"displayName": a.DisplayName, "emailAddress": a.Email, "phoneNumber": a.Phone} {
		if value != "" {
			out[name] = value
		}
	}
	return webtest.Response{
		Status: http.StatusOK, Body: out,
		Header: http.Header{"Content-Type": {"application/vnd.kii.UserDataRetrievalResponse+json"}},
	}
}

// verify is VerifyRoute.
func (s *Server) verify(r *webtest.Request) webtest.Response {
	a, refused := s.signedIn(r)
	if refused != nil {
		return *refused
	}
	var in struct {
		VerificationCode string `json:"verificationCode"`
	}
	switch {
	case !strings.EqualFold(r.Kind(), "application/vnd.kii.AddressVerificationRequest+json"):
		return *refusal(http.StatusBadRequest, "InvalidInputData", "INVALID_INPUT_DATA")
	case r.JSON(&in) != nil, in.VerificationCode == "":
		return *refusal(http.StatusBadRequest, "InvalidJson", "INVALID_JSON")
	case a.PhoneVerified:
		return *refusal(http.StatusBadRequest, "InvalidAccountStatus", "INVALID_ACCOUNT_STATUS")
	case len(a.codes) == 0:
		return *refusal(http.StatusNotFound, "VerificationCodeNotFound", "VERIFICATION_CODE_NOT_FOUND")
	case !s.config.Now().Before(a.sent.Add(CodeLife)):
		return *refusal(http.StatusGone, "PhoneNumberVerificationCodeExpired", "PHONE_NUMBER_VERIFICATION_CODE_EXPIRED")
	}
	s.examined++
	if !same(in.VerificationCode, a.codes[len(a.codes)-1]) {
		return *refusal(http.StatusForbidden, "InvalidVerificationCode", "INVALID_VERIFICATION_CODE")
	}
	a.PhoneVerified = true
	return webtest.Response{
		Status: http.StatusOK, Body: map[string]string{"verificationStatus": "VERIFIED"},
		Header: http.Header{"Content-Type": {"application/vnd.kii.AddressVerificationResponse+json"}},
	}
}

// resend is ResendRoute.
func (s *Server) resend(r *webtest.Request) webtest.Response {
	a, refused := s.signedIn(r)
	switch {
	case refused != nil:
		return *refused
	case len(r.Body) > 0:
		return *refusal(http.StatusBadRequest, "InvalidInputData", "INVALID_INPUT_DATA")
	case a.Phone == "":
		return *refusal(http.StatusNotFound, "UserAddressNotFound", "USER_ADDRESS_NOT_FOUND")
	case a.PhoneVerified:
		return *refusal(http.StatusBadRequest, "InvalidAccountStatus", "INVALID_ACCOUNT_STATUS")
	}
	s.send(a)
	return webtest.Response{Status: http.StatusNoContent}
}
