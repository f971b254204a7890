import type { Key } from "./words";

/** When notices may come, in English. */
export const en: Record<Key, string> = {
  "title": "When notices may come",
  "quiet": "Be quiet for a part of the day",
  "from": "From",
  "to": "Until",
  "holidays": "Be quiet on Sundays and public holidays",
  "away": "Off work or away",
  "away.what": "Nothing comes on those days. Leave it empty if you are not away.",
  "away.first": "First day",
  "away.last": "Last day",
  "away.wrong": "The last day must come after the first, and two months later at most.",
  "grave": "What is urgent may come all the same",
  "grave.what": "The days before a last day, for example.",
  "digest": "The day's round comes at",
  "digest.what": "All that waits for the office, in one notice a day. What is urgent comes at once.",
  "whose": "Show whom it is about on the locked screen",
  "whose.what": "Only the first name, and only on this device. Whoever sees the screen can read it.",
  "save": "Save",
  "saved": "Saved. It holds for all your devices.",
};
