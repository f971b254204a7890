package server

import (
	"errors"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"passbok/care"
	"passbok/month"
	"passbok/store/blob"
	"passbok/sync/book"
)

// scansPath is where scans of a timesheet's paper are given, and below it each is found.
const scansPath = "/api/v1/months/:beneficiary/:month/timesheets/:assistant/scans"

// slowLine is how long may be on its way what a telephone cannot make smaller: ten megabytes of a scan, or all that one wrote in
// weeks without network, over the two or three kilobytes a second that are left far from a mast.
const slowLine = 90 * time.Second

// scanPolicy is set over those of every answer: a file that somebody gave is never a page of ours, whatever it is.
const scanPolicy = "default-src 'none'; sandbox"

type scanAnswer struct {
	Hash  string `json:"hash"`
	Media string `json:"media"`
	Bytes int    `json:"bytes"`
}

// keepScan answers POST …/scans: the body is a picture of the paper, or all its pages as a PDF. It is on the disk when this
// answers; what no timesheet comes to name within a week is taken away again.
func keepScan(c *call) error {
	ask, err := c.sheetAsk()
	if err != nil {
		return err
	}
	if err := c.book.View(c.ctx, func(docs book.Documents) error { return month.MayKeepScan(docs, ask) }); err != nil {
		return err
	}
	return c.putScan()
}

// scanFile answers GET …/scans/{hash}: a scan that the timesheet names. It is given as a file, and not as a page.
func scanFile(c *call) error {
	ask, err := c.sheetAsk()
	if err != nil {
		return err
	}
	var scan care.Scan
	err = c.book.View(c.ctx, func(docs book.Documents) (err error) {
		scan, err = month.ScanOf(docs, ask, c.Params("hash"))
		return err
	})
	if err != nil {
		return err
	}
	return c.sendScan(scan, "tidsredovisning-"+string(ask.Month))
}

// scannedCommand is the body of a command that may name scans.
type scannedCommand struct {
	command
	Scans []string `json:"scans"`
}

// onScannedSheet carries out the office's command about a timesheet, with the scans that it names: they are on the disk
// before the book hears of them.
func (c *call) onScannedSheet(name string, decide decideSheet) error {
	ask, err := c.sheetAsk()
	if err != nil {
		return err
	}
	var body scannedCommand
	if err := decode(c.Ctx, &body); err != nil {
		return err
	}
	cmd, err := c.commandOf(&body.command, name, aboutSheet(ask), body.Scans, true, false)
	if err != nil {
		return err
	}
	in := month.SheetInput{SheetAsk: ask, ID: cmd.ID, Saw: body.Saw, Why: body.Why}
	if in.Scans, err = c.scans(body.Scans); err != nil {
		return err
	}
	return c.doSheet(cmd, in, decide)
}

// scans looks up scans that were given, and keeps them from being swept meanwhile.
func (c *call) scans(hashes []string) ([]care.Scan, error) {
	if len(hashes) > care.ScanFiles {
		return nil, problem(month.CodeSheetScans).at("scans")
	}
	var scans []care.Scan
	for _, hash := range hashes {
		err := c.server.cfg.Scans.Hold(c.book.ID(), hash)
		var content []byte
		if err == nil {
			content, err = c.server.cfg.Scans.Get(c.book.ID(), hash)
		}
		if errors.Is(err, blob.ErrMissing) || errors.Is(err, blob.ErrDamaged) {
			return nil, problem(codeScanUnknown).at("scans").because(err)
		}
		if err != nil {
			return nil, err
		}
		media, ok := care.MediaOf(content)
		if !ok {
			return nil, problem(codeScanUnknown).at("scans")
		}
		scans = append(scans, care.Scan{Hash: hash, Media: media, Bytes: len(content)})
	}
	return scans, nil
}

// isScans says whether a request gives a scan.
func isScans(method, path string) bool {
	return method == fiber.MethodPost && (fiber.RoutePatternMatch(path, scansPath) || fiber.RoutePatternMatch(path, invoiceScansPath))
}

// allowance is how much a request may bring, and how long it may take, once its head is read: more than others only a scan, a
// sync and a month's archive, and only of somebody who is signed in. What else stands in its way is told when all of it has come.
func (s *Server) allowance(head *fasthttp.RequestHeader) fasthttp.RequestConfig {
	path, _, _ := strings.Cut(string(head.RequestURI()), "?")
	scans := isScans(string(head.Method()), path)
	if !scans && path != syncPath {
		return fasthttp.RequestConfig{WriteTimeout: s.fetching(head, path)}
	}
	if _, err := s.bearer(string(head.Peek(fiber.HeaderAuthorization))); err != nil {
		return fasthttp.RequestConfig{}
	}
	more := fasthttp.RequestConfig{ReadTimeout: slowLine}
	if scans {
		more.MaxRequestBodySize = care.ScanBytes
	}
	return more
}

// refusedScan is why a scan was not read: it is larger than any may be, or whoever gave it is not signed in, and may give
// no more than anybody.
func (s *Server) refusedScan(c *fiber.Ctx) *Problem {
	if _, err := s.bearer(c.Get(fiber.HeaderAuthorization)); err != nil {
		return problemOf(err)
	}
	return problem(codeScanTooLarge)
}
