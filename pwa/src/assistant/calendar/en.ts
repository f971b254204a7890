// The English of words.ts.

import type { Key } from "./words";

/** Every key of it. */
export const en: Record<Key, string> = {
  "title": "The schedule in your own calendar",
  "what": "A link that shows your shifts in a calendar, such as Google, Apple or Outlook. It shows when, and not with whom. Whoever has the link sees it: do not share it.",
  "make": "Make a link",
  "link": "Link to your calendar",
  "copy": "Copy",
  "copied": "Copied. Add it to the calendar as a subscription.",
  "mark": "It could not be copied. Select the link and copy it yourself.",
  "only": "The link is shown only now.",
  "end": "Under Devices and sign-in you see your links, and end them.",
};
