package month

import (
	"fmt"
	"slices"
	"time"

	"passbok/care"
	"passbok/sync/book"
	"passbok/sync/op"
)

// ConnectionStep is one of Försäkringskassan's steps on the way to ELT: what is done in it, by whom, and since when it is.
type ConnectionStep struct {
	Step  string    `json:"step"` // one of care.ConnectionSteps
	Title Words     `json:"title"`
	Who   Words     `json:"who"`
	Text  Words     `json:"text"`
	Done  care.Date `json:"done"`  // empty: nobody has said so
	Known bool      `json:"known"` // the server itself shows that it is done
}

// Proof is what a server shows by itself of the way to ELT, whoever has noted it: a server has one connection, and may have many
// providers. The zero value shows nothing.
type Proof struct {
	Certificate bool // a certificate is installed that has not ended
	Address     bool // an address is set: of the test environment, or of production, which comes after it
	Taken       bool // Försäkringskassan has taken a timesheet from this server, be it in the test environment
}

// shows tells whether a step must be done. That a test was approved, or which of two addresses it is, no server can know.
func (p Proof) shows(step string) bool {
	switch step {
	case care.StepCertificate:
		return p.Certificate
	case care.StepTest:
		return p.Address
	case care.StepTerms, care.StepAgreement, care.StepCheck, care.StepRegistered: // else nothing would have been taken
		return p.Taken
	}
	return false
}

// Connection are the steps, in their order, and which is next; "" where all are done. The error is a *op.Problem with code
// forbidden.
func Connection(docs book.Documents, person string, proof Proof, now time.Time) (steps []ConnectionStep, next string, err error) {
	if err := allowed(docs, person, care.LookAround, "", now); err != nil {
		return nil, "", err
	}
	doc, _, err := docs.Get(care.ConnectionRef)
	if err != nil {
		return nil, "", fmt.Errorf("read the connection: %w", err)
	}
	steps = connectionSteps()
	for i, step := range steps {
		steps[i].Done = care.Date(doc.Text(step.Step))
		steps[i].Known = proof.shows(step.Step)
		if steps[i].Done == "" && !steps[i].Known && next == "" {
			next = step.Step
		}
	}
	return steps, next, nil
}

// ConnectionDone notes on which day a step was done; "" takes that back. The error is a *op.Problem with code forbidden, not_found
// where there is no such step, or bad_date.
func ConnectionDone(docs book.Documents, person, step string, day care.Date, now time.Time) (book.Decision, error) {
	if err := allowed(docs, person, care.Connect, "", now); err != nil {
		return book.Decision{}, err
	}
	if !slices.Contains(care.ConnectionSteps(), step) {
		return book.Decision{}, op.Problemf(CodeStepUnknown, "step", "no such step")
	}
	if day != "" {
		if _, err := care.ParseDate(string(day)); err != nil {
			return book.Decision{}, op.Problemf(care.BadDate, "done", "not a date")
		}
	}
	set := op.Fields{"service": care.Value(care.ServiceELT)}
	set[step] = care.Value(nil)
	if day != "" {
		set[step] = care.Value(string(day))
	}
	return book.Decision{Set: []book.Change{{Doc: care.ConnectionRef, Set: set}}}, nil
}

// connectionSteps are what Försäkringskassan has published of the way to ELT, in words for whoever walks it.
func connectionSteps() []ConnectionStep {
	var (
		supplier = Words{"Den som driver Passbok hos er (systemleverantören)", "Whoever runs Passbok for you (the system supplier)"}
		fk       = Words{"Försäkringskassan", "Försäkringskassan"}
		operator = Words{"Den som sköter servern", "Whoever looks after the server"}
	)
	return []ConnectionStep{
		{care.StepTerms, Words{"Läs villkoren", "Read the terms"}, supplier, Words{
			"Läs Försäkringskassans villkor för elektroniska tidsredovisningar. Bara en systemleverantör kan ansluta sig; ni kan vara er egen, eller gå genom någon som redan är ansluten.",
			"Read Försäkringskassan's terms for electronic timesheets. Only a system supplier can join; you can be your own, or go through somebody who has joined already."}, "", false},
		{care.StepCertificate, Words{"Beställ certifikat", "Order the certificate"}, supplier, Words{
			"Beställ ett klientcertifikat hos Expisoft. Det gäller i två år och ska förnyas innan dess. Nyckeln stannar på servern.",
			"Order a client certificate from Expisoft. It is valid for two years and must be renewed before that. Its key stays on the server."}, "", false},
		{care.StepAgreement, Words{"Skriv under avtalet", "Sign the agreement"}, supplier, Words{
			"Skriv under anslutningsavtalet och skicka det till Försäkringskassan, med uppgifter om certifikatet.",
			"Sign the agreement and send it to Försäkringskassan, with the details of the certificate."}, "", false},
		{care.StepCheck, Words{"Försäkringskassan prövar", "Försäkringskassan checks"}, fk, Words{
			"Försäkringskassan prövar ansökan. Ni behöver inte göra något under tiden; pappersvägen fungerar som vanligt.",
			"Försäkringskassan checks the application. There is nothing for you to do meanwhile; the paper route works as usual."}, "", false},
		{care.StepRegistered, Words{"Försäkringskassan registrerar certifikatet", "Försäkringskassan registers the certificate"}, fk, Words{
			"Försäkringskassan lägger in certifikatet hos sig och hör av sig med besked.",
			"Försäkringskassan enters the certificate and lets you know."}, "", false},
		{care.StepTest, Words{"Koppla in testmiljön", "Connect the test environment"}, operator, Words{
			"Testmiljöns adress kommer med e-post. Ange den och certifikatet i serverns inställningar, starta om, och prova anslutningen här.",
			"The address of the test environment comes by e-mail. Put it and the certificate into the server's settings, restart, and try the connection here."}, "", false},
		{care.StepApproved, Words{"Få testet godkänt", "Have the test approved"}, fk, Words{
			"Skicka en påhittad tidsredovisning i testmiljön. Försäkringskassan ser efter att den kom fram som den ska.",
			"Send a made-up timesheet in the test environment. Försäkringskassan sees to it that it arrived as it should."}, "", false},
		{care.StepProduction, Words{"Byt till den skarpa adressen", "Change to the real address"}, operator, Words{
			"Den skarpa adressen kommer med e-post när testet är godkänt. Ange den i serverns inställningar, starta om, och prova anslutningen här.",
			"The real address comes by e-mail once the test is approved. Put it into the server's settings, restart, and try the connection here."}, "", false},
	}
}
