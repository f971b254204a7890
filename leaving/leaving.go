// Package leaving is the way of an end of somebody's work: in which commands it is written, and that all of them are. What each of them
// does is month's to decide (month.Leave).
//
// An entry of the log holds about a hundred and fifty changes, and somebody who leaves may have years of plans. So the first command ends what it
// has room for, all of it judged by the hash of all that was looked at, and leaves a job; the others are named after it, by their number.
// Whoever carries them out twice, or after a crash, comes to the same.
package leaving

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"passbok/month"
	"passbok/sync/book"
)

// What is not done where the first command is written and something after it fails. The job that it left does that, and so does asking the
// same again.
var (
	ErrRest  = errors.New("the rest of an end is not written") // nor have links ended
	ErrLinks = errors.New("the links of whoever leaves have not ended")
)

// End ends somebody's work by a command, as it was looked at: see month.LeaveNow; and with a coordinator's their links. Errors: ErrRest,
// ErrLinks, or why nothing is done.
func End(ctx context.Context, b *book.Book, links Links, cmd book.Command, ask month.LeaveAsk, saw string) (book.Receipt, error) {
	cmd.Name = month.LeaveCommand
	receipt, err := b.Do(ctx, cmd, func(docs book.Documents) (book.Decision, error) { return month.LeaveNow(docs, cmd.ID, ask, saw) })
	if err != nil {
		return book.Receipt{}, err
	}
	if err := Finish(ctx, b, cmd.ID); err != nil {
		return receipt, fmt.Errorf("%w: %w", ErrRest, err)
	}
	if ask.EndsLinks() {
		if err := links.end(ctx, b.ID(), ask.Person, ask.Last); err != nil {
			return receipt, fmt.Errorf("%w: %w", ErrLinks, err)
		}
	}
	return receipt, nil
}

// Back takes the end that a command began back by another one: see month.LeaveBack. Of an end that is still being written, the rest is
// written first.
func Back(ctx context.Context, b *book.Book, cmd book.Command, ask month.LeaveAsk, end string) (book.Receipt, error) {
	if err := Finish(ctx, b, end); err != nil {
		return book.Receipt{}, err
	}
	var ends []book.Did
	for part := 0; ; part++ {
		did, ok, err := b.Did(ctx, month.LeavePart(end, part))
		if err != nil {
			return book.Receipt{}, err
		}
		if !ok {
			break
		}
		ends = append(ends, did)
	}
	cmd.Name = month.LeaveBackCommand
	receipt, err := b.Do(ctx, cmd, func(docs book.Documents) (book.Decision, error) { return month.LeaveBack(docs, cmd.ID, ask, ends) })
	if err != nil {
		return book.Receipt{}, err
	}
	return receipt, Finish(ctx, b, cmd.ID)
}

// Finish writes what is left of an end, or of one taken back, that a command began; where that is nothing, or the command began neither,
// it does nothing.
func Finish(ctx context.Context, b *book.Book, first string) error {
	for part := 1; ; part++ {
		before, there, err := b.Did(ctx, month.LeavePart(first, part-1))
		if err != nil || !there {
			return err
		}
		cmd := book.Command{ID: month.LeavePart(first, part), Person: before.Person}
		decide, more := month.LeaveRest(before)
		if more {
			cmd.Name = month.LeaveRestCommand
		} else if decide, more, err = backNext(ctx, b, before, part); err != nil {
			return err
		} else if more {
			cmd.Name = month.LeaveBackRest
		}
		if !more {
			return nil
		}
		if _, err := b.Do(ctx, cmd, decide); err != nil {
			return fmt.Errorf("write part %d of %s: %w", part, first, err)
		}
	}
}

// backNext takes a part of an end back after the command before; false where nothing follows it.
func backNext(ctx context.Context, b *book.Book, before book.Did, part int) (func(book.Documents) (book.Decision, error), bool, error) {
	end, more := month.LeaveBackOf(before)
	if !more {
		return nil, false, nil
	}
	this, _, err := b.Did(ctx, month.LeavePart(end, part))
	if err != nil {
		return nil, false, err
	}
	_, another, err := b.Did(ctx, month.LeavePart(end, part+1))
	if err != nil {
		return nil, false, err
	}
	return func(docs book.Documents) (book.Decision, error) { return month.LeaveBackNext(docs, end, this, another) }, true, nil
}

// Job does what a job of kind month.LeaveJob asks for.
func Job(ctx context.Context, b *book.Book, links Links, job book.Job) error {
	var order month.LeaveOrder
	if err := json.Unmarshal(job.Payload, &order); err != nil {
		return fmt.Errorf("read whose end it is: %w", err)
	}
	if err := Finish(ctx, b, order.ID); err != nil || order.LinksOf == "" {
		return err
	}
	return links.end(ctx, b.ID(), order.LinksOf, order.Last)
}
