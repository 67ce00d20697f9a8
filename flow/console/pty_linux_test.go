package console

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"
	"golang.org/x/term"

	"github.com/stepin-go/stepin/errors"
	"github.com/stepin-go/stepin/internal/leak"
)

// TestTerminal runs programs on a real terminal. testscript's own ttyin types
// everything before a program has asked anything, when the terminal still echoes
// it and a Ctrl-C is no key yet; so there is a command that holds a conversation:
//
//	[!] talk dialogue program [arg...]
//
// runs a program with the terminal as its standard input, output and error and
// writes all that was seen to the file "screen". It fails if the program does
// not exit with status 0 (with !: if it does), or leaves the terminal other than
// it was. A line of a dialogue is one of
//
//	< TEXT    wait until the program has said TEXT, after what it said before
//	> TEXT    type TEXT and Enter
//	>> TEXT   type TEXT
//	^C        type Ctrl-C, or ^ and any other letter
//	= 40x20   make the window so many columns and rows large, once what was
//	          typed has been read
//	# TEXT    nothing
func TestTerminal(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                "testdata/script",
		RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("TERM", "xterm")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"talk": talk, "obeyed": obeyed},
	})
}

// obeyed is the command
//
//	! obeyed screen
//
// It fails if a terminal would obey any of what is in the file, but for what the
// console itself says to it: colours, and where to write.
func obeyed(ts *testscript.TestScript, neg bool, args []string) {
	if !neg || len(args) != 1 {
		ts.Fatalf("usage: ! obeyed file")
	}
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		if line = itsOwn.ReplaceAllString(line, ""); !harmless(line) {
			ts.Fatalf("a terminal obeys %+q", line)
		}
	}
}

var itsOwn = regexp.MustCompile(`\r|\n|\x1b\[(0|2|31|32|30;47)m|\x1b\[[0-9]*[A-DJK]`)

// echoed are the numbers, addresses and codes that a person sees while typing them,
// and the addresses to scan.
var echoed = regexp.MustCompile(`\+99966\d+|(E-mail address: |/email )\S+@example\.com|tg://login\?token=[\w-]+|\b(1{5}|2{5}|` + emailCode + `|` + recoveryCode + `)\b`)

func talk(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: talk dialogue program [arg...]")
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, args[1], args[2:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = os.Environ()
	for _, name := range []string{"PATH", "TERM", "NO_COLOR"} {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	screen, err := converse(cmd, ts.ReadFile(args[0]))
	ts.Check(os.WriteFile(filepath.Join(cmd.Dir, "screen"), screen, 0o600))
	ts.Logf("%s", screen)
	leak.Saw(ts, echoed.ReplaceAllString(string(screen), ""))
	ts.Check(err)
	if neg == cmd.ProcessState.Success() {
		ts.Fatalf("%v", cmd.ProcessState)
	}
}

// converse runs a command on a terminal and returns all that was seen there.
func converse(cmd *exec.Cmd, dialogue string) (screen []byte, err error) {
	person, tty, err := openPTY()
	if err != nil {
		return nil, err
	}
	defer func() { _, _ = person.Close(), tty.Close() }()
	before, err := term.GetState(int(tty.Fd()))
	if err != nil {
		return nil, err
	}
	// The first size is there before the program is.
	if first, rest, _ := strings.Cut(dialogue, "\n"); strings.HasPrefix(first, "= ") {
		if err := resize(person, first[len("= "):]); err != nil {
			return nil, err
		}
		dialogue = rest
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	exited := make(chan error, 1)
	go func() {
		_ = cmd.Wait() // its status is in ProcessState
		after, err := term.GetState(int(tty.Fd()))
		if err == nil && *after != *before {
			err = fmt.Errorf("the terminal was left otherwise:\n%v, was\n%v", after, before)
		}
		_ = tty.Close() // ends the reading
		exited <- err
	}()

	seen := 0
	read := func() bool {
		var b [4096]byte
		n, err := person.Read(b[:])
		screen = append(screen, b[:n]...)
		return err == nil
	}
	for line := range strings.Lines(dialogue) {
		word, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		typed := ""
		switch {
		case word == "<":
			for {
				if i := bytes.Index(screen[seen:], []byte(text)); i >= 0 {
					seen += i + len(text)
					break
				}
				if !read() {
					return screen, fmt.Errorf("%q was not seen", text)
				}
			}
		case word == ">":
			typed = text + "\r"
		case word == ">>":
			typed = text
		case len(word) == 2 && word[0] == '^':
			typed = string(rune(word[1] & 0x1f))
		case word == "=":
			for unread := int32(1); unread > 0; time.Sleep(time.Millisecond) {
				if err := ioctl(tty, syscall.TIOCINQ, unsafe.Pointer(&unread)); err != nil {
					return screen, err
				}
			}
			if err := resize(person, text); err != nil {
				return screen, err
			}
		case word != "#" && word != "":
			return screen, fmt.Errorf("what is %q?", line)
		}
		if _, err := person.WriteString(typed); err != nil {
			return screen, err
		}
	}
	for read() {
	}
	return screen, <-exited
}

// resize makes the window so large: "40x20".
func resize(person *os.File, text string) error {
	var size [4]uint16 // rows, columns, and what nobody uses
	if _, err := fmt.Sscanf(text, "%dx%d", &size[1], &size[0]); err != nil {
		return err
	}
	return ioctl(person, syscall.TIOCSWINSZ, unsafe.Pointer(&size))
}

func ioctl(f *os.File, request uintptr, arg unsafe.Pointer) error {
	conn, err := f.SyscallConn()
	if err != nil {
		return err
	}
	var done syscall.Errno
	err = conn.Control(func(fd uintptr) { _, _, done = syscall.Syscall(syscall.SYS_IOCTL, fd, request, uintptr(arg)) })
	if err == nil && done != 0 {
		err = done
	}
	return err
}

// openPTY opens a pseudo-terminal (pty(7)): the person's end and the program's.
func openPTY() (person, tty *os.File, err error) {
	person, err = os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		return nil, nil, err
	}
	var number, lock int32
	err = errors.Join(
		ioctl(person, syscall.TIOCGPTN, unsafe.Pointer(&number)),
		ioctl(person, syscall.TIOCSPTLCK, unsafe.Pointer(&lock)),
	)
	if err != nil {
		_ = person.Close()
		return nil, nil, err
	}
	if tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0); err != nil {
		_ = person.Close()
	}
	return person, tty, err
}

// The tests of the terminal are only as good as their way to notice one that is
// left otherwise.
func TestNoticesSpoiltTerminal(t *testing.T) {
	_, err := converse(exec.CommandContext(t.Context(), "sh", "-c", "stty -echo"), "")
	require.ErrorContains(t, err, "the terminal was left otherwise")
	_, err = converse(exec.CommandContext(t.Context(), "sh", "-c", "read x; echo =$x="), "> a\n< =a=\n")
	require.NoError(t, err)
	_, err = converse(exec.CommandContext(t.Context(), "sh", "-c", "echo a"), "< b\n")
	require.ErrorContains(t, err, `"b" was not seen`)
}
