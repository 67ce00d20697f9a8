package layer_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/layer"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/tltext"
)

// What a device has to prove is said as far as the layer has words for it.
func TestSentCodeByFirebase(t *testing.T) {
	const kind = "auth.sentCodeTypeFirebaseSms"
	for _, tt := range []struct {
		name string
		says fake.Firebase
		want tltext.Object
	}{
		{"nothing", fake.Firebase{}, nil},
		{"SafetyNet", fake.Firebase{Nonce: "n\xff"}, tltext.Object{"nonce": []byte("n\xff")}},
		{"Play Integrity", fake.Firebase{PlayIntegrityNonce: "p\xff", PlayIntegrityProject: 1 << 40}, tltext.Object{
			"play_integrity_nonce": []byte("p\xff"), "play_integrity_project_id": int64(1 << 40),
		}},
		{"iOS", fake.Firebase{Receipt: "r", PushTimeout: 30 * time.Second}, tltext.Object{"receipt": "r", "push_timeout": 30}},
		{"iOS, at once", fake.Firebase{Receipt: "r"}, tltext.Object{"receipt": "r", "push_timeout": 0}},
		{
			"all", fake.Firebase{Nonce: "n", PlayIntegrityNonce: "p", PlayIntegrityProject: 1, Receipt: "r", PushTimeout: time.Second},
			tltext.Object{
				"nonce": []byte("n"), "play_integrity_nonce": []byte("p"), "play_integrity_project_id": int64(1),
				"receipt": "r", "push_timeout": 1,
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
				answer, err := l.SentCode(fake.SentCode{Hash: "h", Delivery: codes.FirebaseSMS, Length: 6, Firebase: tt.says})
				if !schema.Has(kind) {
					require.Less(t, l, layer.Layer(152))
					require.ErrorIs(t, err, layer.ErrTooOld)
					return
				}
				want := tltext.Object{"_": kind, "length": 6}
				for field, v := range tt.want {
					if schema.Has(kind, field) {
						want[field] = v
					}
				}
				require.Equal(t, tltext.Object{"_": "auth.sentCode", "type": want, "phone_code_hash": "h"},
					decode(t, l, schema, "auth.SentCode", answer, err))
			})
		})
	}
}

func TestReadRequestFirebaseSMS(t *testing.T) {
	const name = "auth.requestFirebaseSms"
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		if !schema.Has(name) {
			return
		}
		whole := fake.RequestFirebaseSMS{
			PhoneNumber: "phone", PhoneCodeHash: "hash", SafetyNetToken: "safe", PlayIntegrityToken: "play", IOSPushSecret: "push",
		}
		request := tltext.Object{
			"_": name, "phone_number": "phone", "phone_code_hash": "hash",
			"safety_net_token": "safe", "play_integrity_token": "play", "ios_push_secret": "push",
		}
		if !schema.Has(name, "play_integrity_token") {
			whole.PlayIntegrityToken = ""
		}
		q, err := layer.RequestFirebaseSMS(encode(t, schema, request, "play_integrity_token"))
		require.NoError(t, err)
		require.Equal(t, whole, q)

		bare := tltext.Object{"_": name, "phone_number": "phone", "phone_code_hash": "hash"}
		q, err = layer.RequestFirebaseSMS(encode(t, schema, bare))
		require.NoError(t, err)
		require.Equal(t, fake.RequestFirebaseSMS{PhoneNumber: "phone", PhoneCodeHash: "hash"}, q)
	})
}
