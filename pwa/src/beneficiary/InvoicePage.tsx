import { Problem } from "../core/api";
import { format } from "../i18n";
import { Papers } from "../prints/Papers";
import { useAsked } from "../ui/asking";
import { Button, Notice, Skeleton, Trouble, type Desk } from "../ui";
import { Failed } from "../ui/Failed";
import { After } from "./After";
import { Days } from "./Days";
import { easy } from "./easy";
import { EasyInvoice } from "./EasyInvoice";
import { Lacks } from "./Lacks";
import { underway, waits } from "./mine";
import { Due, Granted, Sums, Workers } from "./parts";
import { PaperPage } from "./PaperPage";
import { Asked, QuestionPage } from "./Questions";
import { Send } from "./Send";
import { SignedEarlier } from "./SignedEarlier";
import type { InvoiceView } from "./view";
import { b } from "./words";
import { Onward } from "./Onward";
import { WrongHere } from "./WrongHere";

/** One invoice: to look through and send; and once it is sent, what became of it. place is what stands behind the month in the address. */
export function InvoicePage({ desk, beneficiary, month, place, search, nameOf }: { desk: Desk; beneficiary: string; month: string; place: string; search: string; nameOf: (id: string) => string }) {
  const back = new URLSearchParams(search).has("tillbaka");
  const asked = useAsked<InvoiceView>(desk, `/api/v1/invoices/${beneficiary}/${month}`, back ? 2_000 : 15_000);
  const view = asked.value;
  const path = `/rakning/${encodeURIComponent(beneficiary)}/${month}`;
  if (view === undefined) {
    if (asked.failed instanceof Problem && (asked.failed.status === 404 || asked.failed.code === "invoice_unknown")) return <NotYet month={month} />;
    return asked.failed === undefined ? <Skeleton label={b("invoice.loading")} /> : <Failed failed={asked.failed} again={asked.again} />;
  }
  const { state } = view.invoice;
  if (state === "open") return <NotYet month={month} />;
  const after = state === "signed" || state === "differs" || state === "received" || (back && underway(state));
  const settled = state === "signed" || state === "differs";
  if (place === "fragor" && view.mayHandOver && !settled) return <QuestionPage desk={desk} view={view} path={path} search={search} again={asked.again} />;
  if (place === "papper" && !settled && (view.mayPaper || view.invoice.paper)) return <PaperPage desk={desk} view={view} again={asked.again} />;
  const looks = !after && !(back && waits(state));
  return (
    <>
      {asked.failed !== undefined && <Notice icon="nonet" live>{b("send.offline")}</Notice>}
      <SignedEarlier invoice={view.invoice} />
      {!looks ? (
        <After desk={desk} view={view} back={back} nameOf={nameOf}>{!after || underway(state) ? <Send desk={desk} view={view} again={asked.again} /> : null}</After>
      ) : easy.value ? (
        <EasyInvoice desk={desk} view={view} path={path} search={search} again={asked.again} nameOf={nameOf} />
      ) : (
        <Whole desk={desk} view={view} path={path} again={asked.again} nameOf={nameOf} />
      )}
    </>
  );
}

/** All of an invoice on one page. */
function Whole({ desk, view, path, again, nameOf }: { desk: Desk; view: InvoiceView; path: string; again: () => void; nameOf: (id: string) => string }) {
  const own = desk.who.value?.person === view.beneficiary.id;
  const month = format.month(view.month);
  return (
    <>
      <div class="stack stack--s">
        <h1>{own ? b("invoice.title", { month }) : b("invoice.titleOf", { name: view.beneficiary.name, month })}</h1>
        <p>{b("invoice.ask")}</p>
        <Due deadline={view.deadline} today={format.today(desk.now())} />
      </div>
      <Sums view={view} title={own ? b("invoice.sums") : b("invoice.sumsOf", { name: view.beneficiary.name })} />
      <Days days={view.days} month={view.month} wrong={(day) => `/talk/${view.beneficiary.id}/${view.month}/fel?dag=${day}`} />
      <Granted view={view} own={own} />
      <Workers view={view} />
      <Lacks view={view} />
      <Asked view={view} path={path} />
      <Papers path={`/api/v1/invoices/${view.beneficiary.id}/${view.month}`} file={`rakning-${view.month}`} print="print.get" />
      <WrongHere {...{ desk, view, nameOf }} />
      <Onward desk={desk} view={view} path={path} again={again} />
    </>
  );
}

function NotYet({ month }: { month: string }) {
  return (
    <Trouble level={1} icon="paper" title={b("send.notOpen")}>
      <p>{format.capital(format.month(month, true))}. {b("send.notOpenWhat")}</p>
      <Button kind="line" wide href="/">{b("nav.home")}</Button>
    </Trouble>
  );
}
