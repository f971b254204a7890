package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"passbok/care"
	"passbok/house"
	"passbok/month/paper"
)

// errNoPaper ends `passbok verify --paper` where what stands on the paper was never sealed here.
var errNoPaper = errors.New("no such paper was sealed here: the reference or the hash is mistyped, the paper is forged, or its content was erased by law")

// paper checks one printed paper, and tells what it must show: the hash says only that such a paper was sealed, not that
// this piece of paper has the same figures on it.
func (c *verifyCommand) paper(ctx context.Context) error {
	return operate(ctx, c.dataFlag, nowhere, false, func(op house.Operator) error {
		found, err := op.CheckPaper(ctx, house.PaperOrder{Reference: c.Paper, Hash: strings.Join(c.Hash, "")})
		if err != nil {
			return fmt.Errorf("check paper: %w", err)
		}
		if c.JSON {
			err = json.NewEncoder(os.Stdout).Encode(found)
		} else if found.Matches {
			err = tellPaper(os.Stdout, found)
		}
		if err == nil && !found.Matches {
			err = errNoPaper
		}
		return err
	})
}

func tellPaper(w io.Writer, found house.CheckedPaper) error {
	at, err := time.Parse(time.RFC3339, found.Entry.At)
	if err != nil {
		return fmt.Errorf("read when it was sealed: %w", err)
	}
	s := found.Sealed
	_, err = fmt.Fprintf(w, "Sealed: %s %s, version %d, on %s at %s, by entry %d of book %s (%s, hash %s).\n"+
		"Compare with the paper: active %s, waiting %s, standby %s.\n",
		s.Form, s.Month, s.Version, care.DateOf(at), care.FormatClock(at), found.Entry.Seq, found.Book, found.Entry.Name, found.Entry.Hash,
		paper.Length(s.Sums.Active), paper.Length(s.Sums.Waiting), paper.Length(s.Sums.Standby))
	return err
}
