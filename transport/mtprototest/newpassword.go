package mtprototest

import (
	"bytes"
	"fmt"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
)

// A kdf is the one algorithm for passwords that there is.
type kdf = tg.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow

// saltGrowth is how many random bytes a client appends to the salt1 that it was
// offered (core.telegram.org/api/srp#setting-a-new-2fa-password).
const saltGrowth = 32

// recover makes the query of an auth.recoverPassword. Of the new settings only the
// password is heeded. A recovery address is for the log, and what is Telegram
// Passport's is not looked at.
//
// Settings that are no good go to the model as a password without a verifier,
// which it refuses with NEW_SETTINGS_INVALID in its turn
// (core.telegram.org/method/auth.recoverPassword). What makes them so, beyond a
// new_password_hash that is no number, is inferred.
func (c *challenges) recover(keyID string, q tg.AuthRecoverPasswordRequest) fake.RecoverPassword {
	query := fake.RecoverPassword{Code: q.Code}
	settings, ok := q.GetNewSettings()
	if !ok {
		return query
	}
	query.New = &fake.NewPassword{Hint: settings.Hint, Email: settings.Email}
	c.mu.Lock()
	offered := c.offered[keyID]
	c.mu.Unlock()
	algo, ok := settings.NewAlgo.(*kdf)
	if !ok || !follows(algo, offered) {
		return query
	}
	if _, err := srp.ParseVerifier(settings.NewPasswordHash, params(algo)); err != nil {
		return query
	}
	var b bin.Buffer
	if err := algo.Encode(&b); err != nil {
		return query
	}
	b.PutBytes(settings.NewPasswordHash)
	query.New.Verifier = b.Buf
	return query
}

// follows reports whether algo is the one that was offered, with a salt1 that the
// client has lengthened.
func follows(algo, offered *kdf) bool {
	return offered != nil &&
		bytes.HasPrefix(algo.Salt1, offered.Salt1) && len(algo.Salt1) >= len(offered.Salt1)+saltGrowth &&
		bytes.Equal(algo.Salt2, offered.Salt2) && algo.G == offered.G && bytes.Equal(algo.P, offered.P)
}

// parseVerifier reads what recover made and the model kept.
func parseVerifier(kept []byte) (*srp.Verifier, error) {
	b := &bin.Buffer{Buf: kept}
	var algo kdf
	if err := algo.Decode(b); err != nil {
		return nil, fmt.Errorf("mtprototest: the verifier was not made here: %w", err)
	}
	hash, err := b.Bytes()
	if err != nil {
		return nil, fmt.Errorf("mtprototest: the verifier was not made here: %w", err)
	}
	return srp.ParseVerifier(hash, params(&algo))
}

func params(algo *kdf) srp.Params {
	return srp.Params{Salt1: algo.Salt1, Salt2: algo.Salt2, G: algo.G, P: algo.P}
}
