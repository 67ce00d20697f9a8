package main

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
)

// well is what becomes of a sign-in where nothing goes wrong.
func well(t *testing.T, c client, tr trial, a fake.Account) outcome {
	t.Helper()
	text, err := json.Marshal(expectedReport(c, tr, a))
	require.NoError(t, err)
	o := outcome{said: string(text), spoken: []string{tr.transport}, keys: 1, signedIn: 1}
	server, err := fake.New(a)
	require.NoError(t, err)
	ask := func(q fake.Query) any {
		answer, _ := server.Call(t.Context(), fake.Caller{DC: 2, Key: "A"}, q)
		return answer
	}
	sent, ok := ask(fake.SendCode{PhoneNumber: a.Phone}).(fake.SentCode)
	require.True(t, ok)
	ask(fake.GetSelf{})
	for _, code := range []string{wrongCode, a.Code} {
		ask(fake.SignIn{PhoneNumber: a.Phone, PhoneCodeHash: sent.Hash, PhoneCode: code})
	}
	if a.Password != "" {
		for _, password := range []string{wrongPassword, a.Password} {
			challenge, ok := ask(fake.GetPassword{}).(fake.Password)
			require.True(t, ok)
			ask(fake.CheckPassword{SRPID: challenge.SRPID, Password: password})
		}
	}
	ask(fake.GetSelf{})
	ask(fake.Other{Name: "updates.getState"})
	o.asked = server.Requests()
	return o
}

func TestJudge(t *testing.T) {
	c := client{name: "other", version: "1.2", layer: 200}
	direct, pfs := trial{transport: "full"}, trial{transport: "full, PFS"}
	plain, protected := accounts()[0], accounts()[1]
	for _, a := range accounts() {
		o := well(t, c, direct, a)
		require.NoError(t, judge(c, direct, a, o))
		o = well(t, c, pfs, a)
		o.spoken, o.bound = []string{"full", "full"}, true
		require.NoError(t, judge(c, pfs, a, o))
	}

	for name, tt := range map[string]struct {
		account fake.Account
		spoil   func(*outcome)
		says    string
	}{
		"the recipe fails":       {plain, func(o *outcome) { o.err = errors.New("exit status 1") }, "exit status 1; the server saw: auth.sendCode"},
		"no line":                {plain, func(o *outcome) { o.said = "" }, `the recipe said ""`},
		"another version":        {plain, rewrite("1.2", "1.3"), "this is other 1.3, and 1.2 is pinned"},
		"another layer":          {plain, rewrite("200", "201"), "Layer:201"},
		"another user":           {plain, rewrite("7000000001", "7000000002"), "User:7000000002"},
		"another refusal":        {plain, rewrite("PHONE_CODE_INVALID", "PHONE_CODE_EXPIRED"), "PHONE_CODE_EXPIRED"},
		"no password":            {protected, rewrite("SESSION_PASSWORD_NEEDED", "accepted"), "Code:accepted"},
		"another transport":      {plain, func(o *outcome) { o.spoken = append(o.spoken, "abridged") }, `["full" "abridged"]`},
		"a temporary key":        {plain, func(o *outcome) { o.bound = true }, "temporary key was bound: true"},
		"nobody is signed in":    {plain, func(o *outcome) { o.signedIn = 0 }, "0 keys are signed in"},
		"a code is sent again":   {plain, func(o *outcome) { o.asked = slices.Insert(o.asked, 1, o.asked[0]) }, "the server saw"},
		"no wrong code":          {plain, func(o *outcome) { o.asked = slices.Delete(o.asked, 2, 3) }, "the server saw"},
		"no wrong password":      {protected, without("400 PASSWORD_HASH_INVALID"), "the server saw"},
		"nobody asked who it is": {plain, func(o *outcome) { o.asked = o.asked[:4] }, "the server saw"},
		"the wrong code is accepted": {plain, func(o *outcome) {
			o.asked[2].Answer = "auth.authorization"
		}, "the server saw"},
	} {
		t.Run(name, func(t *testing.T) {
			o := well(t, c, direct, tt.account)
			tt.spoil(&o)
			require.ErrorContains(t, judge(c, direct, tt.account, o), tt.says)
		})
	}
}

// rewrite changes what the recipe said.
func rewrite(from, to string) func(*outcome) {
	return func(o *outcome) { o.said = strings.Replace(o.said, from, to, 1) }
}

// without takes the call with this answer out of the server's log.
func without(answer string) func(*outcome) {
	return func(o *outcome) {
		o.asked = slices.DeleteFunc(o.asked, func(r fake.Request) bool { return r.Answer == answer })
	}
}

func TestControl(t *testing.T) {
	c, tr := client{name: "other"}, trial{transport: "full"}
	for _, k := range allControls() {
		o := well(t, c, tr, k.account)
		o.err = errors.New("exit status 1: the " + k.accepts + " was accepted")
		require.NoError(t, k.judge(o))

		o.err = errors.New("exit status 1: out of memory")
		require.ErrorContains(t, k.judge(o), "noticed by something else: exit status 1: out of memory")

		o.err = nil
		require.ErrorContains(t, k.judge(o), "was not noticed")

		o.asked = o.asked[:2]
		require.EqualError(t, k.judge(o), "the server did not come to accept a "+k.accepts+", and the client says that all is well")

		o.err = errors.New("exit status 1")
		require.EqualError(t, k.judge(o), "the server did not come to accept a "+k.accepts+": exit status 1")
	}
}
