package errors

import "strings"

// challenge recognises the two texts that demand a proof of the client, by their
// shape: RECAPTCHA_CHECK_<action>__<site key> and
// INTEGRITY_CHECK_CLASSIC_<project>_<nonce>. Both public clients that answer them
// split them so (td/telegram/net/NetQueryDispatcher.cpp of TDLib). One that
// clean had to cut or escape is no challenge that could be answered.
func challenge(text string) (Reason, bool) {
	for i := range len(text) {
		if c := text[i]; c <= ' ' || c > '~' || c == '\\' {
			return "", false
		}
	}
	for _, c := range [...]struct {
		reason Reason
		sep    string
	}{
		{RecaptchaCheck, "__"},
		{IntegrityCheckClassic, "_"},
	} {
		n := len(c.reason)
		if len(text) <= n || !strings.EqualFold(text[:n], string(c.reason)) || text[n] != '_' {
			continue
		}
		a, b, ok := strings.Cut(text[n+1:], c.sep)
		return c.reason, ok && a != "" && b != ""
	}
	return "", false
}
