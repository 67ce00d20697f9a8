package firebase

import (
	"context"
	"fmt"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// A Proof shows Firebase that a request comes from the project's own app. It has the
// fields of one kind of proof, by their names in
// cloud.google.com/identity-platform/docs/reference/rest/v1/accounts/sendVerificationCode:
// recaptchaToken on the web; iosReceipt and iosSecret; playIntegrityToken, or the
// older safetyNetToken, on Android; captchaResponse, clientType and recaptchaVersion
// with reCAPTCHA Enterprise.
type Proof map[string]codes.Secret

// fields are those of a request's body.
type fields map[string]any

// prove asks for a proof, if there is anybody to ask, and returns its fields.
func (l *login) prove(ctx context.Context, to codes.Identifier) (fields, error) {
	if l.Prove == nil {
		return fields{}, nil
	}
	proof, err := l.Prove(ctx, to)
	if err != nil {
		return nil, &web.UnsentError{Err: fmt.Errorf("firebase: no app proof: %w", err)}
	}
	body := fields{}
	for name, value := range proof {
		body[name] = value.Reveal()
		l.proof = append(l.proof, value.Reveal())
	}
	return body, nil
}
