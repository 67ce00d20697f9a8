package mtprototest

import (
	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/layer"
)

// An address is sent a code, and verified, for a sign-in only. For other purposes
// (to change the address, or for Telegram Passport) the model has no method.

func sendVerifyEmailCode(b *bin.Buffer) (fake.Query, error) {
	var q tg.AccountSendVerifyEmailCodeRequest
	err := q.Decode(b)
	login, ok := q.Purpose.(*tg.EmailVerifyPurposeLoginSetup)
	if !ok {
		return fake.Other{Name: fake.SendVerifyEmailCode{}.Method()}, err
	}
	return fake.SendVerifyEmailCode{
		PhoneNumber: login.PhoneNumber, PhoneCodeHash: login.PhoneCodeHash, Email: q.Email,
	}, err
}

func verifyEmail(b *bin.Buffer) (fake.Query, error) {
	var q tg.AccountVerifyEmailRequest
	err := q.Decode(b)
	login, ok := q.Purpose.(*tg.EmailVerifyPurposeLoginSetup)
	if !ok {
		return fake.Other{Name: fake.VerifyEmail{}.Method()}, err
	}
	return fake.VerifyEmail{
		PhoneNumber: login.PhoneNumber, PhoneCodeHash: login.PhoneCodeHash, Email: layer.Verification(q.Verification),
	}, err
}
