package mtproto_test

import (
	"bytes"
	"testing"

	"github.com/gotd/td/tg"
	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
)

// elsewhere computes the hash of a password that is kept elsewhere. Its results
// are counted, and looked at when all is over.
type elsewhere struct {
	password string
	results  [][]byte
}

func (e *elsewhere) hash(salt1, salt2 []byte) ([]byte, error) {
	x, err := srp.HashPassword([]byte(e.password), salt1, salt2)
	e.results = append(e.results, x)
	return x, err
}

// wiped checks that so many hashes were asked for, and that nothing is left.
func (e *elsewhere) wiped(t *testing.T, times int) {
	t.Helper()
	require.Len(t, e.results, times)
	for _, x := range e.results {
		require.Equal(t, make([]byte, 32), x, "a hash is as good as the password")
	}
}

// A password that is never a string signs in, is set anew, and deletes an account.
func TestPasswordByHash(t *testing.T) {
	for _, tt := range []struct {
		call  flow.CallName
		right bool
	}{
		{flow.CallCheckPassword, true}, {flow.CallCheckPassword, false},
		{flow.CallDeleteAccount, true}, {flow.CallDeleteAccount, false},
	} {
		name := tt.call.String()
		e := &elsewhere{password: beaPassword}
		if !tt.right {
			name, e.password = name+", wrong", "wrong"
		}
		t.Run(name, func(t *testing.T) {
			c, _ := half(t)
			answer := c.step(tt.call, func(call *flow.Call) { call.Hash = e.hash })
			switch {
			case !tt.right:
				require.ErrorIs(t, refused(t, answer), errors.PasswordHashInvalid)
			case tt.call == flow.CallCheckPassword:
				require.IsType(t, flow.Authorized{}, answer)
			default:
				require.Equal(t, flow.Done{}, answer)
			}
			e.wiped(t, 1)
			require.Nil(t, c.open().SRP, "its numbers are used up")
		})
	}
}

// A new password's hash is made with a salt that the client has lengthened, and is
// asked for as any other afterwards.
func TestNewPasswordByHash(t *testing.T) {
	c, srv := half(t)
	e := &elsewhere{password: "a better one"}
	var salts [][]byte
	c.step(flow.CallRequestRecovery, nil)
	require.IsType(t, flow.Authorized{}, c.step(flow.CallRecoverPassword, func(call *flow.Call) {
		call.Code, call.Hint = codes.NewSecret(recoveryCode), codes.NewSecret("better")
		call.Hash = func(salt1, salt2 []byte) ([]byte, error) {
			salts = append(salts, bytes.Clone(salt1), bytes.Clone(salt2))
			return e.hash(salt1, salt2)
		}
	}))
	e.wiped(t, 1)
	require.Greater(t, len(salts[0]), 32)

	again := clientAt(t, srv, flow.CallSendCode)
	again.sendCode(bea)
	require.IsType(t, flow.PasswordWanted{}, again.signIn(beaCode))
	require.Equal(t, salts[0], again.open().SRP.Salt1)
	require.Equal(t, salts[1], again.open().SRP.Salt2)
	require.IsType(t, flow.Authorized{}, again.checkPassword(e.password))
}

// The client's half of the salt is drawn, and so is another one each time, even if
// the function that hashes spoils what it is given.
func TestNewPasswordIsSaltedAnew(t *testing.T) {
	salt := func() (salt []byte) {
		c, _ := half(t)
		c.step(flow.CallRequestRecovery, nil)
		require.IsType(t, flow.Authorized{}, c.step(flow.CallRecoverPassword, func(call *flow.Call) {
			call.Code = codes.NewSecret(recoveryCode)
			call.Hash = func(salt1, salt2 []byte) ([]byte, error) {
				salt = bytes.Clone(salt1[len(salt1)-32:])
				x, err := srp.HashPassword([]byte("a better one"), salt1, salt2)
				clear(salt1)
				clear(salt2)
				return x, err
			}
		}))
		return salt
	}
	first := salt()
	require.NotEqual(t, first, salt())
}

// What a hash function cannot say is not sent: no proof, and no recovery code, and
// the server is not blamed.
func TestHashFails(t *testing.T) {
	broken := errors.New("the vault is shut")
	for name, hash := range map[string]flow.PasswordHash{
		"fails":     func(_, _ []byte) ([]byte, error) { return nil, broken },
		"nothing":   func(_, _ []byte) ([]byte, error) { return nil, nil },
		"too short": func(_, _ []byte) ([]byte, error) { return make([]byte, 31), nil },
		"too long":  func(_, _ []byte) ([]byte, error) { return make([]byte, 33), nil },
	} {
		for method, call := range map[string]flow.CallName{
			"auth.checkPassword": flow.CallCheckPassword, "account.deleteAccount": flow.CallDeleteAccount,
			"auth.recoverPassword": flow.CallRecoverPassword,
		} {
			t.Run(name+", "+call.String(), func(t *testing.T) {
				c, srv := half(t)
				key := c.session.Fingerprint()
				try := func(hash flow.PasswordHash, code string) flow.Answer {
					return c.step(call, func(call *flow.Call) { call.Hash, call.Code = hash, codes.NewSecret(code) })
				}
				err := notSent(t, try(hash, recoveryCode))
				require.NotErrorIs(t, err, errors.InsecureServer)
				if name == "fails" {
					require.ErrorIs(t, err, broken)
				}
				require.Zero(t, srv.Calls()[method])
				require.Equal(t, key, c.session.Fingerprint())

				// Nothing is lost but the numbers.
				require.ErrorIs(t, refused(t, try((&elsewhere{password: "wrong"}).hash, "975310")), map[flow.CallName]errors.Reason{
					flow.CallCheckPassword: errors.PasswordHashInvalid, flow.CallDeleteAccount: errors.PasswordHashInvalid,
					flow.CallRecoverPassword: errors.PasswordRecoveryExpired, // none is out
				}[call])
				require.Equal(t, 1, srv.Calls()[method])
			})
		}
	}
}

// A hash that is too short is wiped as any other.
func TestShortHashIsWiped(t *testing.T) {
	for _, call := range []flow.CallName{flow.CallCheckPassword, flow.CallRecoverPassword} {
		x := bytes.Repeat([]byte{7}, 31)
		i := halfLogin(t, goodPassword(t))
		i.asked = 1 // its first answer is to another question
		answer := over(t, i, flow.Call{Name: call, Hash: func(_, _ []byte) ([]byte, error) { return x, nil }})
		_ = notSent(t, answer)
		require.Equal(t, make([]byte, 31), x, call)
	}
}

// A new password is made with a group that is good, and an algorithm that is known,
// or not at all.
func TestNewPasswordsAlgorithm(t *testing.T) {
	const unknown = "passwordKdfAlgoUnknown"
	for name, spoil := range map[string]func(algo *kdf) tg.PasswordKdfAlgoClass{
		"unknown":        func(*kdf) tg.PasswordKdfAlgoClass { return &tg.PasswordKdfAlgoUnknown{} },
		"p is composite": func(a *kdf) tg.PasswordKdfAlgoClass { a.P = bytes.Clone(a.P); a.P[100] ^= 4; return a },
		"p is small":     func(a *kdf) tg.PasswordKdfAlgoClass { a.P = []byte{23}; return a },
		"p is missing":   func(a *kdf) tg.PasswordKdfAlgoClass { a.P = nil; return a },
		"g is 1":         func(a *kdf) tg.PasswordKdfAlgoClass { a.G = 1; return a },
		"g is wrong":     func(a *kdf) tg.PasswordKdfAlgoClass { a.G = 2; return a },
		"g is negative":  func(a *kdf) tg.PasswordKdfAlgoClass { a.G = -3; return a },
	} {
		t.Run(name, func(t *testing.T) {
			p := goodPassword(t)
			p.NewAlgo = spoil(p.NewAlgo.(*kdf))
			i := told(t, p)
			err := notSent(t, over(t, i, flow.Call{
				Name: flow.CallRecoverPassword, Code: codes.NewSecret(recoveryCode), Password: codes.NewSecret("a better one"),
			}))
			require.Equal(t, 1, i.asked, "the code stays here")
			require.NotContains(t, err.Error(), "a better one")
			if name == "unknown" {
				e, ok := errors.AsType[*errors.Error](err)
				require.True(t, ok)
				require.ErrorIs(t, err, errors.Unsupported)
				require.Equal(t, unknown, e.Text)
				return
			}
			require.ErrorIs(t, err, errors.InsecureServer)
			var check *srp.Error
			require.ErrorAs(t, err, &check)
		})
	}
	// Who wants no new password needs no algorithm.
	i := told(t, &tg.AuthAuthorization{User: &tg.UserEmpty{ID: 7}})
	require.IsType(t, flow.Authorized{}, over(t, i, flow.Call{Name: flow.CallRecoverPassword, Code: codes.NewSecret(recoveryCode)}))
}
