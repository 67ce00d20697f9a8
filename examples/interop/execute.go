package main

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// patience is how long one sign-in may take. Most take a second.
const patience = time.Minute

// execute runs a command until it ends or patience does. It returns the last
// line of stdout.
func execute(ctx context.Context, command []string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, command[0], command[1:]...) //nolint:gosec // a recipe
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	if err != nil && ctx.Err() != nil {
		err = ctx.Err()
	}
	if err != nil {
		err = fmt.Errorf("%w: %s", err, ends(stderr.String()))
	}
	return lastLine(stdout.String()), err
}

func lastLine(text string) string {
	text = strings.TrimSpace(text)
	return text[strings.LastIndexByte(text, '\n')+1:]
}

// ends returns the first and the last bytes of a text, in one line: some
// languages tell what has failed first, and others last.
func ends(text string) string {
	const most = 250 // on either side
	text = strings.Join(strings.Fields(text), " ")
	if len(text) <= 2*most {
		return text
	}
	return text[:most] + " ... " + text[len(text)-most:]
}
