// The English of words.ts.

import type { Key } from "./words";

/** Every key of it. */
export const en: Record<Key, string> = {
  "title": "When the month is complete",
  "open": "Say when all your hours here are in. Then they can be signed.",
  "changed": "The hours have changed since they were complete. Look through them and say so again.",
  "fix": "Something in the hours must be corrected first.",
  "own": "You have said that the hours are complete. Next they are signed. The office says how.",
  "ready": "The office has said that the hours are complete. Next they are signed.",
  "signed": "You have signed.",
  "approved": "You and your employer have signed.",
  "sent": "Sent to Försäkringskassan.",
  "received": "Försäkringskassan has received it.",
  "rejected": "Försäkringskassan did not take it. The office takes care of it.",
  "printed": "Printed. It is to be signed on paper.",
  "hand_signed": "Signed on paper.",
  "complete": "Handed in to Försäkringskassan.",
  "say": "My hours are complete",
  "reopen": "Open again",
  "why": "Why do you open it?",
  "done": "The office sees that your hours are complete.",
  "reopened": "Your hours are open again.",
  "seen": "The hours have changed since you looked. Look through them and say so again.",
  "since": "Changed since then",
  "new": "New: {row}",
  "gone": "Removed: {row}",
  "was": "{was} became {is}",
  "row": "{day} {from}–{to}, {kind}",
};
