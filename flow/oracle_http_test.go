package flow_test

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/internal/leak"
)

// TestOracleHTTP plays the sign-ins to QuickBlox, with Firebase's codes, as
// TestOracle and TestOracleTwoFaults play those to Telegram.
func TestOracleHTTP(t *testing.T) {
	d := design{scripts: quickbloxScripts()}
	runs, err := d.oneFault(never)
	require.NoError(t, err)
	t.Logf("%d scripts, %d plays with at most one fault", len(d.scripts), len(runs))
	plays, err := d.twoFaults(runs, oneIn(t, 100), never)
	t.Logf("%d pairs", plays)
	require.NoError(t, err)
}

// mainScripts are those in which all that can be told is told, and each broken
// design shows.
func mainScripts() []*script {
	names := []string{"password", "log out", "Facebook", "code", "code, too often"}
	return slices.DeleteFunc(quickbloxScripts(), func(s *script) bool { return !slices.Contains(names, s.name) })
}

// TestOracleHTTPTellsNothing plays for all that is said to be searched (see
// TestMain).
func TestOracleHTTPTellsNothing(t *testing.T) {
	_, err := design{scripts: mainScripts(), watched: t}.oneFault(never)
	require.NoError(t, err)
}

// TestOracleHTTPControls breaks the design. The oracle must see it here too.
func TestOracleHTTPControls(t *testing.T) {
	for _, c := range []control{
		{"not saving before asking", design{store: unsaved}, checkSaved, 1},
		{"a WhoAmI that always says nobody", design{transport: wrap(sightless)}, checkAsked, 1},
		{"a lost sign-in sent again", design{transport: wrap(insistent(flow.CallCheckPassword))}, checkTwice, 1},
		{"a lost token sent again", design{transport: wrap(insistent(flow.CallImportToken))}, checkTwice, 1},
		{"a lost CheckPassword that stays", design{tables: lostStays(flow.CallCheckPassword)}, checkAsked, 1},
		{"a lost SignIn that stays", design{tables: lostStays(flow.CallSignIn)}, checkAsked, 1},
		{"a lost token that stays", design{tables: lostStays(flow.CallImportToken)}, checkAsked, 1},
		{"what Firebase gave dropped on error", design{transport: wrap(absentMinded)}, checkOrphan, 1},
		{"what Firebase gave dropped for a new code", design{transport: wrap(newcomer)}, checkOrphan, 1},
		{"a new session used without saving", design{transport: wrap(hasty)}, checkSession, 1},
		{"a log-out that is believed unheard", design{tables: lostLogOutLeaves()}, checkLeft, 1},
		{"a lost WhoAmI that ends the doubt", design{tables: lostWhoAmIForgets()}, checkAsked, 1},
		{"no way back from a code that is used up", design{tables: codeExpiredStays()}, checkStuck, 1},
	} {
		c.design.scripts = mainScripts()
		t.Run(c.name, c.mustFail)
	}
}

// sightless is blind to all logins.
func sightless(ctx context.Context, inner flow.Transport, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	if call.Name == flow.CallWhoAmI {
		return flow.Nobody{}, s, nil
	}
	return inner.Perform(ctx, call, s)
}

// absentMinded forgets what an error came with.
func absentMinded(ctx context.Context, inner flow.Transport, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	a, after, err := inner.Perform(ctx, call, s)
	if err != nil {
		return nil, s, err
	}
	return a, after, nil
}

// newcomer has a code sent under a session that knows of nothing.
func newcomer(ctx context.Context, inner flow.Transport, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	if call.Name == flow.CallSendCode && leak.In(string(s.Bytes()), `"refresh":`) {
		if _, opened, err := inner.Perform(ctx, flow.Call{Name: flow.CallConnect}, flow.Session{}); err == nil {
			s = opened
		}
	}
	return inner.Perform(ctx, call, s)
}
