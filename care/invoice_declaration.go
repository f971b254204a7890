package care

// InvoiceDeclaration is what an invoice says besides its hours (FK 3057): what is known, and what the office has written
// for the month. What nobody has said is absent, and is filled in where the invoice is signed.
type InvoiceDeclaration struct {
	Phone           string                  `json:"phone,omitempty"`
	Activities      []string                `json:"activities,omitempty"` // of ActivityKinds, in which assistance was given
	NoActivities    bool                    `json:"noActivities,omitempty"`
	Hospital        []InvoiceStay           `json:"hospital,omitempty"`   // the form has room for MostHospital
	OutsideEEA      *bool                   `json:"outsideEEA,omitempty"` // a stay there with an assistant hired there
	AllUsed         *bool                   `json:"allUsed,omitempty"`    // the last payment, where paid in arrears
	LeftOre         int                     `json:"leftOre,omitempty"`
	Representatives []InvoiceRepresentative `json:"representatives,omitempty"` // who may sign for the beneficiary
	Costs           []InvoiceCost           `json:"costs,omitempty"`           // in the order of Costs
	CostOre         int                     `json:"costOre,omitempty"`         // their sum for the period
	CostMinutes     int                     `json:"costMinutes,omitempty"`     // that the cost is reckoned on
	Advance         *InvoiceAdvance         `json:"advance,omitempty"`         // only where paid in advance
	Confirmed       bool                    `json:"confirmed,omitempty"`       // the office has said that it is whole
}

// MostHospital is how many periods in hospital the form has room for.
const MostHospital = 3

// InvoiceStay is a time within the month, as FormatMinute writes it.
type InvoiceStay struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// InvoiceRepresentative is somebody who may sign for the beneficiary.
type InvoiceRepresentative struct {
	ID           string       `json:"id"`
	Kind         string       `json:"kind"` // Guardian, GodMan or Forvaltare
	Name         string       `json:"name"`
	Personnummer Personnummer `json:"personnummer"`
}

// InvoiceCost is a row of costs, in öre.
type InvoiceCost struct {
	Cost   string `json:"cost"` // one of Costs
	Hour   int    `json:"hour"`
	Period int    `json:"period"`
}

// InvoiceAdvance is what is said where assistance is paid in advance.
type InvoiceAdvance struct {
	From    Date   `json:"from"`
	To      Date   `json:"to"`
	LeftOre int    `json:"leftOre"`
	Settled string `json:"settled"` // how what is left is settled
}

// Masked is the declaration as screens show it: without the numbers of representatives.
func (d InvoiceDeclaration) Masked() InvoiceDeclaration {
	shown := make([]InvoiceRepresentative, 0, len(d.Representatives))
	for _, r := range d.Representatives {
		r.Personnummer = Personnummer(r.Personnummer.Masked())
		shown = append(shown, r)
	}
	d.Representatives = shown
	return d
}

// The questions that the form asks each month, and that whoever sends the invoice is asked one at a time.
const (
	AskedActivities = "activities"  // childcare, school or daily activity in the month
	AskedHospital   = "hospital"    // hospital care in the month
	AskedOutsideEEA = "outside_eea" // a stay outside the EEA with an assistant hired there
	AskedAllUsed    = "all_used"    // the last payment was all used for assistance
)

// Questions are all of them, in the order of the form.
func Questions() []string {
	return []string{AskedActivities, AskedHospital, AskedOutsideEEA, AskedAllUsed}
}
