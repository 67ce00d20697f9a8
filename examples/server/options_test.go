package main

import (
	"bytes"
	"context"
	"io"
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
		{"-colour red", 2, "flag provided but not defined: -colour; -h tells what there is\n"},
		{"-any-dc=perhaps", 2, `invalid boolean value "perhaps"`},
		{"-dc", 2, "flag needs an argument: -dc; -h tells what there is\n"},
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
		{"-account phone=+9996620001,qr_via=4", 2, "-account 1: qr_via leads through data centre 4, and -dc does not name it"},
		{"-account phone=+9996620001,qr_via=2+", 2, "-account 1: qr_via is a whole number from 1"},
		{"-account phone=+9996620001,bot_token_expired", 2, "-account 1: bot_token_expired: there is no token"},
		{"-account phone=+9996620001,bot_token=1:ab", 2, "-account 1: "},
		{"-account password=secret", 2, "-account 1: phone is missing\n"},
		{"-account phone=+9996620001 -account phone=+9996620002,colour=red", 2, `-account 2: there is no "colour": -h tells what there is`},
		{"-account phone=+9996620001,", 2, "-account 1: word 2 is unknown; values have no commas\n"},
		{"-account phone=+9996620001,password=hunter,2", 2, "-account 1: word 3 is unknown; values have no commas\n"},
		{"-account phone=+9996620001,phone=+9996620002", 2, "-account 1: phone is given twice"},
		{"-account phone", 2, "-account 1: it is written phone=NUMBER"},
		{"-account phone=", 2, "-account 1: it is written phone=NUMBER"},
		{"-account phone=+9996620001,banned=yes", 2, "-account 1: it is written banned"},
		{"-account phone=+9996620001,flood=soon", 2, "-account 1: flood is a whole number from 1 to 2147483647"},
		{"-account phone=+9996620001,flood=2147483648", 2, "-account 1: flood is a whole number"},
		{"-account phone=+9996620001,id=0", 2, "-account 1: id is a whole number from 1"},
		{"-account phone=+9996620001,delivery=pigeon", 2, "-account 1: delivery is one of app, sms, call, flash_call, missed_call, fragment_sms, firebase_sms, sms_word, sms_phrase\n"},
		{"-account phone=+9996620001,next=app", 2, "-account 1: next is one of sms, call, flash_call, missed_call, fragment_sms\n"},
		{"-account phone=+9996620001,next=sms_word", 2, "-account 1: next is one of sms,"},
		{"-account phone=+9996620001,next=pigeon", 2, "-account 1: next is one of sms,"},
		{"-account phone=+9996620001,delivery=sms_word", 2, "-account 1: code: "},
		{"-account phone=+9996620001,hint=pet", 2, "-account 1: hint: a hint without a password"},
		{"-account phone=+9996620001,password_tries=3", 2, "-account 1: lockout: tries that end in a wait need its length\n"},
		{"-account phone=+9996620001,min_age=16", 2, "-account 1: min_age: there are no terms"},
		{"-account phone=+9996620001,name=" + strings.Repeat("a", 65), 2, "-account 1: name: more than 64"},
		{"-key " + bad, 1, "-key: " + bad + ": no PEM block\n"},
		{"-public-key " + folder, 1, "-public-key: "},
		{"-listen " + taken.Addr().String(), 1, "in use"},
	} {
		var stdout, stderr bytes.Buffer
		status := run(ended, strings.Fields(tt.args), &stdout, &stderr)
		require.Equal(t, tt.status, status, "%s: %s", tt.args, stderr.String())
		said := stderr.String()
		leak.Saw(t, said)
		require.Contains(t, said, tt.says, tt.args)
		require.Equal(t, 1, strings.Count(said, "\n"), "%s: one sentence: %s", tt.args, said)
		require.NotContains(t, said, secret)
		require.Empty(t, stdout.String())
	}
}

// Spaces are refused, since a shell keeps them: the word behind one would not be
// known, and a password would not be the one that was meant. No part of a
// password is shown.
func TestSpaces(t *testing.T) {
	const sentence = "-account 1: word 2: no spaces after commas, nor at the ends of a value\n"
	for _, account := range []string{
		"phone=+9996620001, banned", "phone=+9996620001,banned ", "phone=+9996620001,code =22222",
		"phone=+9996620001,password= hunter", "phone=+9996620001,password=hunter ,banned", "phone=+9996620001, ter=2",
	} {
		var stderr bytes.Buffer
		_, err := parse([]string{"-account", account}, &stderr)
		require.Error(t, err)
		require.Equal(t, sentence, stderr.String(), account)
	}
	var stderr bytes.Buffer
	_, err := parse([]string{"-dc", "2, 4"}, &stderr)
	require.Error(t, err)
	require.Equal(t, "-dc wants data centres from 1 to 9999 without spaces, as in 2,4\n", stderr.String())

	_, err = parse([]string{"-account", "phone=+999 66 2 0001,name=Ada Lovelace"}, io.Discard)
	require.NoError(t, err)
}

// -h tells of each flag and of each word of an account.
func TestUsage(t *testing.T) {
	var stdout, stderr bytes.Buffer
	require.Zero(t, run(context.Background(), []string{"-h"}, &stdout, &stderr))
	require.Empty(t, stdout.String())
	require.True(t, strings.HasPrefix(stderr.String(), "A test server for MTProto sign-ins."), stderr.String())
	for _, name := range []string{"account", "any-dc", "dc", "key", "listen", "proxy-secret", "public-key"} {
		require.Contains(t, stderr.String(), "  -"+name)
	}
	for _, k := range keys(new(fake.Account)) {
		require.Contains(t, stderr.String(), "\t"+k.usage()+": ")
	}
}
