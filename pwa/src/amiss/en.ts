// The English of words.ts.

import type { Key } from "./words";

/** Every key of it. */
export const en: Record<Key, string> = {
  "title": "{n} {n|change was|changes were} not taken",
  "row.title": "The change was not accepted",
  "row.kept": "What you wrote is kept here: {what}.",
  "holds": "What held before still holds. Nothing else is gone.",
  "read": "I have read it",
  "differs.title": "This device and the server do not have the same rows",
  "differs.what": "It is about {what}. The rows were fetched again, and differ still.",
  "differs.safe": "What was received is on the server, and that is what counts.",
  "differs.do": "Share a file with whoever runs Passbok where you are.",
  "differs.share": "Share what this device has",
  "differs.ageless": "people and assignments",
  "kind.shift": "Time worked",
  "outdated.safe": "This version is too old to write anything new. What you have written is still here, and is sent as always.",
  "outdated.waiting": "{n} {n|row|rows} {n|waits|wait} to be sent.",
  "outdated.else": "No better? Wait until everything is received. Then remove the app from the home screen, and add it again in the browser.",
  "kind.plan": "Planned shift",
  "kind.offer": "Offered shift",
  "kind.exchange": "Proposed exchange",
  "kind.reply": "Answer about a shift",
  "kind.swap": "Swap, or not worked",
  "kind.template": "Template",
  "kind.absence": "Absence",
  "kind.declaration": "The invoice's answers",
  "kind.message": "Message",
  "kind.daynote": "Day note",
  "kind.errand": "To do",
  "kind.other": "Entry",
};
