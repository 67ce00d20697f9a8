package flow_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
)

// What an authenticator answered, and the parts of it.
const (
	samplePasskeyID  = "a-passkey-of-Ada"
	sampleClientData = `{"type":"webauthn.get","challenge":"AA","origin":"https://telegram.org"}`
	sampleAuthData   = "authenticator data \x00\xff"
	sampleSignature  = "signature \x00\xfe\xff"
	sampleUserHandle = "2:1001"
)

var samplePasskey = passkeyJSON(nil)

// passkeyJSON is an AuthenticationResponseJSON, with other members than usual; one
// that is nil is left out.
func passkeyJSON(others map[string]any) string {
	encode := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	top := map[string]any{
		"id": samplePasskeyID, "rawId": samplePasskeyID, "type": "public-key", "clientExtensionResults": map[string]any{},
		"authenticatorAttachment": "platform",
	}
	response := map[string]any{
		"clientDataJSON": encode(sampleClientData), "authenticatorData": encode(sampleAuthData),
		"signature": encode(sampleSignature), "userHandle": encode(sampleUserHandle),
	}
	top["response"] = response
	for name, value := range others {
		in := top
		if _, known := response[name]; known {
			in = response
		}
		if in[name] = value; value == nil {
			delete(in, name)
		}
	}
	text, err := json.Marshal(top)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// asksPasskey is a login that waits for a passkey.
var asksPasskey = flow.State{
	Phase: flow.WaitPasskey, Key: "key-1", Passkey: flow.PasskeyInfo{Options: "{}", Key: "key-1"},
}

// TestPasskeyIsRead: what a browser or a library returns is understood, byte for byte.
func TestPasskeyIsRead(t *testing.T) {
	for name, text := range map[string]string{
		"as it is":            samplePasskey,
		"without a rawId":     passkeyJSON(map[string]any{"rawId": nil}),
		"with white space":    "\n\t" + samplePasskey + "\n",
		"with padding":        passkeyJSON(map[string]any{"userHandle": base64.URLEncoding.EncodeToString([]byte(sampleUserHandle))}),
		"with other members":  passkeyJSON(map[string]any{"mood": "good", "type": nil}),
		"nothing of an extra": passkeyJSON(map[string]any{"clientExtensionResults": nil}),
	} {
		t.Run(name, func(t *testing.T) {
			s, call, err := flow.Step(asksPasskey, flow.Passkey(text), storyTime)
			require.NoError(t, err)
			require.Equal(t, flow.CallFinishPasskey, call.Name)
			require.Equal(t, "key-1", call.From)
			p := call.Passkey
			for _, x := range [][2]string{
				{samplePasskeyID, p.ID.Reveal()},
				{samplePasskeyID, p.RawID.Reveal()},
				{sampleClientData, p.ClientData.Reveal()},
				{sampleAuthData, p.AuthenticatorData.Reveal()},
				{sampleSignature, p.Signature.Reveal()},
				{sampleUserHandle, p.UserHandle.Reveal()},
			} {
				require.True(t, x[0] == x[1])
			}
			require.Equal(t, flow.CallFinishPasskey, s.Pending.Call)
		})
	}
}

// A user handle may be missing: who cannot be found by it is for the server to say.
func TestPasskeyOfNobody(t *testing.T) {
	_, call, err := flow.Step(asksPasskey, flow.Passkey(passkeyJSON(map[string]any{"userHandle": nil})), storyTime)
	require.NoError(t, err)
	require.True(t, call.Passkey.UserHandle.IsZero())
}

// TestBadPasskey: what an authenticator cannot have said goes nowhere, and another
// answer to the same options can be given.
func TestBadPasskey(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":                  "",
		"white space":              " ",
		"no JSON":                  "passkey",
		"cut off":                  samplePasskey[:len(samplePasskey)-1],
		"two":                      samplePasskey + samplePasskey,
		"null":                     "null",
		"a list":                   "[]",
		"an empty object":          "{}",
		"no id":                    passkeyJSON(map[string]any{"id": nil}),
		"an empty id":              passkeyJSON(map[string]any{"id": ""}),
		"a number for an id":       passkeyJSON(map[string]any{"id": 1}),
		"no response":              passkeyJSON(map[string]any{"response": nil}),
		"no client data":           passkeyJSON(map[string]any{"clientDataJSON": nil}),
		"empty client data":        passkeyJSON(map[string]any{"clientDataJSON": ""}),
		"client data as it is":     passkeyJSON(map[string]any{"clientDataJSON": sampleClientData}),
		"no authenticator data":    passkeyJSON(map[string]any{"authenticatorData": nil}),
		"no signature":             passkeyJSON(map[string]any{"signature": nil}),
		"another encoding":         passkeyJSON(map[string]any{"signature": "+/+/"}),
		"padding within":           passkeyJSON(map[string]any{"signature": "AA==AA"}),
		"a user handle of letters": passkeyJSON(map[string]any{"userHandle": "2:1001"}),
	} {
		t.Run(name, func(t *testing.T) {
			s, call, err := flow.Step(asksPasskey, flow.Passkey(text), storyTime)
			refusal := requireReason(t, err, errors.CredentialInvalid)
			require.Equal(t, errors.Reenter, refusal.Class)
			require.Equal(t, flow.NoCall, call.Name)
			require.True(t, sameState(&asksPasskey, &s))
		})
	}
}

// TestPasskeyInHalfLogin: who asked for a passkey where the password was wanted, and
// leaves, leaves no half login behind.
func TestPasskeyInHalfLogin(t *testing.T) {
	for name, origin := range map[string]bool{"at once": false, "after a passkey of another site": true} {
		t.Run(name, func(t *testing.T) {
			srv, door := newServer(t, protected)
			d := &flow.Driver{Transport: performs(func(ctx context.Context, c flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
				if c.Name == flow.CallFinishPasskey {
					return flow.Refused{Err: errors.FromRPC("auth.finishPasskeyLogin", 400, "PASSKEY_ORIGIN_MISMATCH")}, s, nil
				}
				return door.Perform(ctx, c, s)
			})}
			do(t, d, flow.PhoneNumber(phone), flow.Code(phoneCode), flow.RequestPasskey())
			if origin {
				s, err := d.Do(t.Context(), "login", flow.Passkey(samplePasskey))
				requireReason(t, err, errors.PasskeyOriginMismatch)
				require.Equal(t, flow.WaitPasskey, s.Phase)
			}
			requireReason(t, d.Forget(t.Context(), "login"), errors.NotAllowed)
			half, err := d.Load(t.Context(), "login")
			require.NoError(t, err)
			require.Equal(t, flow.LoggedOut, do(t, d, flow.Cancel()).Phase)
			require.Equal(t, 1, asked(srv, "auth.logOut"))
			answer, _, err := door.Perform(t.Context(), flow.Call{Name: flow.CallWhoAmI, Number: 99}, half.Session)
			require.NoError(t, err)
			require.IsType(t, flow.Nobody{}, answer)
		})
	}
}

// FuzzPasskey: whatever is given for a passkey is refused or goes out with all that
// a passkey must have, and is never kept.
func FuzzPasskey(f *testing.F) {
	f.Add(samplePasskey)
	f.Add(passkeyJSON(map[string]any{"rawId": nil, "userHandle": nil}))
	f.Add(`{"id":"\u0000","response":{"clientDataJSON":"AA==","authenticatorData":"AA","signature":"AA","userHandle":"===="}}`)
	f.Add(`{"ID":"a","Response":{"CLIENTDATAJSON":"AA","authenticatorData":"AA","signature":"AA"}}`)
	f.Add("{\"id\":\"\xff\",\"response\":null}")
	f.Fuzz(func(t *testing.T, text string) {
		s, call, err := flow.Step(asksPasskey, flow.Passkey(text), storyTime)
		if err != nil {
			requireReason(t, err, errors.CredentialInvalid)
			require.True(t, sameState(&asksPasskey, &s))
			return
		}
		p := call.Passkey
		for _, must := range []bool{p.ID.IsZero(), p.RawID.IsZero(), p.ClientData.IsZero(), p.AuthenticatorData.IsZero(), p.Signature.IsZero()} {
			require.False(t, must)
		}
		nothing, _, err := flow.Step(asksPasskey, flow.Passkey(samplePasskey), storyTime)
		require.NoError(t, err)
		require.True(t, sameState(&nothing, &s), "what was given is in the call and nowhere else")
	})
}
