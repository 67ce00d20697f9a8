package console

import "syscall"

var setConsoleMode = syscall.NewLazyDLL("kernel32.dll").NewProc("SetConsoleMode")

// escapes makes a terminal understand escape sequences and reports whether it
// does. A Windows console has to be told to
// (learn.microsoft.com/windows/console/setconsolemode,
// ENABLE_VIRTUAL_TERMINAL_PROCESSING).
func escapes(fd int) bool {
	const virtualTerminal = 4
	var mode uint32
	if syscall.GetConsoleMode(syscall.Handle(fd), &mode) != nil {
		return false
	}
	done, _, _ := setConsoleMode.Call(uintptr(fd), uintptr(mode|virtualTerminal))
	return done != 0
}
