package roll

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"passbok/care"
)

// Read reads a file. Where there is any problem the lines are not to be used. today tells the century of a number that is
// written without.
func Read(raw []byte, today care.Date) ([]Line, []Problem) {
	return each(raw, today, needed, ofPeople, func(r *reading) Line {
		r.all()
		return r.line
	})
}

// each reads a file line by line, with the columns that it needs and those that it may have, and all that is wrong with it.
func each[L any](raw []byte, today care.Date, needs []column, may func(column) bool, line func(*reading) L) ([]L, []Problem) {
	if bytes.IndexByte(raw, 0) >= 0 {
		return nil, []Problem{{Code: NotText}}
	}
	text := decoded(raw)
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.FieldsPerRecord = separator(text), -1
	head, err := in.Read()
	if err != nil {
		return nil, []Problem{broken(err)}
	}
	headings, problems := header(head, needs, may)
	if len(problems) > 0 {
		return nil, problems
	}
	var lines []L
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, append(problems, broken(err))
		}
		if blank(cells) {
			continue
		}
		if len(lines) == MostLines {
			return nil, []Problem{{Code: TooLong}}
		}
		at, _ := in.FieldPos(0)
		r := reading{line: Line{Number: at}, cells: cells, headings: headings, today: today}
		one := line(&r)
		lines, problems = append(lines, one), append(problems, r.problems...)
	}
	if len(lines) == 0 && len(problems) == 0 {
		problems = append(problems, Problem{Code: Empty})
	}
	return lines, problems
}

// broken is what the CSV reader stumbled over.
func broken(err error) Problem {
	var at *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		return Problem{Code: Empty}
	case errors.As(err, &at):
		return Problem{Line: at.Line, Code: NotCSV}
	}
	return Problem{Code: NotCSV}
}

// heading is a column of the file.
type heading struct {
	name string
	is   column
}

// header understands the first line of a list that needs some columns, and has others.
func header(cells []string, needed []column, has func(column) bool) ([]heading, []Problem) {
	var found []heading
	var problems []Problem
	seen := map[column]bool{}
	for _, name := range cells {
		name = strings.TrimSpace(name)
		is, known := columnOf(name)
		switch {
		case name == "":
			is = columns // nothing is asked of it
		case !known || !has(is):
			problems = append(problems, Problem{1, short(name), ColumnOther})
		case seen[is]:
			problems = append(problems, Problem{1, short(name), ColumnTwice})
		}
		seen[is] = true
		found = append(found, heading{name, is})
	}
	for _, c := range needed {
		if !seen[c] {
			problems = append(problems, Problem{1, names[c][0], ColumnNone})
		}
	}
	return found, problems
}

// short keeps what stands where a heading should from filling a screen.
func short(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "…"
	}
	return text
}

func blank(cells []string) bool {
	for _, cell := range cells {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}

// reading is one line being understood.
type reading struct {
	line     Line
	cells    []string
	headings []heading
	today    care.Date
	problems []Problem
}

func (r *reading) wrong(c column, code string) {
	name := names[c][0]
	for _, h := range r.headings {
		if h.is == c {
			name = h.name
		}
	}
	r.problems = append(r.problems, Problem{r.line.Number, name, code})
}

// cell is what a column says, without blanks around it; empty where the file has no such column.
func (r *reading) cell(c column) string {
	for i, h := range r.headings {
		if h.is == c && i < len(r.cells) {
			return strings.TrimSpace(r.cells[i])
		}
	}
	return ""
}

func (r *reading) all() {
	for i, cell := range r.cells {
		if (i >= len(r.headings) || r.headings[i].is == columns) && strings.TrimSpace(cell) != "" {
			r.problems = append(r.problems, Problem{r.line.Number, "", ColumnsBeyond})
			return
		}
	}
	l := &r.line
	l.Role = r.word(role, roles, BadRole, true)
	l.Given, l.Family, l.Phone = r.text(given, 60, true), r.text(family, 60, true), r.text(phone, 40, false)
	l.Personnummer, l.Coordination = r.number(number, true)
	l.From = r.date(from, true)
	l.Customer, _ = r.number(customer, false)
	l.Regime = r.word(regime, regimes, BadRegime, false)
	l.Sent, l.Received = r.date(sent, false), r.date(received, false)
	l.Mail, l.Mobile = r.address(mail, care.ParseMail, BadMail), r.address(mobile, care.ReadMobile, BadMobile)
	l.Lang = r.word(lang, languages, BadLang, false)
	for _, c := range foreign(l.Role) {
		if r.cell(c) != "" {
			r.wrong(c, NotTheirs)
		}
	}
	switch l.Role {
	case care.RoleBeneficiary:
		r.decision()
		return
	case care.RoleRepresentative:
		r.represents()
		return
	case care.RoleCoordinator:
		return
	}
	switch {
	case r.cell(customer) == "" && (l.Sent != "" || l.Regime == care.RegimeHousehold):
		r.wrong(customer, NoCustomer)
	case l.Customer != "" && l.Customer == l.Personnummer:
		r.wrong(customer, Self)
	}
	switch {
	case l.Received != "" && r.cell(sent) == "":
		r.wrong(sent, SentMissing)
	case l.Received != "" && l.Sent != "" && l.Received < l.Sent:
		r.wrong(received, SentAfter)
	}
}

// foreign are the columns that somebody of a role has nothing in.
func foreign(role string) []column {
	work, acting, granted := []column{regime, sent, received}, []column{task, scope}, []column{hours, per, granter, decidedFrom, decidedTo}
	switch role {
	case care.RoleBeneficiary:
		return slices.Concat([]column{customer}, work, acting)
	case care.RoleAssistant:
		return slices.Concat(acting, granted)
	case care.RoleRepresentative:
		return slices.Concat(work, granted)
	case care.RoleCoordinator:
		return slices.Concat([]column{customer}, work, acting, granted)
	}
	return nil
}

// represents reads whom somebody represents, and as what.
func (r *reading) represents() {
	l := &r.line
	if r.cell(customer) == "" {
		r.wrong(customer, NoCustomer)
	} else if l.Customer != "" && l.Customer == l.Personnummer {
		r.wrong(customer, Self)
	}
	l.Task = r.word(task, tasks, BadTask, true)
	for _, word := range strings.FieldsFunc(r.cell(scope), func(s rune) bool { return s == ',' || s == '+' || s == '/' || s == ';' }) {
		known, ok := scopes[plain(word)]
		switch {
		case !ok:
			r.wrong(scope, BadScope)
		case !slices.Contains(l.Scope, known):
			l.Scope = append(l.Scope, known)
		}
	}
	if l.Task == care.Guardian && len(l.Scope) > 0 {
		r.wrong(scope, NotTheirs)
	}
}

// decision reads a customer's, where the line has one.
func (r *reading) decision() {
	d := &r.line.Decision
	if !slices.ContainsFunc([]column{hours, per, granter, decidedFrom, decidedTo}, func(c column) bool { return r.cell(c) != "" }) {
		return
	}
	if minutes, ok := hoursOf(r.cell(hours)); ok {
		d.Minutes = minutes
	} else if r.cell(hours) == "" {
		r.wrong(hours, Missing)
	} else {
		r.wrong(hours, BadHours)
	}
	d.Per = r.word(per, periods, BadPer, true)
	if d.Granter = r.word(granter, granters, BadGranter, false); d.Granter == "" {
		d.Granter = care.GranterFK
	}
	d.From, d.To = r.date(decidedFrom, true), r.date(decidedTo, false)
	const halfYear = 184 // days: see care's decision
	switch {
	case d.To != "" && d.From != "" && d.To < d.From, d.Per == care.PerPeriod && r.cell(decidedTo) == "":
		r.wrong(decidedTo, PeriodWrong)
	case d.Per == care.PerPeriod && d.From != "" && d.To != "" && d.From.Days(d.To) > halfYear:
		r.wrong(decidedTo, PeriodWrong)
	}
}

// hoursOf reads hours as people write them: 110, 110.30 or 110:30, in minutes.
func hoursOf(text string) (int, bool) {
	whole, rest, parted := strings.Cut(strings.Replace(text, ".", ":", 1), ":")
	h, err := strconv.Atoi(whole)
	if err != nil || h < 0 || h > 9999 {
		return 0, false
	}
	if !parted {
		return h * 60, h > 0
	}
	m, err := strconv.Atoi(rest)
	return h*60 + m, err == nil && len(rest) == 2 && m >= 0 && m < 60 && h*60+m > 0
}

func (r *reading) text(c column, longest int, must bool) string {
	text := r.cell(c)
	if text == "" {
		if must {
			r.wrong(c, Missing)
		}
		return ""
	}
	if utf8.RuneCountInString(text) > longest || strings.ContainsFunc(text, func(l rune) bool { return unicode.IsControl(l) || l == utf8.RuneError }) {
		r.wrong(c, BadText)
		return ""
	}
	return text
}

func (r *reading) word(c column, known map[string]string, bad string, must bool) string {
	text := r.cell(c)
	if text == "" {
		if must {
			r.wrong(c, Missing)
		}
		return ""
	}
	word, ok := known[plain(text)]
	if !ok {
		r.wrong(c, bad)
	}
	return word
}

func (r *reading) number(c column, must bool) (care.Personnummer, bool) {
	text := r.cell(c)
	if text == "" {
		if must {
			r.wrong(c, Missing)
		}
		return "", false
	}
	n, coordination, err := ParseNumber(text, r.today)
	if err != nil {
		r.wrong(c, BadNumber)
	}
	return n, coordination
}

// address reads where something is sent to, as care has it.
func (r *reading) address(c column, parse func(string) (string, error), bad string) string {
	text := r.cell(c)
	if text == "" {
		return ""
	}
	address, err := parse(text)
	if err != nil {
		r.wrong(c, bad)
	}
	return address
}

func (r *reading) date(c column, must bool) care.Date {
	text := r.cell(c)
	if text == "" {
		if must {
			r.wrong(c, Missing)
		}
		return ""
	}
	d, err := care.ParseDate(text)
	if err != nil {
		r.wrong(c, BadDate)
	}
	return d
}
