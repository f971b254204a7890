// The words of when notices may come.

import { words } from "../i18n";

/** The words in Swedish. */
export const sv = {
  "here.title": "Aviseringar",
  "here.on": "Aviseringar är på",
  "here.untold": "Servern känner inte till den här enheten än, så inga aviseringar kommer hit.",
  "here.turnOn": "Slå på aviseringar",
  "here.turnOff": "Stäng av aviseringar",
  "here.what": "Vi säger till när något väntar på dig. Inga namn eller timmar visas på låsskärmen.",
  "here.denied": "Enheten tillåter inte aviseringar från Passbok. Ändra det i inställningarna.",
  "here.cannot": "Den här webbläsaren kan inte visa aviseringar.",
  "title": "När aviseringar får komma",
  "quiet": "Var tyst en del av dygnet",
  "from": "Från",
  "to": "Till",
  "holidays": "Var tyst på söndagar och helgdagar",
  "away": "Ledig eller bortrest",
  "away.what": "Inget kommer de dagarna. Lämna tomt om du inte är borta.",
  "away.first": "Första dagen",
  "away.last": "Sista dagen",
  "away.wrong": "Sista dagen ska vara efter den första, och högst två månader senare.",
  "grave": "Det som är bråttom får komma ändå",
  "grave.what": "Till exempel dagarna före sista dagen.",
  "digest": "Dagens genomgång kommer",
  "digest.what": "Allt som väntar på kontoret, i en avisering om dagen. Det som är bråttom kommer genast.",
  "whose": "Visa vem det gäller på låsskärmen",
  "whose.what": "Bara förnamnet, och bara på den här enheten. Alla som ser skärmen kan läsa det.",
  "save": "Spara",
  "saved": "Sparat. Det gäller alla dina enheter.",
} as const;

/** The names of the words. */
export type Key = keyof typeof sv;

/** The lookup. */
export const y = words("wishes", sv, async () => (await import("./en")).en);
