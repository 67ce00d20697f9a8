package fake

import "slices"

// futureToken makes a future auth token for an account that gets them, else "".
// Telegram documents them for auth.loggedOut and auth.authorization
// (core.telegram.org/api/auth#future-auth-tokens). That a token is good for that
// account only, under every key and more than once is inferred. The documented
// ones expire after a time that is not named; these do not.
func (c *call) futureToken(a *account) string {
	if !a.FutureTokens {
		return ""
	}
	token := c.s.newName("token", c.s.log.tokens)
	c.s.tokens[token] = a
	return token
}

// remembers reports whether one of the tokens was issued for the account.
func (c *call) remembers(a *account, tokens []string) bool {
	return slices.ContainsFunc(tokens, func(token string) bool { return c.s.tokens[token] == a })
}

// settings are the log's fields of codeSettings, in the order of its schema.
func (q SendCode) settings(l *log) []Field {
	if len(q.LogoutTokens) == 0 {
		return q.Settings
	}
	set := slices.DeleteFunc(slices.Clone(q.Settings), func(f Field) bool { return f.Name == "logout_tokens" })
	at := slices.IndexFunc(set, func(f Field) bool { return f.Name == "token" || f.Name == "app_sandbox" })
	if at < 0 {
		at = len(set)
	}
	var tokens []Field
	for _, token := range q.LogoutTokens {
		tokens = append(tokens, Field{"logout_tokens", l.token(token)})
	}
	return slices.Insert(set, at, tokens...)
}
