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

export const en: Record<Key, string> = {
  "title": "Accessibility of Passbok",
  "lead": "Whoever has assistance or works with it shall be able to use Passbok, with the aids they have. Here is how far that is so, how it was tested, and what you can do if something does not work.",
  "law": "The Swedish act on accessibility of digital public services (DOS-lagen, 2018:1937) applies to those who give personal assistance.",
  "state.title": "How accessible it is",
  "state": "Passbok conforms in part to what the act asks (EN 301 549, and WCAG 2.2 at level AA). We know of nothing that cannot be used, but it has not been tried by people with all kinds of aids. That is why we say in part.",
  "known.title": "What we know is lacking",
  "known.1": "Screen readers have not been tried on real phones and computers. Names, roles and messages are made for them, but nobody has listened through all of it yet.",
  "known.2": "Voice control, eye control and switches have not been tried. Everything can be reached by keyboard.",
  "known.3": "Försäkringskassan's own pages, where the invoice is signed, are not part of Passbok.",
  "known.4": "Passbok is in Swedish and English. There is no version in sign language, and none in easy-to-read Swedish.",
  "tested.title": "How it was tested",
  "tested.1": "Every page, in every state that a person can come to, is examined by the program axe at each change, in light and dark, on phone and computer.",
  "tested.2": "The pages are measured 320 pixels wide and with text of twice the size, so that nothing falls outside.",
  "tested.3": "The ways through the app can be gone by keyboard alone in the browser Chromium.",
  "tested.4": "It is we who built Passbok who did the tests. They were last done on 28 November 2026.",
  "ask.title": "If something does not work",
  "ask": "Say so, and you get what you need in another way: on paper, by phone or as a file. It costs nothing. Say so too if you find something lacking that is not written here.",
  "ask.who": "Contact: {contact}",
  "ask.none": "Turn to your coordinator, or to whoever runs Passbok where you are.",
  "watch.title": "If you are not content with the answer",
  "watch": "The Agency for Digital Government, Digg, supervises the act. You can report to them that something is not accessible.",
  "watch.link": "Report to Digg (in Swedish)",
};

/** The lookup of the statement's words. */
export const w = words("accessible", sv, en);
