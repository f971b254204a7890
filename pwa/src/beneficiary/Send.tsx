import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { once, Problem } from "../core/api";
import { format, said } from "../i18n";
import { Button, Cover, KindName, kinds, Notice, sentence, Sheet, Writes, type Desk } from "../ui";
import { Fetched } from "../ui/Fetched";
import { Aloud } from "./Aloud";
import { faultsOf, fieldName } from "./faults";
import { leave, standing, type HandOver } from "./handover";
import { underway } from "./mine";
import { holding } from "./talk/held";
import type { InvoiceView } from "./view";
import { b } from "./words";

/** The cover with what will happen, and the one press that sends, once one has said yes. */
export function Send({ desk, view, again, paper }: { desk: Desk; view: InvoiceView; again: () => void; paper?: string }) {
  const [failed, fail] = useState<unknown>(undefined);
  const [busy, work] = useState(false);
  const tried = useMemo(() => once(desk.newId), []);
  const doubt = useRef(false);
  const told = useRef<HTMLDivElement>(null);
  const [asking, ask] = useState(false);
  const own = desk.who.value?.person === view.beneficiary.id;
  // Who has sent it once, and goes on, has been asked.
  const asks = !underway(view.invoice.state);
  useEffect(() => {
    if (failed !== undefined) told.current?.scrollIntoView({ block: "center" });
  }, [failed]);
  const holds = holding(desk.docs.value.values(), view);
  const send = async (): Promise<void> => {
    if (busy) return;
    ask(false);
    work(true);
    fail(undefined);
    try {
      const body = { saw: view.hash, ...(holds.length > 0 ? { insists: holds.map((h) => h.id) } : {}) };
      const over = await desk.post(`/api/v1/invoices/${view.beneficiary.id}/${view.month}/handover`, { id: tried.id(JSON.stringify(body)), ...body });
      leave(document, over as HandOver);
    } catch (error) {
      tried.went(error);
      doubt.current ||= standing(error) === "unsure";
      fail(error);
      work(false);
      again();
    }
  };
  const stands = standing(failed, doubt.current);
  const changed = failed instanceof Problem && failed.code === "changed";
  return (
    <>
      <div ref={told}>
        {changed && <Notice tone="you" icon="you" live><strong>{b("send.changed")}.</strong> {b("send.changedWhat")}</Notice>}
        {failed !== undefined && !changed && <Notice tone="alarm" icon="alarm"><strong>{b(stands === "unsure" ? "send.unsure" : "send.failed")}.</strong> {sentence(failed)}{stands === "unsent" && ` ${b("send.failedSafe")}`}</Notice>}
        <Faults failed={failed} />
      </div>
      {holds.length > 0 ? (
        <Fetched from={talk} show={({ Held }) => <Held {...{ view, holds, busy, own }} onInsist={() => void send()} />} />
      ) : (
        <div id="part-send">
          <Cover id="send" title={b("send.title")}>
            <Aloud of="part-send">{b("aloud.send")}</Aloud>
            <ol class="how">
              {(["send.1", "send.2", "send.3", "send.4"] as const).map((line) => <li key={line}><span>{b(line)}</span></li>)}
            </ol>
            {!own && <p><strong>{b("home.whoOf", { name: view.beneficiary.name })}</strong></p>}
            <Writes><Button kind="mark" big wide icon="leave" busy={busy} onClick={() => (asks ? ask(true) : void send())}>
              {b(underway(view.invoice.state) ? "send.again" : "send.go")}
            </Button></Writes>
            {paper && <Button kind="on-cover" wide href={paper}>{b("send.noBankid")}</Button>}
            <p role="status" class="soft s">{busy ? b("send.going") : ""}</p>
          </Cover>
        </div>
      )}
      {asking && <Sure view={view} own={own} onSend={() => void send()} onClose={() => ask(false)} />}
    </>
  );
}

const talk = () => import("./talk");

/** What Försäkringskassan finds wrong, in its own words, with the name of what each is about. */
function Faults({ failed }: { failed: unknown }) {
  const faults = faultsOf(failed);
  if (faults.length === 0) return null;
  return (
    <section class="leaf" aria-labelledby="faults">
      <h2 id="faults">{b("faults.title")}</h2>
      <dl class="facts">{faults.map(({ field, text }, i) => <div key={i}><dt>{fieldName(field)}</dt><dd>{text}</dd></div>)}</dl>
    </section>
  );
}

/** Asks before an invoice leaves the house: whose it is, the sums, and what is missing. */
function Sure({ view, own, onSend, onClose }: { view: InvoiceView; own: boolean; onSend: () => void; onClose: () => void }) {
  const risk = view.risk ?? 0;
  const lacks = view.lacks ?? [];
  const month = format.month(view.month);
  return (
    <Sheet
      title={lacks.length > 0 ? b("insist.title") : b("sure.title", { month })} sub={own ? b("sure.own", { month }) : b("sure.of", { name: view.beneficiary.name, month })} onClose={onClose} closeLabel={b("insist.wait")}
      actions={<><Button kind="primary" big wide onClick={onSend}>{b(lacks.length > 0 ? "insist.send" : "sure.send")}</Button><Button kind="line" wide onClick={onClose}>{b("insist.wait")}</Button></>}
    >
      <dl class="facts">{kinds.map((kind) => <div key={kind}><dt><KindName kind={kind} /></dt><dd>{format.hours(view.sums[kind])}</dd></div>)}</dl>
      {risk > 0 && <p><strong>{b("lacks.risk", { kr: format.kronor(risk) })}</strong></p>}
      {lacks.length > 0 && <ul class="bullets">{lacks.map((lack) => <li key={lack.code}>{said(lack.message)}</li>)}</ul>}
      {lacks.length > 0 && <p>{b("insist.what")}</p>}
      <p>{b("sure.undo")}</p>
    </Sheet>
  );
}
