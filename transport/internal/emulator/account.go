package emulator

import (
	"crypto/rand"
	"fmt"
	"math/big"
	"net/http"

	"github.com/stepin-go/stepin/codes"
)

// Phone returns a number that nobody has had here before. It has more digits than
// any of +1, so that it is nobody's elsewhere either.
func (e *Emulator) Phone() codes.Identifier {
	e.t.Helper()
	n, err := rand.Int(rand.Reader, big.NewInt(1e11))
	if err != nil {
		e.t.Fatal(err)
	}
	who, err := codes.ParsePhone(fmt.Sprintf("+1555%011d", n))
	if err != nil {
		e.t.Fatal(err)
	}
	return who
}

// Email returns an address that nobody has had here before.
func (e *Emulator) Email() codes.Identifier {
	e.t.Helper()
	who, err := codes.Email(rand.Text() + "@example.com")
	if err != nil {
		e.t.Fatal(err)
	}
	return who
}

// Code returns the newest code for a number that has not been used.
func (e *Emulator) Code(to codes.Identifier) string {
	e.t.Helper()
	all := e.unused(to)
	if len(all) == 0 {
		e.t.Fatal("no code was sent to this number, or all have been used")
	}
	return all[len(all)-1]
}

// Newest returns a function that returns the newest code for a number, also one that
// has been used, if it was asked before.
func (e *Emulator) Newest(to codes.Identifier) func() string {
	newest := ""
	return func() string {
		e.t.Helper()
		if all := e.unused(to); len(all) > 0 {
			newest = all[len(all)-1]
		}
		return newest
	}
}

// unused returns the codes for a number that have not been used, in the order in
// which they were sent: those are all that the emulator tells.
func (e *Emulator) unused(to codes.Identifier) []string {
	e.t.Helper()
	var out struct {
		VerificationCodes []struct{ Code, PhoneNumber string }
	}
	e.ask(http.MethodGet, own+e.Project+"/verificationCodes", nil, &out)
	var all []string
	for _, c := range out.VerificationCodes {
		if c.PhoneNumber == to.Reveal() {
			all = append(all, c.Code)
		}
	}
	return all
}

// An Account is one with a password.
type Account struct {
	// ID is its localId.
	ID       string
	Email    codes.Identifier
	Password string
	// Phone gets the codes of the second factor; the zero Identifier: there is
	// none.
	Phone codes.Identifier
}

// SignUp makes an account.
func (e *Emulator) SignUp() Account {
	e.t.Helper()
	a := Account{Email: e.Email(), Password: rand.Text()}
	var out struct{ LocalID string }
	e.ask(http.MethodPost, Toolkit+"/v1/accounts:signUp", map[string]any{
		"email": a.Email.Reveal(), "password": a.Password, "emailVerified": true,
	}, &out)
	a.ID = out.LocalID
	return a
}

// SignUpWithSecondFactor makes an account with an SMS as the second factor.
func (e *Emulator) SignUpWithSecondFactor() Account {
	e.t.Helper()
	a := e.SignUp()
	a.Phone = e.Phone()
	factor := map[string]any{"mfaEnrollmentId": rand.Text(), "phoneInfo": a.Phone.Reveal()}
	e.ask(http.MethodPost, Toolkit+"/v1/accounts:update", map[string]any{
		"localId": a.ID, "mfa": map[string]any{"enrollments": []any{factor}},
	}, nil)
	return a
}

// Disable locks an account out.
func (e *Emulator) Disable(id string) {
	e.t.Helper()
	e.ask(http.MethodPost, Toolkit+"/v1/accounts:update", map[string]any{"localId": id, "disableUser": true}, nil)
}

// Delete removes an account.
func (e *Emulator) Delete(id string) {
	e.t.Helper()
	e.ask(http.MethodPost, Toolkit+"/v1/projects/"+e.Project+"/accounts:delete", map[string]any{"localId": id}, nil)
}

// HideAddresses makes the emulator keep to itself whether an address is known, until
// the test ends. It is a setting of the project, so no test that is parallel may
// depend on it.
func (e *Emulator) HideAddresses() {
	e.t.Helper()
	set := func(on bool) {
		e.ask(http.MethodPatch, Toolkit+"/v2/projects/"+e.Project+"/config?updateMask=emailPrivacyConfig", map[string]any{
			"emailPrivacyConfig": map[string]any{"enableImprovedEmailPrivacy": on},
		}, nil)
	}
	set(true)
	e.t.Cleanup(func() { set(false) })
}
