// The words of the card with two answers, in English.

import type { Key } from "./words";

/** The same keys in English. */
export const en: Record<Key, string> = {
  "difference": "They differ by {time}.",
  "ended": "When did you stop?",
  "began": "When did you start?",
  "which": "Which one counts?",
  "mine": "My time counts",
  "office": "The office's time counts",
  "after": "Everyone sees what you chose and why. The other time stays in the history.",
  "none": "Someone has chosen already.",
  "title.confirm": "Is this right?",
  "confirm": "You and someone else changed a part each. Nobody has looked at the whole.",
  "right": "It is right",
  "stands": "Counts for now",
  "whyVoid": "Write why the row should go.",
};
