package genauthtest

import (
	"github.com/stepin-go/stepin/transport/internal/issue"
	"github.com/stepin-go/stepin/transport/webtest"
)

// A half is a sign-in that wants its second factor.
type half struct {
	account *account
	scopes  map[string]bool
}

// demand asks for a second factor: documented as 1636, and the data as mfaTriggerData.
func (s *Server) demand(a *account, scopes map[string]bool) webtest.Response {
	mfaToken := random()
	s.pending[mfaToken] = half{a, scopes}
	no := s.no(403, 1636, "a second factor is wanted")
	body, ok := no.Body.(map[string]any)
	if !ok {
		return no
	}
	data := map[string]any{
		"mfaToken": mfaToken, "nickname": nil, "username": a.Username, "avatar": "", "faceMfaEnabled": a.SecondFactor == "FACE",
		"totpMfaEnabled": a.SecondFactor == "OTP", "email": nil, "phone": nil, "phoneCountryCode": nil,
		"mfaPhone": nil, "mfaEmail": nil, "mfaPhoneCountryCode": nil,
		// An app lists what it allows, whether the person has it or not.
		"applicationMfa": []map[string]any{
			{"mfaPolicy": "FACE", "status": 1, "sort": 4}, {"mfaPolicy": "OTP", "status": 1, "sort": 3},
			{"mfaPolicy": "EMAIL", "status": 1, "sort": 2}, {"mfaPolicy": "SMS", "status": 1, "sort": 1},
		},
	}
	switch a.SecondFactor {
	case "SMS":
		data["mfaPhone"], data["mfaPhoneCountryCode"] = national(a.Phone), country(a.Phone)
	case "EMAIL":
		data["mfaEmail"] = a.Email
	}
	body["data"] = data
	return no
}

func (s *Server) verifySMS(r *webtest.Request, mfaToken string) webtest.Response {
	var in struct {
		Phone            string `json:"phone"`
		PhoneCountryCode string `json:"phoneCountryCode"`
		Code             string `json:"code"`
	}
	err := r.JSON(&in)
	return s.second("SMS", mfaToken, err, address("", in.PhoneCountryCode, in.Phone), in.Code)
}

func (s *Server) verifyEmail(r *webtest.Request, mfaToken string) webtest.Response {
	var in struct {
		Email string `json:"email"`
		Code  string `json:"code"`
	}
	err := r.JSON(&in)
	return s.second("EMAIL", mfaToken, err, address(in.Email, "", ""), in.Code)
}

func (s *Server) verifyTOTP(r *webtest.Request, mfaToken string) webtest.Response {
	var in struct {
		TOTP string `json:"totp"`
	}
	err := r.JSON(&in)
	return s.second("OTP", mfaToken, err, "", in.TOTP)
}

// second examines the second factor. That an mfaToken is used once is our choice.
func (s *Server) second(policy, mfaToken string, err error, to, code string) webtest.Response {
	a, scopes := s.pending[mfaToken].account, s.pending[mfaToken].scopes
	switch {
	case err != nil:
		return s.no(400, 0, "this is not the JSON that is wanted")
	case a == nil:
		return s.no(401, 2021, "there is no such mfaToken")
	case a.SecondFactor != policy, policy != "OTP" && s.owner(to) != a:
		return s.no(403, 0, "this is not the second factor")
	case policy == "OTP":
		s.examined++
		if code != issue.TOTP([]byte(a.seed), s.config.Now()) {
			return s.no(403, 6001, "the code is wrong")
		}
	default:
		if no := s.examine(mailbox{to, "CHANNEL_VERIFY_MFA"}, code); no != nil {
			return *no
		}
	}
	delete(s.pending, mfaToken)
	return s.yes(s.give(a, scopes))
}
