package errors_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
)

// constants reads the reasons that a source file declares, by the constant's
// name. Each must have a comment that begins with that name.
func constants(t *testing.T, file string) map[string]errors.Reason {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	require.NoError(t, err)
	found := map[string]errors.Reason{}
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		require.NotEmpty(t, g.Doc.Text(), file)
		for _, s := range g.Specs {
			v := s.(*ast.ValueSpec)
			name := v.Names[0].Name
			require.True(t, strings.HasPrefix(v.Doc.Text(), name+": "), "%s: comment of %s", file, name)
			value, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			require.NoError(t, err)
			found[name] = errors.Reason(value)
		}
	}
	return found
}

// Every reason of the table has a constant, and every constant has its row.
func TestReasons_server(t *testing.T) {
	listed := map[errors.Reason]errors.Class{}
	for _, r := range table(t) {
		if r.reason != "*" {
			listed[errors.Reason(r.reason)] = r.class
		}
	}
	server := constants(t, "reasons_server.go")
	require.Greater(t, len(server), 130)
	declared := map[errors.Reason]bool{}
	for name, r := range server {
		require.False(t, declared[r], name)
		declared[r] = true
		require.Regexp(t, `^[A-Z0-9]+(_[A-Z0-9]+)*$`, string(r), name)
		require.Contains(t, listed, r, name)
		require.Equal(t, listed[r], errors.Local(r).Class, name)
		// The constant is the name in Go's spelling.
		spelled := strings.NewReplacer("_X_", "", "_", "", "2FA", "TWOFA").Replace(string(r))
		if r != errors.MailCodeEmpty {
			require.Equal(t, spelled, strings.ToUpper(name))
		}
	}
	local := constants(t, "reasons_local.go")
	for r := range listed {
		if !declared[r] {
			require.Contains(t, local, goName(local, r))
		}
	}
}

func goName(constants map[string]errors.Reason, r errors.Reason) string {
	for name, c := range constants {
		if c == r {
			return name
		}
	}
	return "no constant for " + string(r)
}

// Every reason of stepin's own has a class, and no server can say it.
func TestReasons_local(t *testing.T) {
	local := constants(t, "reasons_local.go")
	require.Greater(t, len(local), 25)
	seen := map[errors.Reason]bool{}
	for name, r := range local {
		require.False(t, seen[r], name)
		seen[r] = true
		require.Regexp(t, `^[a-z]+(_[a-z]+)*$`, string(r), name)
		require.Equal(t, strings.ToLower(name), strings.ReplaceAll(string(r), "_", ""))
		e := errors.Local(r)
		require.Equal(t, r, e.Reason)
		if r != errors.Unnamed {
			require.NotEqual(t, errors.Unknown, e.Class, name)
		}
		require.NotEqual(t, r, errors.FromRPC("m", 400, string(r)).Reason, name)
	}
}

// What the class of a local reason is matters to every program that loops.
func TestLocal_classes(t *testing.T) {
	for class, reasons := range map[errors.Class][]errors.Reason{
		errors.Wait: {errors.Busy, errors.TooEarly, errors.ResetFailedWait},
		errors.Reenter: {
			errors.CodeLength, errors.CodeBeginning, errors.CodeEmpty, errors.CodeRepeated,
			errors.PasswordMissing, errors.TermsNotAccepted, errors.PhoneNumberInvalid, errors.CodeMoved,
			errors.TokenMissing, errors.TokenInvalid, errors.CredentialsInvalid, errors.AccountNotFound, errors.NameInvalid,
			errors.NotConfirmed,
		},
		errors.OfferOther:    {errors.NotAllowed, errors.NoResend},
		errors.StartOver:     {errors.Expired, errors.AttemptsUsed, errors.KeyMismatch, errors.TooManyRefusals, errors.Ended},
		errors.Retry:         {errors.Conflict},
		errors.Transient:     {errors.InDoubt, errors.NotSent, errors.Unanswered},
		errors.Terminal:      {errors.InsecureServer, errors.AccountLocked},
		errors.Challenge:     {errors.CaptchaNeeded},
		errors.Configuration: {errors.Unsupported, errors.NoKey, errors.UnknownDC, errors.BadRecord, errors.WrongRealm, errors.Misconfigured},
		errors.Unknown:       {"NOBODY_LISTED_THIS", ""},
	} {
		for _, r := range reasons {
			require.Equal(t, class, errors.Local(r).Class, r)
		}
	}
}

func TestReason_Subject(t *testing.T) {
	for about, reasons := range map[errors.Subject][]errors.Reason{
		errors.AboutNumber:    {errors.PhoneNumberInvalid, errors.PhoneNumberBanned, "PHONE_NUMBER_ODD"},
		errors.AboutCode:      {errors.PhoneCodeInvalid, errors.PhoneCodeEmpty, errors.PhoneCodeExpired, errors.CodeLength, errors.CodeBeginning, errors.CodeEmpty, errors.CodeRepeated},
		errors.AboutHash:      {errors.PhoneCodeHashEmpty, errors.PhoneHashExpired, errors.CodeHashExpired, errors.EmailHashExpired, errors.KeyMismatch},
		errors.AboutEmail:     {errors.EmailInvalid, errors.EmailNotAllowed, errors.EmailAddressInvalid, errors.EmailNotSetup, errors.EmailInstallMissing},
		errors.AboutEmailCode: {errors.CodeInvalid, errors.MailCodeEmpty, errors.EmailCodeInvalid, errors.EmailTokenInvalid, errors.EmailVerifyExpired},
		errors.AboutPassword:  {errors.PasswordHashInvalid, errors.SRPPasswordChanged, errors.PasswordMissing, errors.CredentialsInvalid},
		errors.AboutSettings:  {errors.NewSettingsInvalid},
		errors.AboutName:      {errors.FirstnameInvalid, errors.LastnameInvalid},
		errors.AboutToken:     {errors.AccessTokenInvalid, errors.AccessTokenExpired, errors.WebauthTokenExpired, errors.TokenMissing, errors.TokenInvalid},
		errors.AboutPasskey:   {errors.CredentialInvalid},
		errors.AboutNothing:   {errors.FloodWait, errors.SRPIDInvalid, errors.PasswordEmpty, errors.Busy, "", "PHONE_NUMBER", errors.AccountNotFound, errors.AccountLocked, errors.CaptchaNeeded, errors.Misconfigured, errors.NotConfirmed, errors.ResetFailedWait},
	} {
		for _, r := range reasons {
			require.Equal(t, about, r.Subject(), r)
		}
	}
	// A machine that gets a Reenter refusal must know what it is about.
	for _, r := range table(t) {
		if r.class == errors.Reenter {
			require.NotEqual(t, errors.AboutNothing, errors.Reason(r.reason).Subject(), r.line)
		}
	}
	require.Equal(t, "phone number", errors.AboutNumber.String())
	require.Equal(t, "passkey", errors.AboutPasskey.String())
	require.Equal(t, "Subject(99)", errors.Subject(99).String())
}
