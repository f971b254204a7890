/** A house that begins, in Swedish. */
export const sv = {
  "title": "Välkommen till Passbok",
  "what": "Här finns ingen anordnare än. Fyll i det här, så är ni i gång. Allt går att ändra sedan.",
  "name": "Anordnarens namn",
  "nameHelp": "Företaget, kooperativet eller kommunen.",
  "number": "Organisationsnummer",
  "numberHelp": "Tio siffror, som 556000-0001.",
  "you": "Ditt namn",
  "youHelp": "Du blir den första arbetsledaren och loggas in på den här enheten.",
  "go": "Börja",
  "missing": "Fyll i det här.",
  "wrong.length": "Skriv tio siffror, som 556000-0001.",
  "wrong.digit": "En siffra är fel. Den sista siffran stämmer inte med de andra.",
  "noLink": "Det saknas en länk",
  "noLinkDo": "Servern skriver en länk när den startar utan anordnare. Öppna den länken. Hittar du den inte: starta om servern.",
  "failed": "Det gick inte",
  "unreached": "Servern svarade inte. Det du har skrivit står kvar. Försök igen.",
  "in": "Logga in",
} as const;

/** The names of the words. */
export type Key = keyof typeof sv;
