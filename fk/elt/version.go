package elt

// Version is which version of the service is spoken: its names, as published by Försäkringskassan. They are configuration,
// since what is published is of 2016. The zero value is none: begin with Version1.
type Version struct {
	Document string // namespace of the timesheet
	Message  string // namespace of the request and the response
	Action   string // SOAPAction, without quotation marks
}

// Version1 is the one that Försäkringskassan published in 2016.
func Version1() Version {
	return Version{
		Document: "http://schema.forsakringskassan.se/integration/isassistansersattning/tidredovisning/1",
		Message:  "urn:shs:emottagning:SkickaTidredovisning:1",
		Action:   "urn:shs:emottagning:SkickaTidredovisningResponder:1:SkickaTidredovisning",
	}
}

// The elements of a timesheet, as the published schema names them.
const (
	ElemDocument     = "Tidredovisning"
	ElemID           = "id"
	ElemMonth        = "redovisningsmanad"
	ElemBeneficiary  = "personSomHarAssistans"
	ElemAssistant    = "assistent"
	ElemPersonnummer = "personnummer"
	ElemSamordning   = "samordningsnummer"
	ElemGiven        = "fornamn"
	ElemFamily       = "efternamn"
	ElemAgreement    = "kollektivavtal"
	ElemPeriod       = "berakningsperiod"
	ElemFromDay      = "fromDag"
	ElemToDay        = "tomDag"
	ElemByPerson     = "anstalldAvPersonSomHarAssistans"
	ElemProvider     = "assistansanordnare"
	ElemProviderName = "anordnareNamn"
	ElemOrgNumber    = "organisationsnummer"
	ElemContact      = "kontaktperson"
	ElemPhone        = "telefonnummer"
	ElemByProvider   = "assistentAnstalldAvAnordnare"
	ElemByOther      = "annanArbetsgivare"
	ElemOtherName    = "arbetsgivareNamn"
	ElemSelfEmployed = "assistentEgenForetagare"
	ElemReport       = "tidrapport"
	ElemRow          = "rapportRad"
	ElemDay          = "dag"
	ElemFrom         = "fromTid"
	ElemTo           = "tomTid"
	ElemActive       = "aktivTid"
	ElemWaiting      = "vanteTid"
	ElemStandby      = "beredskapsTid"
	ElemPhoneOffice  = "telefonnummerAnordnare"
	ElemPhoneWorker  = "telefonnummerAssistent"
)

// The elements of the message.
const (
	ElemRequest         = "SkickaTidredovisning"
	ElemSigned          = "tidredovisning" // base64 of exactly the signed bytes
	ElemAssistantSigned = "assistent-signatur"
	ElemProviderSigned  = "anordnare-signatur"
	ElemSignature       = "signature"        // base64 of BankID's
	ElemOCSP            = "ocspResponse"     // base64 of BankID's
	ElemSignatureDate   = "datumForSignatur" // a date
	ElemResponse        = "SkickaTidredovisningResponse"
	ElemTxID            = "tx-id" // UUID: the receipt
	ElemMessage         = "message"
	FaultXML            = "XmlValidationError"
	FaultSignature      = "SignatureValidationError"
	soapNamespace       = "http://schemas.xmlsoap.org/soap/envelope/" // SOAP 1.1
	contentType         = "text/xml; charset=utf-8"
	minPhone            = 7 // characters, of a telephone number
)
