package erak

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxAnswer is the longest answer that is read, in bytes.
const maxAnswer = 64 << 10

func newClient(cfg Config) *http.Client {
	secure := &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: cfg.Roots, Time: cfg.Clock}
	if cfg.Identity != nil {
		secure.Certificates = []tls.Certificate{*cfg.Identity}
	}
	return &http.Client{
		Timeout:   cfg.Timeout,
		Transport: &http.Transport{TLSClientConfig: secure, MaxIdleConnsPerHost: 4, IdleConnTimeout: cfg.Timeout},
		// An invoice goes where it was to go, or nowhere.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// post posts the form and gives where the browser is sent on to. The error is a [Refusal].
func (s *Service) post(ctx context.Context, form Form) (page string, err error) {
	values := url.Values{}
	for _, f := range form.Fields {
		values.Set(f.Name, f.Value)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, form.Action, strings.NewReader(values.Encode()))
	if err != nil {
		return "", refuse(CodeShut, "", err.Error())
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Accept", "application/json")
	status, _, raw, err := s.call(request)
	if err != nil {
		return "", err
	}
	var said map[string]json.RawMessage
	if json.Unmarshal(raw, &said) != nil {
		said = nil
	}
	switch status {
	case http.StatusOK, http.StatusCreated:
		page := text(said[KeyPage])
		if origin, err := originOf(page); err != nil || origin != s.pages {
			return "", refuse(CodeNoAnswer, KeyPage, "the page to go on to is none of E-RÄK's")
		}
		return page, nil
	case http.StatusUnprocessableEntity:
		faults := faultsOf(said[KeyFaults])
		if len(faults) == 0 {
			return "", refuse(CodeNoAnswer, KeyFaults, "turned down, and nothing said of why")
		}
		return "", &Refusal{code: CodeRejected, detail: fmt.Sprintf("%d faults", len(faults)), faults: faults}
	}
	return "", unheard(status)
}

// unheard is what an answer comes to that says nothing.
func unheard(status int) error {
	detail := "answered by " + strconv.Itoa(status)
	if status == http.StatusTooManyRequests || status >= 500 || status < 300 {
		return refuse(CodeNoAnswer, "", detail)
	}
	return refuse(CodeShut, "", detail)
}

// call makes one. The error is a [Refusal].
func (s *Service) call(request *http.Request) (status int, header http.Header, body []byte, err error) {
	response, err := s.http.Do(request)
	if err != nil {
		var unsafe *tls.CertificateVerificationError
		var alert *net.OpError
		code := CodeNoAnswer
		if errors.As(err, &unsafe) || errors.As(err, &alert) && alert.Op == "remote error" { // so TLS says what the other end does not take
			code = CodeShut
		}
		var at *url.Error
		if errors.As(err, &at) {
			err = at.Err // the address has the reference in it
		}
		return 0, nil, nil, refuse(code, "", err.Error())
	}
	defer func() { _ = response.Body.Close() }()
	body, err = io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	if err != nil || len(body) > maxAnswer {
		return 0, nil, nil, refuse(CodeNoAnswer, "", "the answer was cut, or is longer than any")
	}
	return response.StatusCode, response.Header, body, nil
}

// formFields are the names that a fault may be about.
var formFields = []string{
	FieldForm, FieldSupplier, FieldReference, FieldMonth, FieldPersonnummer, FieldName, FieldOrganisationsnummer, FieldProvider,
	FieldActive, FieldWaiting, FieldStandby, FieldVersion, FieldReturn, FieldTime, FieldSignature,
}

const (
	mostFaults  = 50
	longestText = 500 // bytes
)

// faultsOf reads what is wrong. What says nothing is left out.
func faultsOf(raw json.RawMessage) []Fault {
	var list []map[string]json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		return nil
	}
	var faults []Fault
	for _, one := range list[:min(len(list), mostFaults)] {
		f := Fault{text(one[KeyFaultField]), strings.TrimSpace(text(one[KeyFaultText]))}
		if !slices.Contains(formFields, f.Field) {
			f.Field = ""
		}
		if len(f.Text) > longestText {
			f.Text = f.Text[:longestText]
			for !utf8.ValidString(f.Text) {
				f.Text = f.Text[:len(f.Text)-1]
			}
		}
		if f.Text != "" {
			faults = append(faults, f)
		}
	}
	return faults
}

// Ask asks how an invoice stands. told is false where there is nothing to tell; body is the report as it came. The error is a
// [Refusal]: CodeNotConnected where nobody can be asked, those of Read, CodeNoAnswer or CodeShut.
func (s *Service) Ask(ctx context.Context, reference Reference) (report Report, body []byte, told bool, err error) {
	if !s.Asks() {
		return Report{}, nil, false, refuse(CodeNotConnected, "", "there is nobody to ask")
	}
	at, err := url.Parse(s.cfg.Question)
	if err != nil {
		return Report{}, nil, false, refuse(CodeShut, "", "the address to ask at is none")
	}
	query := at.Query()
	query.Set(QueryReference, reference.String())
	at.RawQuery = query.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return Report{}, nil, false, refuse(CodeShut, "", "the address to ask at is none")
	}
	seconds := strconv.FormatInt(s.cfg.Clock().Unix(), 10)
	request.Header.Set(HeaderTime, seconds)
	request.Header.Set(HeaderSignature, SignQuestion(s.cfg.Secret, seconds, reference.String()))
	status, header, body, err := s.call(request)
	switch {
	case err != nil:
		return Report{}, nil, false, err
	case status == http.StatusNoContent:
		return Report{}, nil, false, nil
	case status != http.StatusOK:
		return Report{}, nil, false, unheard(status)
	}
	if report, err = s.Read(header.Get, body); err != nil {
		return Report{}, nil, false, err
	}
	if report.Reference != reference {
		return Report{}, nil, false, refuse(CodeMalformed, KeyReference, "of another invoice than was asked about")
	}
	return report, body, true, nil
}
