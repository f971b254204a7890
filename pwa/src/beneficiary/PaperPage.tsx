// Signing by hand: the other way, with the same steps in sight.

import { useMemo, useState } from "preact/hooks";
import { once, Problem } from "../core/api";
import { format } from "../i18n";
import { Papers } from "../prints/Papers";
import { Button, Notice, sentence, Writes, type Desk } from "../ui";
import { Section } from "./Section";
import { PaperTrack } from "./Track";
import type { InvoiceView } from "./view";
import { b } from "./words";

/** The choice: have it printed, or print it oneself. Once it is made, where the paper is. */
export function PaperPage({ desk, view, again }: { desk: Desk; view: InvoiceView; again: () => void }) {
  const own = desk.who.value?.person === view.beneficiary.id;
  const month = format.month(view.month);
  if (view.invoice.paper) {
    return (
      <>
        <h1>{own ? b("paper.goes", { month }) : b("paper.goesOf", { name: view.beneficiary.name, month })}</h1>
        <PaperStands desk={desk} view={view} again={again} />
      </>
    );
  }
  return (
    <>
      <div class="stack stack--s">
        <h1>{b("paper.title")}</h1>
        <p>{own ? b("paper.what") : b("paper.whatOf", { name: view.beneficiary.name })}</p>
      </div>
      <Section id="paper-how" title={b("paper.how")} read={b("aloud.send")}>
        <ol class="how leaf">{(["paper.1", "paper.2", "paper.3", "paper.4"] as const).map((line) => <li key={line}><span>{b(line)}</span></li>)}</ol>
      </Section>
      <Say desk={desk} view={view} again={again} ways={[{ step: "ask", print: true, label: b("paper.askPrint"), big: true }, { step: "ask", print: false, label: b("paper.printMyself") }]} />
    </>
  );
}

/** Where the paper is, what to do now, and the way back to BankID. */
export function PaperStands({ desk, view, again }: { desk: Desk; view: InvoiceView; again: () => void }) {
  const at = view.invoice.paper?.at ?? {};
  const now = at.signed ? "paper.nowSent" : at.printed ? (view.invoice.paper?.print ? "paper.nowSign" : "paper.nowPrint") : "paper.nowAsked";
  return (
    <>
      <Notice icon="info" live>{b(now)}</Notice>
      <PaperTrack view={view} me={desk.who.value?.person ?? ""} />
      {!at.signed && at.printed && <Papers path={`/api/v1/invoices/${view.beneficiary.id}/${view.month}`} file={`rakning-${view.month}`} print="print.get" />}
      {view.mayPaper === true && !at.signed && <Say desk={desk} view={view} again={again} ways={[{ step: "withdraw", label: b("paper.back") }]} />}
    </>
  );
}

interface Way {
  step: "ask" | "withdraw";
  label: string;
  print?: boolean;
  big?: boolean;
}

/** Says one of some things about the paper: nothing leaves the house by it, and each can be taken back. */
function Say({ desk, view, again, ways }: { desk: Desk; view: InvoiceView; again: () => void; ways: readonly Way[] }) {
  const [failed, fail] = useState<unknown>(undefined);
  const [busy, work] = useState<string | undefined>(undefined);
  const tried = useMemo(() => once(desk.newId), []);
  const say = async ({ step, print, label }: Way): Promise<void> => {
    if (busy !== undefined) return;
    work(label);
    fail(undefined);
    try {
      const body = { saw: view.hash, ...(print === undefined ? {} : { print }) };
      await desk.post(`/api/v1/invoices/${view.beneficiary.id}/${view.month}/paper/${step}`, { id: tried.id(step + JSON.stringify(body)), ...body });
      tried.went();
    } catch (error) {
      tried.went(error);
      fail(error);
    }
    work(undefined);
    again();
  };
  return (
    <Writes>
      <div class="stack">
        {failed !== undefined && <Notice tone="alarm" icon="alarm">{failed instanceof Problem && failed.code === "changed" ? b("send.changedWhat") : sentence(failed)}</Notice>}
        {ways.map((way) => <Button key={way.label} kind={way.big ? "primary" : "line"} {...(way.big ? { big: true } : {})} wide busy={busy === way.label} onClick={() => void say(way)}>{way.label}</Button>)}
      </div>
    </Writes>
  );
}
