package wire

import (
	"fmt"
	"strings"
	"sync"

	"github.com/gotd/td/tg"
)

var typesByID = sync.OnceValue(tg.TypesMap)

// oldNames are the methods that have another id today.
var oldNames = map[uint32]string{
	0xbcd51581: "auth.signIn",
	0x80eee427: "auth.signUp",
	0x3ef1a9bf: "auth.resendCode",
	0x89464b50: "auth.requestFirebaseSms",
	0x98914110: "help.getAppConfig",
	0x25939651: "updates.getDifference",
}

// MethodName returns the schema's name for a TL id, such as auth.sendCode, and
// 0x%08x for one that is in no schema.
func MethodName(id uint32) string {
	if name, ok := methodName(id); ok {
		return name
	}
	return fmt.Sprintf("0x%08x", id)
}

func methodName(id uint32) (name string, ok bool) {
	if name, ok = oldNames[id]; ok {
		return name, true
	}
	name, ok = typesByID()[id]
	name, _, _ = strings.Cut(name, "#")
	return name, ok
}
