package srp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

func TestSecretsAreHidden(t *testing.T) {
	challenge, err := verifier().Challenge(1, nil)
	require.NoError(t, err)
	prepared, err := Prepare(challenge.Params(), nil)
	require.NoError(t, err)
	proof, err := prepared.Prove([]byte("right"))
	require.NoError(t, err)

	for _, value := range []any{
		proof, &proof, []Proof{proof}, struct{ P Proof }{proof},
		prepared, *prepared, struct{ p *Prepared }{prepared},
		verifier(), *verifier(), struct{ v *Verifier }{verifier()},
		challenge, *challenge, struct{ c *Challenge }{challenge},
	} {
		var b bytes.Buffer
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
			fmt.Fprintf(&b, verb+"\n", value)
		}
		slog.New(slog.NewTextHandler(&b, nil)).Info("text", "value", value)
		slog.New(slog.NewJSONHandler(&b, nil)).Info("json", "value", value)
		encoded, err := json.Marshal(map[string]any{"value": value})
		require.NoError(t, err)
		b.Write(encoded)
		encoder := zapcore.NewJSONEncoder(zap.NewProductionEncoderConfig())
		logger := zap.New(zapcore.NewCore(encoder, zapcore.AddSync(&b), zap.DebugLevel))
		logger.Info("any", zap.Any("value", value), zap.Reflect("reflect", value))

		shown := b.String()
		for _, secret := range [][]byte{proof.M1, prepared.secret.Bytes(prepared.order), verifier().Hash(), challenge.secret[:]} {
			for _, form := range []string{"%x", "%X", "%d", "%v", "%s"} {
				require.NotContains(t, shown, strings.Trim(fmt.Sprintf(form, secret[:8]), "[]"), "%T", value)
			}
			require.NotContains(t, shown, fmt.Sprintf("%#v", secret[:8])[7:40], "%T", value)
			base64, err := json.Marshal(secret)
			require.NoError(t, err)
			require.NotContains(t, shown, string(base64[1:10]), "%T", value)
		}
	}
}
