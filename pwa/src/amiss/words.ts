// What is said where this device and the server do not agree: of what was not taken, and of months that differ.

import { words } from "../i18n";

/** The Swedish of it. */
export const sv = {
  "title": "{n} {n|ändring|ändringar} togs inte emot",
  "row.title": "Ändringen togs inte emot",
  "row.kept": "Det du skrev finns kvar här: {what}.",
  "holds": "Det som gällde innan gäller fortfarande. Inget annat är borta.",
  "read": "Jag har läst det",
  "differs.title": "Enheten och servern har inte samma rader",
  "differs.what": "Det gäller {what}. Raderna är hämtade igen, men skiljer sig ändå.",
  "differs.safe": "Det som är mottaget ligger kvar på servern, och det gäller.",
  "differs.do": "Dela en fil med den som sköter Passbok hos er.",
  "differs.share": "Dela det enheten har",
  "differs.ageless": "personer och uppdrag",
  "kind.shift": "Arbetad tid",
  "outdated.safe": "Den här versionen är för gammal för att skriva nytt. Det du har skrivit finns kvar och skickas.",
  "outdated.waiting": "{n} {n|rad|rader} väntar på att skickas.",
  "outdated.else": "Blir det inte bättre? Vänta tills allt är mottaget. Ta sedan bort appen och lägg till den igen i webbläsaren.",
  "kind.plan": "Pass i schemat",
  "kind.offer": "Erbjudet pass",
  "kind.exchange": "Förslag på byte",
  "kind.reply": "Svar på ett pass",
  "kind.swap": "Vill byta eller arbetade inte",
  "kind.template": "Mall",
  "kind.absence": "Frånvaro",
  "kind.declaration": "Räkningens uppgifter",
  "kind.message": "Meddelande",
  "kind.daynote": "Dagsanteckning",
  "kind.errand": "Att göra",
  "kind.other": "Uppgift",
} as const;

/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of these words. */
export const n = words("amiss", sv, async () => (await import("./en")).en);
