package house

import (
	"context"
	"fmt"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/merge"
)

// Aftermath is what a restore of one book found, and what has come back since.
type Aftermath struct {
	Book string `json:"book"`
	book.RestoreReport
	// Open are the months that were on their way to Försäkringskassan when the backup was taken, or came to be since: no
	// phone can say what became of them meanwhile. Look at Försäkringskassan before the jobs go out again.
	Open []OpenMonth `json:"open"`
}

// OpenMonth is a beneficiary's month that may have gone further than this server knows.
type OpenMonth struct {
	Beneficiary string `json:"beneficiary"` // id
	Month       string `json:"month"`
	State       string `json:"state"`
}

// ResumeOrder says what becomes of the jobs that a restore holds.
type ResumeOrder struct {
	Send bool `json:"send"` // else those are dropped that leave the house, and were due before the restore
}

// Resumed is a book whose jobs go out again.
type Resumed struct {
	Book string `json:"book"`
	Jobs int    `json:"jobs"` // that were held; those that were not dropped go on
	// Dropped are those of them that were to leave the house before the restore, and do not now.
	Dropped int `json:"dropped"`
	// Sheets are the timesheets of the queue to ELT that were held: those that are not sent wait for a person.
	Sheets int `json:"sheets"`
	// Messages are those by mail and SMS that were held: sent or dropped.
	Messages int `json:"messages"`
}

// Aftermath tells of the last restore of every book that had one.
func (h *House) Aftermath(ctx context.Context) ([]Aftermath, error) {
	list := []Aftermath{}
	ids, _ := h.books.ids()
	for _, id := range ids {
		b, _ := h.books.Book(id)
		report, restored, err := b.RestoreReport(ctx)
		if err != nil {
			return nil, err
		}
		if !restored {
			continue
		}
		open, err := openMonths(ctx, b)
		if err != nil {
			return nil, err
		}
		list = append(list, Aftermath{Book: id, RestoreReport: report, Open: open})
	}
	return list, nil
}

// Resume lets the jobs of every book go on that a restore holds, or drops those that may have left the house before it.
func (h *House) Resume(ctx context.Context, order ResumeOrder) ([]Resumed, error) {
	list := []Resumed{}
	var drop func(kind string) bool
	if !order.Send {
		drop = func(kind string) bool { _, leaves := h.kind(kind); return leaves }
	}
	ids, _ := h.books.ids()
	for _, id := range ids {
		b, _ := h.books.Book(id)
		commands, err := h.newIDs(1)
		if err != nil {
			return nil, err
		}
		done, err := b.Release(ctx, book.Command{ID: commands[0], Person: byOperator}, drop)
		if err != nil {
			return nil, fmt.Errorf("let the jobs of %s go: %w", id, err)
		}
		sheets, err := h.elt.Release(ctx, id, order.Send)
		if err != nil {
			return nil, err
		}
		messages, err := h.post.Release(ctx, id, order.Send)
		if err != nil {
			return nil, err
		}
		if done.Held || sheets > 0 || messages > 0 {
			list = append(list, Resumed{Book: id, Jobs: done.Jobs, Dropped: done.Dropped, Sheets: sheets, Messages: messages})
		}
	}
	return list, nil
}

// openMonths are the invoices that are locked, and not yet known to be signed.
func openMonths(ctx context.Context, b *book.Book) ([]OpenMonth, error) {
	open := []OpenMonth{}
	err := b.Everything(ctx, "invoice", func(doc merge.Document) error {
		if state := care.State(doc.Text("state")); state.Sealed() && !state.Done() {
			open = append(open, OpenMonth{Beneficiary: doc.Text("beneficiary"), Month: doc.Text("month"), State: string(state)})
		}
		return nil
	})
	return open, err
}
