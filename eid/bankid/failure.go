package bankid

import (
	"errors"
	"fmt"
)

// Code is what BankID calls an error. Others than these may come, and are shown as none.
type Code string

// The codes of BankID. The number of the HTTP answer says nothing that these do not.
const (
	InvalidParameters Code = "invalidParameters"
	AlreadyInProgress Code = "alreadyInProgress" // of the same person; BankID ends both
	Unauthorized      Code = "unauthorized"
	NotFound          Code = "notFound"
	RequestTimeout    Code = "requestTimeout"
	UnsupportedMedia  Code = "unsupportedMediaType"
	InternalError     Code = "internalError"
	Maintenance       Code = "maintenance"
)

// Failure is BankID's no. Details are for the log, in English, and shown to nobody.
type Failure struct {
	Status  int // of HTTP; 0: we did not even ask
	Code    Code
	Details string
}

func (f *Failure) Error() string {
	return fmt.Sprintf("BankID says %s (%d): %s", f.Code, f.Status, f.Details)
}

// ErrUnreached says that BankID could not be asked, or that its answer was lost.
var ErrUnreached = errors.New("BankID could not be reached")

// ErrAnswer says that what came is not what BankID's API answers.
var ErrAnswer = errors.New("the answer of BankID cannot be read")

// CodeOf is the code of a Failure in err; "" where there is none.
func CodeOf(err error) Code {
	var failure *Failure
	if errors.As(err, &failure) {
		return failure.Code
	}
	return ""
}

// Gone says that BankID does not know the order, or not any more.
func Gone(err error) bool {
	code := CodeOf(err)
	return code == InvalidParameters || code == NotFound
}
