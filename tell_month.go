package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"passbok/care"
	"passbok/house"
	"passbok/month"
)

type monthCommand struct {
	dataFlag
	linkFlags
	Beneficiary string `arg:"" help:"The customer's id."`
	Month       string `arg:"" help:"The month: YYYY-MM."`
	Book        string `help:"The provider's book; needed where the server has several."`
	JSON        bool   `name:"json" help:"Print one JSON object."`
	PDF         string `name:"pdf" help:"Write the invoice's paper to this file instead; - is standard output. A file that exists is not touched." placeholder:"FILE"`
	Timesheets  string `help:"Write the papers of the timesheets into this folder instead: a file each, named for the assistant's id. Those that are not marked ready are named." placeholder:"FOLDER"`
}

func (c *monthCommand) Run(ctx context.Context) error {
	if c.JSON && (c.PDF != "" || c.Timesheets != "") {
		return errors.New("say either --json, or where the papers go")
	}
	return operate(ctx, c.dataFlag, c.PublicURL, false, func(op house.Operator) error {
		over, err := op.Month(ctx, house.MonthOrder{Book: c.Book, Beneficiary: c.Beneficiary, Month: care.Month(c.Month)})
		if err != nil {
			return err
		}
		switch {
		case c.JSON:
			return json.NewEncoder(os.Stdout).Encode(over)
		case c.PDF != "" || c.Timesheets != "":
			return c.print(ctx, op, over)
		}
		return tellMonth(os.Stdout, over)
	})
}

// print writes the papers that were asked for. Each is written, or not, whatever becomes of the others.
func (c *monthCommand) print(ctx context.Context, op house.Operator, over month.Overview) error {
	var err error
	if c.PDF != "" {
		err = c.paper(ctx, op, "", "the invoice", c.PDF)
	}
	if c.Timesheets == "" {
		return err
	}
	if failed := os.MkdirAll(c.Timesheets, 0o700); failed != nil {
		return errors.Join(err, fmt.Errorf("make a folder for the timesheets: %w", failed))
	}
	if len(over.Timesheets) == 0 {
		err = errors.Join(err, fmt.Errorf("no assistant has any time there in %s: %w", over.Month, house.ErrNotSealed))
	}
	for _, line := range over.Timesheets {
		name := fmt.Sprintf("tidsredovisning-%s-%s.pdf", over.Month, line.Assistant.ID)
		err = errors.Join(err, c.paper(ctx, op, line.Assistant.ID, "the timesheet of "+line.Assistant.Name, filepath.Join(c.Timesheets, name)))
	}
	return err
}

// paper writes one paper: the invoice, where there is no assistant.
func (c *monthCommand) paper(ctx context.Context, op house.Operator, assistant, what, to string) error {
	made, err := op.Print(ctx, house.PrintOrder{Book: c.Book, Beneficiary: c.Beneficiary, Month: care.Month(c.Month), Assistant: assistant})
	if err != nil {
		return fmt.Errorf("print %s: %w", what, err)
	}
	write := func(w io.Writer) error {
		_, err := w.Write(made.PDF)
		return err
	}
	if to == "-" {
		return write(os.Stdout)
	}
	if err := toNewFile(to, write); err != nil {
		return err
	}
	_, err = fmt.Fprintf(os.Stdout, "%s, version %d: %s\n", what, made.Version, to)
	return err
}

// tellMonth writes a month as a table: hours and minutes as they were, then whether it would be paid, and what is found, also by
// the clock.
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
	say("worth\t%s kr\tat risk\t%s kr", kronor(o.Money.Month), kronor(o.Preflight.Ore))
	if err := t.Flush(); err != nil {
		return fmt.Errorf("write the month: %w", err)
	}
	if o.Money.Estimated {
		say("The rate of the month is not known yet: kronor are reckoned with the last that is.")
	}
	say("\n%s", paid(o.Preflight))
	if len(o.Preflight.Findings) > 0 {
		say("")
	}
	for _, f := range o.Preflight.Findings {
		say("%s\t%s kr\t%s", f.Severity, kronor(f.Ore), f.Message.EN)
	}
	if err := t.Flush(); err != nil {
		return fmt.Errorf("write the month: %w", err)
	}
	return nil
}

// paid answers whether the month would be paid as it stands, and says which parts of that do not agree, or wait.
func paid(p month.Preflight) string {
	if p.Paid {
		return "would be paid: yes"
	}
	not := map[string][]string{}
	for _, c := range p.Checks {
		not[c.State] = append(not[c.State], c.Check)
	}
	told := "would be paid: no"
	if wrong := not[month.Wrong]; len(wrong) > 0 {
		told += "; wrong: " + strings.Join(wrong, ", ")
	}
	if waits := not[month.Waits]; len(waits) > 0 {
		told += "; cannot be said yet: " + strings.Join(waits, ", ")
	}
	return told
}

// clock is minutes as hours and minutes: 13:05.
func clock(minutes int) string { return fmt.Sprintf("%d:%02d", minutes/60, minutes%60) }

// kronor is öre as kronor, with both decimals.
func kronor(ore int) string { return fmt.Sprintf("%d.%02d", ore/100, ore%100) }
