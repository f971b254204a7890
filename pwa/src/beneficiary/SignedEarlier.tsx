import { format } from "../i18n";
import { Notice } from "../ui";
import type { InvoiceStatus } from "../office/types";
import { b } from "./words";

/** That an earlier version is signed at Försäkringskassan though it holds no longer: nothing hides it until a newer one is signed. */
export function SignedEarlier({ invoice }: { invoice: InvoiceStatus }) {
  const late = invoice.late?.at(-1);
  if (!late) return null;
  const differs = (late.differences ?? []).length > 0;
  return (
    <Notice tone={differs ? "alarm" : "you"} icon={differs ? "alarm" : "you"}>
      <strong>{b(differs ? "late.differs" : "late.title", { day: format.dayOfMonth(format.today(new Date(late.at))) })}</strong> {b("late.what")}
    </Notice>
  );
}
