// The words of papers: how to get them, and the public page where anybody checks one.

import { words } from "../i18n";

/** The words in Swedish. */
export const sv = {
  "print.invoice": "Skriv ut räkningen (PDF)",
  "print.sheet": "Skriv ut tidsredovisningen (PDF)",
  "print.get": "Hämta som PDF",
  "print.page": "Läs som webbsida",
  "print.saved": "PDF-filen är hämtad. Den innehåller personnummer: ta bort filen från enheten när du inte behöver den längre.",
  "print.ready": "Sidan är hämtad, och öppnas i ett eget fönster.",
  "print.open": "Öppna den om inget hände",
  "print.failed": "Pappret gick inte att hämta. Inget har ändrats.",

  "verify.title": "Kontrollera ett papper",
  "verify.lead": "På räkningar och tidsredovisningar som är utskrivna från Passbok står en referens och en kontrollsumma. Här ser du om de hör till ett papper som har låsts här, och när.",
  "verify.scan": "Enklast är att läsa av QR-koden på pappret med kameran i telefonen. Då fylls allt i.",
  "verify.reference": "Referens",
  "verify.referenceHow": "Som den står på pappret, till exempel 4f2a9c-48213.",
  "verify.referenceWrong": "Referensen är sex tecken, ett streck och ett nummer. Skriv den som den står på pappret.",
  "verify.hash": "Kontrollsumma",
  "verify.hashHow": "64 tecken i grupper om fyra. Mellanslag spelar ingen roll.",
  "verify.hashWrong": "Kontrollsumman är 64 tecken, siffror och bokstäver från a till f. Här står {n}.",
  "verify.go": "Kontrollera",
  "verify.busy": "Kontrollerar",
  "verify.yes": "Stämmer",
  "verify.yesWhen": "Ett papper med den referensen och kontrollsumman låstes {when}, och är inte ändrat hos oss sedan dess.",
  "verify.compare": "Vi ser inte pappret du håller i. Är du osäker på siffrorna, be den som gav dig det om en ny utskrift och jämför.",
  "verify.no": "Stämmer inte",
  "verify.noWhat": "Inget papper med den referensen och kontrollsumman har låsts här. Se efter att alla tecken kom med, och att adressen till sidan är den som står på pappret.",
  "verify.noErased": "Det som har raderats enligt lag går inte heller att kontrollera.",
  "verify.failed": "Det gick inte att kontrollera just nu",
  "verify.privacy": "Svaret säger aldrig vem ett papper gäller, och vi sparar inte det du skriver.",

  "stated.month": "Månad",
  "stated.personnummer": "Personnummer",
  "stated.name": "Namn",
  "stated.organisationsnummer": "Organisationsnummer",
  "stated.provider": "Anordnare",
  "stated.version": "Version",
} as const;

/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of the papers' words. */
export const p = words("prints", sv, async () => (await import("./en")).en);
