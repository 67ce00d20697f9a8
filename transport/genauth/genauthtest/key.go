package genauthtest

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"strings"
	"sync"

	"github.com/stepin-go/stepin/errors"
)

func random() string { return rand.Text() }

func basic(id, secret string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(id+":"+secret))
}

// country is the country code of an account's phone number: of those that a test
// needs.
func country(phone string) string {
	for _, code := range []string{"+1", "+7", "+44", "+49", "+86"} {
		if strings.HasPrefix(phone, code) {
			return code
		}
	}
	return phone[:min(len("+999"), len(phone))]
}

func national(phone string) string { return strings.TrimPrefix(phone, country(phone)) }

type pair struct {
	private *rsa.PrivateKey
	public  string
}

// rsaKey is the key of all servers of a process. It has as many bits as the vendor's.
var rsaKey = sync.OnceValues(func() (pair, error) {
	key, err := rsa.GenerateKey(rand.Reader, 1024) //nolint:gosec // G403: the vendor's key has as few
	if err != nil {
		return pair{}, err
	}
	der, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return pair{}, err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
	return pair{key, string(text)}, nil
})

// open decrypts a password as its passwordEncryptType says; none is the default
// (documented).
func (s *Server) open(kind, password string) (string, error) {
	switch {
	case kind == "" || kind == "none":
		return password, nil
	case kind == "sm2" && s.config.SM2 != nil:
		return s.config.SM2.Decrypt(password)
	case kind != "rsa":
		return "", errors.New("there is no such passwordEncryptType")
	}
	key, err := rsaKey()
	if err != nil {
		return "", err
	}
	sealed, err := base64.StdEncoding.Strict().DecodeString(password)
	if err != nil {
		return "", err
	}
	//nolint:staticcheck // SA1019: the padding that the API wants
	plain, err := rsa.DecryptPKCS1v15(nil, key.private, sealed)
	return string(plain), err
}
