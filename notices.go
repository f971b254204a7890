package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"passbok/house"
	"passbok/push"
)

// noticesCommand is `passbok notices …`.
type noticesCommand struct {
	RotateKey rotateKeyCommand `cmd:"" name:"rotate-key" help:"Make a new key for notices. Devices subscribe with it at their next start, and are told by the old one until then."`
}

type rotateKeyCommand struct{ dataFlag }

func (c *rotateKeyCommand) Run(ctx context.Context) error {
	return operate(ctx, c.dataFlag, nowhere, false, func(op house.Operator) error {
		if err := op.RotateKey(ctx); err != nil {
			return fmt.Errorf("make a new key for notices: %w", err)
		}
		_, err := fmt.Fprintln(os.Stdout, "There is a new key. Devices subscribe with it when the app is opened next.")
		return err
	})
}

// quietHours reads hours as 21:00-08:00; nil is none.
func quietHours(text string) (*push.Hours, error) {
	if text == "none" {
		return nil, nil
	}
	from, to, _ := strings.Cut(text, "-")
	hours := push.Hours{From: from, To: to}
	if err := hours.Check(); err != nil {
		return nil, fmt.Errorf("--quiet-hours %q: say hours as 21:00-08:00, or none: %w", text, err)
	}
	return &hours, nil
}
