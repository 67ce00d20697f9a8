package flow_test

import (
	"context"
	"slices"
	"testing"

	"github.com/stepin-go/stepin/flow"
)

// named are the scripts with these names.
func named(names ...string) []*script {
	return slices.DeleteFunc(telegramScripts(), func(s *script) bool { return !slices.Contains(names, s.name) })
}

// TestOracleOtherControls breaks the design where another device, a token, a passkey,
// a payment or a proof has a part. The oracle must see it.
func TestOracleOtherControls(t *testing.T) {
	qr, moved := named("QR", "QR, password"), named("QR, moved", movedQRScript)
	bots, passkeys := named("bot", "bot, log out"), named("passkey", "passkey, password")
	receipt, pushed := named("payment by receipt"), named("payment pushed")
	for _, c := range []control{
		{"a login token imported under a key that was not stored", design{scripts: moved, transport: wrap(hastyImport)}, checkSession, 0},
		{"a lost ExportLoginToken that stays", design{scripts: qr, tables: lostStays(flow.CallExportLoginToken)}, checkAsked, 1},
		{"a lost ExportLoginToken asked again", design{scripts: qr, tables: lostAsks(flow.CallExportLoginToken, flow.CallExportLoginToken)}, checkAgain, 1},
		{"a lost ImportLoginToken that stays", design{scripts: moved, tables: lostStays(flow.CallImportLoginToken)}, checkAsked, 1},
		{"a lost ImportLoginToken sent again", design{scripts: moved, transport: wrap(insistent(flow.CallImportLoginToken))}, checkAgain, 1},
		{"a login left at the QR code", design{scripts: named("QR, left in doubt"), tables: cancelLeaves(flow.WaitOtherDevice)}, checkLeft, 2},
		{"others are forgotten", design{scripts: named("QR, but for others"), transport: wrap(welcoming)}, checkExcept, 0},
		{"a lost token sent again", design{scripts: bots, transport: wrap(insistent(flow.CallImportToken))}, checkTwice, 1},
		{"a lost token that stays", design{scripts: bots, tables: lostStays(flow.CallImportToken)}, checkAsked, 1},
		{"a token moved without saving", design{scripts: named(movedBotScript), transport: wrap(hasty)}, checkSession, 0},
		{"a lost FinishPasskey sent again", design{scripts: passkeys, transport: wrap(insistent(flow.CallFinishPasskey))}, checkTwice, 1},
		{"a lost FinishPasskey that stays", design{scripts: passkeys, tables: lostStays(flow.CallFinishPasskey)}, checkAsked, 1},
		{"a lost FinishPasskey that begins again", design{scripts: passkeys, tables: lostAsks(flow.CallFinishPasskey, flow.CallInitPasskey)}, checkAgain, 1},
		{"a passkey moved without saving", design{scripts: named(movedPasskeyScript), transport: wrap(hasty)}, checkSession, 0},
		{"a lost receipt sent again", design{scripts: receipt, transport: wrap(insistent(flow.CallAssignTransaction))}, checkTwice, 1},
		{"nobody listens for a payment", design{scripts: pushed, tables: hears(flow.WaitPayment)}, checkStuck, 0},
		{"a payment that is passed over", design{scripts: pushed, tables: hears(flow.WaitPayment, flow.AnswerPaymentWanted)}, checkHeard, 0},
		{"a proof with everything", design{scripts: named("challenge at the number"), transport: wrap(proveAll())}, checkProved, 0},
	} {
		t.Run(c.name, c.mustFail)
	}
}

// hastyImport imports a login token at once.
func hastyImport(ctx context.Context, inner flow.Transport, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	a, s, err := inner.Perform(ctx, call, s)
	if moved, ok := a.(flow.LoginTokenMoved); ok {
		call.Name, call.Token = flow.CallImportLoginToken, moved.Token
		return inner.Perform(ctx, call, s)
	}
	return a, s, err
}

// welcoming lets anybody in.
func welcoming(ctx context.Context, inner flow.Transport, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
	call.Except = nil
	return inner.Perform(ctx, call, s)
}

// proveAll keeps a proof, and gives it with each code.
func proveAll() trick {
	var kept flow.Proof
	return func(ctx context.Context, inner flow.Transport, call flow.Call, s flow.Session) (flow.Answer, flow.Session, error) {
		if !call.Proof.Token.IsZero() {
			kept = call.Proof
		}
		if call.Name == flow.CallSignIn && !kept.Token.IsZero() {
			call.Proof = kept
			call.Proof.Method = "auth.signIn"
		}
		return inner.Perform(ctx, call, s)
	}
}

// lostAsks asks again for what was lost, or for what comes before it.
func lostAsks(c flow.CallName, next flow.CallName) *flow.Tables {
	tables, row := callRow(c)
	row.Lost = flow.Move{Ask: next}
	return tables
}

// hears is told nothing else in a phase.
func hears(p flow.Phase, answers ...flow.AnswerName) *flow.Tables {
	tables := flow.Telegram()
	for i := range tables.Phases {
		if tables.Phases[i].Phase == p {
			tables.Phases[i].Hears = answers
		}
	}
	return tables
}
