package exchange

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"

	"github.com/gotd/td/crypto"
	"github.com/stretchr/testify/require"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

func TestResultHidesItsKey(t *testing.T) {
	var key crypto.Key
	for i := range key {
		key[i] = 0xab
	}
	result := Result{Key: key, KeyID: 0x1122334455667788, Salt: 99887766}
	var b bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		fmt.Fprintf(&b, verb+"\n", result)
		fmt.Fprintf(&b, verb+"\n", &result)
		fmt.Fprintf(&b, verb+"\n", []Result{result})
		fmt.Fprintf(&b, verb+"\n", struct{ R Result }{result})
	}
	slog.New(slog.NewTextHandler(&b, nil)).Info("text", "result", result)
	slog.New(slog.NewJSONHandler(&b, nil)).Info("json", "result", result)
	encoded, err := json.Marshal(map[string]any{"result": result})
	require.NoError(t, err)
	b.Write(encoded)
	encoder := zapcore.NewJSONEncoder(zap.NewProductionEncoderConfig())
	logger := zap.New(zapcore.NewCore(encoder, zapcore.AddSync(&b), zap.DebugLevel))
	logger.Info("any", zap.Any("result", result), zap.Reflect("reflect", result))
	logger.Sugar().Infow("sugar", "result", result)

	text := b.String()
	require.Contains(t, text, "key id 1122334455667788")
	for _, leak := range []string{hex.EncodeToString(key[:4]), "ABABAB", "171 171", "171,171", "0xab", "99887766"} {
		require.NotContains(t, text, leak)
	}
}

func TestErrorText(t *testing.T) {
	err := failed(CheckNonce, "resPQ")
	require.EqualError(t, err, "check failed: nonce: in resPQ")
	require.EqualError(t, &Error{Check: CheckG}, "check failed: g generates the subgroup")
}
