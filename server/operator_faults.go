package server

import (
	"time"

	"passbok/care"
)

// Fault is something that is wrong with the house: what it is, and what to do.
type Fault struct {
	Code string `json:"code"`
	// Grave is set where something does not work now; else it will not before long.
	Grave  bool     `json:"grave"`
	Says   sentence `json:"message"`
	Action sentence `json:"action"`
}

// When something that waits, or ends, is told of. The same as the house's own notices go by (house/troubles.go, house/certificates.go).
const (
	backupOld   = 7 * 24 * time.Hour
	verifiedOld = 92 * 24 * time.Hour // a quarter
	jobsLate    = time.Hour
	leastFree   = 20 // a disk is nearly full with less than one part in so many free
	endsBefore  = 30 // days
	notesLate   = 31 // days: erasing takes a stop, and so is done once a month, say
)

// faultsOf is what is wrong with a house, the gravest first. It is pure.
func faultsOf(c Condition) []Fault {
	found := []Fault{}
	for _, grave := range []bool{true, false} {
		for _, rule := range faultRules() {
			if rule.grave == grave && rule.is(c) {
				found = append(found, Fault{rule.code, grave, rule.says, rule.action})
			}
		}
	}
	return found
}

type faultRule struct {
	code         string
	grave        bool
	is           func(Condition) bool
	says, action sentence
}

// older tells whether a time is known and so long ago.
func (c Condition) older(at *time.Time, age time.Duration) bool {
	return at != nil && c.Now.Sub(*at) > age
}

// ends tells whether a certificate of ours has at most so many days left.
func (c Condition) ends(days int) bool {
	for _, one := range c.Certificates {
		if one.Days <= days {
			return true
		}
	}
	return false
}

// way tells whether one of the ways of messages is so.
func (c Condition) way(is func(WayState) bool) bool {
	for _, one := range c.Ways {
		if one.Connected && is(one) {
			return true
		}
	}
	return false
}

// faultRules are all of them, in the order in which they are told.
func faultRules() []faultRule {
	return []faultRule{
		{"store_broken", true, func(c Condition) bool { return c.Store != nil && c.Store.Broken },
			sentence{"En skrivning till disken gick fel. Inget nytt tas emot. Det som telefonerna har ligger kvar där.", "A write to the disk failed. Nothing new is taken. What the phones hold stays there."},
			sentence{"Se efter att disken är hel. Starta sedan om servern.", "See that the disk is sound. Then restart the server."}},
		{"store_full", true, func(c Condition) bool { return c.Store != nil && c.Store.Full },
			sentence{"Disken är full. Inget nytt tas emot. Det som telefonerna har ligger kvar där.", "The disk is full. Nothing new is taken. What the phones hold stays there."},
			sentence{"Gör plats på disken. Servern tar emot igen av sig själv.", "Make room on the disk. The server takes things again by itself."}},
		{"archive_failing", true, func(c Condition) bool { return c.Book != nil && c.Book.Failing },
			sentence{"Arkivet tar inte emot, och därför bekräftas inget nytt.", "The archive takes nothing, and so nothing new is acknowledged."},
			sentence{"Se efter att arkivets disk är ansluten och har plats (--archive).", "See that the archive's disk is connected and has room (--archive)."}},
		{"verify_wrong", true, func(c Condition) bool { return c.Verified != nil && c.Verified.Wrong > 0 },
			sentence{"Vid den senaste granskningen var det något som inte stämde.", "At the last proof something did not hold."},
			sentence{"Kör passbok verify och läs vad den säger. Ta inte bort någon kopia innan det är utrett.", "Run passbok verify and read what it says. Remove no copy before it is clear."}},
		{"elt_stopped", true, func(c Condition) bool { return c.ELT.Stopped },
			sentence{"Försäkringskassan släpper inte in oss, så inget skickas. Tidsredovisningarna väntar och är i säkerhet.", "Försäkringskassan does not let us in, so nothing is sent. The timesheets wait and are safe."},
			sentence{"Se certifikat och avtal under Koppling till Försäkringskassan. Kör sedan passbok elt --resume.", "See to certificate and agreement under the connection to Försäkringskassan. Then run passbok elt --resume."}},
		{"elt_silent", true, func(c Condition) bool { return !c.ELT.Stopped && c.ELT.Outage > 0 && c.older(c.ELT.Oldest, jobsLate) },
			sentence{"Försäkringskassan svarar inte. Tidsredovisningarna väntar och skickas när den svarar.", "Försäkringskassan does not answer. The timesheets wait, and are sent when it does."},
			sentence{"Se efter att servern når nätet. Ring Försäkringskassans support om det varar över en dag.", "See that the server reaches the network. Call Försäkringskassan's support if it lasts over a day."}},
		{"way_stopped", true, func(c Condition) bool { return c.way(func(w WayState) bool { return w.Stopped }) },
			sentence{"Mejl eller SMS går inte ut: inställningen tas inte emot.", "Mail or SMS does not leave: the setting is not accepted."},
			sentence{"Prova med passbok mail-test eller passbok sms-test, rätta inställningen och starta om.", "Try passbok mail-test or passbok sms-test, correct the setting, and restart."}},
		{"certificate_ended", true, func(c Condition) bool { return c.ends(-1) },
			sentence{"Ett certifikat har gått ut. Inget kan skrivas under eller skickas med det.", "A certificate has ended. Nothing can be signed or sent with it."},
			sentence{"Beställ ett nytt och byt fil (docs/operator.md). Starta sedan om servern.", "Order another and change the file (docs/operator.md). Then restart the server."}},
		{"jobs_held", true, func(c Condition) bool { return c.Book != nil && c.Book.Held > 0 },
			sentence{"Efter en återställning väntar aviseringar och sändningar på dig.", "After a restore notices and sendings wait for you."},
			sentence{"Läs passbok aftermath och kör passbok resume.", "Read passbok aftermath and run passbok resume."}},
		{"jobs_late", true, func(c Condition) bool { return c.Book != nil && c.older(c.Book.DueSince, jobsLate) },
			sentence{"Jobb som skulle ha gått ut väntar sedan mer än en timme.", "Jobs that should have gone out have waited for more than an hour."},
			sentence{"Läs serverns logg efter felet. Hjälper inte det: starta om servern.", "Read the fault in the server's log. If that does not help, restart the server."}},
		{"backup_none", false, func(c Condition) bool { return c.Backup == nil },
			sentence{"Ingen säkerhetskopia har tagits med passbok backup.", "No backup has been taken with passbok backup."},
			sentence{"Lägg passbok backup i en timer, varje natt, till en annan maskin (docs/operator.md).", "Put passbok backup into a timer, each night, to another machine (docs/operator.md)."}},
		{"backup_old", false, func(c Condition) bool { return c.older(c.Backup, backupOld) },
			sentence{"Den senaste säkerhetskopian är äldre än en vecka.", "The last backup is older than a week."},
			sentence{"Se efter varför kopieringen inte går, och ta en nu med passbok backup.", "See why copying does not run, and take one now with passbok backup."}},
		{"verified_never", false, func(c Condition) bool {
			return c.Backup != nil && (c.Verified == nil || c.older(&c.Verified.At, verifiedOld))
		},
			sentence{"Ingen har granskat allt det senaste kvartalet.", "Nobody has proved everything in the last quarter."},
			sentence{"Kör passbok verify, och prova att återställa en kopia på en annan maskin.", "Run passbok verify, and try to restore a copy on another machine."}},
		{"disk_low", false, func(c Condition) bool { return c.Disk != nil && c.Disk.Size > 0 && c.Disk.Free < c.Disk.Size/leastFree },
			sentence{"Disken är nästan full.", "The disk is nearly full."},
			sentence{"Gör plats, eller flytta datamappen till en större disk.", "Make room, or move the data folder to a larger disk."}},
		{"certificate_ends", false, func(c Condition) bool { return c.ends(endsBefore) && !c.ends(-1) },
			sentence{"Ett certifikat går ut inom 30 dagar.", "A certificate ends within 30 days."},
			sentence{"Beställ ett nytt nu. Det kan ta veckor.", "Order another now. It can take weeks."}},
		{"way_failing", false, func(c Condition) bool { return c.way(func(w WayState) bool { return !w.Stopped && w.Failures > 0 }) },
			sentence{"Mejl eller SMS kommer inte fram just nu. De försöker igen av sig själva.", "Mail or SMS does not arrive just now. They try again by themselves."},
			sentence{"Varar det över en timme: se efter att tjänsten är uppe.", "If it lasts over an hour, see that the service is up."}},
		{"notes_overdue", false, func(c Condition) bool {
			return c.Notes != nil && c.Notes.Overdue > 0 && c.Notes.Since <= care.DateOf(c.Now).Before(notesLate)
		},
			sentence{"Daganteckningar vars tid är slut sedan över en månad ligger kvar på disken. Ingen får se dem, men de ska bort.", "Day notes whose time has been over for more than a month are still on the disk. Nobody is shown them, but they are to go."},
			sentence{"Stoppa servern, kör passbok erase --day-notes --yes och starta den igen. Gör det till en vana, eller i en timer (docs/operator.md).", "Stop the server, run passbok erase --day-notes --yes, and start it again. Make it a habit, or a timer's (docs/operator.md)."}},
		{"elt_held", false, func(c Condition) bool { return c.ELT.Held > 0 },
			sentence{"Tidsredovisningar står stilla tills någon har tittat på dem.", "Timesheets stand still until somebody has looked at them."},
			sentence{"Öppna Tidsredovisningar och avgör var och en.", "Open Timesheets and decide each."}},
		{"unread", false, func(c Condition) bool { return c.Unread > 0 },
			sentence{"En del av det här kunde inte läsas just nu.", "Some of this could not be read just now."},
			sentence{"Läs serverns logg. Står det kvar om en stund är något fel.", "Read the server's log. If it stays, something is wrong."}},
	}
}
