package server

import "github.com/gofiber/fiber/v2"

// access is who may use a route. The roles come first, with the same bits as in roles.
type access uint16

const (
	// sender is whoever left and may still send what their device holds.
	sender access = 1 << (iota + 8)
	// open is anyone at all.
	open
	// byCookie is whoever has the refresh cookie.
	byCookie
	// byOwner is whoever began an order of BankID: a person, by their token, or a browser, by a cookie of its own. Which of
	// them it is, the handler finds out.
	byOwner
	// byToken is another system, by a token that the office gave it: see reads.
	byToken
	// byFK is Försäkringskassan, known by the signature of what it sends.
	byFK

	everyRole  = access(assistant | beneficiary | representative | coordinator | auditor)
	signedIn   = everyRole | sender
	office     = access(coordinator)
	readers    = access(coordinator | auditor) // whoever sees what the office sees
	writers    = everyRole &^ access(auditor)
	assistants = access(assistant)
	concerned  = access(beneficiary | representative)
)

// route is a row of the table.
type route struct {
	method, path string
	who          access
	handle       func(*call) error
	// waits is set for a long poll: it takes no place among the requests being worked on.
	waits bool
}

// routes is the table: every route of the API, and who may use it. Which documents of a book somebody may then see or
// change is the book's to say (care's rights); this table is the outer door. openapi.yaml has the same routes, and a
// test walks each role through each of them.
func routes() []route {
	const get, post, put, del = fiber.MethodGet, fiber.MethodPost, fiber.MethodPut, fiber.MethodDelete
	return []route{
		{get, "/healthz", open, health, false},
		{get, "/readyz", open, ready, false},
		{get, "/api/v1/about", open, about, false},
		{post, "/api/v1/setup", open, beginHouse, false},

		{post, "/api/v1/session", open, join, false},
		{post, "/api/v1/session/refresh", byCookie, refresh, false},
		{del, "/api/v1/session", byCookie, signOut, false},
		{post, "/api/v1/session/pairing", everyRole, pair, false},
		{post, "/api/v1/session/passkey/options", open, askPasskey, false},
		{post, "/api/v1/session/passkey", open, signInByPasskey, false},

		{post, "/api/v1/session/bankid", open, beginBankid, false},
		{post, "/api/v1/session/bankid/:order", open, signInByBankid, false},
		{get, "/api/v1/orders", byOwner, newestOrder, false},
		{get, "/api/v1/orders/:order", byOwner, lookOrder, false},
		{del, "/api/v1/orders/:order", byOwner, cancelOrder, false},

		{post, syncPath, everyRole | sender, syncBook, false},
		{get, "/api/v1/live", everyRole, live, true},
		{get, "/api/v1/docs/:kind/:id/history", everyRole, history, false},
		{get, "/api/v1/ops", everyRole, myOps, false},

		{get, "/api/v1/board", readers, board, false},
		{get, "/api/v1/office/talks", readers, talks, false},
		{get, "/api/v1/office/inbox", readers, inbox, false},
		{get, "/api/v1/office/now", readers, atWork, false},
		{post, "/api/v1/plan/check", readers, checkPlan, false},
		{post, "/api/v1/plan/candidates", office, planCandidates, false},
		{get, "/api/v1/months/:beneficiary/:month", readers, monthView, false},
		{post, "/api/v1/months/:beneficiary/:month/ready", office, markReady, false},
		{post, "/api/v1/months/:beneficiary/:month/reopen", office, reopen, false},
		{post, "/api/v1/months/:beneficiary/:month/close", office, closeDays, false},
		{post, "/api/v1/months/:beneficiary/:month/open", office, openDays, false},
		{get, "/api/v1/months/:beneficiary/:month/timesheets", readers, timesheets, false},
		{get, "/api/v1/months/:beneficiary/:month/timesheets/:assistant", readers, timesheet, false},
		{post, "/api/v1/months/:beneficiary/:month/timesheets/:assistant/ready", office, sheetReady, false},
		{post, "/api/v1/months/:beneficiary/:month/timesheets/:assistant/reopen", office, sheetReopen, false},
		{post, "/api/v1/months/:beneficiary/:month/timesheets/:assistant/printed", office, sheetPrinted, false},
		{post, "/api/v1/months/:beneficiary/:month/timesheets/:assistant/signed-by-hand", office, sheetHandSigned, false},
		{post, "/api/v1/months/:beneficiary/:month/timesheets/:assistant/complete", office, sheetComplete, false},
		{post, "/api/v1/months/:beneficiary/:month/timesheets/:assistant/scanned", office, sheetScanned, false},
		{get, "/api/v1/months/:beneficiary/:month/notices", readers, toldAbout, false},
		{get, "/api/v1/office/reminders/:month", readers, reminders, false},
		{post, "/api/v1/months/:beneficiary/:month/remind", office, remind, false},
		{get, "/api/v1/office/operator", office, operator, false},
		{get, "/api/v1/office/reports", readers, reports, false},
		{get, "/api/v1/office/unreached", readers, unreached, false},
		{get, "/api/v1/office/unreached/:case/letter", readers, letter, false},
		{get, "/api/v1/parked", readers, lateChanges, false},
		{get, "/api/v1/timesheets/:month", readers, allTimesheets, false},
		{post, "/api/v1/months/:beneficiary/:month/timesheets/:assistant/send", office, sheetSend, false},
		{post, "/api/v1/months/:beneficiary/:month/timesheets/:assistant/send-again", office, sheetSendAgain, false},
		{get, "/api/v1/connection", readers, connection, false},
		{put, "/api/v1/connection/steps/:step", office, connectionStep, false},
		{post, "/api/v1/connection/test", office, tryConnection, false},
		{post, "/api/v1/months/:beneficiary/:month/timesheets/:assistant/sign", office, sheetSign, false},
		{post, "/api/v1/parked/:op/apply", office, applyParked, false},
		{post, "/api/v1/parked/:op/decline", office, declineParked, false},
		{post, "/api/v1/invitations", office, invite, false},
		{get, handedPath, office, handedTokens, false},
		{post, handedPath, office, makeToken, false},
		{del, handedPath + "/:id", office, endToken, false},
		{get, hooksPath, office, hooks, false},
		{post, hooksPath, office, makeHook, false},
		{del, hooksPath + "/:id", office, endHook, false},
		{post, hooksPath + "/:id/again", office, hookGoesOn, false},
		{get, "/api/v1/read/people", byToken, reads(scopePeople, readPeople), false},
		{get, "/api/v1/read/plans/:month", byToken, reads(scopePlans, readPlans), false},
		{get, "/api/v1/read/months/:month", byToken, reads(scopeMonths, readMonth), false},
		{get, "/api/v1/archive/:month", office, monthArchive, false},
		{get, "/api/v1/packs/:month", readers, packPDF, false},
		{get, feedsPath, office, feeds, false},
		{post, feedsPath, office, makeFeed, false},
		{del, feedsPath + "/:id", office, endFeed, false},
		{post, "/api/v1/me/feeds", access(assistant | beneficiary), makeOwnFeed, false},
		{get, plansPath + ":file", open, plansFeed, false},
		{post, plansPath + "import", office, importPlans, false},
		{get, "/api/v1/payroll/:month", office, payroll, false},
		{post, "/api/v1/payroll/:month/paxml", office, payrollFile, false},
		{post, "/api/v1/tables/:form", office, tableFile, false},
		{get, "/api/v1/people", readers, people, false},
		{post, "/api/v1/people/import", office, importPeople, false},
		{post, "/api/v1/people/:person/leave", office, endWork, false},
		{post, "/api/v1/people/:person/leave/preview", office, previewEnd, false},
		{post, "/api/v1/people/:person/leave/undo", office, undoEnd, false},

		{get, "/api/v1/invoices", concerned | readers, invoices, false},
		{get, "/api/v1/invoices/:beneficiary/:month", concerned | readers, invoice, false},
		{post, "/api/v1/invoices/:beneficiary/:month/handover", concerned, handOver, false},
		{post, "/api/v1/invoices/:beneficiary/:month/answers", concerned, answerInvoice, false},
		{post, "/api/v1/invoices/:beneficiary/:month/paper/ask", concerned | office, paperAsk, false},
		{post, "/api/v1/invoices/:beneficiary/:month/paper/withdraw", concerned | office, paperWithdraw, false},
		{post, "/api/v1/invoices/:beneficiary/:month/paper/printed", office, paperPrinted, false},
		{post, "/api/v1/invoices/:beneficiary/:month/paper/signed", office, paperSigned, false},
		{post, "/api/v1/invoices/:beneficiary/:month/paper/sent", office, paperSent, false},
		{post, "/api/v1/invoices/:beneficiary/:month/paper/scanned", office, paperScanned, false},
		{post, invoiceScansPath, office, keepInvoiceScan, false},
		{get, invoiceScansPath + "/:hash", concerned | readers, invoiceScan, false},
		{get, "/api/v1/record/:beneficiary", concerned | readers, wholeRecord, false},
		{get, "/api/v1/invoices/:beneficiary/:month/pdf", concerned | readers, invoicePDF, false},
		{get, "/api/v1/invoices/:beneficiary/:month/page", concerned | readers, invoicePage, false},
		{get, "/api/v1/months/:beneficiary/:month/timesheets/:assistant/pdf", access(assistant) | readers, timesheetPDF, false},
		{get, "/api/v1/months/:beneficiary/:month/timesheets/:assistant/page", access(assistant) | readers, timesheetPage, false},
		{post, scansPath, office, keepScan, false},
		{get, scansPath + "/:hash", access(assistant) | readers, scanFile, false},
		{get, "/api/v1/print.css", open, printStyle, false},
		{post, "/api/v1/verify", open, verify, false},
		{post, "/api/v1/erak/status", byFK, erakStatus, false},

		{get, "/api/v1/push", everyRole, pushKey, false},
		{put, "/api/v1/push/subscription", everyRole, subscribe, false},
		{del, "/api/v1/push/subscription", everyRole, unsubscribe, false},

		{post, "/api/v1/notices/seen", open, noticeSeen, false},

		{get, "/api/v1/me/devices", everyRole, devices, false},
		{put, "/api/v1/me/devices/:device", everyRole, renameDevice, false},
		{del, "/api/v1/me/devices/:device", everyRole, closeDevice, false},
		{get, "/api/v1/me/passkeys", everyRole, passkeys, false},
		{post, "/api/v1/me/passkeys/options", everyRole, offerPasskey, false},
		{post, "/api/v1/me/passkeys", everyRole, addPasskey, false},
		{put, "/api/v1/me/passkeys/:key", everyRole, renamePasskey, false},
		{del, "/api/v1/me/passkeys/:key", everyRole, removePasskey, false},
		{get, "/api/v1/me/notices", everyRole, noticeWishes, false},
		{put, "/api/v1/me/notices", everyRole, wishNotices, false},
		{post, "/api/v1/me/notices/test", everyRole, testNotice, false},
		{get, "/api/v1/me/reach", everyRole, reach, false},
		{put, "/api/v1/me/reach", writers, sayReach, false},
		{get, "/api/v1/me/timesheets/:month", assistants, myTimesheets, false},
		{get, "/api/v1/me/months/:month", assistants, myMonths, false},
		{post, "/api/v1/me/timesheets/:beneficiary/:month/ready", assistants, mySheetReady, false},
		{post, "/api/v1/me/timesheets/:beneficiary/:month/reopen", assistants, mySheetReopen, false},
		{post, "/api/v1/me/timesheets/:beneficiary/:month/sign", assistants, mySheetSign, false},
		{get, "/api/v1/me/export", everyRole, export, false},
	}
}
