package wire

import (
	"fmt"
	"time"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/crypto"
	"github.com/gotd/td/mt"
	"github.com/gotd/td/proto/codec"
)

// decryptInner opens p_q_inner_data and checks the data centre in it.
//
// Clients encrypt it with RSA_PAD; those from before 2021 put a bare SHA1 in
// front, which Telegram still accepts.
func (x *handshake) decryptInner(data []byte) (*innerData, error) {
	if len(data) > crypto.RSAKeyBits/8 {
		return nil, refuseExchange("encrypted_data of %d bytes", len(data))
	}
	plain, err := crypto.DecodeRSAPad(data, x.rsa)
	if err != nil {
		if plain, err = crypto.RSADecryptHashed(data, x.rsa); err != nil {
			return nil, refuseExchange("encrypted_data: %w", err)
		}
	}
	inner, err := decodeInner(plain)
	if err != nil {
		return nil, refuseExchange("p_q_inner_data: %w", err)
	}
	if inner.namesDC && !x.anyDC && !x.isOurs(inner.dc) {
		return nil, &exchangeError{
			Code: codec.CodeWrongDC,
			Err:  fmt.Errorf("p_q_inner_data is for data centre %d, this is %d", inner.dc, x.dc),
		}
	}
	return inner, nil
}

// innerData is p_q_inner_data of any kind.
type innerData struct {
	mt.PQInnerDataClass

	namesDC bool
	dc      int
	life    time.Duration // of a temporary key; 0: a permanent one is wanted
}

// pqInnerDataTempTypeID is the kind that gotd does not know: for a temporary
// key, without a data centre.
const pqInnerDataTempTypeID = 0x3c6a84d4

func decodeInner(plain []byte) (*innerData, error) {
	b := &bin.Buffer{Buf: plain}
	id, err := b.PeekID()
	if err != nil {
		return nil, err
	}
	if id == pqInnerDataTempTypeID {
		b.Skip(bin.Word)
		var d mt.PQInnerData
		if err := d.DecodeBare(b); err != nil {
			return nil, err
		}
		seconds, err := b.Int()
		if err != nil {
			return nil, err
		}
		return withLife(&innerData{PQInnerDataClass: &d}, seconds)
	}
	decoded, err := mt.DecodePQInnerData(b)
	if err != nil {
		return nil, err
	}
	switch d := decoded.(type) {
	case *mt.PQInnerDataDC:
		return &innerData{PQInnerDataClass: d, namesDC: true, dc: d.DC}, nil
	case *mt.PQInnerDataTempDC:
		return withLife(&innerData{PQInnerDataClass: d, namesDC: true, dc: d.DC}, d.ExpiresIn)
	}
	return &innerData{PQInnerDataClass: decoded}, nil
}

func withLife(d *innerData, seconds int) (*innerData, error) {
	if seconds <= 0 {
		return nil, fmt.Errorf("temporary key that expires in %d seconds", seconds)
	}
	d.life = time.Duration(seconds) * time.Second
	return d, nil
}

// isOurs reports whether a client means this data centre.
func (x *handshake) isOurs(named int) bool {
	dc, _ := dcNumber(named)
	return dc == x.dc
}
