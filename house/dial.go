package house

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"

	"passbok/month"
	"passbok/sync/book"
)

// ErrTorn says that a backup ended before it was whole.
var ErrTorn = errors.New("the copy is not whole")

// remote is a running house, seen through its control socket.
type remote struct{ http *http.Client }

// Dial gives the operator of the house that runs on a data folder. ok is false where none runs there.
func Dial(ctx context.Context, data string) (op Operator, ok bool) {
	path := filepath.Join(data, controlSocket)
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", path)
	if err != nil {
		return nil, false
	}
	_ = conn.Close()
	return &remote{http: &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return d.DialContext(ctx, "unix", path) },
	}}}, true
}

func (r *remote) Close() error {
	r.http.CloseIdleConnections()
	return nil
}

func (r *remote) AddProvider(ctx context.Context, p NewProvider) (Added, error) {
	return ask[Added](ctx, r, "/provider", p)
}

func (r *remote) Invite(ctx context.Context, order InviteOrder) (Invited, error) {
	return ask[Invited](ctx, r, "/invite", order)
}

func (r *remote) History(ctx context.Context, order HistoryOrder) ([]book.HistoryEntry, error) {
	return ask[[]book.HistoryEntry](ctx, r, "/history", order)
}

func (r *remote) Month(ctx context.Context, order MonthOrder) (month.Overview, error) {
	return ask[month.Overview](ctx, r, "/month", order)
}

func (r *remote) Print(ctx context.Context, order PrintOrder) (Printed, error) {
	return ask[Printed](ctx, r, "/print", order)
}

func (r *remote) CheckPaper(ctx context.Context, order PaperOrder) (CheckedPaper, error) {
	return ask[CheckedPaper](ctx, r, "/paper", order)
}

func (r *remote) Aftermath(ctx context.Context) ([]Aftermath, error) {
	return ask[[]Aftermath](ctx, r, "/aftermath", struct{}{})
}

func (r *remote) Resume(ctx context.Context, order ResumeOrder) ([]Resumed, error) {
	return ask[[]Resumed](ctx, r, "/resume", order)
}

func (r *remote) Way(ctx context.Context, order WayOrder) (Way, error) {
	return ask[Way](ctx, r, "/way", order)
}

func (r *remote) RotateKey(ctx context.Context) error {
	_, err := ask[struct{}](ctx, r, "/rotate-key", struct{}{})
	return err
}

func (r *remote) Backup(ctx context.Context, w io.Writer) error {
	resp, err := r.post(ctx, "/backup", nil)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	if _, err := io.Copy(w, resp.Body); err != nil {
		return fmt.Errorf("copy: %w: %w", ErrTorn, err)
	}
	if resp.Trailer.Get("Passbok-Complete") != "yes" {
		return ErrTorn
	}
	return nil
}

func (r *remote) Verify(ctx context.Context, tell func(Verified)) error {
	resp, err := r.post(ctx, "/verify", nil)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line struct {
			Verified
			said
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			return fmt.Errorf("read what the server found: %w", err)
		}
		if line.Error != "" {
			return errors.New(line.Error)
		}
		tell(line.Verified)
	}
	return lines.Err()
}

// ask posts a question to the running house and reads the answer.
func ask[A any](ctx context.Context, r *remote, path string, question any) (a A, err error) {
	resp, err := r.post(ctx, path, question)
	if err != nil {
		return a, err
	}
	defer func() { _ = resp.Body.Close() }()
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		return a, fmt.Errorf("read the server's answer: %w", err)
	}
	return a, nil
}

// post gives the answer where it is a good one, and else the server's own error.
func (r *remote) post(ctx context.Context, path string, question any) (*http.Response, error) {
	body, err := json.Marshal(question)
	if err != nil {
		return nil, fmt.Errorf("write command: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://house"+path, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("make request: %w", err)
	}
	resp, err := r.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask the running server: %w", err)
	}
	if resp.StatusCode == http.StatusOK {
		return resp, nil
	}
	defer func() { _ = resp.Body.Close() }()
	var s said
	if err := json.NewDecoder(resp.Body).Decode(&s); err != nil {
		return nil, fmt.Errorf("the running server answered %s", resp.Status)
	}
	if sentinel, known := sentinels()[s.Code]; known {
		return nil, sentinel
	}
	return nil, errors.New(s.Error)
}
