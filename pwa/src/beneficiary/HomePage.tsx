import { useState } from "preact/hooks";
import { format, t } from "../i18n";
import type { Asked } from "../ui/asking";
import { Button, Cover, Notice, Skeleton, State, Sum, SumLedger, Trouble, type Desk, type Notices } from "../ui";
import { Failed } from "../ui/Failed";
import { NoticesCard } from "../wishes/NoticesCard";
import { Fetched } from "../ui/Fetched";
import type { Named } from "../office/types";
import { keptDays } from "../notes/notes";
import { easy } from "./easy";
import { HereNow } from "./HereNow";
import { asks, turnOf, waits, type Listed } from "./mine";
import { Due } from "./parts";
import { SignedEarlier } from "./SignedEarlier";
import { b } from "./words";

/** Home: the invoice that waits, with its deadline in words; those before it. */
export function HomePage({ desk, notices, asked, invoices, whom, nameOf }: { desk: Desk; notices: Notices; asked: Asked<unknown>; invoices: readonly Listed[]; whom: Named | undefined; nameOf: (id: string) => string }) {
  const today = format.today(desk.now());
  const me = desk.who.value;
  const first = (me?.name ?? "").split(" ")[0] ?? "";
  const newest = invoices.find((i) => i.invoice.state !== "open");
  const turn = turnOf(invoices);
  const mineLate = invoices.find((i) => (i.invoice.late ?? []).length > 0);
  return (
    <>
      <div>
        <h1>{b("home.hello", { name: first })}</h1>
        <p class="soft">{format.capital(format.day(today))}</p>
      </div>
      {asked.failed !== undefined && asked.value !== undefined && <Notice icon="nonet" live>{t("trouble.offline")}. {t("trouble.offlineDo")}</Notice>}
      {asked.failed !== undefined && asked.value === undefined && <Failed failed={asked.failed} again={asked.again} />}
      {asked.failed === undefined && asked.value === undefined && <Skeleton label={b("home.loading")} />}
      {whom && mineLate && <SignedEarlier invoice={mineLate.invoice} />}
      {turn && whom && <Turn invoice={turn} whom={whom} own={whom.id === me?.person} today={today} />}
      {asked.value !== undefined && whom !== undefined && turn === undefined && newest?.invoice.state !== "signed" && (
        <Trouble icon="paper" title={b("home.none")}><p>{b("home.noneWhat")}</p></Trouble>
      )}
      {turn === undefined && newest?.invoice.state === "signed" && whom && (
        <Cover id="turn" title={b("after.signed", { month: format.capital(format.month(newest.month)) })}>
          <p>{b(newest.invoice.paper ? "after.paperWhat" : "after.signedWhat")}</p>
          <Button kind="on-cover" wide href={pathOf(newest)}>{b("after.receipt")}</Button>
        </Cover>
      )}
      {whom && <HereNow desk={desk} whom={whom} nameOf={nameOf} />}
      {whom && keptDays(desk.docs.value) > 0 && <Fetched quiet from={notes} show={({ OwnNotes }) => <OwnNotes desk={desk} whom={whom} nameOf={nameOf} />} />}
      {!easy.value && notices.state.value !== "on" && whom && <NoticesCard notices={notices} title={b("home.notices")} />}
      {!easy.value && <Earlier invoices={invoices.filter((i) => i !== (turn ?? newest) && i.invoice.state !== "open")} today={today} />}
    </>
  );
}

function Turn({ invoice, whom, own, today }: { invoice: Listed; whom: Named; own: boolean; today: string }) {
  const month = format.month(invoice.month);
  if (invoice.invoice.paper && waits(invoice.invoice.state)) {
    const { at, print } = invoice.invoice.paper;
    return (
      <Cover mark={asks(invoice.invoice)} id="turn" title={b("paper.goes", { month })}>
        <p>{b(at.signed ? "paper.nowSent" : at.printed ? (print ? "paper.nowSign" : "paper.nowPrint") : "paper.nowAsked")}</p>
        <Button kind="mark" big wide iconAfter="arrow" href={`${pathOf(invoice)}/papper`}>{b("paper.show")}</Button>
        {!at.signed && <Due deadline={invoice.deadline} today={today} />}
        <p class="soft s">{own ? "" : b("home.whoOf", { name: whom.name })}</p>
      </Cover>
    );
  }
  if (waits(invoice.invoice.state)) {
    return (
      <Cover mark id="turn" title={b("home.ready", { month })}>
        <p>{b(easy.value ? "easy.ready" : "home.readyWhat")}</p>
        <Button kind="mark" big wide iconAfter="arrow" href={pathOf(invoice)}>{b("home.look")}</Button>
        <Due deadline={invoice.deadline} today={today} />
        <p class="soft s">{own ? b("home.who") : b("home.whoOf", { name: whom.name })}</p>
      </Cover>
    );
  }
  if (invoice.invoice.state === "differs") {
    return (
      <Trouble icon="alarm" alarm title={b("home.differs", { month })}>
        <p>{b("home.differsWhat")}</p>
        <Button kind="line" wide href={pathOf(invoice)}>{b("home.show")}</Button>
      </Trouble>
    );
  }
  return (
    <Cover mark id="turn" title={b("home.sent", { month })}>
      <p>{b(invoice.invoice.state === "received" ? "home.sentReceived" : "home.sentWhat")}</p>
      <Button kind="mark" big wide iconAfter="arrow" href={pathOf(invoice)}>{b("home.show")}</Button>
    </Cover>
  );
}

/** How many months are shown before one asks for the rest. */
const most = 6;

function Earlier({ invoices, today }: { invoices: readonly Listed[]; today: string }) {
  const [all, showAll] = useState(false);
  if (invoices.length === 0) return null;
  return (
    <section class="section" aria-labelledby="earlier">
      <h2 id="earlier">{b("home.earlier")}</h2>
      <SumLedger>
        {(all ? invoices : invoices.slice(0, most)).map((i) => (
          <Sum
            key={`${i.beneficiary.id}${i.month}`}
            what={<><a class="sumlink" href={pathOf(i)}>{format.capital(format.month(i.month, i.month.slice(0, 4) !== today.slice(0, 4)))}</a><span class="block"><Stands invoice={i} /></span></>}
          >
            {i.invoice.sums ? format.hours(i.invoice.sums.active + i.invoice.sums.waiting + i.invoice.sums.standby) : ""}
          </Sum>
        ))}
      </SumLedger>
      {!all && invoices.length > most && <Button kind="line" wide onClick={() => showAll(true)}>{b("home.all", { n: invoices.length })}</Button>}
    </section>
  );
}

function Stands({ invoice }: { invoice: Listed }) {
  switch (invoice.invoice.state) {
    case "signed":
      return <State tone="done" icon="check">{b("state.signed", { day: invoice.invoice.at?.signed ? format.dayOfMonth(format.today(new Date(invoice.invoice.at.signed))) : "" })}</State>;
    case "differs":
      return <State tone="alarm" icon="alarm">{b("state.differs")}</State>;
    case "handed_over":
    case "received":
      return <State icon="clock">{b(`state.${invoice.invoice.state}`)}</State>;
    case "open":
      return <State icon="clock">{b("state.open")}</State>;
    default:
      return invoice.invoice.paper ? <State icon="paper">{b("state.paper")}</State> : <State tone="you" icon="you">{b("state.ready")}</State>;
  }
}

/** Where an invoice is. */
export function pathOf(invoice: { beneficiary: Named; month: string }): string {
  return `/rakning/${invoice.beneficiary.id}/${invoice.month}`;
}

const notes = () => import("../notes/concerned");
