// Passbok records the working time of personal assistants, and brings the month to Försäkringskassan.
//
// This file reads the command line and hands it on; the house is assembled in package house.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// version is set by the linker: -X main.version=v1.2.3.
var version = "dev"

// commandLine is everything that can be said to Passbok. Every flag has an environment variable of the same meaning.
type commandLine struct {
	Serve    serveCommand    `cmd:"" help:"Serve the app and the API."`
	Demo     demoCommand     `cmd:"" help:"Serve a made-up provider with a month to play with, and simulators beside it."`
	Provider providerCommand `cmd:"" help:"Providers (assistansanordnare) on this server."`
	Invite   inviteCommand   `cmd:"" help:"Make a new sign-in link for a person."`
	Backup   backupCommand   `cmd:"" help:"Write a consistent copy of everything to a file."`
	Verify   verifyCommand   `cmd:"" help:"Prove that nothing in the books was changed, removed or slipped in."`
	Version  versionCommand  `cmd:"" help:"Print the version."`
}

// dataFlag is the folder that holds everything.
type dataFlag struct {
	Data string `help:"Folder that holds everything." default:"data" env:"PASSBOK_DATA" type:"path"`
}

type versionCommand struct{}

func (versionCommand) Run() error {
	_, err := fmt.Fprintln(os.Stdout, "passbok", version)
	return err
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// Where a file may grow no further the write fails and the app says so; the process lives on.
	signal.Ignore(syscall.SIGXFSZ)
	var cli commandLine
	parsed := kong.Parse(&cli,
		kong.Name("passbok"),
		kong.Description("Working time for personal assistance: from a tap without network to an invoice signed at Försäkringskassan."),
		kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err := parsed.Run(); err != nil && !errors.Is(err, context.Canceled) {
		_, _ = fmt.Fprintln(os.Stderr, "passbok:", err)
		stop()
		os.Exit(1)
	}
}

// logTo is the log of a running server: one JSON object a line, on standard error.
func logTo(level string) (*slog.Logger, error) {
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		return nil, fmt.Errorf("log level %q: say debug, info, warn or error: %w", level, err)
	}
	return slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: l})), nil
}
