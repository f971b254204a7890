// The words of how a person is reached by mail and SMS.

import { words } from "../i18n";

/** The words in Swedish. */
export const sv = {
  "title": "Mejl och SMS",
  "lead": "Aviseringar kommer på din telefon. När en inte når fram kan vi skriva till dig på annat sätt.",
  "says": "Det som skickas är en mening om vilken månad det gäller, och en länk. Inga namn, inga tider, inget om hälsa. Länken loggar inte in någon.",
  "mail": "E-post",
  "mailHow": "Som namn@exempel.se.",
  "mobile": "Mobil för SMS",
  "mobileHow": "Som 070-174 06 05.",
  "wrong.mail": "Adressen går inte att skicka mejl till. Skriv den som namn@exempel.se.",
  "wrong.mobile": "Numret är inte till en mobil. Skriv det som 070-174 06 05. Ett utländskt börjar med plus.",
  "ways": "När en avisering inte når fram",
  "mail_sms": "Mejl, sedan SMS",
  "sms_mail": "SMS, sedan mejl",
  "only.mail": "Bara mejl",
  "only.sms": "Bara SMS",
  "never": "Varken mejl eller SMS",
  "neverWhat": "Då kommer bara aviseringar på dina enheter.",
  "lang": "Språk i mejl och SMS",
  "refused.mail": "Adressen tog inte emot vårt mejl. Se efter att den är rätt och spara igen, så försöker vi på nytt.",
  "refused.sms": "Numret tog inte emot vårt SMS. Se efter att det är rätt och spara igen, så försöker vi på nytt.",
  "not.mail": "Mejl skickas inte härifrån än. Det du skriver sparas till dess.",
  "not.sms": "SMS skickas inte härifrån än. Det du skriver sparas till dess.",
  "who": "Bara du och kontoret ser det här.",
  "saved": "Sparat.",
  "changed": "Någon har ändrat det här medan du skrev. Nu visas det som gäller. Ändra det som ska ändras och spara igen.",
  "loading": "Hämtar hur du nås",
} as const;

/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of these words. */
export const w = words("reach", sv, async () => (await import("./en")).en);
