package server

import "regexp"

// Routes lists the table as "METHOD /path/{param}", for tests.
func Routes() (list []string) {
	param := regexp.MustCompile(`:(\w+)`)
	for _, r := range routes() {
		list = append(list, r.method+" "+param.ReplaceAllString(r.path, "{$1}"))
	}
	return list
}

// MostAPerson is how many requests of one person are worked on at once.
const MostAPerson = mostAPerson

// RollWords are the sentences of a problem with a list: what is wrong, and what to do, in both languages.
func RollWords(code string) [4]string {
	said := rollSentences()[code]
	return [4]string{said.problem.SV, said.problem.EN, said.action.SV, said.action.EN}
}

// FaultsOf is what is wrong with a house.
func FaultsOf(c Condition) []Fault { return faultsOf(c) }

// FeedsAtOnce is how many requests of one calendar's link are worked on at once.
const FeedsAtOnce = feedsAtOnce

// PackUnderWay is as if somebody of a book's office had a pack made, until it is let go of.
func (s *Server) PackUnderWay(book string) (done func()) {
	done, _ = s.oneMore("pack/"+book, 1)
	return done
}

// PackFits says whether a pack may have so many papers, of which so many copies of forms.
func PackFits(papers, forms int) bool { return fits(papers, forms) }
