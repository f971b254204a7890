package house

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"passbok/care"
	"passbok/post"
	"passbok/store"
)

// Alarms is where whoever runs the server is told of what goes wrong with it, whether or not they are of anybody's office. The zero value is
// nowhere. An address whose way the house does not have reaches nobody.
type Alarms struct {
	Mail   string // address
	Mobile string // E.164
	Lang   string // care.Swedish or care.English; empty: Swedish
}

// to are the addresses by the kind of their way.
func (a Alarms) to() map[string]string {
	return map[string]string{post.Mail: a.Mail, post.SMS: a.Mobile}
}

// operatorsOwn is whom messages to the operator are to, in the queue: no person's id.
const operatorsOwn = "operator"

// alarm is a kind of trouble as the operator is told of it.
type alarm string

const (
	alarmConnection  alarm = "connection"
	alarmCertificate alarm = "certificate" // that we show to a service: {of}, until {day}
	alarmTLS         alarm = "tls"         // that people see, until {day}
	alarmBackup      alarm = "backup"      // the last was taken {day}
	alarmNoBackup    alarm = "no_backup"   // none was ever taken by the program
	alarmDisk        alarm = "disk"
	alarmFull        alarm = "full"
	alarmBroken      alarm = "broken" // a flush failed
)

// alarmWords are a subject and what to do, in Swedish and English.
var alarmWords = map[alarm][4]string{
	alarmConnection: {
		"ELT svarar inte", "Tidsredovisningar har väntat i en timme. Inget är förlorat. Säg passbok elt på servern, så står det varför.",
		"ELT does not answer", "Timesheets have waited for an hour. Nothing is lost. Say passbok elt on the server, and it says why.",
	},
	alarmCertificate: {
		"Certifikatet till {of} gäller till {day}", "Efter det kan inget skrivas under eller skickas dit. Skaffa ett nytt, lägg det på servern och starta om.",
		"The certificate for {of} holds until {day}", "After that nothing can be signed or sent there. Get a new one, put it on the server and restart.",
	},
	alarmTLS: {
		"Serverns eget certifikat gäller till {day}", "Efter det når ingen servern. Lägg dit ett nytt och starta om.",
		"The server's own certificate holds until {day}", "After that nobody reaches the server. Put a new one there and restart.",
	},
	alarmBackup: {
		"Säkerhetskopian är gammal", "Den senaste togs {day}. Ta en nu med passbok backup, och se efter varför ingen har tagits sedan dess.",
		"The backup is old", "The last was taken on {day}. Take one now with passbok backup, and see why none was taken since.",
	},
	alarmNoBackup: {
		"Ingen säkerhetskopia är tagen", "Servern har gått i en vecka utan att passbok backup har tagit någon kopia. Tar du kopior på annat sätt behöver du inte göra något.",
		"No backup has been taken", "The server has run for a week, and passbok backup has taken no copy. If you take copies in another way, there is nothing to do.",
	},
	alarmDisk: {
		"Serverns disk är snart full", "Mindre än en tjugondel är ledig. Det som är sparat är säkert. Gör plats.",
		"The server's disk is nearly full", "Less than a twentieth is free. What is saved is safe. Make room.",
	},
	alarmFull: {
		"Serverns disk är full", "Inget nytt tas emot. Det som är sparat är säkert, och telefonerna behåller sitt. Gör plats, så går allt vidare av sig självt.",
		"The server's disk is full", "Nothing new is taken. What is saved is safe, and phones keep theirs. Make room, and all goes on by itself.",
	},
	alarmBroken: {
		"En skrivning till serverns disk misslyckades", "Inget tas emot eller visas förrän servern har startats om. Telefonerna behåller sitt. Se efter disken först.",
		"A write to the server's disk failed", "Nothing is taken or shown until the server has been restarted. Phones keep theirs. Look at the disk first.",
	},
}

// alarmed remembers what was told while nothing could be written down.
type alarmed struct {
	mu   sync.Mutex
	told map[string]bool
}

// first tells whether an id is told for the first time.
func (a *alarmed) first(id string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.told[id] {
		return false
	}
	if a.told == nil {
		a.told = map[string]bool{}
	}
	a.told[id] = true
	return true
}

// tellOperator tells whoever runs the server of one trouble, once by each of their addresses. That the disk takes nothing is sent without
// being written down; all else waits then.
func (h *House) tellOperator(ctx context.Context, t trouble) error {
	lang := h.cfg.Alarms.Lang
	if lang == "" {
		lang = care.Swedish
	}
	words := alarmWords[t.alarm]
	subject, text := words[0], words[1]
	if lang == care.English {
		subject, text = words[2], words[3]
	}
	fill := strings.NewReplacer("{of}", t.service, "{day}", string(t.day))
	m := post.Message{ID: fmt.Sprintf("alarm/%s/%s", t.alarm, t.of), Lang: lang, Subject: fill.Replace(subject), Text: fill.Replace(text), Link: strings.TrimSuffix(h.cfg.PublicURL, "/") + "/office/operator", Operator: true}
	var failed error
	for kind, to := range h.cfg.Alarms.to() {
		if to == "" || !h.post.Has(kind) {
			continue
		}
		err := h.post.Enqueue(ctx, post.Order{Person: operatorsOwn, Kind: kind, To: to, Message: m, Until: h.cfg.Clock().Add(7 * 24 * time.Hour)})
		if errors.Is(err, store.ErrFull) || errors.Is(err, store.ErrBroken) {
			if err = nil; (t.alarm == alarmFull || t.alarm == alarmBroken) && h.alarmed.first(kind+m.ID) {
				err = h.sendNow(ctx, kind, to, m)
			}
		}
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("tell the operator by %s: %w", kind, err))
		}
	}
	return failed
}

func (h *House) sendNow(ctx context.Context, kind, to string, m post.Message) error {
	for _, way := range h.cfg.Post {
		if way.Kind() == kind {
			ctx, cancel := context.WithTimeout(ctx, time.Minute)
			defer cancel()
			return way.Send(ctx, to, m)
		}
	}
	return nil
}
