package mtproto

import (
	"context"
	"fmt"
	"time"

	gotdrpc "github.com/gotd/td/rpc"
	"github.com/gotd/td/tg"
	"github.com/gotd/td/tgerr"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/flow"
	"github.com/stepin-go/stepin/transport/internal/telegram"
	"github.com/stepin-go/stepin/transport/mtproto/srp"
)

// door performs one call: the telegram.Door on the wire.
type door struct {
	t       *Transport
	call    flow.Call
	session session
	link    *link
}

func (d *door) Fingerprint() string { return d.session.fingerprint() }
func (d *door) Challenged() bool    { return d.session.srp != nil }

func (d *door) DropKey() {
	d.hangUp()
	d.session = session{dc: d.session.dc, offset: d.session.offset}
}

func (d *door) Connect(ctx context.Context, dc int) error {
	if dc == 0 {
		dc = d.session.dc
	}
	if dc == 0 {
		dc = d.t.DC
	}
	if dc == 0 {
		dc = defaultDC
	}
	fresh, err := d.t.newKey(ctx, dc)
	if err != nil {
		return err
	}
	d.hangUp()
	d.session = fresh
	return nil
}

// hangUp closes the connection, if there is one.
func (d *door) hangUp() {
	if d.link == nil {
		return
	}
	d.link.close()
	d.session.salt = d.link.salt.Load()
	d.session.offset = d.link.time.clock.offset()
	d.link = nil
}

// linger keeps the connection for a while. It ends with the call's context.
func (d *door) linger(ctx context.Context) {
	if d.link == nil {
		return
	}
	wait := d.t.Linger
	if deadline, ok := ctx.Deadline(); ok {
		// The answer is there already: it must be heard in time.
		wait = min(wait, time.Until(deadline)/2)
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-d.link.done:
	}
}

// Ask performs one RPC.
func (d *door) Ask(ctx context.Context, rpc string) (flow.Answer, error) {
	// Connected first: what is not sent must not use anything up.
	if err := d.ready(ctx); err != nil {
		return flow.NotSent{Err: err}, nil
	}
	ask, refused := d.request(rpc)
	if refused != nil {
		return refused, nil
	}
	answer, err := d.ask(ctx, rpc, ask)
	if !errors.Is(err, errIgnored) {
		return answer, err
	}
	// The server has ignored the query because of its time, and now we know
	// the right one. As after bad_server_salt, which gotd deals with, nothing
	// was examined.
	if err := d.ready(ctx); err != nil {
		return flow.NotSent{Err: err}, nil
	}
	answer, err = d.ask(ctx, rpc, ask)
	if errors.Is(err, errIgnored) {
		return flow.NotSent{Err: err}, nil
	}
	return answer, err
}

// ready makes a connection unless there is one.
func (d *door) ready(ctx context.Context) error {
	if d.link != nil {
		return nil
	}
	l, err := d.t.connect(ctx, &d.session)
	if err != nil {
		return err
	}
	d.link = l
	return nil
}

// ask sends a query and reads what becomes of it. After an error there is no
// connection any more.
func (d *door) ask(ctx context.Context, rpc string, ask request) (flow.Answer, error) {
	answer, err := ask(ctx, tg.NewClient(d.link))
	if err == nil {
		return answer, nil
	}
	if e, ok := tgerr.As(err); ok {
		return flow.Refused{Err: errors.FromRPC(rpc, e.Code, e.Message)}, nil
	}
	l := d.link
	d.hangUp()
	if l.time.ignored() {
		return nil, errIgnored
	}
	if e, ok := errors.AsType[*transportError](l.err); ok {
		refusal := errors.FromRPC(rpc, -e.code, "")
		if refusal.Class == errors.SessionLost || refusal.Class == errors.Configuration {
			return flow.Refused{Err: refusal}, nil
		}
		// Such as 429. It names no query, and the one that was sent before
		// it may have been executed.
		return nil, refusal
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if l.err != nil && (errors.Is(err, gotdrpc.ErrEngineClosed) || errors.Is(err, context.Canceled)) {
		err = l.err // what ended the connection says more than that it has ended
	}
	return nil, fmt.Errorf("%s: %w", rpc, err)
}

// A request is a query that is ready to be sent.
type request = func(context.Context, *tg.Client) (flow.Answer, error)

// request makes the request of an RPC from the call; or it says why that must
// not be sent.
func (d *door) request(rpc string) (request, flow.Answer) {
	number, hash := d.call.Sent.To.Reveal(), d.call.Sent.Hash.Reveal()
	switch rpc {
	case telegram.SendCode:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return sentCode(api.AuthSendCode(ctx, &tg.AuthSendCodeRequest{
				PhoneNumber: d.call.To.Reveal(), APIID: d.t.AppID, APIHash: d.t.AppHash.Reveal(),
				Settings: d.t.CodeSettings.tl(),
			}))
		}, nil
	case telegram.ResendCode:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return sentCode(api.AuthResendCode(ctx, &tg.AuthResendCodeRequest{PhoneNumber: number, PhoneCodeHash: hash}))
		}, nil
	case telegram.CancelCode:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			_, err := api.AuthCancelCode(ctx, &tg.AuthCancelCodeRequest{PhoneNumber: number, PhoneCodeHash: hash})
			return flow.Done{}, err
		}, nil
	case telegram.SignIn:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			req := &tg.AuthSignInRequest{PhoneNumber: number, PhoneCodeHash: hash}
			req.SetPhoneCode(d.call.Code.Reveal())
			return authorization(api.AuthSignIn(ctx, req))
		}, nil
	case telegram.SignUp:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return authorization(api.AuthSignUp(ctx, &tg.AuthSignUpRequest{
				NoJoinedNotifications: d.call.Quiet,
				PhoneNumber:           number, PhoneCodeHash: hash,
				FirstName: d.call.FirstName, LastName: d.call.LastName,
			}))
		}, nil
	case telegram.GetPassword:
		return d.getPassword, nil
	case telegram.CheckPassword:
		return d.checkPassword()
	case telegram.GetSelf:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			return self(api.UsersGetUsers(ctx, []tg.InputUserClass{&tg.InputUserSelf{}}))
		}, nil
	case telegram.LogOut:
		return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
			_, err := api.AuthLogOut(ctx)
			return flow.Done{}, err
		}, nil
	default:
		return nil, flow.NotSent{Err: errors.Local(errors.NotAllowed)}
	}
}

func (d *door) getPassword(ctx context.Context, api *tg.Client) (flow.Answer, error) {
	p, err := api.AccountGetPassword(ctx)
	if err != nil {
		return nil, err
	}
	if !p.HasPassword {
		return flow.Refused{Err: errors.FromRPC(telegram.GetPassword, 400, string(errors.PasswordEmpty))}, nil
	}
	algo, ok := p.CurrentAlgo.(*tg.PasswordKdfAlgoSHA256SHA256PBKDF2HMACSHA512iter100000SHA256ModPow)
	if !ok {
		return flow.Unsupported{Wanted: "passwordKdfAlgoUnknown"}, nil
	}
	d.session.srp = &srp.Params{
		ID: p.SRPID, Salt1: algo.Salt1, Salt2: algo.Salt2, G: algo.G, P: algo.P, B: p.SRPB,
	}
	prepared.prepare(*d.session.srp)
	return flow.PasswordWanted{Password: flow.PasswordInfo{Hint: p.Hint, HasRecovery: p.HasRecovery}}, nil
}

// checkPassword proves the password before anything is sent: the numbers that
// it is proved with are good for one try.
func (d *door) checkPassword() (request, flow.Answer) {
	params := d.session.srp
	d.session.srp = nil
	if params == nil {
		return nil, flow.NotSent{Err: errors.Local(errors.NotAllowed)}
	}
	var proof srp.Proof
	ready, err := prepared.take(*params)
	if err == nil {
		proof, err = ready.Prove([]byte(d.call.Password.Reveal()))
	}
	if err != nil {
		e := errors.Local(errors.InsecureServer)
		e.Err = err
		return nil, flow.NotSent{Err: e}
	}
	return func(ctx context.Context, api *tg.Client) (flow.Answer, error) {
		return authorization(api.AuthCheckPassword(ctx, &tg.InputCheckPasswordSRP{
			SRPID: proof.ID, A: proof.A, M1: proof.M1,
		}))
	}, nil
}
