// Passbok records the working time of personal assistants, and brings the month to Försäkringskassan.
//
// This file reads the command line and hands it on; the house is assembled in package house.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/alecthomas/kong"

	"passbok/house"
	"passbok/month/record"
)

// version is set by the linker: -X main.version=v1.2.3.
var version = "dev"

// commandLine is everything that can be said to Passbok. Every flag has an environment variable of the same meaning.
type commandLine struct {
	Serve          serveCommand          `cmd:"" help:"Serve the app and the API."`
	Demo           demoCommand           `cmd:"" help:"Serve a made-up provider with a month to play with, and simulators beside it."`
	SimulateFK     simulateFKCommand     `cmd:"" name:"simulate-fk" help:"Serve a simulator of Försäkringskassan alone (E-RÄK and ELT), to test any system against."`
	SimulateBankid simulateBankidCommand `cmd:"" name:"simulate-bankid" help:"Serve a BankID on this machine, to try sign-in and signatures against."`
	Notices        noticesCommand        `cmd:"" help:"Notices to people's devices."`
	Provider       providerCommand       `cmd:"" help:"Providers (assistansanordnare) on this server."`
	Invite         inviteCommand         `cmd:"" help:"Make a new sign-in link for a person."`
	Backup         backupCommand         `cmd:"" help:"Write a consistent copy of everything to a file."`
	Verify         verifyCommand         `cmd:"" help:"Prove that nothing in the books was changed, removed or slipped in."`
	History        historyCommand        `cmd:"" help:"Tell all that happened to a document: kind/id."`
	Month          monthCommand          `cmd:"" help:"Tell how a customer's month stands: sums, findings, timesheets."`
	Form           formCommand           `cmd:"" help:"Försäkringskassan's own PDF forms, to be filled where they are installed."`
	Restore        restoreCommand        `cmd:"" help:"Put a backup in place, with all that the archive has beyond it. The server is stopped first."`
	Restored       restoredCommand       `cmd:"" help:"Tell what the last restore found, and what phones have given back since."`
	ELT            eltCommand            `cmd:"" name:"elt" help:"Tell how the way of timesheets to Försäkringskassan stands, and let calls go on that were stopped."`
	MailTest       mailTestCommand       `cmd:"" name:"mail-test" help:"Send a mail to an address of yours, with the server's settings, and say what comes of it."`
	SMSTest        smsTestCommand        `cmd:"" name:"sms-test" help:"Send an SMS to a number of yours, with the server's settings, and say what comes of it."`
	Resume         resumeCommand         `cmd:"" help:"Let notices and reports go out again that a restore holds, or drop those of before it."`
	Rebuild        rebuildCommand        `cmd:"" help:"Make documents, feeds and indexes anew from the log. The server is stopped first."`
	Archive        archiveCommand        `cmd:"" help:"The archive, in which every entry is kept a second time."`
	Erase          eraseCommand          `cmd:"" help:"Erase what need not be kept any more about a person. Only says what would go, until --yes. The server is stopped first."`
	Version        versionCommand        `cmd:"" help:"Print the version."`
}

// dataFlag is the folder that holds everything, and the one that holds it once more.
type dataFlag struct {
	Data    string `help:"Folder that holds everything." default:"data" env:"PASSBOK_DATA" type:"path"`
	Archive string `help:"Folder in which every entry is kept a second time, best on another disk; 'archive' in the data folder where nothing is said, 'none' for none." env:"PASSBOK_ARCHIVE"`
}

// archive is the archive's folder; empty: there is none.
func (d dataFlag) archive() string {
	switch d.Archive {
	case "":
		return filepath.Join(d.Data, "archive")
	case "none":
		return ""
	}
	return d.Archive
}

type versionCommand struct {
	JSON bool `name:"json" help:"Print one JSON object."`
}

func (c versionCommand) Run() error {
	if c.JSON {
		return json.NewEncoder(os.Stdout).Encode(map[string]string{"version": version})
	}
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
	if err := parsed.Run(); err != nil {
		if errors.Is(err, context.Canceled) {
			err = errInterrupted
		}
		_, _ = fmt.Fprintln(os.Stderr, "passbok:", err)
		stop()
		os.Exit(exitCode(err))
	}
}

// What a script can tell apart. Kong's own 80 is a command line that could not be read.
const (
	exitFailed  = 1
	exitUnsound = 2 // a proof found that something does not hold
	exitRunning = 3 // the server runs, and must be stopped first
	exitNothing = 4 // there is no such thing: folder, provider, person, document, restore, archive
	// What a shell says of a program that ended by SIGINT: it was stopped, and has not done what it was asked.
	exitInterrupted = 130
)

// errInterrupted is how every command ends that was stopped before it was done. Only serve, demo and the simulators are meant to be.
var errInterrupted = errors.New("interrupted before it was done; run it again to finish it")

func exitCode(err error) int {
	switch {
	case errors.Is(err, errInterrupted):
		return exitInterrupted
	case errors.Is(err, errUnsound), errors.Is(err, errForm), errors.Is(err, house.ErrUnsound), errors.Is(err, errNoPaper), errors.Is(err, errNoRecordKey), errors.Is(err, record.ErrNoRecord):
		return exitUnsound
	case errors.Is(err, house.ErrRunning):
		return exitRunning
	case errors.Is(err, errNoHouse), errors.Is(err, house.ErrNoArchive), errors.Is(err, house.ErrNoBook), errors.Is(err, house.ErrNoPerson), errors.Is(err, errNoDocument), errors.Is(err, errNoRestore), errors.Is(err, house.ErrNotSealed):
		return exitNothing
	}
	return exitFailed
}

// logTo is the log of a running server: one JSON object a line, on standard error.
func logTo(level string) (*slog.Logger, error) {
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		return nil, fmt.Errorf("log level %q: say debug, info, warn or error: %w", level, err)
	}
	return slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: l})), nil
}
