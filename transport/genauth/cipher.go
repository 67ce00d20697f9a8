package genauth

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"net/http"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/transport/internal/web"
)

// A Cipher encrypts a password for the server: [RSA], or the one of package sm2.
type Cipher interface {
	// Name is its passwordEncryptType: "rsa", "sm2".
	Name() string
	// Encrypt returns the text to send. After an error, which must not show the
	// password, nothing is sent; an [*errors.Error] is what the person is told, such as
	// errors.PasswordHashInvalid of a password that cannot be encrypted.
	Encrypt(keys Keys, password codes.Secret) (string, error)
}

// Keys are a server's public keys, asked for before each password: each "" if it has
// none.
type Keys struct {
	RSA string // PEM, SubjectPublicKeyInfo
	SM2 string // the point, uncompressed, in hexadecimal digits: 04...
}

// RSA is the Cipher RSAES-PKCS1-v1_5 in base64. It is documented as RSA256; padding
// and base64 are those of Authing/password-encryption and Authing/authing-android-sdk.
// A key must have 1024 bits, as the vendor's has, or up to 8192: less protects nothing,
// and more keeps the processor busy for a server's whim. With 1024 bits a password has
// 117 bytes at most, and a longer one is errors.PasswordHashInvalid.
type RSA struct{}

// Name returns "rsa".
func (RSA) Name() string { return "rsa" }

// Encrypt implements [Cipher].
func (RSA) Encrypt(keys Keys, password codes.Secret) (string, error) {
	block, _ := pem.Decode([]byte(keys.RSA))
	if block == nil {
		return "", web.Misconfigured("the server has no RSA key in PEM")
	}
	key, err := x509.ParsePKIXPublicKey(block.Bytes)
	public, ok := key.(*rsa.PublicKey)
	if err != nil || !ok {
		return "", web.Misconfigured("the server's RSA key cannot be read")
	}
	if bits := public.N.BitLen(); bits < 1024 || bits > 8192 {
		return "", web.Misconfigured("the server's RSA key has less than 1024 or more than 8192 bits")
	}
	//nolint:staticcheck // SA1019: the server takes no other padding, and TLS is around it
	sealed, err := rsa.EncryptPKCS1v15(rand.Reader, public, []byte(password.Reveal()))
	if errors.Is(err, rsa.ErrMessageTooLong) {
		tooLong := errors.Local(errors.PasswordHashInvalid)
		tooLong.Text = "the password is too long for the server's RSA key"
		return "", tooLong
	}
	return base64.StdEncoding.EncodeToString(sealed), err
}

// sealed returns the password as it is sent, and its passwordEncryptType. The keys are
// documented to come bare; packages/miniapp-sm2encrypt of Authing/authing-js-sdk reads
// them from data.
func (l *login) sealed(ctx context.Context) (password, kind string, err error) {
	if l.Cipher == nil {
		return l.call.Password.Reveal(), "none", nil
	}
	type keys struct {
		RSA, SM2 struct{ PublicKey string }
	}
	var got struct {
		keys
		Data keys
	}
	reply, err := l.do(ctx, web.Request{URL: "/api/v3/system"})
	if err != nil {
		return "", "", err
	}
	err = reply.JSON(&got)
	if err == nil && got.Data != (keys{}) {
		got.keys = got.Data
	}
	if err != nil || got.keys == (keys{}) || reply.Status != http.StatusOK {
		_, err = read(reply, errors.Misconfigured)
		notOfThis(err)
		if err != nil {
			return "", "", err
		}
	}
	password, err = l.Cipher.Encrypt(Keys{got.RSA.PublicKey, got.SM2.PublicKey}, l.call.Password)
	return password, l.Cipher.Name(), err
}
