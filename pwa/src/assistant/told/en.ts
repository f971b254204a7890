// The English of words.ts.

import type { Key } from "./words";

/** Every key of it. */
export const en: Record<Key, string> = {
  "granted": "Granted hours",
  "left": "{used} of {granted} are used up to and including {day}. {left} left.",
  "over": "{used} are used up to and including {day}: {left} more than the {granted} that are granted.",
  "period": "From {from} to {to}. All assistants' time is in it, waiting and standby converted.",
  "title": "Good to know about your hours",
  "twice": "In two places at once",
  "twice.what": "{day}: {here} here, and {there} at {provider}",
  "twice.do": "Only you see this: neither employer is told anything of the other. Correct the time that is wrong.",
  "other": "another employer",
  "look": "To look at",
  "know": "To know",
  "source": "Rule:",
  "closed": "The days at {name} up to and including {day} are closed.",
  "closed.may": "You can still change and add. It is saved, and waits for the office.",
  "closed.change": "You can change it all the same. It is saved, and waits for the office, which decides.",
  "closed.mark": "Closed",
  "ahead": "The time is still to come. You can save all the same.",
  "waits.day": "The day is closed.",
  "waits.month": "The month is locked.",
  "waits.signed": "The timesheet is signed.",
  "waits.left": "Your assignment has ended.",
  "waits.then": "The office decides, and you will know. Nothing is lost.",
  "open": "Look at {day} {span}",
};
