package layer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/layer"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/tltext"
)

func TestLoginTokenSuccess(t *testing.T) {
	inEveryLayer(t, func(t *testing.T, l layer.Layer, schema *tltext.Schema) {
		answer := l.LoginTokenSuccess(fake.LoginTokenSuccess{Authorization: fake.Authorization{User: ada, TmpSessions: 3}})
		require.Equal(t, tltext.Object{"_": "auth.loginTokenSuccess", "authorization": tltext.Object{
			"_": "auth.authorization", "user": userObject(ada), "tmp_sessions": 3,
		}}, decode(t, l, schema, "auth.LoginToken", answer, nil))
	})
}
