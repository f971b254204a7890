package paxml

import "encoding/xml"

// document is the file as it is written, in the order of the published description.
type document struct {
	XMLName xml.Name   `xml:"paxml"`
	XSI     string     `xml:"xmlns:xsi,attr"`
	Schema  string     `xml:"xsi:noNamespaceSchemaLocation,attr"`
	Header  header     `xml:"header"`
	Times   *timeTable `xml:"tidtransaktioner"`
	Pays    *payTable  `xml:"lonetransaktioner"`
}

// times is the section of time transactions; one that is empty may not be there.
func (d *document) times() *timeTable {
	if d.Times == nil {
		d.Times = &timeTable{}
	}
	return d.Times
}

func (d *document) pays() *payTable {
	if d.Pays == nil {
		d.Pays = &payTable{}
	}
	return d.Pays
}

type timeTable struct {
	All []timeTrans `xml:"tidtrans"`
}

type payTable struct {
	All []payTrans `xml:"lonetrans"`
}

type header struct {
	Format  string `xml:"format"`
	Version string `xml:"version"`
	Made    string `xml:"datum"`
	Number  string `xml:"foretagorgnr,omitempty"`
	Company string `xml:"foretagnamn,omitempty"`
	Program string `xml:"programnamn,omitempty"`
}

// whose are the attributes of a transaction: its number in the file, and the employee by one of two numbers.
type whose struct {
	Post         int    `xml:"postid,attr"`
	Employee     string `xml:"anstid,attr,omitempty"`
	Personnummer string `xml:"persnr,attr,omitempty"`
}

// timeTrans is time, or absence, by one of PAXml's own codes.
type timeTrans struct {
	whose
	Code   string `xml:"tidkod"`
	Date   string `xml:"datum,omitempty"` // of time; absence has its days instead
	From   string `xml:"datumfrom,omitempty"`
	To     string `xml:"datumtom,omitempty"`
	Hours  string `xml:"timmar,omitempty"`
	Extent string `xml:"omfattning,omitempty"` // per cent
}

// payTrans is time by the provider's own kind of pay.
type payTrans struct {
	whose
	Kind  string `xml:"lonart"`
	Date  string `xml:"datum"`
	Hours string `xml:"antal"`
}
