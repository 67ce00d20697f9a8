// Package ready is the line of JSON by which examples/server says that it is
// ready. It has all that a client needs to know of the server.
package ready

import (
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/url"

	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// A Line is what is written. Its keys are an interface: programs in other
// languages read them.
type Line struct {
	Addr        string       `json:"addr"` // host:port of the first data centre
	DC          int          `json:"dc"`   // and its number
	DCs         []DataCentre `json:"dcs"`
	Proxy       string       `json:"proxy,omitempty"` // a tg://proxy link
	PublicKey   string       `json:"public_key"`      // PEM, PKCS#1
	Fingerprint string       `json:"fingerprint"`     // of the key, 16 hex digits
}

// A DataCentre is one data centre and the host:port where it listens.
type DataCentre struct {
	ID   int    `json:"id"`
	Addr string `json:"addr"`
}

// New makes the line of a server. A secret is that of its MTProxy, as in
// mtprototest.Config; without one there is no link.
func New(srv *mtprototest.Server, secret []byte) Line {
	key := srv.PublicKey()
	line := Line{
		PublicKey: string(pem.EncodeToMemory(&pem.Block{
			Type: "RSA PUBLIC KEY", Bytes: x509.MarshalPKCS1PublicKey(key),
		})),
		Fingerprint: fmt.Sprintf("%016x", uint64(mtproto.Fingerprint(key))),
	}
	for _, dc := range srv.DCs() {
		line.DCs = append(line.DCs, DataCentre{dc.ID, dc.Addrs[0]})
	}
	line.Addr, line.DC = line.DCs[0].Addr, line.DCs[0].ID
	if len(secret) > 0 {
		line.Proxy = proxyLink(line.Addr, secret)
	}
	return line
}

// Write writes the line, with its end.
func (l Line) Write(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false) // a link is to be copied
	return out.Encode(l)
}

// proxyLink is what a person gives to a client
// (core.telegram.org/api/links#mtproxy-links). The first data centre's port
// leads to all.
func proxyLink(addr string, secret []byte) string {
	host, port, _ := net.SplitHostPort(addr) // a listener's: it has both
	link := url.URL{Scheme: "tg", Host: "proxy", RawQuery: url.Values{
		"server": {host}, "port": {port}, "secret": {hex.EncodeToString(secret)},
	}.Encode()}
	return link.String()
}
