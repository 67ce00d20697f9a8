package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"

	"github.com/gotd/td/session"
	"github.com/gotd/td/telegram"
	"github.com/gotd/td/telegram/auth"
	"github.com/gotd/td/telegram/dcs"
	"github.com/gotd/td/tg"
)

// client returns a client of gotd's as its user would make one: all that is not
// about this server is left at its default. dial may be nil.
func (s *server) client(storage telegram.SessionStorage, dial dcs.DialFunc) (*telegram.Client, error) {
	host, port, err := net.SplitHostPort(s.dc.Addrs[0])
	if err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		return nil, err
	}
	return telegram.NewClient(appID, appHash, telegram.Options{
		DC:             s.dc.ID,
		DCList:         dcs.List{Options: []tg.DCOption{{ID: s.dc.ID, IPAddress: host, Port: n}}},
		PublicKeys:     []telegram.PublicKey{{RSA: s.key}},
		Resolver:       dcs.Plain(dcs.PlainOptions{Dial: dial}),
		SessionStorage: storage,
	}), nil
}

// signInTheirs signs a number in with gotd's auth.Flow, with a client, a storage
// and a key of its own, and returns the storage.
func signInTheirs(ctx context.Context, s *server, number string) (stages, *session.StorageMemory, error) {
	p := person{number: number}
	p.next(&p.took.newKey)
	storage := new(session.StorageMemory)
	client, err := s.client(storage, nil)
	if err != nil {
		return p.took, nil, err
	}
	err = client.Run(ctx, func(ctx context.Context) error {
		err := auth.NewFlow(&p, auth.SendCodeOptions{}).Run(ctx, client.Auth())
		p.next(nil)
		return err
	})
	if err != nil {
		return p.took, nil, fmt.Errorf("gotd: %w", err)
	}
	return p.took, storage, nil
}

// A person answers auth.Flow at once. The stages are told apart by what it asks.
type person struct {
	number string
	took   stages
	stage  *cost // the one under way
	meter  meter
}

// next ends the stage under way and begins another, or none.
func (p *person) next(stage *cost) {
	if p.stage != nil {
		*p.stage = p.meter.end()
	}
	if p.stage = stage; stage != nil {
		p.meter = begin()
	}
}

func (p *person) Phone(context.Context) (string, error) { return p.number, nil }

func (p *person) Code(context.Context, *tg.AuthSentCode) (string, error) {
	p.next(&p.took.code)
	return code, nil
}

func (p *person) Password(context.Context) (string, error) {
	p.next(&p.took.password)
	return password, nil
}

var errNoAccount = errors.New("both numbers have an account")

func (p *person) AcceptTermsOfService(context.Context, tg.HelpTermsOfService) error {
	return errNoAccount
}

func (p *person) SignUp(context.Context) (auth.UserInfo, error) {
	return auth.UserInfo{}, errNoAccount
}
