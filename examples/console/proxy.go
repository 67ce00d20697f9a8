package main

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"net"
	"net/url"
	"strings"

	"github.com/gotd/td/telegram/dcs"
	"golang.org/x/net/proxy"

	"github.com/stepin-go/stepin/errors"
)

// A way is how a proxy is reached: one of the two, for the field of that name of
// mtproto.Transport.
type way struct {
	dial     func(ctx context.Context, network, address string) (net.Conn, error)
	resolver dcs.Resolver
}

// parseProxy reads socks5://[user:password@]host:port, or the link of an MTProxy
// (core.telegram.org/api/links#mtproxy-links). Its errors quote nothing: there
// are secrets in links.
func parseProxy(link string) (way, error) {
	u, err := url.Parse(link)
	if err != nil {
		return way{}, errors.New("-proxy is not a link")
	}
	q := u.Query()
	switch {
	case u.Scheme == "socks5":
		return socks(u)
	case u.Scheme == "tg" && u.Host == "proxy", u.Scheme == "https" && u.Host == "t.me" && u.Path == "/proxy":
		return mtProxy(net.JoinHostPort(q.Get("server"), q.Get("port")), q.Get("secret"))
	default:
		return way{}, errors.New("-proxy is neither socks5://host:port nor the link of an MTProxy")
	}
}

func socks(u *url.URL) (way, error) {
	dialer, err := proxy.FromURL(u, proxy.Direct)
	with, ok := dialer.(proxy.ContextDialer)
	if err != nil || !ok || u.Hostname() == "" {
		return way{}, errors.New("-proxy is not a SOCKS5 proxy")
	}
	return way{dial: with.DialContext}, nil
}

// mtProxy reads a secret as Telegram's applications do, in hex or base64
// (td/mtproto/ProxySecret.cpp).
func mtProxy(addr, secret string) (way, error) {
	if strings.HasPrefix(addr, ":") || strings.HasSuffix(addr, ":") {
		return way{}, errors.New("-proxy does not say where it is")
	}
	key, err := hex.DecodeString(secret)
	if err != nil {
		key, err = base64.RawURLEncoding.DecodeString(strings.TrimRight(secret, "="))
	}
	var w way
	if err == nil {
		w.resolver, err = dcs.MTProxy(addr, key, dcs.MTProxyOptions{})
	}
	if err != nil {
		return way{}, errors.New("-proxy has a secret that is none of an MTProxy")
	}
	return w, nil
}
