package push

// The codes of what a caller can be told is wrong.
const (
	CodeSubscriptionMalformed   = "subscription_malformed"   // no subscription of the Push API
	CodeSubscriptionInsecure    = "subscription_insecure"    // its endpoint is not https
	CodeSubscriptionPrivate     = "subscription_private"     // its endpoint is at an address that is not public
	CodeSubscriptionUnreachable = "subscription_unreachable" // its endpoint's host has no address
	CodeNoticeMalformed         = "notice_malformed"         // a notice that no row of the table can tell
)

// RefusalCodes are the codes that a [Refusal] can have: the server has a sentence for each.
func RefusalCodes() []string {
	return []string{CodeSubscriptionMalformed, CodeSubscriptionInsecure, CodeSubscriptionPrivate,
		CodeSubscriptionUnreachable, CodeNoticeMalformed}
}

// Refusal is an error that whoever asked can act on. Its text is for logs; people get the code's sentence.
type Refusal struct{ code, field, detail string }

func refuse(code, field, detail string) error { return &Refusal{code, field, detail} }

// Error says what was wrong, without quoting what a person sent.
func (r *Refusal) Error() string {
	if r.field == "" {
		return r.code + ": " + r.detail
	}
	return r.code + " (" + r.field + "): " + r.detail
}

// Code is one of [RefusalCodes].
func (r *Refusal) Code() string { return r.code }

// Field is the part of what was sent that is wrong; "" where it is the whole.
func (r *Refusal) Field() string { return r.field }
