package server

import (
	"slices"

	"passbok/fk/elt"
	"passbok/fk/erak"
	"passbok/fk/queue"
	"passbok/month"
	"passbok/sync/op"
)

// sentence is what a person reads: what happened, what is safe, what to do.
type sentence struct {
	SV string `json:"sv"`
	EN string `json:"en"`
}

// The codes that the server itself gives. Those of the engine are op.Codes, those of the domain care's and month's; each
// of them has its row in sentences.go, and a test holds the table to it.
const (
	codeArchive           = "archive_unavailable"
	codeArchiveTooLarge   = "archive_too_large"
	codeArchiveUnderWay   = "archive_under_way"
	codeBankidNobody      = "bankid_nobody"
	codeBankidNoNumber    = "bankid_no_number"
	codeBankidNowhere     = "bankid_not_connected"
	codeBankidOver        = "bankid_over"
	codeBankidRefused     = "bankid_refused"
	codeBankidUnfinished  = "bankid_unfinished"
	codeBankidUnreachable = "bankid_unreachable"
	codeBankidWhich       = "bankid_which"
	codeBodyTooLarge      = "body_too_large"
	codeContentType       = "content_type"
	codeDiffers           = "invoice_differs"
	codeDeviceTaken       = "device_taken"
	codeForbidden         = "forbidden"
	codeHandoutMany       = "too_many_given_out"
	codeHeadersTooLarge   = "headers_too_large"
	codeHookInsecure      = "hook_insecure"
	codeHookPrivate       = "hook_private"
	codeHookUnreachable   = "hook_unreachable"
	codeInvalid           = "invalid"
	codeInternal          = "internal"
	codeInvitationExpired = "invitation_expired"
	codeInvitationUnknown = "invitation_unknown"
	codeInvitationUsed    = "invitation_used"
	codeInvoiceUnknown    = "invoice_unknown"
	codeJSON              = "bad_json"
	codeLeft              = "left"
	codeLeaveLinks        = "leave_links"
	codeLeaveRest         = "leave_rest"
	codeMethod            = "method_not_allowed"
	codeMissing           = "missing"
	codeMonth             = "bad_month"
	codeNoSubscription    = "no_subscription"
	codeNotFound          = "not_found"
	codeNotOperator       = "not_operator"
	codeOrigin            = "wrong_origin"
	codeOverloaded        = "overloaded"
	codePackEmpty         = "pack_empty"
	codePackTooLarge      = "pack_too_large"
	codePackUnderWay      = "pack_under_way"
	codePasskeyNowhere    = "passkey_nowhere"
	codePasskeyRefused    = "passkey_refused"
	codePasskeyTooMany    = "passkey_too_many"
	codePasskeyUnknown    = "passkey_unknown"
	codePayrollEmpty      = "payroll_empty"
	codePayrollStopped    = "payroll_stopped"
	codeArchiveDisputed   = "archive_disputed"
	codePersonUnknown     = "person_unknown"
	codeScanFormat        = "scan_format"
	codeScanGone          = "scan_gone"
	codeScanTooLarge      = "scan_too_large"
	codeScanUnknown       = "scan_unknown"
	codeSendOnly          = "send_only"
	codeSheetNoPaper      = "sheet_no_paper"
	codeSheetSchema       = "sheet_schema"
	codeSheetUnsendable   = "sheet_unsendable"
	codeSessionEnded      = "session_ended"
	codeSessionExpired    = "session_expired"
	codeSessionReplayed   = "session_replayed"
	codeSessionUnknown    = "session_unknown"
	codeSetupOver         = "setup_over"
	codeSetupWrong        = "setup_wrong"
	codeSilent            = "request_timeout"
	codeSlow              = "timeout"
	codeStopping          = "stopping"
	codeStorageBroken     = "storage_broken"
	codeStorageFull       = "storage_full"
	codeTable             = "bad_table"
	codeTooManyCodes      = "too_many_codes"
	codeTooMany           = "too_many_requests"
	codeTokenExpired      = "token_expired"
	codeTokenForged       = "token_invalid"
	codeTokenMissing      = "token_missing"
	codeUnknownField      = "unknown_field"
	codeUnready           = "not_ready"
	codeUUID              = "bad_id"
	codeWrongDevice       = "wrong_device"
)

// statusOf chooses the HTTP status of a code. There is no other place that does.
func statusOf(code string) int {
	if slices.Contains(elt.ProblemCodes(), code) {
		return 409
	}
	switch code {
	case codeTokenExpired, codeTokenForged, codeTokenMissing,
		codeSessionEnded, codeSessionExpired, codeSessionReplayed, codeSessionUnknown,
		erak.CodeForged, erak.CodeReportExpired:
		return 401
	case codeForbidden, codeNotOperator, codePasskeyRefused, codeBankidNobody, codeBankidRefused, op.CodeNotAllowed, month.CodeNotSigner, codeSendOnly, codeOrigin, codeLeft, codeWrongDevice:
		return 403
	case codeNotFound, codeInvoiceUnknown, month.CodeSheetUnknown, month.CodeStepUnknown, queue.CodeUnknown, codePasskeyUnknown, codePersonUnknown, codeInvitationUnknown, codeSetupWrong:
		return 404
	case codeMethod:
		return 405
	case codeHandoutMany, codePackEmpty, codePayrollEmpty, codePayrollStopped, codeArchiveDisputed, codeDeviceTaken, codeNoSubscription, codeBankidNowhere, codeBankidNoNumber, codeBankidUnfinished, codeBankidWhich, codeSheetNoPaper, codeSheetSchema, codeSheetUnsendable, codePasskeyNowhere, codePasskeyTooMany, op.CodeChanged, op.CodeDeviceForked, op.CodeDeviceMismatch, op.CodeIDReused, op.CodeNotParked,
		op.CodeParkedEarlier, op.ReasonSealed, op.CodeStillSealed, month.CodeNotReady, month.CodeNotOver, month.CodeDaysNotOver, month.CodeEmpty, month.CodeWrongState, month.CodePaperOnly, month.CodeHeld,
		month.CodeSheetNotReady, month.CodeSheetState, month.CodeSheetNotOver, month.CodeSheetEmpty, month.CodeSheetPaper, month.CodeSheetUnsaid, month.CodeSheetScans, codeScanUnknown, month.CodeNothingEnds, month.CodeLastCoordinator, month.CodeLeaveUndone,
		queue.CodeNotConnected, queue.CodeNotHeld, queue.CodeSchema, queue.CodeOther, queue.CodeDamaged, queue.CodeNoSignatures, queue.CodeStopped,
		erak.CodeNotConnected, erak.CodeNotForErak, erak.CodeNoNumber, erak.CodeNoProvider, erak.CodeBadReference,
		erak.CodeRejected:
		return 409
	case codeInvitationExpired, codeInvitationUsed, codeBankidOver, codeScanGone, codeSetupOver:
		return 410
	case codeSilent:
		// What a browser gets on a connection that it opened ahead and has not used yet: 408 is the one status that it
		// knows to be no answer to what it asks next.
		return 408
	case codeArchiveTooLarge, codeBodyTooLarge, codePackTooLarge, codeScanTooLarge, op.CodeTooLarge, op.CodeTooMany:
		return 413
	case codeContentType, codeScanFormat:
		return 415
	case codeHeadersTooLarge:
		return 431
	case codeArchiveUnderWay, codePackUnderWay, codeTooMany, codeTooManyCodes:
		return 429
	case codeInternal:
		return 500
	case erak.CodeNoAnswer, erak.CodeShut: // somebody else's fault, which the operator must hear of
		return 502
	case codeArchive, codeStorageBroken, codeStorageFull, codeOverloaded, codeStopping, codeSlow, codeUnready, codeBankidUnreachable, codeLeaveLinks, codeLeaveRest:
		return 503
	}
	return 400
}

// retryAfter is how many seconds to wait before asking again; 0 where asking again is no use.
func retryAfter(code string) int {
	switch code {
	case codeOverloaded, codeTooMany, codeSlow:
		return 2
	case codePackUnderWay, codeStopping, codeUnready, codeBankidUnreachable, codeLeaveLinks, codeLeaveRest:
		return 5
	case codeArchive, codeArchiveUnderWay, codeStorageBroken, codeStorageFull, codeTooManyCodes:
		return 60
	}
	return 0
}
