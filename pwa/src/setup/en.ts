import type { Key } from "./sv";

/** A house that begins, in English. */
export const en: Record<Key, string> = {
  "title": "Welcome to Passbok",
  "what": "There is no provider here yet. Fill this in, and you have begun. Everything can be changed later.",
  "name": "The provider's name",
  "nameHelp": "The company, cooperative or municipality.",
  "number": "Organisationsnummer",
  "numberHelp": "Ten digits, as 556000-0001.",
  "you": "Your name",
  "youHelp": "You become the first coordinator, and are signed in on this device.",
  "go": "Begin",
  "missing": "Fill this in.",
  "wrong.length": "Write ten digits, as 556000-0001.",
  "wrong.digit": "A digit is wrong. The last one does not agree with the others.",
  "noLink": "A link is missing",
  "noLinkDo": "The server prints a link when it starts without a provider. Open that link. If you cannot find it, restart the server.",
  "failed": "It did not work",
  "unreached": "The server did not answer. What you have written stays. Try again.",
  "in": "Sign in",
};
