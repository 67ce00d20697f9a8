package flow_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/fake"
)

// at is a driver whose login with an account's number and code stands where the
// answers have led it.
func at(t *testing.T, a fake.Account, limits flow.Limits) (*flow.Driver, *fake.Server, func(flow.Input) (flow.State, error)) {
	t.Helper()
	a.Phone, a.Code = phone, "22222"
	srv, err := fake.New(a)
	require.NoError(t, err)
	srv.Now = func() time.Time { return storyTime }
	d := &flow.Driver{Transport: &fake.Transport{Server: srv}, Limits: limits, Now: srv.Now}
	do := func(in flow.Input) (flow.State, error) { return d.Do(t.Context(), "login", in) }
	for _, in := range []flow.Input{flow.PhoneNumber(phone), flow.Code(a.Code)} {
		_, err := do(in)
		require.NoError(t, err)
	}
	return d, srv, do
}

// unheard loses the answer to the next call of a method, and then the one to the
// question who we are: nobody knows what became of it.
func unheard(srv *fake.Server, method string) {
	srv.LoseAfter(method)
	srv.LoseBefore("users.getUsers")
}

// What changes an account for good is not carried over to where an older doubt turns
// out to have led.
func TestLastingIsMeantWhereItWasSaid(t *testing.T) {
	account := fake.Account{Password: oraclePassword, RecoveryEmail: oracleEmail, RecoveryCode: "271828", ResetWait: time.Hour}
	for name, in := range map[string]flow.Input{
		"recover": flow.RecoverPassword("271828", newPassword, ""),
		"remove":  flow.RemovePassword("271828"),
		"reset":   flow.ResetPassword(),
		"decline": flow.DeclinePasswordReset(),
		"delete":  flow.DeleteAccount(flow.DeleteMyAccount, "", ""),
	} {
		t.Run(name, func(t *testing.T) {
			_, srv, do := at(t, account, flow.Limits{})
			unheard(srv, "auth.checkPassword")
			_, err := do(flow.Password(oraclePassword))
			require.ErrorIs(t, err, errors.Unanswered)
			before := len(srv.Requests())
			s, err := do(in)
			require.ErrorIs(t, err, errors.NotAllowed)
			require.Equal(t, flow.Ready, s.Phase)
			require.Len(t, srv.Requests(), before+1, "only who we are is asked")
		})
	}
}

// A second new password is not taken for the first one, of which it was not known
// whether it was set.
func TestSecondNewPasswordIsRefused(t *testing.T) {
	_, srv, do := at(t, fake.Account{Password: oraclePassword, RecoveryEmail: oracleEmail, RecoveryCode: "271828"}, flow.Limits{})
	_, err := do(flow.RequestPasswordRecovery())
	require.NoError(t, err)
	unheard(srv, "auth.recoverPassword")
	_, err = do(flow.RecoverPassword("271828", newPassword, ""))
	require.ErrorIs(t, err, errors.Unanswered)
	s, err := do(flow.RecoverPassword("271828", "another one", ""))
	require.ErrorIs(t, err, errors.NotAllowed)
	require.Equal(t, flow.Ready, s.Phase)
}

// A reset of the password that somebody has asked for is still to be seen, and to be
// taken back, once its owner has signed in.
func TestPendingResetIsSeenAfterSignIn(t *testing.T) {
	_, _, do := at(t, fake.Account{Password: oraclePassword, ResetWait: time.Hour}, flow.Limits{})
	s, err := do(flow.ResetPassword())
	require.NoError(t, err)
	require.Equal(t, storyTime.Add(time.Hour), s.Password.ResetAt)
	for _, in := range []flow.Input{flow.Password(oraclePassword), flow.Poll()} {
		s, err = do(in)
		require.NoError(t, err)
		require.Equal(t, flow.PasswordInfo{ResetAt: storyTime.Add(time.Hour)}, s.Password, in)
	}
	_, err = do(flow.ResetPassword())
	require.ErrorIs(t, err, errors.TooEarly)
	s, err = do(flow.DeclinePasswordReset())
	require.NoError(t, err)
	require.Zero(t, s.Password)
}

// A password is removed only where that is said: not by an empty one, by no function
// in its place, or by one that fails.
func TestPasswordIsNotRemovedByMistake(t *testing.T) {
	broken := func([]byte, []byte) ([]byte, error) { return nil, errors.New("locked") }
	short := func([]byte, []byte) ([]byte, error) { return []byte("short"), nil }
	for name, tt := range map[string]struct {
		in      flow.Input
		because errors.Reason
		asked   int // RPCs, to find that out
	}{
		"empty":             {flow.RecoverPassword("271828", "", ""), errors.PasswordMissing, 0},
		"no function":       {flow.RemovePassword("271828").HashedBy(nil), errors.PasswordMissing, 1},
		"failing function":  {flow.RecoverPassword("271828", "", "").HashedBy(broken), errors.PasswordMissing, 1},
		"short":             {flow.RecoverPassword("271828", "", "").HashedBy(short), errors.PasswordMissing, 1},
		"hint that says it": {flow.RecoverPassword("271828", newPassword, newPassword), errors.NewSettingsInvalid, 0},
	} {
		t.Run(name, func(t *testing.T) {
			d, srv, do := at(t, fake.Account{Password: oraclePassword, RecoveryEmail: oracleEmail, RecoveryCode: "271828"}, flow.Limits{})
			_, err := do(flow.RequestPasswordRecovery())
			require.NoError(t, err)
			before := len(srv.Requests())
			s, err := do(tt.in)
			require.ErrorIs(t, err, tt.because)
			require.Equal(t, flow.WaitRecoveryCode, s.Phase)
			require.Len(t, srv.Requests(), before+tt.asked)
			if tt.asked > 0 {
				require.ErrorIs(t, err, errors.NotSent)
				looked, err := d.Look(t.Context(), "login")
				require.NoError(t, err)
				require.Equal(t, tt.because, looked.Last.Reason, "what is stored says it, too")
			}
		})
	}
}

// Each budget is its own: codes that were tried before the password do not count as
// recovery codes, and what is used up stays so.
func TestBudgetsAreKeptApart(t *testing.T) {
	account := fake.Account{Password: oraclePassword, RecoveryEmail: oracleEmail, RecoveryCode: "271828", ResetWait: time.Hour}
	t.Run("a code", func(t *testing.T) {
		account := account
		account.Phone, account.Code = phone, "22222"
		srv, err := fake.New(account)
		require.NoError(t, err)
		d := &flow.Driver{Transport: &fake.Transport{Server: srv}, Limits: flow.Limits{CodeAttempts: 2}}
		do := func(in flow.Input) error { _, err := d.Do(t.Context(), "login", in); return err }
		require.NoError(t, do(flow.PhoneNumber(phone)))
		require.ErrorIs(t, do(flow.Code(wrongCode)), errors.PhoneCodeInvalid)
		srv.LoseAfter("auth.signIn")
		require.NoError(t, do(flow.Code("22222")))
		require.NoError(t, do(flow.RequestPasswordRecovery()))
		require.ErrorIs(t, do(flow.RecoveryCode(wrongEmailCode)), errors.CodeInvalid)
		require.NoError(t, do(flow.RecoveryCode("271828")))
	})
	t.Run("a password", func(t *testing.T) {
		_, _, do := at(t, account, flow.Limits{PasswordAttempts: 1})
		s, err := do(flow.Password(wrongPassword))
		require.ErrorIs(t, err, errors.PasswordHashInvalid)
		require.True(t, s.Exhausted)
		require.Equal(t, flow.WaitPhoneNumber, s.Question(storyTime))
		s, err = do(flow.RequestPasswordRecovery())
		require.NoError(t, err)
		require.False(t, s.Exhausted)
		s, err = do(flow.ResetPassword())
		require.NoError(t, err)
		require.Equal(t, flow.WaitPassword, s.Phase)
		require.True(t, s.Exhausted)
	})
}

// What a person says beside codes and passwords is nobody's business either.
func TestInputsPrintNothing(t *testing.T) {
	for _, in := range []flow.Input{
		flow.RecoverPassword("1", "2", "my dog"), flow.DeleteAccount(flow.DeleteMyAccount, "my dog", ""), flow.Register("my dog", "my dog"),
	} {
		require.NotContains(t, fmt.Sprintf("%v %+v %#v", in, in, in), "my dog")
	}
}

// When the account can be deleted is known until then, and longer; that of another
// number, or of a deletion with the password, is not taken for it.
func TestDeletionAt(t *testing.T) {
	_, srv, do := at(t, fake.Account{Password: oraclePassword, DeleteWait: time.Hour}, flow.Limits{})
	srv.Refuse("account.deleteAccount", 420, "FLOOD_WAIT_60")
	s, err := do(flow.DeleteAccount(flow.DeleteMyAccount, "", oraclePassword))
	require.ErrorIs(t, err, errors.FloodWait)
	require.Zero(t, s.DeletionAt())
	s, err = do(flow.DeleteAccount(flow.DeleteMyAccount, "", ""))
	require.ErrorIs(t, err, errors.TwoFAConfirmWait)
	require.Equal(t, storyTime.Add(time.Hour), s.DeletionAt())
	s, err = do(flow.PhoneNumber("+9996620009"))
	require.Error(t, err)
	require.Zero(t, s.DeletionAt())
}

// Only what takes a password takes a function in its place.
func TestHashedByChangesNothingElse(t *testing.T) {
	asked := false
	hash := func([]byte, []byte) ([]byte, error) {
		asked = true
		return nil, errors.New("asked")
	}
	_, _, do := at(t, fake.Account{}, flow.Limits{})
	s, err := do(flow.LogOut().HashedBy(hash))
	require.NoError(t, err)
	require.Equal(t, flow.LoggedOut, s.Phase)
	require.False(t, asked)
}
