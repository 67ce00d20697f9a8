package mtproto_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/mtproto"
)

// TestNothingLeaks puts every type of this package that holds a secret into every
// position of a value, and through everything that commonly prints one.
func TestNothingLeaks(t *testing.T) {
	const appHash, token, logoutToken = "0123456789abcdef", "apple device token", "future auth token"
	key := string(bytes.Repeat([]byte{0xa7}, 256))
	settings := mtproto.CodeSettings{
		Token: codes.NewSecret(token), AppSandbox: true, LogoutTokens: []codes.Secret{codes.NewSecret(logoutToken)},
	}
	tr := mtproto.Transport{AppID: 17349, AppHash: codes.NewSecret(appHash), CodeSettings: settings}
	login, err := tr.HandOver(ready())
	require.NoError(t, err)
	_, damaged := mtproto.OpenSession(flow.NewSession("", fullSession().Close().Bytes()))
	require.Error(t, damaged)

	secrets := []string{appHash, token, logoutToken, key}
	leak.Matrix(t, "CodeSettings", settings, secrets...)
	leak.Matrix(t, "Transport", tr, secrets...)
	leak.Matrix(t, "InvokerTransport", mtproto.InvokerTransport{AppHash: tr.AppHash, CodeSettings: settings}, secrets...)
	leak.Matrix(t, "Driver", &flow.Driver{Transport: &tr}, secrets...)
	leak.Matrix(t, "Login", login, secrets...)
	leak.Matrix(t, "session", fullSession().Close(), secrets...)
	leak.Matrix(t, "record", ready(), secrets...)
	leak.Matrix(t, "damaged session", damaged, secrets...)
}
