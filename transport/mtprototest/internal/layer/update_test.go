package layer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/layer"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/tltext"
)

func TestUpdates(t *testing.T) {
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		require.Equal(t, tltext.Object{
			"_": "updateShort", "update": tltext.Object{"_": "updateLoginToken"}, "date": 17,
		}, decode(t, l, schema, "Updates", l.UpdateLoginToken(17), nil))

		sent, err := l.SentCode(fake.SentCode{Hash: "h", Delivery: codes.SMS, Length: 5})
		require.NoError(t, err)
		update := tltext.Object{"_": "updateSentPhoneCode", "sent_code": tltext.Object{
			"_": "auth.sentCode", "type": tltext.Object{"_": "auth.sentCodeTypeSms", "length": 5}, "phone_code_hash": "h",
		}}
		pushed, err := l.UpdateSentPhoneCode(sent, 17)
		answer, err2 := l.Updates(sent, 17)
		if schema.Has("updateSentPhoneCode") {
			require.Equal(t, tltext.Object{"_": "updateShort", "update": update, "date": 17},
				decode(t, l, schema, "Updates", pushed, err))
			require.Equal(t, tltext.Object{
				"_": "updates", "updates": []any{update}, "users": []any{}, "chats": []any{}, "date": 17, "seq": 0,
			}, decode(t, l, schema, "Updates", answer, err2))
		} else {
			require.Less(t, l, layer.Layer(201))
			require.ErrorIs(t, err, layer.ErrTooOld)
			require.ErrorIs(t, err2, layer.ErrTooOld)
		}

		answer, err = l.Updates(nil, 17)
		require.Equal(t, tltext.Object{
			"_": "updates", "updates": []any{}, "users": []any{}, "chats": []any{}, "date": 17, "seq": 0,
		}, decode(t, l, schema, "Updates", answer, err))
	})
}
