package export_test

import (
	_ "embed"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/stepin-go/stepin/codes"
	"github.com/stepin-go/stepin/transport/mtproto"
	"github.com/stepin-go/stepin/transport/mtproto/export"
)

//go:embed testdata/sessions.tsv
var sessions string

// The clients themselves write the same.
func TestVectors(t *testing.T) {
	writers := map[string]func(mtproto.Login) (codes.Secret, error){
		"telethon": export.Telethon, "pyrogram": export.Pyrogram, "mtcute": export.MTCute,
	}
	seen := map[string]int{}
	for line := range strings.Lines(sessions) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(strings.TrimSpace(line), "\t")
		require.Len(t, fields, 5, line)
		client, want := fields[0], fields[4]
		dc, err := strconv.Atoi(fields[1])
		require.NoError(t, err)
		got, err := writers[client](login(func(l *mtproto.Login) {
			l.DC, l.Addrs, l.Test = dc, []string{fields[2]}, fields[3] == "true"
		}))
		require.NoError(t, err)
		require.Equal(t, want, got.Reveal(), strings.Join(fields[:4], " "))
		seen[client]++
	}
	require.Equal(t, map[string]int{"telethon": 3, "pyrogram": 3, "mtcute": 3}, seen)
}
