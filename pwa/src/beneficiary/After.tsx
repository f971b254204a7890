import type { ComponentChildren } from "preact";
import { format, t } from "../i18n";
import { differenceInWords } from "../prints/differences";
import { ScanFile } from "../prints/ScanFile";
import { Button, kinds, Notice, Trouble, type Desk } from "../ui";
import { Aloud } from "./Aloud";
import { PaperTrack, Track } from "./Track";
import type { InvoiceView } from "./view";
import { b } from "./words";

/** Back from Försäkringskassan: the truth as the server has it, whatever happened there. It is asked for until it is settled. */
export function After({ desk, view, back, nameOf, children }: { desk: Desk; view: InvoiceView; back: boolean; nameOf: (id: string) => string; children: ComponentChildren }) {
  const { state } = view.invoice;
  const me = desk.who.value?.person ?? "";
  const month = format.capital(format.month(view.month));
  const paper = Boolean(view.invoice.paper);
  return (
    <>
      {state === "differs" ? <Differs view={view} /> : (
        <div class="stack stack--s" role="status">
          <h1>{state === "signed" ? b("after.signed", { month }) : state === "received" ? b("after.received") : b("after.waits")}</h1>
          <p>{state === "signed" ? b(paper ? "after.paperWhat" : "after.signedWhat") : state === "received" ? b("after.receivedWhat") : b("after.waitsWhat")}</p>
        </div>
      )}
      {back && state !== "signed" && state !== "differs" && <Notice icon="clock">{b("after.checking")}</Notice>}
      {(state === "signed" || state === "received") && <Receipt view={view} me={me} nameOf={nameOf} />}
      {paper ? <PaperTrack view={view} me={me} /> : <Track view={view} me={me} names={(id) => nameOf(id) || t("who.someone")} />}
      {paper && (view.invoice.scans ?? []).map((scan, i) => (
        <ScanFile
          key={scan.hash} path={`/api/v1/invoices/${view.beneficiary.id}/${view.month}/scans/${scan.hash}`} media={scan.media} file={`rakning-${view.month}-${i + 1}`}
          words={{ get: b("paper.scanGet", { n: i + 1 }), show: b("paper.scanShow", { n: i + 1 }), hide: b("paper.scanHide", { n: i + 1 }), alt: b("paper.scanAlt", { n: i + 1 }), notShown: b("paper.scanNot") }}
        />
      ))}
      {children}
      <div class="stack">
        {state === "signed" || state === "differs" ? <Button kind="primary" big wide href="/">{b("after.done")}</Button> : <Button kind="line" wide href="/">{b("nav.home")}</Button>}
        {state === "signed" && <Button kind="line" wide icon="download" onClick={() => window.print()}>{b("after.save")}</Button>}
      </div>
    </>
  );
}

function Receipt({ view, me, nameOf }: { view: InvoiceView; me: string; nameOf: (id: string) => string }) {
  const { state, hash } = view.invoice;
  const at = view.invoice.at ?? {};
  const by = view.invoice.by?.handed_over;
  const sender = by ? by.name || nameOf(by.id) : "";
  return (
    <section class="leaf receipt" id="part-receipt" aria-labelledby="receipt">
      <div class="row row--between row--top">
        <h2 id="receipt">{b("after.receipt")}</h2>
        <span class="soft">{format.capital(format.month(view.month, true))}</span>
      </div>
      {state === "signed" && at.signed && <p class="stamp"><b>{b("after.signedStamp")}</b><span>{format.fullMoment(at.signed)}</span></p>}
      <dl class="facts">
        {me !== view.beneficiary.id && <div><dt>{b("after.of")}</dt><dd>{view.beneficiary.name}</dd></div>}
        {kinds.map((kind) => <div key={kind}><dt>{t(`kind.${kind}`)}</dt><dd>{format.hours(view.sums[kind])}</dd></div>)}
        {sender && <div><dt>{b("after.sentBy")}</dt><dd>{sender}</dd></div>}
        {hash && <div><dt>{b("after.number")}</dt><dd>{short(hash)}</dd></div>}
      </dl>
      <Aloud of="part-receipt">{b("aloud.receipt")}</Aloud>
    </section>
  );
}

function Differs({ view }: { view: InvoiceView }) {
  return (
    <>
      <Trouble level={1} icon="alarm" alarm title={b("after.differs")}><p>{b("after.differsWhat")}</p></Trouble>
      <section class="leaf" id="part-differs" aria-label={b("after.differs")}>
        <table class="plain">
          <thead><tr><th scope="col">{b("after.differsField")}</th><th scope="col">{b("after.differsSent")}</th><th scope="col">{b("after.differsSigned")}</th></tr></thead>
          <tbody>{(view.invoice.differences ?? []).map(differenceInWords).map((d) => <tr key={d.name}><th scope="row">{d.name}</th><td data-column={b("after.differsSent")}>{d.sent}</td><td data-column={b("after.differsSigned")}>{d.signed}</td></tr>)}</tbody>
        </table>
        <Aloud of="part-differs">{b("aloud.differs")}</Aloud>
      </section>
    </>
  );
}

/** A receipt's number as one reads it out: the first ten signs of the invoice's hash, in groups. */
function short(hash: string): string {
  const signs = hash.slice(0, 10).toUpperCase();
  return [signs.slice(0, 4), signs.slice(4, 8), signs.slice(8)].filter(Boolean).join("-");
}
