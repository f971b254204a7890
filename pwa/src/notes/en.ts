// The English of words.ts.

import type { Key } from "./words";

/** Every key of it. */
export const en: Record<Key, string> = {
  "title": "Day notes",
  "titleOf": "Day notes about {name}",
  "what": "For you and those who work next. {name}, whoever represents {name}, and those in the office who answer for {name} read them too.",
  "kept": "They are kept for {n} {n|day|days}.",
  "own": "What assistants and the office have written about your days. You may always read it.",
  "ownOf": "What assistants and the office have written about the days. You who represent {name} may always read it.",
  "newest": "Newest {day}",
  "none": "Nobody has noted anything.",
  "write": "Write a note",
  "day": "Day",
  "day.none": "Choose a day.",
  "day.old": "Notes about that day are no longer kept. Choose a later day.",
  "day.not": "You do not work with {name} on that day. Choose another day.",
  "text": "What does whoever comes next need to know?",
  "save": "Save the note",
  "saved": "Saved. It is sent as soon as it can be.",
  "older": "Show {month}",
  "others": "Day notes are read by who answers for {name}: {who}.",
  "off": "You have no day notes. Under About us you say whether you want them, and for how long they are kept.",
};
