package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"passbok/care"
	"passbok/house"
	"passbok/month"
)

type monthCommand struct {
	dataFlag
	Beneficiary string `arg:"" help:"The customer's id."`
	Month       string `arg:"" help:"The month: YYYY-MM."`
	Book        string `help:"The provider's book; needed where the server has several."`
	JSON        bool   `name:"json" help:"Print one JSON object."`
}

func (c *monthCommand) Run(ctx context.Context) error {
	return operate(ctx, c.dataFlag, nowhere, false, func(op house.Operator) error {
		over, err := op.Month(ctx, house.MonthOrder{Book: c.Book, Beneficiary: c.Beneficiary, Month: care.Month(c.Month)})
		if err != nil {
			return err
		}
		if c.JSON {
			return json.NewEncoder(os.Stdout).Encode(over)
		}
		return tellMonth(os.Stdout, over)
	})
}

// tellMonth writes a month as a table: hours and minutes as they were, then what is found, then what is on its way.
func tellMonth(w io.Writer, o month.Overview) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(t, format+"\n", args...) }
	say("%s  %s  due %s  invoice %s, version %d", o.Beneficiary.Name, o.Month, o.Deadline, o.Invoice.State, o.Invoice.Version)
	say("\nassistant\tactive\twaiting\tstandby\ttimesheet\tnext")
	for _, sheet := range o.Timesheets {
		state := string(sheet.State)
		if sheet.Changed {
			state = fmt.Sprintf("open, changed since %s", sheet.Fallen.State)
		}
		say("%s\t%s\t%s\t%s\t%s\t%s", sheet.Assistant.Name, clock(sheet.Sums.Active), clock(sheet.Sums.Waiting), clock(sheet.Sums.Standby), state, sheet.Next.Message.EN)
	}
	say("all\t%s\t%s\t%s\t\t", clock(o.Sums.Active), clock(o.Sums.Waiting), clock(o.Sums.Standby))
	granted := "none"
	if o.Granted != nil {
		granted = clock(*o.Granted)
	}
	say("\ncounted\t%s\tgranted\t%s", clock(o.Counted.Floor()), granted)
	say("worth\t%s kr\tat risk\t%s kr", kronor(o.Money.Month), kronor(o.Money.Risk))
	if len(o.Findings) > 0 {
		say("")
	}
	for _, f := range o.Findings {
		say("%s\t%s kr\t%s", f.Severity, kronor(f.Ore), f.Message.EN)
	}
	if err := t.Flush(); err != nil {
		return fmt.Errorf("write the month: %w", err)
	}
	return nil
}

// clock is minutes as hours and minutes: 13:05.
func clock(minutes int) string { return fmt.Sprintf("%d:%02d", minutes/60, minutes%60) }

// kronor is öre as kronor, with both decimals.
func kronor(ore int) string { return fmt.Sprintf("%d.%02d", ore/100, ore%100) }
