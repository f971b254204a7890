package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"passbok/care"
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

// alarmFlags say where whoever runs the server is told of what goes wrong with it.
type alarmFlags struct {
	AlarmMail   string `name:"alarm-mail" help:"Your address, as whoever runs the server: told of backups, certificates, the disk, and the connection to ELT; needs --mail-host." env:"PASSBOK_ALARM_MAIL"`
	AlarmMobile string `name:"alarm-mobile" help:"Your mobile's number, for the same by SMS; needs --sms-url." env:"PASSBOK_ALARM_MOBILE"`
	AlarmLang   string `name:"alarm-lang" help:"The language of it: sv or en." enum:"sv,en" default:"sv" env:"PASSBOK_ALARM_LANG"`
}

// missing says what is not said of the ways that alarms go by.
func (f alarmFlags) missing(by postFlags) (missing []string) {
	if f.AlarmMail != "" && by.Mail.Host == "" {
		missing = append(missing, "--mail-host and --mail-from, by which --alarm-mail is told")
	}
	if f.AlarmMobile != "" && by.SMS.URL == "" {
		missing = append(missing, "--sms-url and --sms-body, by which --alarm-mobile is told")
	}
	return missing
}

func (f alarmFlags) alarms() (to house.Alarms, err error) {
	to.Lang = f.AlarmLang
	if f.AlarmMail != "" {
		if to.Mail, err = care.ParseMail(f.AlarmMail); err != nil {
			return to, fmt.Errorf("--alarm-mail %q is no address of mail: say name@example.se", f.AlarmMail)
		}
	}
	if f.AlarmMobile != "" {
		if to.Mobile, err = care.ReadMobile(f.AlarmMobile); err != nil {
			return to, fmt.Errorf("--alarm-mobile %q is no mobile's number: say +46701740605, or 070-174 06 05", f.AlarmMobile)
		}
	}
	return to, nil
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
