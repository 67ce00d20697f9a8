package main

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/gotd/td/crypto"
	"github.com/gotd/td/session"
	"github.com/gotd/td/telegram"
	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/transport"
)

// server is the line that examples/server writes when it is ready.
type server struct {
	Addr      string `json:"addr"`
	DC        int    `json:"dc"`
	PublicKey string `json:"public_key"`
	Proxy     string `json:"proxy"` // tg://proxy?server=...&port=...&secret=...
}

func readServer(path string) (server, error) {
	var s server
	line, err := os.ReadFile(path) //nolint:gosec // the path that the caller gives
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(line, &s)
}

// protocols are the transports, with the byte that a proxy's secret has before
// it to choose one. Full has none: it cannot be obfuscated.
var protocols = map[string]struct {
	protocol transport.Protocol
	tag      byte
}{
	"full":         {transport.Full, 0},
	"abridged":     {transport.Abridged, 0xef},
	"intermediate": {transport.Intermediate, 0xee},
	"padded":       {transport.PaddedIntermediate, 0xdd},
}

// newClient reads a transport such as "padded", "obfuscated padded", "mtproxy
// padded" or "padded, PFS".
func newClient(server server, transport string) (*telegram.Client, error) {
	name, pfs := strings.CutSuffix(transport, ", PFS")
	name, proxied := strings.CutPrefix(name, "mtproxy ")
	obfuscated := false
	if !proxied {
		name, obfuscated = strings.CutPrefix(name, "obfuscated ")
	}
	chosen, ok := protocols[name]
	if !ok || (proxied || obfuscated) && chosen.tag == 0 {
		return nil, fmt.Errorf("there is no transport %q", transport)
	}
	resolver := dcs.Plain(dcs.PlainOptions{Protocol: chosen.protocol, Obfuscated: obfuscated})
	if proxied {
		var err error
		if resolver, err = proxy(server.Proxy, chosen.tag); err != nil {
			return nil, err
		}
	}
	// begin point
	host, port, err := net.SplitHostPort(server.Addr)
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return nil, err
	}
	keys, err := crypto.ParseRSAPublicKeys([]byte(server.PublicKey))
	if err != nil {
		return nil, err
	}
	client := telegram.NewClient(1, "any", telegram.Options{
		PublicKeys:     []telegram.PublicKey{{RSA: keys[0]}},
		DC:             server.DC,
		DCList:         dcs.List{Options: []tg.DCOption{{ID: server.DC, IPAddress: host, Port: n}}},
		Resolver:       resolver,
		SessionStorage: new(session.StorageMemory),
		EnablePFS:      pfs,
	})
	// end point
	return client, nil
}

func proxy(link string, tag byte) (dcs.Resolver, error) {
	if link == "" {
		return nil, errors.New("start the server with -proxy-secret")
	}
	u, err := url.Parse(link)
	if err != nil {
		return nil, err
	}
	query := u.Query()
	secret, err := hex.DecodeString(query.Get("secret"))
	if err != nil {
		return nil, err
	}
	if len(secret) == 16 {
		secret = append([]byte{tag}, secret...)
	}
	return dcs.MTProxy(net.JoinHostPort(query.Get("server"), query.Get("port")), secret, dcs.MTProxyOptions{})
}
