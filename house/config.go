package house

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"time"

	"passbok/fk/erak"
	"passbok/post"
	"passbok/push"
)

// Config is what a house is made of. Data, PublicURL, Clock, Rand and Log are required.
type Config struct {
	Data      string // folder; made, for its owner alone, where it is not there
	Archive   string // folder in which every entry is kept a second time, best on another disk; empty: there is none
	PublicURL string // where people reach it, without a path
	App       fs.FS  // the built PWA, index.html at its root; nil: the one in this binary
	Version   string
	Clock     func() time.Time
	After     func(time.Duration) <-chan time.Time // as time.After, by Clock; nil: time.After
	Rand      io.Reader                            // of cryptographic strength, safe for concurrent use
	Log       *slog.Logger
	Erak      Erak
	BankID    BankID
	ELT       ELT
	Push      Push
	// Post are the other ways than notices, at most one of a kind (mail, SMS). None: nobody is reached by it.
	Post []post.Way
	// Alarms is where whoever runs it is told of what goes wrong.
	Alarms Alarms
	// CertificateEnds is when the certificate ends that people see, where no proxy does TLS; zero: there is none.
	CertificateEnds time.Time
	// Metrics is where whoever watches over the house may ask for its numbers: never where people come in. nil: nowhere.
	// It is closed with the house, and by an Open that fails.
	Metrics net.Listener
	// OldestWriter is the oldest version of the protocol whose clients may write anything new; 0 is all.
	OldestWriter int
	// RetireWorker takes the app's service worker away from every phone that asks for it.
	RetireWorker bool
	// Hooks are host:port on loopback that other systems may be told at, beside the open internet: simulators.
	Hooks []string
	// Contact is how people reach whoever answers for the house, for the accessibility statement; empty: it is not said.
	Contact string
}

// Erak is the connection to Försäkringskassan's E-RÄK. The zero value is "not connected".
type Erak struct {
	URL      string // that the invoice is posted to
	Secret   string // shared, with which reports back are signed
	By       erak.By
	Pages    string           // where the browser may be sent on to, by the server; empty: the origin of URL
	Question string           // where to ask how an invoice stands; empty: nobody is asked
	Identity *tls.Certificate // ours; nil: none
	Roots    *x509.CertPool   // that E-RÄK's certificate must come from; nil: the system's
}

// Push is how notices leave.
type Push struct {
	Subject string   // https URL at which push services find the operator; empty: PublicURL
	Allow   []string // host:port of push services on loopback: simulators
	// Quiet are the hours in which nobody is told anything who has not said otherwise; nil: none.
	Quiet *push.Hours
}
