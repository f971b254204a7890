// The English of words.ts.

import type { Key } from "./words";

/** Every key of it. */
export const en: Record<Key, string> = {
  "title": "Welcome to Passbok",
  "wait": "Signing you in.",
  "codeLabel": "The code you were given",
  "codeHow": "The code is in the link from the office, or on the screen where you are already signed in.",
  "go": "Sign in",
  "failed": "You could not be signed in",
  "askNew": "Ask the office for a new link.",
  "full": "You are not signed in yet. Remove some films or pictures, and try again. The same link, code or passkey will do.",
  "in": "You are already signed in",
  "inWhat": "The link is used or has run out, and it is not needed here. Are you to sign in with one more employer? Ask them for a new link.",
  "inDo": "Open Passbok",
  "key": "Sign in with a passkey",
  "keyHow": "If you have added a passkey on your phone or in your list of passwords.",
  "keyDeclined": "No passkey was used. Try again, or enter a code.",
  "lost": "Have you neither a passkey nor a device left? Ask your coordinator for a new link. What you have sent is still there.",
  "first": "You need a network to sign in",
};
