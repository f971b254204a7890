import { text, type Fields } from "../core/types";
import { answerInWords } from "../ui/told";

/** What one of one's own operations says: of a whole row where it was and when, else what it changes. */
export function askedInWords(set: Fields, short: (id: string) => string): string {
  const { assistant: _, beneficiary, ...rest } = set;
  const words = answerInWords({ set: rest }, short);
  return beneficiary === undefined ? words : `${short(text(set, "beneficiary"))} ${words}`;
}
