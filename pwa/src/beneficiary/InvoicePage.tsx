import { Problem } from "../core/api";
import { format } from "../i18n";
import { useAsked } from "../ui/asking";
import { Button, Failed, Notice, Skeleton, Trouble, type Desk } from "../ui";
import { Fetched } from "../ui/Fetched";
import { After } from "./After";
import { Days } from "./Days";
import { Lacks } from "./Lacks";
import { underway, waits } from "./mine";
import { Due, Granted, Sums, Workers } from "./parts";
import { Send } from "./Send";
import { SignedEarlier } from "./SignedEarlier";
import type { InvoiceView } from "./view";
import { b } from "./words";
import { Papers } from "../prints/Papers";

/** One invoice: to look through and send; and once it is sent, what became of it. */
export function InvoicePage({ desk, beneficiary, month, back, nameOf }: { desk: Desk; beneficiary: string; month: string; back: boolean; nameOf: (id: string) => string }) {
  const asked = useAsked<InvoiceView>(desk, `/api/v1/invoices/${beneficiary}/${month}`, back ? 2_000 : 15_000);
  const view = asked.value;
  const own = desk.who.value?.person === beneficiary;
  if (view === undefined) {
    if (asked.failed instanceof Problem && (asked.failed.status === 404 || asked.failed.code === "invoice_unknown")) return <NotYet month={month} />;
    return asked.failed === undefined ? <Skeleton label={b("invoice.loading")} /> : <Failed failed={asked.failed} again={asked.again} />;
  }
  const { state } = view.invoice;
  if (state === "open") return <NotYet month={month} />;
  const after = state === "signed" || state === "differs" || state === "received" || (back && underway(state));
  return (
    <>
      {asked.failed !== undefined && <Notice icon="nonet" live>{b("send.offline")}</Notice>}
      <SignedEarlier invoice={view.invoice} />
      {after || (back && waits(state)) ? (
        <After desk={desk} view={view} back={back} nameOf={nameOf}>{!after || underway(state) ? <Send desk={desk} view={view} again={asked.again} /> : null}</After>
      ) : (
        <>
          <div class="stack stack--s">
            <h1>{own ? b("invoice.title", { month: format.month(month) }) : b("invoice.titleOf", { name: view.beneficiary.name, month: format.month(month) })}</h1>
            <p>{b("invoice.ask")}</p>
            <Due deadline={view.deadline} today={format.today(desk.now())} />
          </div>
          <Sums view={view} title={own ? b("invoice.sums") : b("invoice.sumsOf", { name: view.beneficiary.name })} />
          <Days days={view.days} month={month} wrong={(day) => `/talk/${beneficiary}/${month}/fel?dag=${day}`} />
          <Granted view={view} own={own} />
          <Workers view={view} />
          <Papers path={`/api/v1/invoices/${beneficiary}/${month}`} file={`rakning-${month}`} print="print.get" />
          <Lacks view={view} />
          <Fetched from={talk} show={({ InvoiceTalk }) => <InvoiceTalk {...{ desk, beneficiary, month, nameOf }} phone={view.provider?.phone ?? ""} />} />
          {view.mayHandOver === false ? <Trouble icon="info" title={b("send.not")}><p>{b("send.notWhat")}</p></Trouble> : <Send desk={desk} view={view} again={asked.again} />}
        </>
      )}
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

const talk = () => import("./talk");
