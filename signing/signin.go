package signing

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"

	"passbok/care"
	"passbok/eid/bankid"
	"passbok/month"
	"passbok/sync/book"
)

// What can be wrong with a sign-in.
var (
	ErrRefused = errors.New("the answer is not the one that was asked for")
	ErrOver    = errors.New("the sign-in has been used, or is over")
)

// BrowserOf is what an order remembers of the secret that its browser has.
func BrowserOf(secret string) string {
	sum := sha256.Sum256([]byte("passbok sign-in " + secret))
	return hex.EncodeToString(sum[:])
}

// SignIn asks whoever sits at a browser who they are: the order's id. browser is BrowserOf what that browser alone has: it
// goes into what is signed, so that the answer is good in no other. Errors: those of bankid.Orders.Begin.
func (d *Desk) SignIn(ctx context.Context, browser, ip string) (id string, err error) {
	raw, err := json.Marshal(note{V: 1, Browser: browser})
	if err != nil {
		return "", fmt.Errorf("write what an order is about: %w", err)
	}
	return d.cfg.Orders.Begin(ctx, ToSignIn, "", bankid.What{SignIn: true, Note: raw, Ask: bankid.Ask{
		IP: ip, Visible: d.greeting(), Hidden: []byte(browser), Return: d.back(),
	}})
}

// greeting is what is read in the app before a sign-in: where to, and what to do if it was somebody else's idea.
func (d *Desk) greeting() string {
	host := d.cfg.Public
	if at, err := url.Parse(d.cfg.Public); err == nil {
		host = at.Host
	}
	return "Du loggar in i Passbok på " + host + ".\n\nHar någon annan bett dig skanna koden, eller börjar du inte själv inloggningen: avbryt."
}

// Match is somebody in a book, and the mark of the number that they have proved to be theirs.
type Match struct {
	Book, Person string
	Mark         string `json:",omitempty"`
}

// Who are the people whom a finished sign-in is by, in each book that knows them; there may be none. Errors: bankid.ErrUnknown,
// bankid.ErrRunning, bankid.ErrNoAnswer, ErrOver, ErrRefused; what was refused is of no more use.
func (d *Desk) Who(ctx context.Context, id string) ([]Match, error) {
	done, err := d.cfg.Orders.Finished(ctx, id)
	if errors.Is(err, bankid.ErrTaken) {
		return nil, ErrOver
	}
	if err != nil {
		return nil, err
	}
	n, err := readNote(done.Note)
	if err != nil {
		return nil, err
	}
	if !done.SignIn {
		return nil, bankid.ErrUnknown
	}
	number, err := care.ParsePersonnummer(done.User.PersonalNumber)
	if err == nil {
		_, err = bankid.Verify(done.Answer, bankid.Expect{
			Personnummer: number, VisibleData: d.greeting(), HiddenData: []byte(n.Browser), SignIn: true,
			Roots: d.cfg.Roots, Since: done.Made, Now: done.Ended,
		})
	}
	if err != nil {
		d.cfg.Log.Error("a sign-in with BankID was refused", "order", id, "err", err)
		return nil, errors.Join(ErrRefused, d.use(ctx, id, use{}))
	}
	mark := ""
	if d.cfg.Mark != nil {
		mark = d.cfg.Mark(string(number))
	}
	var found []Match
	for _, bookID := range d.cfg.Books.IDs() {
		b, ok := d.cfg.Books.Book(bookID)
		if !ok {
			continue
		}
		err := b.View(ctx, func(docs book.Documents) error {
			people, err := care.Identified(month.Records(docs), number)
			for _, person := range people {
				found = append(found, Match{bookID, person, mark})
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("look for who signs in: %w", err)
		}
	}
	return found, nil
}

// use is for whom a sign-in was used, and on which device.
type use struct {
	Match
	Device string
}

func (d *Desk) use(ctx context.Context, id string, u use) error {
	raw, err := json.Marshal(u)
	if err != nil {
		return fmt.Errorf("write for whom a sign-in was used: %w", err)
	}
	if err := d.cfg.Orders.Taken(ctx, id, raw); err != nil && !errors.Is(err, bankid.ErrTaken) {
		return err
	}
	return nil
}

// Use uses a sign-in for somebody on a device, and forgets number and name. The same again is no error; anything else is
// ErrOver. Who has said that it is them.
func (d *Desk) Use(ctx context.Context, id string, m Match, device string) error {
	if err := d.use(ctx, id, use{m, device}); err != nil {
		return err
	}
	before, err := d.Used(ctx, id, device)
	if err != nil || before != m {
		return errors.Join(ErrOver, err)
	}
	return nil
}

// Drop makes a sign-in of no more use: nobody may be signed in by it.
func (d *Desk) Drop(ctx context.Context, id string) error { return d.use(ctx, id, use{}) }

// Used is for whom a sign-in was used on a device before: an answer may have been lost on its way. Error: ErrOver where it
// was not, or on another.
func (d *Desk) Used(ctx context.Context, id, device string) (Match, error) {
	look, err := d.cfg.Orders.Look(ctx, id)
	if err != nil {
		return Match{}, err
	}
	var u use
	if look.Result == nil || look.Purpose != ToSignIn || json.Unmarshal(look.Result, &u) != nil || u.Person == "" || u.Device != device {
		return Match{}, ErrOver
	}
	return u.Match, nil
}
