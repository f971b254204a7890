package op

import "fmt"

// Problem is what a caller must act on: a stable code, the field or operation that it is about, and a detail for
// whoever debugs. It carries no sentence for people: those are the server's.
type Problem struct {
	Code   string
	Field  string
	Detail string
	Index  int // which operation of the request, where one is meant
}

func (p *Problem) Error() string {
	text := p.Code
	if p.Field != "" {
		text += " (" + p.Field + ")"
	}
	if p.Detail != "" {
		text += ": " + p.Detail
	}
	return text
}

// Problemf makes a Problem with a detail.
func Problemf(code, field, format string, args ...any) *Problem {
	return &Problem{Code: code, Field: field, Detail: fmt.Sprintf(format, args...)}
}

// Codes of refused operations.
const (
	CodeMalformed      = "malformed"       // not an operation that can be read
	CodeLost           = "lost"            // the client could not read its own operation
	CodeTooLarge       = "too_large"       // above MaxSize
	CodeBadID          = "bad_id"          // not a UUIDv7
	CodeIDReused       = "id_reused"       // the same id with other content
	CodeBaseAhead      = "base_ahead"      // says it saw what has not happened
	CodeUnknownKind    = "unknown_kind"    // no such kind of document
	CodeUnknownField   = "unknown_field"   // no such field in this kind
	CodeCommandsOnly   = "commands_only"   // operations may not write this kind
	CodeWhyMissing     = "why_missing"     // removing wants a reason
	CodeNothingAsked   = "nothing_asked"   // neither sets nor resolves
	CodeInvalid        = "invalid"         // a check of the domain that has no code of its own
	CodeNotAllowed     = "not_allowed"     // never had the right
	CodeFollowsRefused = "follows_refused" // its document's creation, by the same device, was refused
	CodeDocumentFull   = "document_full"   // no room for yet another disagreement
)

// Reasons why an operation is parked; they are also the code of its verdict.
const (
	ReasonSealed     = "sealed"          // the month is closed
	ReasonRightEnded = "right_ended"     // the right was held once
	ReasonMoved      = "right_moved"     // the document was given to somebody else, which the writer had not seen
	ReasonFollows    = "follows"         // its document's creation, by the same device, is parked
	ReasonCandidates = "many_candidates" // sixteen stand already
	ReasonVersion    = "newer_version"   // the server is older than the phone
	ReasonRestored   = "restored"        // it does not fit a book that was restored, whose missing part may still come
)

// Codes of problems with a whole request or command.
const (
	CodeDeviceForked   = "device_forked"   // another operation has this n, or the gap cannot be filled
	CodeDeviceMismatch = "device_mismatch" // the device belongs to another person
	CodeTooMany        = "too_many"        // more operations than a request may hold
	CodeChanged        = "changed"         // what the person looked at is not so any more
	CodeNotParked      = "not_parked"      // no such parked operation (any more)
	CodeStillSealed    = "still_sealed"    // a parked operation cannot be applied before the month is reopened
	CodeParkedEarlier  = "parked_earlier"  // an earlier one of the same device on the same document comes first
)

// Codes are all codes that the engine itself may answer with; whoever speaks to people has a sentence for each.
var codes = [...]string{
	CodeMalformed, CodeLost, CodeTooLarge, CodeBadID, CodeIDReused, CodeBaseAhead, CodeUnknownKind, CodeUnknownField,
	CodeCommandsOnly, CodeWhyMissing, CodeNothingAsked, CodeInvalid, CodeNotAllowed, CodeFollowsRefused, CodeDocumentFull,
	ReasonSealed, ReasonRightEnded, ReasonMoved, ReasonFollows, ReasonCandidates, ReasonVersion, ReasonRestored,
	CodeDeviceForked, CodeDeviceMismatch, CodeTooMany, CodeChanged, CodeNotParked, CodeStillSealed, CodeParkedEarlier,
}

// Codes are all codes that the engine itself answers with; whoever speaks to people has a sentence for each.
func Codes() []string { return append([]string(nil), codes[:]...) }
