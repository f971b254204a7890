package bankid

import "net/http"

// Over lets the client ask by another way than its own sockets, for tests in which no time passes.
func (c *Client) Over(way http.RoundTripper) { c.http.Transport = way }

// Refused reads BankID's no.
func Refused(status int, raw []byte) error { return refused(status, raw) }
