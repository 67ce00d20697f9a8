package layer

import (
	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"

	"github.com/stepin-go/stepin/transport/fake"
)

// LoginTokenSuccess writes auth.loginTokenSuccess. The other constructors of
// auth.LoginToken are the same in all layers.
func (l Layer) LoginTokenSuccess(a fake.LoginTokenSuccess) Encoded {
	var b bin.Buffer
	b.PutID(tg.AuthLoginTokenSuccessTypeID)
	l.putAuthorization(&b, a.Authorization)
	return b.Buf
}
