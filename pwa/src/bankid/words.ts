// The words of BankID, wherever somebody signs or signs in. What BankID itself has to say comes from the server.

import { words } from "../i18n";

/** The words in Swedish. */
export const sv = {
  "sign": "Skriv under med BankID",
  "signIn": "Logga in med BankID",
  "open": "Öppna BankID på den här enheten",
  "qr": "QR-kod för BankID-appen. Den byts varje sekund.",
  "stop": "Avbryt",
  "close": "Stäng",
  "again": "Försök igen",
  "begin": "Frågar BankID.",
  "check": "Klart i BankID. Underskriften kontrolleras.",
  "enter": "Klart i BankID. Loggar in dig.",
  "net": "Ingen kontakt just nu. Vi försöker igen, och det du gör i BankID räknas ändå.",
  "signed": "Du har skrivit under. Underskriften är sparad.",
  "approved": "Underskrivet för anordnaren. Underskriften är sparad.",
  "fallen": "Din underskrift är sparad, men den gäller inte: något ändrades medan du skrev under. Titta igenom tiderna, säg till att de är klara och skriv under igen.",
  "refused": "Underskriften räknas inte. Inget har ändrats. Försök igen.",
  "over": "Beställningen i BankID finns inte kvar här, så vi vet inte hur det gick. Titta på tidsredovisningen: står den som underskriven, så är det klart. Annars börjar du om.",
  "overIn": "Beställningen i BankID finns inte kvar här. Börja om.",
  "counts": "Det du gör i BankID räknas ändå.",
  "which": "Var vill du logga in?",
  "nowhere": "Passbok är inte ansluten till BankID här. Logga in med en kod eller en nyckel.",
  "back": "Kom du hit från BankID? Gå tillbaka till den app eller flik där du började. Där går det vidare av sig själv.",
  "backTitle": "Tillbaka från BankID",
  "home": "Till Passbok",
} as const;

/** Every key of it. */
export type Key = keyof typeof sv;

/** The lookup of these words. */
export const w = words("bankid", sv, async () => (await import("./en")).en);
