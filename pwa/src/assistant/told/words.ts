// The words of what the server has worked out of an assistant's month.

import { words } from "../../i18n";

/** The words in Swedish. */
export const sv = {
  "granted": "Beviljade timmar",
  "left": "{used} av {granted} är använda till och med {day}. {left} kvar.",
  "over": "{used} är använda till och med {day}: {left} mer än de {granted} som är beviljade.",
  "period": "Gäller {from}–{to}. Alla assistenters tid är med, väntetid och beredskap omräknade.",
  "title": "Bra att veta om dina tider",
  "twice": "På två ställen samtidigt",
  "twice.what": "{day}: {here} här, och {there} hos {provider}",
  "twice.do": "Bara du ser det här: ingen av arbetsgivarna får veta något om den andra. Rätta den tid som är fel.",
  "other": "en annan arbetsgivare",
  "look": "Att titta på",
  "know": "Att veta",
  "source": "Regel:",
  "closed": "Till och med {day} är dagarna hos {name} avslutade.",
  "closed.may": "Du kan fortfarande ändra och lägga till. Det sparas, och väntar på kontoret.",
  "closed.change": "Du kan ändra ändå. Det sparas, och väntar på kontoret, som bestämmer.",
  "closed.mark": "Avslutad",
  "ahead": "Tiden har inte varit än. Du kan spara ändå.",
  "waits.day": "Dagen är avslutad.",
  "waits.month": "Månaden är låst.",
  "waits.signed": "Tidsredovisningen är underskriven.",
  "waits.left": "Ditt uppdrag är slut.",
  "waits.then": "Kontoret bestämmer, och du får veta. Inget försvinner.",
  "open": "Titta på {day} {span}",
} as const;

/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of these words. */
export const w = words("told", sv, async () => (await import("./en")).en);
