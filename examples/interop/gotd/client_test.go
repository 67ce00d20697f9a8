package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// A transport that gotd does not have is not another one in its place.
func TestTransportsRefused(t *testing.T) {
	for transport, says := range map[string]string{
		"walrus":                      `there is no transport "walrus"`,
		"obfuscated full":             `there is no transport "obfuscated full"`,
		"mtproxy full":                `there is no transport "mtproxy full"`,
		"mtproxy obfuscated abridged": `there is no transport "mtproxy obfuscated abridged"`,
		"mtproxy abridged":            "start the server with -proxy-secret",
	} {
		_, err := newClient(server{}, transport)
		require.EqualError(t, err, says, transport)
	}
}
