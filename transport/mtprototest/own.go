package mtprototest

import (
	"slices"

	"github.com/gotd/td/bin"

	"github.com/stepin-go/stepin/transport/fake"
	"github.com/stepin-go/stepin/transport/mtprototest/internal/layer"
)

// What is about users goes to the model as [fake.GetSelf], by whatever name: it
// says who is signed in, or refuses with the reason why nobody is.

// getUsers is users.getUsers: of all users a caller finds itself only, and once,
// however often it asks, so that no answer is much longer than its request.
type getUsers struct {
	fake.GetSelf

	whom []layer.InputUser
}

func (q getUsers) result(l layer.Layer, self fake.User) bin.Encoder {
	if slices.ContainsFunc(q.whom, func(u layer.InputUser) bool { return u.Is(self) }) {
		return l.Users(self)
	}
	return l.Users()
}

// getFullUser is users.getFullUser.
type getFullUser struct {
	fake.GetSelf

	whom layer.InputUser
}

// Method is the method's name.
func (getFullUser) Method() string { return "users.getFullUser" }

func (q getFullUser) result(l layer.Layer, self fake.User) (bin.Encoder, error) {
	if !q.whom.Is(self) {
		return nil, &fake.RPCError{Code: 400, Text: "USER_ID_INVALID"}
	}
	return l.FullUser(self), nil
}
