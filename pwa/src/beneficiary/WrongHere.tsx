import type { Desk } from "../ui";
import { Fetched } from "../ui/Fetched";
import type { InvoiceView } from "./view";

/** What is said about an invoice's month, and the way to say that something is not as it was. */
export function WrongHere({ desk, view, nameOf }: { desk: Desk; view: InvoiceView; nameOf: (id: string) => string }) {
  const place = { desk, nameOf, beneficiary: view.beneficiary.id, month: view.month };
  return <Fetched from={talk} show={({ InvoiceTalk }) => <InvoiceTalk {...place} phone={view.provider?.phone ?? ""} />} />;
}

const talk = () => import("./talk");
