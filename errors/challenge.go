package errors

import "strings"

// challenge recognises the texts that demand a proof of the client, by their
// shape: RECAPTCHA_CHECK_<action>__<site key>,
// INTEGRITY_CHECK_CLASSIC_<project>_<nonce> and APNS_VERIFY_CHECK_<nonce>. The
// public clients that answer them split them so
// (td/telegram/net/NetQueryDispatcher.cpp of TDLib). One that clean had to cut or
// escape is no challenge that could be answered.
func challenge(text string) (Reason, bool) {
	reason, _, _, known := CutChallenge(text)
	return reason, known
}

// CutChallenge takes the text of a refusal of class [Challenge] apart: the action
// and the site key of a [RecaptchaCheck], the number of the Google Cloud project
// and the nonce (in hexadecimal) of an [IntegrityCheckClassic], nothing and the
// nonce of an [APNSVerifyCheck]. It reports false for any other text.
func CutChallenge(text string) (reason Reason, first, second string, ok bool) {
	for i := range len(text) {
		if c := text[i]; c <= ' ' || c > '~' || c == '\\' {
			return "", "", "", false
		}
	}
	for _, c := range [...]struct {
		reason Reason
		sep    string // "": the text has one part
	}{
		{RecaptchaCheck, "__"},
		{IntegrityCheckClassic, "_"},
		{APNSVerifyCheck, ""},
	} {
		n := len(c.reason)
		if len(text) <= n+1 || !strings.EqualFold(text[:n], string(c.reason)) || text[n] != '_' {
			continue
		}
		if c.sep == "" {
			return c.reason, "", text[n+1:], true
		}
		first, second, ok = strings.Cut(text[n+1:], c.sep)
		return c.reason, first, second, ok && first != "" && second != ""
	}
	return "", "", "", false
}
