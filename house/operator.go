package house

import (
	"context"
	"io"
	"time"

	"passbok/care"
	"passbok/month"
	"passbok/sync/book"
)

// Operator is what whoever runs the server can ask of it. The house itself is one, for when it is stopped; so is the
// other end of a running house's control socket (Dial).
type Operator interface {
	// AddProvider makes a provider with its first coordinator, and a sign-in link for them.
	AddProvider(ctx context.Context, p NewProvider) (Added, error)
	// Invite makes a new sign-in link for a person. Error: ErrNoPerson, ErrNoBook.
	Invite(ctx context.Context, order InviteOrder) (Invited, error)
	// Backup writes a consistent copy of everything, while it goes on.
	Backup(ctx context.Context, w io.Writer) error
	// Verify proves every book, one after the other, and tells each as it is done.
	Verify(ctx context.Context, tell func(Verified)) error
	// History tells all that happened to a document, oldest first. Error: ErrNoBook, ErrWhichBook.
	History(ctx context.Context, order HistoryOrder) ([]book.HistoryEntry, error)
	// Month tells how a beneficiary's month stands. Error: ErrNoBook, ErrWhichBook, ErrNoPerson.
	Month(ctx context.Context, order MonthOrder) (month.Overview, error)
	// Print draws the paper of an invoice or a timesheet. Error: ErrNoBook, ErrWhichBook, ErrNotSealed.
	Print(ctx context.Context, order PrintOrder) (Printed, error)
	// CheckPaper says whether a printed paper is what was sealed. Error: paper.ErrReference, paper.ErrHash.
	CheckPaper(ctx context.Context, order PaperOrder) (CheckedPaper, error)
	// Aftermath tells what the last restore found, and what has come back since.
	Aftermath(ctx context.Context) ([]Aftermath, error)
	// Resume lets jobs go on that a restore holds, or drops those that may have left the house before it.
	Resume(ctx context.Context, order ResumeOrder) ([]Resumed, error)
	// Way tells how the way to ELT stands, and lets calls go on that were stopped.
	Way(ctx context.Context, order WayOrder) (Way, error)
	// RotateKey makes a new key for notices: devices subscribe with it at their next start.
	RotateKey(ctx context.Context) error
	// Close lets go.
	Close() error
}

// HistoryOrder names a document. Book may be empty where the server has only one.
type HistoryOrder struct {
	Book string `json:"book,omitempty"`
	Doc  string `json:"doc"` // kind/id
}

// MonthOrder names a beneficiary's month. Book may be empty where the server has only one.
type MonthOrder struct {
	Book        string     `json:"book,omitempty"`
	Beneficiary string     `json:"beneficiary"` // id
	Month       care.Month `json:"month"`
}

// PrintOrder names a paper: the invoice of a beneficiary's month, or, where there is an assistant, their timesheet.
type PrintOrder struct {
	Book        string     `json:"book,omitempty"`
	Beneficiary string     `json:"beneficiary"`
	Month       care.Month `json:"month"`
	Assistant   string     `json:"assistant,omitempty"`
}

// Printed is a paper.
type Printed struct {
	Version int    `json:"version"`
	PDF     []byte `json:"pdf"`
}

// PaperOrder is what stands on a paper, as somebody typed it.
type PaperOrder struct {
	Reference string `json:"reference"`
	Hash      string `json:"hash"`
}

// CheckedPaper is what came of checking a paper. Where it does not match, nothing else is said.
type CheckedPaper struct {
	Matches bool          `json:"matches"`
	Book    string        `json:"book,omitempty"`
	Entry   *book.Entry   `json:"entry,omitempty"` // that sealed it
	Sealed  *month.Sealed `json:"sealed,omitempty"`
}

// NewProvider is a provider to be.
type NewProvider struct {
	Name        string `json:"name"`
	Orgnr       string `json:"orgnr"`       // ten digits, with or without a hyphen
	Coordinator string `json:"coordinator"` // name of the first coordinator
}

// Added is the new provider's book, and the link of its first coordinator.
type Added struct {
	Book    string  `json:"book"`
	Invited Invited `json:"invited"`
}

// InviteOrder names whom to invite. Book may be empty where the server has only one.
type InviteOrder struct {
	Book   string        `json:"book,omitempty"`
	Person string        `json:"person"`
	Life   time.Duration `json:"life,omitempty"`
}

// Invited is a sign-in link: once, until a deadline.
type Invited struct {
	Person  string    `json:"person"`
	Link    string    `json:"link"`
	Code    string    `json:"code"`
	Expires time.Time `json:"expires"`
}

// Verified is what the proof of one book found.
type Verified struct {
	Book    string `json:"book"`
	Entries uint64 `json:"entries"`
	Docs    int    `json:"docs"`
	// Erased is of how many entries the content is gone by law, Archived how many the archive has too.
	Erased   uint64 `json:"erased,omitempty"`
	Archived uint64 `json:"archived,omitempty"`
	// Scans are those of papers that the book names.
	Scans int `json:"scans,omitempty"`
	// Signatures is how many signatures with BankID are kept over its timesheets.
	Signatures int `json:"signatures,omitempty"`
	// Sendings is how many timesheets were sent over ELT, or are to be, and are as they were put there.
	Sendings int `json:"sendings,omitempty"`
	// Head is the hash of the newest entry: with it, a copy kept elsewhere can be compared.
	Head string `json:"head"`
	// Wrong says what does not hold, in words; empty where all does.
	Wrong []string `json:"wrong,omitempty"`
	// What, Done and Of tell how far a running proof is; What is empty in the final word.
	What string `json:"what,omitempty"`
	Done uint64 `json:"done,omitempty"`
	Of   uint64 `json:"of,omitempty"`
}
