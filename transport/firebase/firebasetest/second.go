package firebasetest

import (
	"crypto/rand"
	"strings"
	"time"

	"github.com/stepin-go/stepin/transport/webtest"
)

// phoneFactor is the id of the factor in every account that has one.
const phoneFactor = "factor-phone"

const halfLife = time.Hour

// half is a login whose password was accepted.
type half struct {
	user  *user
	until time.Time
}

// pend begins a half login and returns its mfaPendingCredential.
func (s *Server) pend(u *user) string {
	credential := rand.Text()
	s.halves[credential] = &half{user: u, until: s.config.Now().Add(halfLife)}
	return credential
}

// factors are an account's, as mfaInfo shows them.
func (u *user) factors() []object {
	return []object{{
		"mfaEnrollmentId": phoneFactor, "phoneInfo": obfuscated(u.SecondFactor), "enrolledAt": "2024-01-01T00:00:00Z",
	}}
}

// obfuscated shows the last four digits of a number, as in +*******0111.
func obfuscated(phone string) string {
	shown := max(len(phone)-4, 1)
	return "+" + strings.Repeat("*", shown-1) + phone[shown:]
}

// pending returns the half login of a credential, or why there is none.
func (s *Server) pending(credential string) (h *half, why string) {
	h = s.halves[credential]
	switch {
	case credential == "":
		return nil, "MISSING_MFA_PENDING_CREDENTIAL : Request does not have MFA pending credential."
	case h == nil, !s.config.Now().Before(h.until), !s.has(h.user):
		return nil, "INVALID_MFA_PENDING_CREDENTIAL"
	case h.user.Disabled:
		return nil, "USER_DISABLED"
	}
	return h, ""
}

func (s *Server) startSecondFactor(r *webtest.Request) webtest.Response {
	var in struct {
		Credential string `json:"mfaPendingCredential"`
		Factor     string `json:"mfaEnrollmentId"`
		Phone      *proof `json:"phoneSignInInfo"`
		TenantID   string `json:"tenantId"`
	}
	if err := r.JSON(&in); err != nil {
		return malformed(err)
	}
	h, why := s.pending(in.Credential)
	switch {
	case in.TenantID != s.config.Tenant:
		why = "INVALID_TENANT_ID"
	case why != "":
	case in.Factor == "":
		why = "MISSING_MFA_ENROLLMENT_ID : No second factor identifier is provided."
	case in.Factor != phoneFactor || h.user.SecondFactor == "":
		why = "MFA_ENROLLMENT_NOT_FOUND"
	case in.Phone == nil:
		why = "INVALID_ARGUMENT : MFA provider not supported!"
	default:
		why = s.proofRefused(*in.Phone)
	}
	if why != "" {
		return refuse(why)
	}
	handle, why := s.send(h.user.SecondFactor, h)
	if why != "" {
		return refuse(why)
	}
	return ok(object{"phoneResponseInfo": object{"sessionInfo": handle}})
}

func (s *Server) finalizeSecondFactor(r *webtest.Request) webtest.Response {
	var in struct {
		Credential string `json:"mfaPendingCredential"`
		Phone      *struct {
			SessionInfo string `json:"sessionInfo"`
			Code        string `json:"code"`
		} `json:"phoneVerificationInfo"`
		TenantID string `json:"tenantId"`
	}
	if err := r.JSON(&in); err != nil {
		return malformed(err)
	}
	h, why := s.pending(in.Credential)
	switch {
	case in.TenantID != s.config.Tenant:
		why = "INVALID_TENANT_ID"
	case why != "":
	case in.Phone == nil:
		why = "INVALID_ARGUMENT : MFA provider not supported!"
	default:
		_, why = s.examine(in.Phone.SessionInfo, in.Phone.Code, h)
	}
	if why != "" {
		return refuse(why)
	}
	delete(s.halves, in.Credential)
	return ok(without(s.issue(&login{user: h.user, provider: "password", factor: phoneFactor}), "expiresIn"))
}

func without(o object, name string) object {
	delete(o, name)
	return o
}
