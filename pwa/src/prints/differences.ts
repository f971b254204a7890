// What was signed otherwise than it was sent, in words. Apart from the parts that every room has: an assistant never sees it.

import { format, t } from "../i18n";
import { p } from "./words";

const stated = ["month", "personnummer", "name", "organisationsnummer", "provider", "version"] as const;

/** What of an invoice was signed otherwise than it was sent: the field's name, and both values as people read them. */
export function differenceInWords({ field, sent, signed }: { readonly field: string; readonly sent: string; readonly signed: string }): { name: string; sent: string; signed: string } {
  if (field === "active" || field === "waiting" || field === "standby") {
    const time = (minutes: string): string => (/^\d+$/.test(minutes) ? format.hours(Number(minutes)) : minutes);
    return { name: t(`kind.${field}`), sent: time(sent), signed: time(signed) };
  }
  const known = stated.find((name) => name === field);
  const value = (text: string): string => (field === "month" && /^\d{4}-\d\d$/.test(text) ? format.month(text, true) : text || t("field.nothing"));
  return { name: known ? p(`stated.${known}`) : field, sent: value(sent), signed: value(signed) };
}
