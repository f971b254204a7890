// The accessibility statement that DOS-lagen (2018:1937) asks for, in both languages. It says what is so: change it when
// what was tested changes, with the date.

import { words } from "../i18n";

/** The words in Swedish. */
export const sv = {
  "title": "Tillgänglighet i Passbok",
  "lead": "Den som har assistans eller arbetar med det ska kunna använda Passbok, med de hjälpmedel man har. Här står hur väl det är så, hur det är prövat, och vad du gör om något inte går.",
  "law": "Lagen om tillgänglighet till digital offentlig service (DOS-lagen, 2018:1937) gäller för den som ger personlig assistans.",
  "state.title": "Hur tillgängligt det är",
  "state": "Passbok är delvis förenligt med lagens krav (EN 301 549, och WCAG 2.2 på nivå AA). Vi känner inte till något som inte går att använda, men det är inte prövat av människor med alla hjälpmedel. Därför skriver vi delvis.",
  "ease.title": "Det här kan du ställa in eller välja",
  "ease.1": "Större text och språk väljer du i appen, assistenter även ljust eller mörkt. Annars följer den telefonen eller datorn, också med hög kontrast, egna färger och mindre rörelse.",
  "ease.2": "Räkningen finns lättläst, en sak i taget, och telefonens egen röst kan läsa upp den.",
  "ease.3": "Bilden av månadens dagar finns också som tabell. Papper som finns som PDF går också att läsa som webbsida.",
  "ease.4": "Inget försvinner för att du dröjer. Det du nyss gjorde kan du ångra i minst tio sekunder, och sedan genom att ändra raden.",
  "known.title": "Det här vet vi brister",
  "known.1": "Skärmläsare är inte prövade på riktiga telefoner och datorer. Namn, roller och meddelanden är byggda för dem, men ingen har ännu lyssnat igenom allt.",
  "known.2": "Röststyrning, ögonstyrning och brytare är inte prövade. Allt går att nå med tangentbord.",
  "known.3": "PDF-filerna är inte uppmärkta för skärmläsare. Bilder av papper som är underskrivna för hand har ingen text.",
  "known.4": "Med eget avstånd mellan tecken och ord kortas namn i bilden av veckans schema. De står hela på passet.",
  "known.5": "Det finns ingen version på teckenspråk. Lättläst finns räkningen, men inte det som assistenter och kontoret ser.",
  "known.6": "Försäkringskassans egna sidor, där räkningen skrivs under, är inte en del av Passbok.",
  "tested.title": "Hur det är prövat",
  "tested.1": "Varje sida, i varje läge som en person kan komma till, granskas av programmet axe vid varje ändring, i ljust och mörkt utseende, på telefon och dator.",
  "tested.2": "Sidorna mäts 320 bildpunkter breda, med dubbelt så stor text, och på telefon med eget avstånd mellan rader, tecken och ord, så att inget hamnar utanför eller skyms.",
  "tested.3": "Vägarna genom appen går att gå med bara tangentbord i webbläsaren Chromium. Där är också prövat vad en skärmläsare får att säga: det du gör sägs en gång.",
  "tested.4": "Det som axe inte ser i WCAG 2.2 (A och AA) och i EN 301 549 har vi gått igenom för hand: telefonens sidor noga, kontorets mindre noga.",
  "tested.5": "Det är vi som har byggt Passbok som har gjort prövningarna. De gjordes senast den 30 november 2026.",
  "ask.title": "Om något inte går",
  "ask": "Säg till, så får du det du behöver på ett annat sätt: på papper, i telefon eller som fil. Det kostar inget. Säg också till om du hittar en brist som inte står här.",
  "ask.who": "Kontakt: {contact}",
  "ask.none": "Vänd dig till din arbetsledare, eller till den som sköter Passbok hos er.",
  "watch.title": "Om du inte är nöjd med svaret",
  "watch": "Myndigheten för digital förvaltning, Digg, har tillsyn över lagen. Dit kan du anmäla att något inte är tillgängligt.",
  "watch.link": "Anmäl till Digg",
} as const;

/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of the statement's words. */
export const w = words("accessible", sv, async () => (await import("./en")).en);
