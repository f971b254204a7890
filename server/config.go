package server

import (
	"context"
	"crypto/ed25519"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/url"
	"time"

	"passbok/eid/handout"
	"passbok/eid/invitation"
	"passbok/eid/key"
	"passbok/eid/session"
	"passbok/hook"
	"passbok/month/form"
	"passbok/sync/book"
)

// Config is everything that the server is given; it makes nothing of this itself.
type Config struct {
	// PublicURL is where people reach the house, without a path: https://passbok.example.
	PublicURL string
	// App is the built PWA: index.html at its root.
	App fs.FS
	// Earlier are builds of the PWA that were served before this one, the newest first: pages that are still open ask for
	// their parts. Only files whose names have a hash are served of them, where App has none of that name.
	Earlier []fs.FS

	Books         Books
	Door          Door
	Sessions      Sessions
	Invitations   Invitations
	Passkeys      Passkeys
	Subscriptions Subscriptions
	Erak          Erak
	Scans         Scans
	Ladder        Ladder
	Handouts      *handout.Handouts // what is given out for other systems
	Hooks         *hook.Hooks       // what other systems are told
	Evidence      Evidence          // nil: nothing is signed with BankID here
	// Forms are Försäkringskassan's own, where an operator has installed them; the zero value is none.
	Forms  form.Set
	BankID Signing // nil: the house is not connected to BankID
	Keys   key.Ring
	// RecordKey signs the files in which people take their whole record along; nil where none are given.
	RecordKey ed25519.PrivateKey
	// ELT is the way of signed timesheets to Försäkringskassan; nil: there is none.
	ELT ELT
	// Certificates are those that the house shows others, by the service: ServiceELT and the others. nil: there are none.
	Certificates func() map[string]Certificate

	// Setup lets the first provider be made by whoever has the link that the server printed; nil: by the command line alone.
	Setup Setup

	// Conditions tells how the house is; nil: it is told nowhere.
	Conditions Conditions

	// Contact is how people reach whoever answers for the house, for the accessibility statement; empty: it is not said.
	Contact string

	// Ways are the other ways than notices that messages can go by here: of post.Kinds.
	Ways []string

	// Clock tells the time, Rand gives ids and keys (of cryptographic strength, safe for concurrent use).
	Clock func() time.Time
	Rand  io.Reader
	// Log gets one line a request, and what failed inside. No line holds a name, a number or an id of a person.
	Log *slog.Logger
	// Meter, if not nil, is told what is to be counted.
	Meter Meter
	// Ready says whether the house can do its work now; nil is always.
	Ready func(ctx context.Context) error

	// OldestWriter is the oldest version of the protocol (docs/protocol.md, "Versions") whose clients may write anything new;
	// 0 is all. Older ones are told to be updated. What they hold is taken all the same.
	OldestWriter int
	// RetireWorker serves, in place of the app's service worker, one that takes itself and its kept files away. For when a
	// release's worker is bad: the app then comes from the network, and starts without it no more.
	RetireWorker bool

	// Poll is how long a live request waits for something to happen; 0 is 25 seconds.
	Poll time.Duration
	// Most is how many requests are worked on at once, long polls not counted; 0 is 1024. Beyond it: 503.
	Most int
	// Temp is a folder on a disk for files while they are sent; empty is the system's. MostArchive is how large a month's archive may
	// be, in bytes; 0 is 1 GiB.
	Temp        string
	MostArchive int64
}

// Books gives the open books by id.
type Books interface {
	Book(id string) (*book.Book, bool)
	IDs() []string
	// Tagged gives those whose ids end in what a paper's reference says: see paper.Tag.
	Tagged(tag string) []*book.Book
}

// Scans keeps pictures of papers, by book and by what they hold: see blob.Folder. Errors of a read are blob.ErrMissing and
// blob.ErrDamaged.
type Scans interface {
	Put(book string, content []byte) (hash string, err error)
	// Hold keeps one from being swept as a thing that nobody came to name.
	Hold(book, hash string) error
	Get(book, hash string) ([]byte, error)
}

// Door lets people in: see eid.Door.
type Door interface {
	Join(ctx context.Context, code string, device session.Device) (session.Grant, error)
	Enter(ctx context.Context, who session.Opening) (session.Grant, error)
}

// Sessions keeps people signed in: see session.Sessions.
type Sessions interface {
	Refresh(ctx context.Context, token string, moved session.Device) (session.Grant, error)
	Of(ctx context.Context, token string) (session.Session, error)
	End(ctx context.Context, token string) error
	Replayed(ctx context.Context, person string) ([]session.Session, error)
	Devices(ctx context.Context, person string) ([]session.Session, error)
	In(ctx context.Context, book string) (map[string]session.Presence, error)
	Mark(number string) string
	Proved(ctx context.Context, person, device string) (mark string, err error)
	RenameDevice(ctx context.Context, person, device, name string) error
	CloseDevice(ctx context.Context, person, device string) error
}

// Invitations makes codes: see eid.Invitations.
type Invitations interface {
	Make(ctx context.Context, order invitation.Order) (invitation.Made, error)
	Unused(ctx context.Context, book string) (map[string]invitation.Waiting, error)
}

func (cfg Config) check() (*url.URL, error) {
	public, err := url.Parse(cfg.PublicURL)
	if err != nil || public.Host == "" || (public.Scheme != "https" && public.Scheme != "http") || (public.Path != "" && public.Path != "/") {
		return nil, errors.New("public URL must be https://<host>, without a path")
	}
	for name, missing := range map[string]bool{
		"App": cfg.App == nil, "Books": cfg.Books == nil, "Door": cfg.Door == nil, "Sessions": cfg.Sessions == nil,
		"Invitations": cfg.Invitations == nil, "Passkeys": cfg.Passkeys == nil, "Subscriptions": cfg.Subscriptions == nil, "Erak": cfg.Erak == nil, "Scans": cfg.Scans == nil, "Ladder": cfg.Ladder == nil, "Handouts": cfg.Handouts == nil, "Hooks": cfg.Hooks == nil,
		"Clock": cfg.Clock == nil, "Rand": cfg.Rand == nil, "Log": cfg.Log == nil,
	} {
		if missing {
			return nil, errors.New("server config lacks " + name)
		}
	}
	return public, nil
}
