package fake_test

import (
	"context"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/transport/fake"
)

func TestFaults(t *testing.T) {
	stories{
		{
			name:     "a refusal happens once and examines nothing",
			accounts: people(fake.Account{CodeTries: 1}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				refuse auth.signIn 500 AUTH_RESTART
				A signIn +9996620001 hash1 11111   => 500 AUTH_RESTART
				A signIn +9996620001 hash1 22222   => authorization +9996620001
			`,
		},
		{
			name:     "moves of other kinds are refusals as well",
			accounts: people(fake.Account{}),
			script: `
				refuse auth.sendCode 303 NETWORK_MIGRATE_4
				refuse auth.sendCode 303 USER_MIGRATE_5
				A sendCode +9996620001             => 303 NETWORK_MIGRATE_4
				A sendCode +9996620001             => 303 USER_MIGRATE_5
				A sendCode +9996620001             => sentCode hash1 app length=5
			`,
		},
		{
			name:     "other methods go on",
			accounts: people(fake.Account{}),
			script: `
				refuse auth.signIn 500 AUTH_RESTART
				A sendCode +9996620001             => sentCode hash1 app length=5
				A getSelf                          => 401 AUTH_KEY_UNREGISTERED
				A signIn +9996620001 hash1 22222   => 500 AUTH_RESTART
			`,
		},
		{
			name:     "a call lost before the server acts",
			accounts: people(fake.Account{}),
			script: `
				loseBefore auth.sendCode
				A sendCode +9996620001             => lost
				loseBefore auth.signIn
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => lost
				signedIn                           =>
				A signIn +9996620001 hash1 22222   => authorization +9996620001
			`,
		},
		{
			name:     "an answer lost after the server acted",
			accounts: people(fake.Account{}),
			script: `
				loseAfter auth.sendCode
				A sendCode +9996620001             => lost
				loseAfter auth.signIn
				A signIn +9996620001 hash1 22222   => lost
				signedIn                           => A@2
				A signIn +9996620001 hash1 22222   => 400 PHONE_CODE_EXPIRED
			`,
		},
		{
			name:     "an answer cut at a byte",
			accounts: people(fake.Account{}),
			setUp: func(s *fake.Server) {
				s.Cut("auth.signIn", 20)
			},
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => disconnected
				signedIn                           => A@2
			`,
		},
		{
			name:     "a half login whose answer is lost",
			accounts: people(fake.Account{Password: "hunter2"}),
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				loseAfter auth.signIn
				A signIn +9996620001 hash1 22222   => lost
				halfSignedIn                       => A@2
				A getSelf                          => 401 SESSION_PASSWORD_NEEDED
			`,
		},
		{
			name:     "any method",
			accounts: people(fake.Account{}),
			setUp: func(s *fake.Server) {
				s.Inject(fake.Fault{LoseBefore: true})
			},
			script: `
				A getSelf                          => lost
				A getSelf                          => 401 AUTH_KEY_UNREGISTERED
			`,
		},
		{
			name:     "the third call from now",
			accounts: people(fake.Account{}),
			setUp: func(s *fake.Server) {
				s.Inject(fake.Fault{Method: "users.getUsers", After: 2, LoseBefore: true})
			},
			script: `
				A getSelf                          => 401 AUTH_KEY_UNREGISTERED
				A logOut                           => 401 AUTH_KEY_UNREGISTERED
				A getSelf                          => 401 AUTH_KEY_UNREGISTERED
				A getSelf                          => lost
				A getSelf                          => 401 AUTH_KEY_UNREGISTERED
			`,
		},
		{
			name:     "faults for one call queue up, and count from their injection",
			accounts: people(fake.Account{}),
			setUp: func(s *fake.Server) {
				s.Inject(
					fake.Fault{Refuse: &fake.RPCError{Code: 500, Text: "FIRST"}},
					fake.Fault{Refuse: &fake.RPCError{Code: 500, Text: "SECOND"}},
					fake.Fault{After: 1, Refuse: &fake.RPCError{Code: 500, Text: "THIRD"}},
					fake.Fault{After: 4, Refuse: &fake.RPCError{Code: 500, Text: "LAST"}},
				)
			},
			script: `
				A getSelf                          => 500 FIRST
				A getSelf                          => 500 SECOND
				A getSelf                          => 500 THIRD
				A getSelf                          => 401 AUTH_KEY_UNREGISTERED
				A getSelf                          => 500 LAST
				A getSelf                          => 401 AUTH_KEY_UNREGISTERED
			`,
		},
		{
			name:     "a connection cut before acting",
			accounts: people(fake.Account{}),
			setUp: func(s *fake.Server) {
				s.Inject(fake.Fault{Method: "auth.signIn", Disconnect: true})
			},
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => disconnected
				signedIn                           =>
			`,
		},
		{
			name:     "a connection cut after acting",
			accounts: people(fake.Account{}),
			setUp: func(s *fake.Server) {
				s.Inject(fake.Fault{Method: "auth.signIn", Disconnect: true, LoseAfter: true})
			},
			script: `
				A sendCode +9996620001             => sentCode hash1 app length=5
				A signIn +9996620001 hash1 22222   => disconnected
				signedIn                           => A@2
			`,
		},
		{
			name:     "a refusal that is lost",
			accounts: people(fake.Account{}),
			setUp: func(s *fake.Server) {
				s.Inject(fake.Fault{Refuse: &fake.RPCError{Code: 420, Text: "FLOOD_WAIT_9"}, LoseAfter: true})
			},
			script: `
				A sendCode +9996620001             => lost
				A signIn +9996620001 hash1 22222   => 400 PHONE_CODE_EXPIRED
			`,
		},
	}.play(t)
}

func TestBefore(t *testing.T) {
	server, err := fake.New(fake.Account{Phone: "+9996620001"})
	require.NoError(t, err)
	type call struct {
		method string
		n      int
	}
	var asked []call
	server.Before = func(method string, n int) fake.Fault {
		asked = append(asked, call{method, n})
		require.Len(t, server.Requests(), n, "the hook may look at the server")
		return fake.Fault{LoseAfter: n == 3}
	}
	play(t, server, `
		A sendCode +9996620001           => sentCode hash1 app length=5
		refuse auth.signIn 500 AUTH_RESTART
		A signIn +9996620001 hash1 22222 => 500 AUTH_RESTART
		A signIn +9996620001 hash1 22222 => lost
		signedIn                         => A@2
	`)
	require.Equal(t, []call{{"auth.sendCode", 1}, {"auth.signIn", 3}}, asked, "an injected fault goes first")
}

// A server that accepts everything, and still knows who is who.
func TestAccept(t *testing.T) {
	server, err := fake.New(
		fake.Account{Phone: "+9996620001"},
		fake.Account{Phone: "+9996620002", Password: "hunter2"},
	)
	require.NoError(t, err)
	server.Before = func(string, int) fake.Fault { return fake.Fault{Accept: true} }
	play(t, server, `
		A sendCode +9996620001             => sentCode hash1 app length=5
		A signIn +9996620001 hash9 22222   => 400 PHONE_CODE_EXPIRED
		A signIn +9996620001 hash1 11111   => authorization +9996620001
		B sendCode +9996620002             => sentCode hash2 app length=5
		B signIn +9996620002 hash2 11111   => 401 SESSION_PASSWORD_NEEDED
		B getPassword                      => password srp=1
		B checkPassword 9 hunter3          => 400 SRP_ID_INVALID
		B checkPassword 1 hunter3          => authorization +9996620002
		signedIn                           => A@2 B@2
	`)
	require.Equal(t, 1, server.Examined()[fake.Examination{Method: "auth.checkPassword", Key: "key2", Value: "hunter3"}],
		"it was compared all the same")
}

// Delays are tested in a bubble, where a call that waits is known to wait.
func TestDelay(t *testing.T) {
	type result struct {
		answer any
		err    error
	}
	for _, test := range []struct {
		name     string
		fault    func(release <-chan struct{}) fake.Fault
		cancel   bool
		acted    bool // before the release
		outcome  string
		signedIn int // in the end
	}{
		{
			name:     "before acting",
			fault:    func(c <-chan struct{}) fake.Fault { return fake.Fault{DelayBefore: c} },
			outcome:  "authorization +9996620001",
			signedIn: 1,
		},
		{
			name:     "after acting",
			fault:    func(c <-chan struct{}) fake.Fault { return fake.Fault{DelayAfter: c} },
			acted:    true,
			outcome:  "authorization +9996620001",
			signedIn: 1,
		},
		{
			name:    "before acting, given up",
			fault:   func(c <-chan struct{}) fake.Fault { return fake.Fault{DelayBefore: c} },
			cancel:  true,
			outcome: "cancelled",
		},
		{
			name:     "after acting, given up",
			fault:    func(c <-chan struct{}) fake.Fault { return fake.Fault{DelayAfter: c} },
			cancel:   true,
			acted:    true,
			outcome:  "cancelled",
			signedIn: 1,
		},
		{
			name:     "late and then lost",
			fault:    func(c <-chan struct{}) fake.Fault { return fake.Fault{DelayBefore: c, LoseAfter: true} },
			outcome:  "lost",
			signedIn: 1,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server, err := fake.New(fake.Account{Phone: "+9996620001"})
				require.NoError(t, err)
				play(t, server, `A sendCode +9996620001 => sentCode hash1 app length=5`)
				release := make(chan struct{})
				fault := test.fault(release)
				fault.Method = "auth.signIn"
				server.Inject(fault)

				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				done := make(chan result, 1)
				go func() {
					answer, err := server.Call(ctx, fake.Caller{DC: 2, Key: "A"},
						fake.SignIn{PhoneNumber: "+9996620001", PhoneCodeHash: "hash1", PhoneCode: "22222"})
					done <- result{answer, err}
				}()
				synctest.Wait()
				require.Empty(t, done, "the call waits")
				require.Equal(t, test.acted, len(server.SignedIn()) == 1)
				require.Empty(t, server.Requests()[1].Answer)
				// Nobody else is held up.
				play(t, server, `B getSelf => 401 AUTH_KEY_UNREGISTERED`)

				if test.cancel {
					cancel()
				} else {
					close(release)
				}
				got := <-done
				require.Equal(t, test.outcome, outcome(got.answer, got.err))
				require.Len(t, server.SignedIn(), test.signedIn)
			})
		})
	}
}

// A key that is forgotten while its call is delayed is unknown when the server
// comes to act.
func TestForgottenMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server, err := fake.New(fake.Account{Phone: "+9996620001"})
		require.NoError(t, err)
		release := make(chan struct{})
		server.Inject(fake.Fault{DelayBefore: release})
		done := make(chan error, 1)
		go func() {
			_, err := server.Call(t.Context(), fake.Caller{DC: 2, Key: "A"}, fake.SendCode{PhoneNumber: "+9996620001"})
			done <- err
		}()
		synctest.Wait()
		require.True(t, server.ForgetKey("A"))
		close(release)
		require.ErrorIs(t, <-done, fake.ErrUnknownKey)
		require.Empty(t, server.Inbox("+9996620001"))
	})
}

// What a fault keeps from the client is there for a door that is asked again, and
// for nobody who logs the error.
func TestLostAnswer(t *testing.T) {
	server, err := fake.New(people(fake.Account{Trusted: true, FirstName: "Ada"})...)
	require.NoError(t, err)
	a := fake.Caller{DC: 2, Key: "A"}
	call := func(q fake.Query) *fake.LostError {
		answer, err := server.Call(t.Context(), a, q)
		require.Nil(t, answer)
		var lost *fake.LostError
		require.ErrorAs(t, err, &lost)
		return lost
	}
	server.Inject(fake.Fault{LoseAfter: true}, fake.Fault{CutAt: 3}, fake.Fault{LoseAfter: true, Disconnect: true})

	lost := call(fake.SendCode{PhoneNumber: "+9996620001"})
	require.ErrorIs(t, lost, fake.ErrLost)
	require.EqualError(t, lost, fake.ErrLost.Error())
	answer, err := lost.Answer()
	require.NoError(t, err)
	require.Equal(t, "Ada", answer.(fake.SentCodeSuccess).Authorization.User.FirstName)

	lost = call(fake.GetSelf{})
	require.ErrorIs(t, lost, fake.ErrDisconnect)
	require.Equal(t, 3, lost.CutAt)

	lost = call(fake.SendCode{PhoneNumber: "nobody"})
	require.ErrorIs(t, lost, fake.ErrDisconnect)
	_, err = lost.Answer()
	require.Equal(t, &fake.RPCError{Code: 400, Text: "PHONE_NUMBER_INVALID"}, err)
}

// A held call goes on when it is let, and not before.
func TestHold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server, err := fake.New(people(fake.Account{})...)
		require.NoError(t, err)
		release := server.Hold("auth.sendCode")
		var answer any
		go func() {
			answer, _ = server.Call(t.Context(), fake.Caller{DC: 2, Key: "A"}, fake.SendCode{PhoneNumber: "+9996620001"})
		}()
		synctest.Wait()
		require.Empty(t, server.Inbox("+9996620001"))
		release()
		release()
		synctest.Wait()
		require.Len(t, server.Inbox("+9996620001"), 1)
		require.IsType(t, fake.SentCode{}, answer)
	})
}
