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
  "known.title": "Det här vet vi brister",
  "known.1": "Skärmläsare är inte prövade på riktiga telefoner och datorer. Namn, roller och meddelanden är byggda för dem, men ingen har ännu lyssnat igenom allt.",
  "known.2": "Röststyrning, ögonstyrning och brytare är inte prövade. Allt går att nå med tangentbord.",
  "known.3": "Försäkringskassans egna sidor, där räkningen skrivs under, är inte en del av Passbok.",
  "known.4": "Passbok finns på svenska och engelska. Det finns ingen version på teckenspråk och ingen på lättläst svenska.",
  "tested.title": "Hur det är prövat",
  "tested.1": "Varje sida, i varje läge som en person kan komma till, granskas av programmet axe vid varje ändring, i ljust och mörkt utseende, på telefon och dator.",
  "tested.2": "Sidorna mäts 320 bildpunkter breda och med dubbelt så stor text, så att inget hamnar utanför.",
  "tested.3": "Vägarna genom appen går att gå med bara tangentbord i webbläsaren Chromium.",
  "tested.4": "Det är vi som har byggt Passbok som har gjort prövningarna. De gjordes senast den 28 november 2026.",
  "ask.title": "Om något inte går",
  "ask": "Säg till, så får du det du behöver på ett annat sätt: på papper, i telefon eller som fil. Det kostar inget. Säg också till om du hittar en brist som inte står här.",
  "ask.who": "Kontakt: {contact}",
  "ask.none": "Vänd dig till din arbetsledare, eller till den som sköter Passbok hos er.",
  "watch.title": "Om du inte är nöjd med svaret",
  "watch": "Myndigheten för digital förvaltning, Digg, har tillsyn över lagen. Dit kan du anmäla att något inte är tillgängligt.",
  "watch.link": "Anmäl till Digg",
} as const;

/** The same in English. */
/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of the statement's words. */
export const w = words("accessible", sv, async () => (await import("./en")).en);
