package proxytest

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"testing"
)

// SOCKS5 starts a SOCKS5 proxy (RFC 1928) that takes CONNECT without
// authentication. route says where an address, host:port, really is; "" is
// nowhere. Hosts arrive as the client has them: names are for the proxy to
// resolve.
func SOCKS5(t testing.TB, route func(addr string) string) *Proxy {
	t.Helper()
	return start(t, func(conn net.Conn) (string, error) {
		wanted, err := acceptSOCKS5(conn)
		if err != nil {
			return "", err
		}
		const succeeded, unreachable = 0, 4
		addr, status := route(wanted), byte(succeeded)
		if addr == "" {
			status, err = unreachable, fmt.Errorf("no route to %s", wanted)
		}
		// The bound address is not told: IPv4, 0.0.0.0:0.
		if _, werr := conn.Write([]byte{5, status, 0, 1, 0, 0, 0, 0, 0, 0}); werr != nil {
			err = werr
		}
		return addr, err
	})
}

// acceptSOCKS5 reads a greeting and a request to connect.
func acceptSOCKS5(conn io.ReadWriter) (addr string, err error) {
	read := func(n int) []byte {
		b := make([]byte, n)
		if err == nil {
			_, err = io.ReadFull(conn, b)
		}
		return b
	}
	if hello := read(2); hello[0] != 5 {
		return "", errors.Join(errors.New("not SOCKS5"), err)
	} else if read(int(hello[1])); err != nil { // the methods: "none" is taken for granted
		return "", err
	}
	if _, err := conn.Write([]byte{5, 0}); err != nil {
		return "", err
	}
	var host string
	const connect, ipv4, name, ipv6 = 1, 1, 3, 4
	request := read(4) // version, command, reserved, type of address
	switch {
	case request[1] != connect:
		return "", errors.Join(errors.New("not a CONNECT"), err)
	case request[3] == ipv4:
		host = net.IP(read(net.IPv4len)).String()
	case request[3] == ipv6:
		host = net.IP(read(net.IPv6len)).String()
	case request[3] == name:
		host = string(read(int(read(1)[0])))
	}
	port := binary.BigEndian.Uint16(read(2))
	return net.JoinHostPort(host, strconv.Itoa(int(port))), err
}
