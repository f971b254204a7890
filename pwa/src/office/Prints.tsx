import { Papers } from "../prints/Papers";

/** The way to the invoice on paper, once it is marked ready: as a PDF, and as a web page. */
export function Prints({ beneficiary, month }: { beneficiary: string; month: string }) {
  return <Papers path={`/api/v1/invoices/${beneficiary}/${month}`} file={`rakning-${month}`} print="print.invoice" />;
}

/** The same for one assistant's timesheet, once it is marked ready. */
export function SheetPrints({ beneficiary, month, assistant }: { beneficiary: string; month: string; assistant: string }) {
  return <Papers path={`/api/v1/months/${beneficiary}/${month}/timesheets/${assistant}`} file={`tidsredovisning-${month}`} print="print.sheet" />;
}
