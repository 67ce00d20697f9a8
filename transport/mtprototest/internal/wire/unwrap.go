package wire

import (
	"errors"
	"fmt"

	"github.com/gotd/td/bin"
	"github.com/gotd/td/proto"
	"github.com/gotd/td/tg"
)

const (
	maxWrappers  = 16 // around one query
	maxJSONDepth = 32 // in params of initConnection
)

// oldInitConnection is an earlier id of initConnection, with the same fields, that
// TDLib wrote by hand long after its schema had the new one
// (td/telegram/net/MtprotoHeader.cpp, up to 1.8.20).
const oldInitConnection = 0x785188b8

var errTooDeep = errors.New("nested too deeply")

// query is an RPC without its wrappers. layer and appID are 0 unless a wrapper
// told them.
type query struct {
	method         uint32
	body           []byte
	layer          int
	init           bool
	appID          int
	after          []int64 // msg_ids that must be done before
	withoutUpdates bool
	proof          *Proof
	wrappers       []string // outermost first
}

// unwrap takes the wrappers off a query, in whatever order they come, and keeps
// what they say. More than one proof makes no sense.
// See https://core.telegram.org/api/invoking.
func unwrap(body []byte, r *room) (query, error) {
	var q query
	b := &bin.Buffer{Buf: body}
	for range maxWrappers {
		id, err := b.PeekID()
		if err != nil {
			return q, fmt.Errorf("no query inside: %w", err)
		}
		switch id {
		case proto.GZIPTypeID:
			var inner []byte
			if inner, err = r.inflate(b); err == nil {
				b = &bin.Buffer{Buf: inner}
			}
			q.wrappers = append(q.wrappers, "gzip_packed")
		case tg.InvokeWithLayerRequestTypeID:
			err = q.readLayer(b)
			q.wrappers = append(q.wrappers, "invokeWithLayer")
		case tg.InitConnectionRequestTypeID, oldInitConnection:
			err = q.readInit(b)
			q.wrappers = append(q.wrappers, "initConnection")
		case tg.InvokeWithoutUpdatesRequestTypeID:
			b.Skip(bin.Word)
			q.withoutUpdates = true
			q.wrappers = append(q.wrappers, "invokeWithoutUpdates")
		case tg.InvokeAfterMsgRequestTypeID:
			err = q.readAfter(b)
			q.wrappers = append(q.wrappers, "invokeAfterMsg")
		case tg.InvokeAfterMsgsRequestTypeID:
			err = q.readAfterAll(b)
			q.wrappers = append(q.wrappers, "invokeAfterMsgs")
		case tg.InvokeWithReCaptchaRequestTypeID, tg.InvokeWithGooglePlayIntegrityRequestTypeID, tg.InvokeWithApnsSecretRequestTypeID:
			q.wrappers = append(q.wrappers, MethodName(id))
			err = q.readProof(b)
		default:
			q.method, q.body = id, b.Buf
			return q, nil
		}
		if err != nil {
			return q, fmt.Errorf("%s: %w", q.wrappers[len(q.wrappers)-1], err)
		}
	}
	return q, errTooDeep
}

// The methods below read a wrapper whose id has been seen, up to the query in it.

func (q *query) readLayer(b *bin.Buffer) error {
	b.Skip(bin.Word)
	layer, err := b.Int()
	q.layer = layer
	return err
}

func (q *query) readAfter(b *bin.Buffer) error {
	b.Skip(bin.Word)
	id, err := b.Long()
	q.after = append(q.after, id)
	return err
}

func (q *query) readAfterAll(b *bin.Buffer) error {
	b.Skip(bin.Word)
	n, err := b.VectorHeader()
	if err != nil {
		return err
	}
	for range n {
		id, err := b.Long()
		if err != nil {
			return err
		}
		q.after = append(q.after, id)
	}
	return nil
}

// readInit reads initConnection up to its query. It is read by hand since
// gotd's type decodes the query too, which may be of another layer.
func (q *query) readInit(b *bin.Buffer) error {
	b.Skip(bin.Word)
	flags, err := b.Uint32()
	if err != nil {
		return err
	}
	if q.appID, err = b.Int(); err != nil {
		return err
	}
	// device_model, system_version, app_version, system_lang_code, lang_pack,
	// lang_code
	for range 6 {
		if _, err := b.String(); err != nil {
			return err
		}
	}
	const hasProxy, hasParams = 1 << 0, 1 << 1
	if flags&hasProxy != 0 {
		var proxy tg.InputClientProxy
		if err := proxy.Decode(b); err != nil {
			return err
		}
	}
	if flags&hasParams != 0 {
		if err := skipJSON(b, maxJSONDepth); err != nil {
			return err
		}
	}
	q.init = true
	return nil
}

// readProof reads a wrapper that answers a challenge.
func (q *query) readProof(b *bin.Buffer) error {
	if q.proof != nil {
		return errors.New("a second proof")
	}
	kind, err := b.ID()
	if err != nil {
		return err
	}
	proof := &Proof{Wrapper: kind}
	if kind != tg.InvokeWithReCaptchaRequestTypeID {
		if proof.Nonce, err = b.String(); err != nil {
			return err
		}
	}
	if proof.Token, err = b.String(); err != nil {
		return err
	}
	q.proof = proof
	return nil
}

// skipJSON reads over a JSONValue. gotd's decoder does so too, but recurses as
// deeply as the client likes.
func skipJSON(b *bin.Buffer, depth int) error {
	if depth == 0 {
		return errTooDeep
	}
	id, err := b.ID()
	if err != nil {
		return err
	}
	switch id {
	case tg.JSONNullTypeID:
		return nil
	case tg.JSONBoolTypeID:
		return skip(b, 4)
	case tg.JSONNumberTypeID:
		return skip(b, 8)
	case tg.JSONStringTypeID:
		_, err := b.String()
		return err
	case tg.JSONArrayTypeID, tg.JSONObjectTypeID:
		n, err := b.VectorHeader()
		if err != nil {
			return err
		}
		for range n {
			if id == tg.JSONObjectTypeID {
				if err := b.ConsumeID(tg.JSONObjectValueTypeID); err != nil {
					return err
				}
				if _, err := b.String(); err != nil {
					return err
				}
			}
			if err := skipJSON(b, depth-1); err != nil {
				return err
			}
		}
		return nil
	default:
		return bin.NewUnexpectedID(id)
	}
}

func skip(b *bin.Buffer, n int) error {
	if b.Len() < n {
		return errors.New("too short")
	}
	b.Skip(n)
	return nil
}
