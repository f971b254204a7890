// The English of words.ts.

import type { Key } from "./words";

/** Every key of it. */
export const en: Record<Key, string> = {
  "decided.title": "Changes that do not count",
  "decided.declined": "The office said no",
  "decided.superseded": "You changed it yourself later",
  "pair.title": "Sign in to the app on the home screen",
  "pair.what": "Does it ask for a code? The code works once, for ten minutes.",
  "pair.make": "Show a code",
  "pair.code": "Code",
  "pair.expires": "Good until {time}.",
  "there.waits": "{n} {n|row waits|rows wait} with {name}. {n|It is|They are} sent when there is a network, also if you stay here.",
  "there.out": "{n} {n|row waits|rows wait} with {name}, where you are signed out. Change to it and sign in, and {n|it is|they are} sent.",
  "there.unnamed": "your other employer",
  "leave.one": "You are signed out of the employer that is open now. With {name} you stay signed in.",
};
