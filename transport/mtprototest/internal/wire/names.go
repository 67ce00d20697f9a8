package wire

import (
	"fmt"
	"strings"
	"sync"

	"github.com/gotd/td/tg"
)

var typesByID = sync.OnceValue(tg.TypesMap)

// MethodName returns the schema's name for a TL id, such as auth.sendCode.
func MethodName(id uint32) string {
	if name, ok := typesByID()[id]; ok {
		name, _, _ = strings.Cut(name, "#")
		return name
	}
	return fmt.Sprintf("0x%08x", id)
}
