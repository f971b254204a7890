package server

import (
	"context"
	"errors"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"passbok/eid/handout"
	"passbok/eid/invitation"
	"passbok/eid/passkey"
	"passbok/eid/session"
	"passbok/fk/elt"
	"passbok/fk/erak"
	"passbok/leaving"
	"passbok/month"
	"passbok/store"
	"passbok/sync/book"
	"passbok/sync/op"
)

// Problem is an answer that is not the one asked for: RFC 9457 problem details, with a stable code and the sentence in
// Swedish and English.
type Problem struct {
	Type     string   `json:"type"`
	Title    string   `json:"title"`
	Status   int      `json:"status"`
	Code     string   `json:"code"`
	Field    string   `json:"field,omitempty"`
	Detail   any      `json:"detail,omitempty"`
	Index    *int     `json:"index,omitempty"`
	Message  sentence `json:"message"`
	Instance string   `json:"instance,omitempty"`

	cause error // logged where it is ours, shown to nobody
}

func (p *Problem) Error() string {
	if p.cause != nil {
		return fmt.Sprintf("%s: %v", p.Code, p.cause)
	}
	return p.Code
}

func (p *Problem) Unwrap() error { return p.cause }

// problem makes one of a code in the table. A code that is not there is a fault of ours, and says so.
func problem(code string) *Problem {
	message, known := sentences()[code]
	if !known {
		return &Problem{Code: codeInternal, Status: 500, Message: sentences()[codeInternal], cause: fmt.Errorf("no sentence for %q", code)}
	}
	if own, differs := requestSentences()[code]; differs {
		message = own
	}
	return &Problem{Code: code, Status: statusOf(code), Message: message}
}

func (p *Problem) at(field string) *Problem { p.Field = field; return p }

func (p *Problem) because(err error) *Problem { p.cause = err; return p }

// problemOf finds the problem in an error. What it does not know is internal, and its text reaches no one.
func problemOf(err error) *Problem {
	var ours *Problem
	if errors.As(err, &ours) {
		return ours
	}
	switch { // before why it is so
	case errors.Is(err, leaving.ErrRest):
		return problem(codeLeaveRest).because(err)
	case errors.Is(err, leaving.ErrLinks):
		return problem(codeLeaveLinks).because(err)
	}
	var stopped *month.NotReady
	if errors.As(err, &stopped) {
		p := problem(month.CodeNotReady).because(err)
		p.Detail = map[string]any{"findings": stopped.Findings}
		return p
	}
	var changed *month.Changed
	if errors.As(err, &changed) {
		p := problem(op.CodeChanged).at("saw").because(err)
		p.Detail = changed
		return p
	}
	var asked *month.WhyAsked
	if errors.As(err, &asked) {
		p := problem(op.CodeWhyMissing).at("why").because(err)
		p.Detail = asked.Preflight
		return p
	}
	var stoppedSheet *month.SheetNotReady
	if errors.As(err, &stoppedSheet) {
		p := problem(month.CodeSheetNotReady).because(err)
		p.Detail = map[string]any{"findings": stoppedSheet.Findings}
		return p
	}
	var changedSheet *month.SheetChanged
	if errors.As(err, &changedSheet) {
		p := problem(op.CodeChanged).at("saw").because(err)
		p.Detail = changedSheet
		return p
	}
	var unsendable elt.Problems
	if errors.As(err, &unsendable) && len(unsendable) > 0 {
		p := problem(unsendable[0].Code).because(err)
		p.Detail = map[string]any{"problems": unsendable}
		return p
	}
	var theirs *op.Problem
	if errors.As(err, &theirs) {
		p := problem(theirs.Code).at(theirs.Field).because(err)
		if theirs.Detail != "" {
			p.Detail = theirs.Detail
		}
		if theirs.Code == "malformed" || theirs.Code == "gap" {
			p.Index = &theirs.Index
		}
		return p
	}
	var turned *erak.Refusal
	if errors.As(err, &turned) {
		p := problem(turned.Code()).at(turned.Field()).because(err)
		if faults := turned.Faults(); len(faults) > 0 {
			p.Detail = map[string]any{"faults": faults}
		}
		return p
	}
	var coded interface { // what push and care refuse
		error
		Code() string
		Field() string
	}
	if errors.As(err, &coded) {
		return problem(coded.Code()).at(coded.Field()).because(err)
	}
	for _, known := range []struct {
		is   error
		code string
	}{
		{invitation.ErrUnknown, codeInvitationUnknown},
		{invitation.ErrUsed, codeInvitationUsed},
		{invitation.ErrExpired, codeInvitationExpired},
		{ErrSetupOver, codeSetupOver},
		{ErrSetupWrong, codeSetupWrong},
		{handout.ErrMany, codeHandoutMany},
		{passkey.ErrNowhere, codePasskeyNowhere},
		{passkey.ErrRefused, codePasskeyRefused},
		{passkey.ErrUnknown, codePasskeyUnknown},
		{passkey.ErrTooMany, codePasskeyTooMany},
		{session.ErrUnknown, codeSessionUnknown},
		{session.ErrEnded, codeSessionEnded},
		{session.ErrExpired, codeSessionExpired},
		{session.ErrReplayed, codeSessionReplayed},
		{session.ErrLeft, codeLeft},
		{session.ErrDeviceTaken, codeDeviceTaken},
		{book.ErrArchive, codeArchive},
		{store.ErrBroken, codeStorageBroken},
		{store.ErrFull, codeStorageFull},
		{store.ErrClosed, codeStopping},
		{store.ErrLimit, codeBodyTooLarge},
		{errTooMuch, codeArchiveTooLarge},
		{context.Canceled, codeStopping},
		{context.DeadlineExceeded, codeSlow},
	} {
		if errors.Is(err, known.is) {
			return problem(known.code).because(err)
		}
	}
	var routing *fiber.Error
	if errors.As(err, &routing) {
		switch routing.Code {
		case fiber.StatusNotFound:
			return problem(codeNotFound)
		case fiber.StatusMethodNotAllowed:
			return problem(codeMethod)
		case fiber.StatusRequestEntityTooLarge:
			return problem(codeBodyTooLarge)
		case fiber.StatusRequestHeaderFieldsTooLarge:
			return problem(codeHeadersTooLarge)
		case fiber.StatusRequestTimeout:
			return problem(codeSilent)
		case fiber.StatusBadRequest:
			return problem(codeJSON)
		}
	}
	return problem(codeInternal).because(err)
}
