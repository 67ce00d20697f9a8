package layer

import (
	"encoding/binary"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/tg"
)

var password = constructor{
	{144, 0x185b184f},
	{145, tg.AccountPasswordTypeID},
}

// Password writes account.password. The older form differs by its id and by
// lacking login_email_pattern, which must not be set.
func (l Layer) Password(p *tg.AccountPassword) (Encoded, error) {
	var b bin.Buffer
	if err := p.Encode(&b); err != nil {
		return nil, err
	}
	id, _ := password.in(l)
	binary.LittleEndian.PutUint32(b.Buf, id)
	return b.Buf, nil
}
