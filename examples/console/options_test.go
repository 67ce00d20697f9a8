package main

import (
	"crypto/rsa"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gotd/td/telegram/dcs"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/flow/console"
	"github.com/stepin-go/stepin/transport/firebase"
	"github.com/stepin-go/stepin/transport/genauth"
	"github.com/stepin-go/stepin/transport/genauth/sm2"
	"github.com/stepin-go/stepin/transport/kii"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtprototest"
	"github.com/stepin-go/stepin/transport/quickblox"
)

const (
	appHash   = "0123456789abcdef0123456789abcdef"
	secretHex = "00112233445566778899aabbccddeeff"
	socksLink = "socks5://person:hunter2@127.0.0.1:1"
	proxyLink = "tg://proxy?server=127.0.0.1&port=1&secret=dd" + secretHex
)

// environment sets what the console looks for, to nothing if there is nothing.
func environment(t *testing.T, id, hash string) {
	t.Helper()
	t.Setenv(envAppID, id)
	t.Setenv(envAppHash, hash)
	t.Setenv(envBotToken, "")
}

func TestOptionsRefused(t *testing.T) {
	telegram := []string{"-telegram", "-api-id", "5", "-api-hash", appHash}
	own := []string{"-server", "127.0.0.1:1", "-public-key", "key.pem"}
	with := func(args []string, more ...string) []string { return append(args[:len(args):len(args)], more...) }
	for _, tt := range []struct {
		args []string
		says string
	}{
		{with(telegram, "-test-dc"), "choose one"},
		{with(telegram, own...), "choose one"},
		{with(own, "-test-dc"), "choose one"},
		{with(telegram, "-dc", "2"), "-dc and -public-key say what -server is"},
		{with(telegram, "-public-key", "key.pem"), "-dc and -public-key say what -server is"},
		{[]string{"-dc", "4"}, "-dc and -public-key say what -server is"},
		{[]string{"-server", "127.0.0.1:1"}, "-server needs -public-key"},
		{[]string{"-api-id", "5"}, "the built-in server needs none"},
		{[]string{"-api-hash", appHash}, "the built-in server needs none"},
		{[]string{"-proxy", socksLink}, "the built-in server needs none"},
		{with(telegram, "-scan", "+9996620001"), "-scan is for the built-in server"},
		{with(own, "-scan", "+9996620001"), "-scan is for the built-in server"},
		{[]string{"-scan", "+9996629999"}, "-scan names no account of the built-in server"},
		{[]string{"-scan", "+9996620006"}, "-scan names no account of the built-in server"},
		{[]string{"-scan", ""}, "-scan names no account of the built-in server"},
		{[]string{"-telegram"}, "-api-id or STEPIN_API_ID is missing"},
		{[]string{"-test-dc"}, "-api-id or STEPIN_API_ID is missing"},
		{[]string{"-telegram", "-api-hash", appHash}, "-api-id or STEPIN_API_ID is missing"},
		{[]string{"-telegram", "-api-id", "5"}, "-api-hash or STEPIN_API_HASH is missing"},
		{with(telegram, "-api-id", "0"), "not a positive number"},
		{with(telegram, "-api-id", "-5"), "not a positive number"},
		{with(telegram, "-api-id", "2147483648"), "not a positive number"},
		{[]string{"-telegram", "-api-id", appHash, "-api-hash", "5"}, "not a positive number"},
		{with(own, "-api-id", "five"), "not a positive number"},
		{with(telegram, "-proxy", "http://127.0.0.1:1/"+secretHex), "neither socks5://"},
		{[]string{"-test-dc", "-api-id", "5", "-api-hash", appHash, "-proxy", proxyLink}, "can use a SOCKS proxy"},
	} {
		t.Run(tt.says, func(t *testing.T) {
			environment(t, "", "")
			status, stdout, stderr := tell(t, "+9996620001\n", tt.args...)
			require.Equal(t, 2, status)
			require.Contains(t, stderr, tt.says)
			require.Empty(t, stdout)
			require.NotContains(t, stderr, appHash)
			require.NotContains(t, stderr, secretHex)
		})
	}
}

// What makes no sense with a system is refused, and no secret is shown.
func TestSystemOptionsRefused(t *testing.T) {
	const vendors = "-app-id 5 -app-key 6"
	for _, tt := range []struct {
		name, args, says string
	}{
		{"no such system", "-system kiii", "-system is one of firebase, genauth, kii, quickblox, telegram"},
		{"Telegram's alone", "-system kii -telegram", "-telegram says nothing to -system kii"},
		{"Telegram's alone, with a value", "-system firebase -api-hash " + appHash, "-api-hash says nothing to -system firebase"},
		{"not Telegram's", "-url http://127.0.0.1:1", "-url says nothing to -system telegram"},
		{"not Telegram's either", "-telegram -codes", "-codes says nothing to -system telegram"},
		{"codes elsewhere", "-system kii -codes", "-codes says nothing to -system kii"},
		{"a cipher elsewhere", "-system quickblox -encrypt rsa", "-encrypt says nothing to -system quickblox"},
		{"Firebase elsewhere", "-system genauth -firebase", "-firebase says nothing to -system genauth"},
		{"Firebase itself", "-system firebase -firebase", "-firebase says nothing to -system firebase"},
		{"no address", "-system kii -app-id 5", "-url is missing: the server inside this program needs no flags, and Kii needs all"},
		{"no application", "-system kii -url http://127.0.0.1:1", "-app-id is missing"},
		{"a key alone", "-system kii -app-key 5", "-url is missing"},
		{"no application at GenAuth", "-system genauth -url http://127.0.0.1:1", "-app-id is missing"},
		{"no key", "-system quickblox -app-id 5", "-app-key is missing"},
		{"no application at QuickBlox", "-system quickblox -url http://127.0.0.1:1", "-app-id is missing"},
		{"no secret", "-system quickblox " + vendors, "STEPIN_QUICKBLOX_SECRET is missing"},
		{"a cipher that is none", "-system genauth -encrypt rot13", "-encrypt is rsa or sm2"},
		{"Firebase twice", "-system firebase -project p -emulator 127.0.0.1:1", "choose one"},
		{"no API key", "-system firebase -project p", "STEPIN_FIREBASE_KEY is missing"},
		{"a project without", "-system quickblox -project p", "are for -firebase"},
		{"an emulator without", "-system quickblox -emulator 127.0.0.1:1", "are for -firebase"},
		{"whose project", "-system quickblox -firebase -emulator 127.0.0.1:1", "-project or GCLOUD_PROJECT is missing"},
		{"no project", "-system quickblox -firebase " + vendors, "-project is missing"},
		{"unsigned tokens", "-system quickblox -firebase -project p -emulator 127.0.0.1:1 " + vendors, "QuickBlox does not take tokens of -emulator"},
		{"no API key at QuickBlox", "-system quickblox -firebase -project p", "STEPIN_FIREBASE_KEY is missing"},
		{"an argument", "-system kii ada", `unexpected argument "ada"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, name := range append(systemSecrets, envProject) {
				t.Setenv(name, "")
			}
			status, stdout, stderr := tell(t, "ada\nsecret\n", strings.Fields(tt.args)...)
			require.Equal(t, 2, status)
			require.Contains(t, stderr, tt.says)
			require.Empty(t, stdout)
			require.NotContains(t, stderr, appHash)
		})
	}
}

var systemSecrets = []string{envGenAuthSecret, envQuickBloxSecret, envFirebaseKey, envRecaptcha}

// The application's secrets come from the environment, are told to the vendor's
// service alone, and are shown nowhere. None of the transports is used.
func TestSystemsConnect(t *testing.T) {
	secret := func(of string) string { return strings.ToLower(of) + "-kept" }
	for _, name := range systemSecrets {
		t.Setenv(name, secret(name))
	}
	for _, tt := range []struct {
		args, realm string
		check       func(t *testing.T, made flow.Transport)
	}{
		{"kii", "kii/demo", nil},
		{"kii -url https://kii.invalid/api -app-id 5 -app-key 6", "kii/5/https://kii.invalid/api", func(t *testing.T, made flow.Transport) {
			require.Equal(t, &kii.Transport{URL: "https://kii.invalid/api", AppID: "5", AppKey: "6"}, made)
		}},
		{"genauth", "genauth/demo", func(t *testing.T, made flow.Transport) {
			require.NotEqual(t, secret(envGenAuthSecret), made.(*genauth.Transport).Secret.Reveal())
		}},
		{"genauth -url https://a.invalid -app-id 5 -codes -encrypt sm2", "genauth/5/https://a.invalid", func(t *testing.T, made flow.Transport) {
			g := made.(*genauth.Transport)
			require.Equal(t, secret(envGenAuthSecret), g.Secret.Reveal())
			g.Secret = codes.Secret{}
			require.Equal(t, &genauth.Transport{
				URL: "https://a.invalid", AppID: "5", ClientAuth: genauth.Post, Codes: true, Cipher: sm2.Cipher{},
			}, g)
		}},
		{"quickblox", "quickblox/demo", func(t *testing.T, made flow.Transport) {
			require.NotEqual(t, secret(envQuickBloxSecret), made.(*quickblox.Transport).AuthSecret.Reveal())
			require.Nil(t, made.(*quickblox.Transport).Firebase)
		}},
		{"quickblox -app-id 5 -app-key 6 -firebase -project p", "quickblox/5/", func(t *testing.T, made flow.Transport) {
			q := made.(*quickblox.Transport)
			require.Equal(t, secret(envQuickBloxSecret), q.AuthSecret.Reveal())
			require.Equal(t, []string{"5", "6", "p", ""}, []string{q.ApplicationID, q.AuthKey, q.ProjectID, q.URL})
			require.Equal(t, secret(envFirebaseKey), q.Firebase.APIKey)
		}},
		{"firebase", "firebase/demo", func(t *testing.T, made flow.Transport) {
			require.NotEqual(t, secret(envFirebaseKey), made.(*firebase.Transport).APIKey)
			require.Nil(t, made.(*firebase.Transport).Prove)
		}},
		{"firebase -emulator 127.0.0.1:1", "firebase/emulator/127.0.0.1:1", func(t *testing.T, made flow.Transport) {
			require.Equal(t, firebase.Emulator("127.0.0.1:1"), made)
		}},
		{"firebase -project p", "firebase/p", func(t *testing.T, made flow.Transport) {
			f := made.(*firebase.Transport)
			require.Equal(t, secret(envFirebaseKey), f.APIKey)
			proof, err := f.Prove(t.Context(), codes.Identifier{})
			require.NoError(t, err)
			require.Len(t, proof, 1)
			require.Equal(t, secret(envRecaptcha), proof["recaptchaToken"].Reveal())
		}},
	} {
		t.Run(tt.args, func(t *testing.T) {
			o, err := parse(append([]string{"-system"}, strings.Fields(tt.args)...), io.Discard)
			require.NoError(t, err)
			require.Equal(t, tt.realm, systems[o.system].realm(o))
			require.NotContains(t, fmt.Sprintf("%v %+v %#v", o, o, o), "-kept")
			if !o.real {
				require.True(t, o.secret.IsZero() && o.firebaseKey.IsZero() && o.recaptcha.IsZero(), "a secret for nobody")
			}
			made, end, err := systems[o.system].connect(o, &console.Prompt{Out: io.Discard})
			require.NoError(t, err)
			end()
			if tt.check != nil {
				tt.check(t, made)
			}
		})
	}
	status, _, stderr := tell(t, "", "-h")
	require.Equal(t, 0, status)
	for _, name := range systemSecrets {
		require.NotContains(t, stderr, secret(name))
	}
}

// Where no answer can help, nobody is asked for one over and over.
func TestSettingsThatCannotWork(t *testing.T) {
	for _, tt := range []struct{ name, url, says string }{
		{"in the clear", "http://kii.invalid/api", "http:// sends passwords in the clear"},
		{"no address", "kii.invalid", "no http or https URL"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			status, stdout, stderr := tell(t, "ada\nsecret\nsecret\n", "-json", "-system", "kii", "-url", tt.url, "-app-id", "5")
			require.Equal(t, 1, status)
			require.Equal(t, []string{"WaitPassword", "WaitPassword misconfigured"}, steps(t, stdout))
			require.Contains(t, stderr, tt.says)
			require.Contains(t, stderr, "Compare -url, -app-id and -app-key with what Kii's developer portal says.")

			kept := []string{"-session", filepath.Join(t.TempDir(), "login.json"), "-system", "kii", "-url", tt.url, "-app-id", "5"}
			for _, lines := range []string{"ada\nsecret\n", "secret\n"} {
				status, _, stderr = tell(t, lines, kept...)
				require.Equal(t, 1, status)
			}
			require.Contains(t, stderr, "\nPassword:\n", "what was refused in an earlier run is tried once more")
		})
	}
}

// The environment fills in what no flag says, for Telegram alone, and is shown
// nowhere.
func TestEnvironment(t *testing.T) {
	for _, tt := range []struct {
		name, id, hash string
		args           []string
		wantID         int
		wantHash       string
	}{
		{"environment", "5", appHash, []string{"-telegram"}, 5, appHash},
		{"test servers", "5", appHash, []string{"-test-dc"}, 5, appHash},
		{"flags win", "5", appHash, []string{"-telegram", "-api-id", "6", "-api-hash", "other"}, 6, "other"},
		{"one of each", "5", "", []string{"-telegram", "-api-hash", "other"}, 5, "other"},
		{"built-in server", "5", appHash, nil, 0, ""},
		{"another server", "5", appHash, []string{"-server", "127.0.0.1:1", "-public-key", "key.pem"}, 1, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			environment(t, tt.id, tt.hash)
			o, err := parse(tt.args, io.Discard)
			require.NoError(t, err)
			require.Equal(t, tt.wantID, o.appID)
			require.Equal(t, tt.wantHash, o.appHash.Reveal())
			require.NotContains(t, fmt.Sprintf("%v %+v %#v", o, o, o), appHash)
		})
	}
	environment(t, "5432167", appHash)
	status, _, stderr := tell(t, "", "-h")
	require.Equal(t, 0, status)
	require.Contains(t, stderr, envAppHash)
	require.NotContains(t, stderr, appHash)
	require.NotContains(t, stderr, "5432167")
	environment(t, appHash, "5")
	status, _, stderr = tell(t, "", "-telegram")
	require.Equal(t, 2, status)
	require.Contains(t, stderr, "not a positive number")
	require.NotContains(t, stderr, appHash)
}

// What the options make of a Transport. None of them is used: no test speaks to
// Telegram.
func TestConnect(t *testing.T) {
	environment(t, "5", appHash)
	srv := mtprototest.New(t, mtprototest.Account{Phone: "+9996620001"})
	keyFile := filepath.Join(t.TempDir(), "server.pem")
	require.NoError(t, os.WriteFile(keyFile, publicPEM(t, "PUBLIC KEY", srv.PublicKey()), 0o600))
	for _, tt := range []struct {
		name  string
		args  []string
		want  mtproto.Transport
		realm string
	}{
		{"Telegram", []string{"-telegram"}, mtproto.Transport{AppID: 5, AppHash: codes.NewSecret(appHash)}, "telegram/5"},
		{
			"test servers", []string{"-test-dc"},
			mtproto.Transport{AppID: 5, AppHash: codes.NewSecret(appHash), Test: true}, "telegram/5/test",
		},
		{
			"another server", []string{"-server", "127.0.0.1:1", "-dc", "4", "-public-key", keyFile, "-api-id", "7", "-api-hash", "h"},
			mtproto.Transport{
				AppID: 7, AppHash: codes.NewSecret("h"),
				DC: 4, DCs: []mtproto.DataCentre{{ID: 4, Addrs: []string{"127.0.0.1:1"}}},
				PublicKeys: []*rsa.PublicKey{srv.PublicKey()},
			}, "telegram/7/127.0.0.1:1",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o, err := parse(tt.args, io.Discard)
			require.NoError(t, err)
			require.Equal(t, tt.realm, systems[o.system].realm(o))
			connected, end, err := systems[o.system].connect(o, new(console.Prompt))
			require.NoError(t, err)
			end()
			require.IsType(t, &mtproto.Transport{}, connected)
			got := *connected.(*mtproto.Transport)
			require.Equal(t, tt.want.AppHash.Reveal(), got.AppHash.Reveal())
			tt.want.AppHash, got.AppHash = codes.Secret{}, codes.Secret{}
			require.Equal(t, tt.want, got)
		})
	}
}

// listener is a proxy that hangs up. It tells what clients say first.
func listener(t *testing.T, first int) (addr string, heard <-chan []byte) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	said := make(chan []byte, 100)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			hello := make([]byte, first)
			n, _ := io.ReadFull(conn, hello)
			said <- hello[:n]
			_ = conn.Close()
		}
	}()
	t.Cleanup(func() {
		_ = ln.Close()
		<-ended
	})
	return ln.Addr().String(), said
}

// With -telegram nothing is dialled before there is a number to send, and then
// the proxy is.
func TestNothingIsDialledUnasked(t *testing.T) {
	environment(t, "5", appHash)
	addr, heard := listener(t, 1)
	args := []string{"-telegram", "-proxy", "socks5://" + addr}
	o, err := parse(args, io.Discard)
	require.NoError(t, err)
	connected, _, err := systems[o.system].connect(o, new(console.Prompt))
	require.NoError(t, err)
	require.IsType(t, &mtproto.Transport{}, connected)
	require.NotNil(t, connected.(*mtproto.Transport).Dial, "or else the test would speak to Telegram")

	status, _, stderr := tell(t, "nonsense\n", args...)
	require.Equal(t, 1, status)
	require.Contains(t, stderr, "Stopped")
	conn, err := net.Dial("tcp", addr)
	require.NoError(t, err)
	_, err = conn.Write([]byte("t"))
	require.NoError(t, err)
	require.Equal(t, "t", string(<-heard), "the test's own connection is the first")
	require.NoError(t, conn.Close())

	status, _, _ = tell(t, "+9996620001\n", args...)
	require.Equal(t, 1, status)
	require.Equal(t, []byte{5}, <-heard, "SOCKS5")
}

func TestParseProxy(t *testing.T) {
	const base64Secret = "3QARIjNEVWZ3iJmqu8zd7v8" // 0xdd and 16 bytes
	for _, tt := range []struct {
		link string
		says string // "": it is good
	}{
		{"socks5://127.0.0.1:1080", ""},
		{"socks5://127.0.0.1", ""},
		{socksLink, ""},
		{"socks5://[::1]:1080", ""},
		{proxyLink, ""},
		{"https://t.me/proxy?server=example.org&port=443&secret=" + secretHex, ""},
		{"tg://proxy?server=::1&port=443&secret=ee" + secretHex + "6578616d706c652e6f7267", ""},
		{"tg://proxy?server=example.org&port=443&secret=" + base64Secret, ""},
		{"tg://proxy?server=example.org&port=443&secret=" + base64Secret + "=", ""},
		{"127.0.0.1:1080", "not a link"},
		{"%zz" + secretHex, "not a link"},
		{"socks5:", "not a SOCKS5 proxy"},
		{"socks5://:1080", "not a SOCKS5 proxy"},
		{"socks4://127.0.0.1:1080", "neither"},
		{"tg://socks?server=127.0.0.1&port=1080", "neither"},
		{"https://t.me/addstickers/" + secretHex, "neither"},
		{"tg://proxy?port=443&secret=" + secretHex, "where it is"},
		{"tg://proxy?server=example.org&secret=" + secretHex, "where it is"},
		{"tg://proxy?server=example.org&port=443", "secret"},
		{"tg://proxy?server=example.org&port=443&secret=" + secretHex[2:], "secret"},
		{"tg://proxy?server=example.org&port=443&secret=11" + secretHex, "secret"},
		{"tg://proxy?server=example.org&port=443&secret=!" + secretHex, "secret"},
	} {
		w, err := parseProxy(tt.link)
		if tt.says == "" {
			require.NoError(t, err, tt.link)
			require.NotEqual(t, w.dial == nil, w.resolver == nil, "one of the two")
			continue
		}
		require.ErrorContains(t, err, tt.says, tt.link)
		require.NotContains(t, err.Error(), secretHex[2:])
		require.Nil(t, w.dial)
		require.Nil(t, w.resolver)
	}
}

// An MTProxy is dialled where its link says, whatever the data centre's address.
func TestMTProxyIsDialled(t *testing.T) {
	addr, heard := listener(t, 64)
	host, port, err := net.SplitHostPort(addr)
	require.NoError(t, err)
	w, err := parseProxy("tg://proxy?server=" + host + "&port=" + port + "&secret=dd" + secretHex)
	require.NoError(t, err)
	conn, err := w.resolver.Primary(t.Context(), 2, dcs.List{})
	require.NoError(t, err)
	require.Len(t, <-heard, 64, "the header of an obfuscated connection")
	require.NoError(t, conn.Close())
}

func FuzzParseProxy(f *testing.F) {
	f.Add(socksLink)
	f.Add(proxyLink)
	f.Add("https://t.me/proxy?server=example.org&port=443&secret=" + secretHex)
	f.Add("%")
	f.Fuzz(func(t *testing.T, link string) {
		w, err := parseProxy(link)
		require.Equal(t, err == nil, w.dial != nil || w.resolver != nil)
		require.False(t, w.dial != nil && w.resolver != nil)
		if err != nil {
			require.Less(t, len(err.Error()), 100, "a sentence of ours")
		}
	})
}
