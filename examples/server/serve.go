package main

import (
	"context"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log"
	"net"
	"net/url"
	"os"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
)

// ready is the line that says so: what a client needs to know.
type ready struct {
	Addr        string       `json:"addr"` // of the first data centre
	DC          int          `json:"dc"`   // and its number
	DCs         []dataCentre `json:"dcs"`
	Proxy       string       `json:"proxy,omitempty"` // a tg://proxy link
	PublicKey   string       `json:"public_key"`      // PEM, PKCS#1
	Fingerprint string       `json:"fingerprint"`     // of the key, 16 hex digits
}

// dataCentre is one data centre and where it listens.
type dataCentre struct {
	ID   int    `json:"id"`
	Addr string `json:"addr"`
}

// nobody is what a server without accounts says first.
const nobody = "Nobody can sign in: there is no -account. One would be -account 'phone=+9996620001,code=22222'"

// serve runs the server until ctx ends.
func serve(ctx context.Context, o options, stdout, stderr io.Writer) error {
	model, err := fake.New(o.accounts...)
	if err != nil {
		return err
	}
	model.DCs = o.dcs
	inbox := log.New(stderr, "", 0) // codes may be sent at the same time
	model.OnCode = func(m fake.Message) {
		to := "somebody"
		if who, err := codes.ParsePhone(m.To); err == nil {
			to = who.String()
		}
		inbox.Printf("code %s to %s by %s", m.Code, to, m.Delivery)
	}
	if len(o.accounts) == 0 {
		inbox.Print(nobody)
	}
	key, err := loadKey(o.key)
	if err != nil {
		return err
	}
	public := pem.EncodeToMemory(&pem.Block{Type: "RSA PUBLIC KEY", Bytes: x509.MarshalPKCS1PublicKey(&key.PublicKey)})
	if o.publicKey != "" {
		if err := os.WriteFile(o.publicKey, public, 0o644); err != nil { //nolint:gosec // it is the public one
			return err
		}
	}
	srv, err := mtprototest.Start(model, mtprototest.Config{
		Key:         key,
		Listen:      func(dc int) (net.Listener, error) { return net.Listen("tcp", o.address(dc)) },
		AnyDC:       o.anyDC,
		ProxySecret: o.proxySecret,
	})
	if err != nil {
		return err
	}
	defer srv.Close()
	line := ready{
		PublicKey:   string(public),
		Fingerprint: fmt.Sprintf("%016x", uint64(mtproto.Fingerprint(&key.PublicKey))),
	}
	for _, dc := range srv.DCs() {
		line.DCs = append(line.DCs, dataCentre{dc.ID, dc.Addrs[0]})
	}
	line.Addr, line.DC = line.DCs[0].Addr, line.DCs[0].ID
	if o.proxySecret != nil {
		line.Proxy = proxyLink(line.Addr, o.proxySecret)
	}
	out := json.NewEncoder(stdout)
	out.SetEscapeHTML(false) // a link is to be copied
	if err := out.Encode(line); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
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
