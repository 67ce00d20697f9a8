package main

import (
	"bytes"
	"context"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/internal/leak"
	"github.com/stepin-go/stepin/transport/fake"
)

func TestCommandLine(t *testing.T) {
	folder := t.TempDir()
	bad := filepath.Join(folder, "bad.pem")
	require.NoError(t, os.WriteFile(bad, []byte("no key"), 0o600))
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { _ = taken.Close() }()

	ended, end := context.WithCancel(context.Background())
	end() // what is accepted by mistake does not run for ever
	const secret = "00112233445566778899aabbccddeeff"
	for _, tt := range []struct {
		args   string // separated by a space
		status int
		says   string
	}{
		{"extra", 2, `unexpected argument "extra"`},
		{"-colour red", 2, "flag provided but not defined: -colour"},
		{"-any-dc=perhaps", 2, `invalid boolean value "perhaps"`},
		{"-dc 0", 2, "-dc wants data centres from 1 to 9999"},
		{"-dc 10002", 2, "-dc wants data centres from 1 to 9999"},
		{"-dc 2,", 2, "-dc wants data centres from 1 to 9999"},
		{"-dc 2,4,2", 2, "-dc has 2 twice"},
		{"-listen nowhere", 2, "-listen wants host:port"},
		{"-listen 127.0.0.1:65536", 2, "-listen wants host:port"},
		{"-listen :4430", 2, "-listen wants the one address"},
		{"-listen 0.0.0.0:4430", 2, "-listen wants the one address"},
		{"-listen 127.0.0.1:65534 -dc 2,4,5", 2, "the last one would have 65536"},
		{"-proxy-secret 0011", 2, "-proxy-secret wants 32 hex digits"},
		{"-proxy-secret=", 2, "-proxy-secret wants 32 hex digits"},
		{"-proxy-secret ee" + secret, 2, "-proxy-secret wants 32 hex digits"},
		{"-proxy-secret x0" + secret, 2, "-proxy-secret wants 32 hex digits"},
		{"-account phone=+9996620001 -account phone=+9996620001", 2, "-account 2: phone: given twice"},
		{"-account phone=+9996620001,id=7 -account phone=+9996620002,id=7", 2, "-account 2: id: given twice"},
		{"-account phone=+9996620001,dc=4", 2, "-account 1 lives in data centre 4, and -dc does not name it"},
		{"-account phone=12", 2, "-account 1: phone: PHONE_NUMBER_INVALID"},
		{"-account password=secret", 2, "-account 1: phone: "},
		{"-account phone=+9996620001 -account phone=+9996620002,colour=red", 2, `-account 2: there is no "colour"`},
		{"-account phone=+9996620001,", 2, `-account 1: there is no ""`},
		{"-account phone=+9996620001,phone=+9996620002", 2, "-account 1: phone is given twice"},
		{"-account phone", 2, "-account 1: it is written phone=NUMBER"},
		{"-account phone=", 2, "-account 1: it is written phone=NUMBER"},
		{"-account phone=+9996620001,banned=yes", 2, "-account 1: it is written banned"},
		{"-account phone=+9996620001,flood=soon", 2, "-account 1: flood is a whole number from 1 to 2147483647"},
		{"-account phone=+9996620001,flood=2147483648", 2, "-account 1: flood is a whole number"},
		{"-account phone=+9996620001,id=0", 2, "-account 1: id is a whole number from 1"},
		{"-account phone=+9996620001,delivery=pigeon", 2, "-account 1: delivery is one of app, sms, call, flash_call, missed_call, fragment_sms, firebase_sms, sms_word, sms_phrase\n"},
		{"-account phone=+9996620001,next=app", 2, "-account 1: next: auth.CodeType has no such kind"},
		{"-account phone=+9996620001,delivery=sms_word", 2, "-account 1: code: "},
		{"-account phone=+9996620001,hint=pet", 2, "-account 1: hint: a hint without a password"},
		{"-account phone=+9996620001,password_tries=3", 2, "-account 1: lockout: "},
		{"-key " + bad, 1, "no PEM block"},
		{"-public-key " + folder, 1, folder},
		{"-listen " + taken.Addr().String(), 1, "in use"},
	} {
		var stdout, stderr bytes.Buffer
		status := run(ended, strings.Fields(tt.args), &stdout, &stderr)
		require.Equal(t, tt.status, status, "%s: %s", tt.args, stderr.String())
		said := strings.TrimPrefix(stderr.String(), nobody+"\n")
		leak.Saw(t, said)
		require.Contains(t, said, tt.says, tt.args)
		require.Equal(t, 1, strings.Count(said, "\n"), "%s: one sentence: %s", tt.args, said)
		require.NotContains(t, said, secret)
		require.Empty(t, stdout.String())
	}
}

// -h tells of each flag and of each word of an account.
func TestUsage(t *testing.T) {
	var stdout, stderr bytes.Buffer
	require.Zero(t, run(context.Background(), []string{"-h"}, &stdout, &stderr))
	require.Empty(t, stdout.String())
	for _, name := range []string{"account", "any-dc", "dc", "key", "listen", "proxy-secret", "public-key"} {
		require.Contains(t, stderr.String(), "  -"+name)
	}
	for _, k := range keys(new(fake.Account)) {
		require.Contains(t, stderr.String(), "\t"+k.usage()+": ")
	}
}
