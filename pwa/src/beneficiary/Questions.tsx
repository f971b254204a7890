// The questions that the form asks each month, one a screen.

import { useMemo, useState } from "preact/hooks";
import { once } from "../core/api";
import { format } from "../i18n";
import { go } from "../route";
import { Button, Notice, sentence, State, Writes, type Desk } from "../ui";
import { stepIn } from "./easy";
import { open, otherwise, questions, saidBy, type Question } from "./questions";
import { Section } from "./Section";
import type { InvoiceView } from "./view";
import { b } from "./words";

/** What the invoice says besides its hours, and the way to the questions. */
export function Asked({ view, path }: { view: InvoiceView; path: string }) {
  const left = open(view);
  const wrong = otherwise(view);
  return (
    <Section id="asked" title={b("asked.title")} read={b("aloud.asked")}>
      <div class="leaf stack">
        <dl class="facts">{questions.map((question) => <div key={question}><dt>{b(`asked.${question}`)}</dt><dd>{answerOf(view, question)}</dd></div>)}</dl>
        {wrong.length > 0 && <Notice tone="you" icon="you">{b("asked.otherwise")}</Notice>}
        {view.mayHandOver === true && (left.length === 0 ? <State tone="done" icon="done">{b("asked.all")}</State> : <p>{b("asked.what", { n: left.length })}</p>)}
        {view.mayHandOver === true && <Button kind="line" wide iconAfter="arrow" href={`${path}/fragor`}>{b(left.length === 0 ? "asked.change" : "asked.answer")}</Button>}
      </div>
    </Section>
  );
}

// What was answered, or what the invoice says, in a few words.
function answerOf(view: InvoiceView, question: Question): string {
  const answered = view.invoice.answers?.said[question];
  const said = saidBy(view.declaration, question);
  const yes = answered ?? said;
  if (yes === undefined) return b("asked.open");
  return yes === said && yes ? known(view, question) || b("asked.yes") : b(yes ? "asked.yes" : "asked.no");
}

// What the office has written, where it is more than a yes.
function known(view: InvoiceView, question: Question): string {
  const declared = view.declaration;
  if (question === "activities") return (declared?.activities ?? []).map((one) => b(`asked.${one}`)).join(", ");
  if (question === "hospital") return (declared?.hospital ?? []).map(({ from, to }) => `${format.moment(from)}–${format.moment(to)}`).join(", ");
  return "";
}

/** One question: what the office has written, and yes, no, or not knowing. Each answer is kept at once, and can be changed. */
export function QuestionPage({ desk, view, path, search, again }: { desk: Desk; view: InvoiceView; path: string; search: string; again: () => void }) {
  const [trouble, fail] = useState<{ at: number; failed: unknown } | undefined>(undefined);
  const [busy, work] = useState<"yes" | "no" | undefined>(undefined);
  const tried = useMemo(() => once(desk.newId), []);
  const at = stepIn(search, questions.length + 1, "n");
  const question = questions[at - 1];
  const to = (n: number): void => {
    fail(undefined);
    go(n === 0 ? path : `${path}/fragor?n=${n}`);
  };
  if (question === undefined) return <Answered view={view} path={path} />;
  const answer = async (yes: boolean): Promise<void> => {
    if (busy) return;
    work(yes ? "yes" : "no");
    fail(undefined);
    try {
      const body = { saw: view.hash, answers: { [question]: yes } };
      await desk.post(`/api/v1/invoices/${view.beneficiary.id}/${view.month}/answers`, { id: tried.id(JSON.stringify(body)), ...body });
      tried.went();
      again();
      to(at + 1);
    } catch (error) {
      tried.went(error);
      fail({ at, failed: error });
      again();
    }
    work(undefined);
  };
  const answered = view.invoice.answers?.said[question];
  const said = saidBy(view.declaration, question);
  const detail = said === true ? known(view, question) : "";
  return (
    <div class="stack stack--l">
      <p class="soft">{b("asked.step", { n: at, of: questions.length })}</p>
      <h1>{b(`ask.${question}`, { month: format.month(view.month), name: view.beneficiary.name })}</h1>
      <p>{said === undefined ? b("ask.open") : detail === "" ? b(said ? "ask.saidYes" : "ask.saidNo") : b("ask.said", { what: detail })}</p>
      {trouble?.at === at && <Notice tone="alarm" icon="alarm">{sentence(trouble.failed)}</Notice>}
      {answered !== undefined && <p><State tone="done" icon="check">{b("ask.answered", { answer: b(answered ? "asked.yes" : "asked.no") })}</State></p>}
      <Writes>
        <div class="stack">
          <Button kind="primary" big wide icon="check" busy={busy === "yes"} onClick={() => void answer(true)}>{b("asked.yes")}</Button>
          <Button kind="primary" big wide icon="close" busy={busy === "no"} onClick={() => void answer(false)}>{b("asked.no")}</Button>
          <Button kind="line" wide onClick={() => to(at + 1)}>{b("ask.skip")}</Button>
          <Button kind="quiet" wide icon="prev" onClick={() => to(at - 1)}>{b(at === 1 ? "ask.toInvoice" : "ask.back")}</Button>
        </div>
      </Writes>
    </div>
  );
}

function Answered({ view, path }: { view: InvoiceView; path: string }) {
  const left = open(view);
  const wrong = otherwise(view);
  return (
    <div class="stack stack--l">
      <h1>{b(left.length === 0 ? "asked.thanks" : "asked.done")}</h1>
      {wrong.length > 0 ? <Notice tone="you" icon="you">{b("asked.otherwise")}</Notice> : <p>{b(left.length === 0 ? "asked.thanksWhat" : "asked.doneWhat", { n: left.length })}</p>}
      <Button kind="primary" big wide iconAfter="arrow" href={path}>{b("asked.onward")}</Button>
      <Button kind="quiet" wide icon="prev" href={`${path}/fragor`}>{b("asked.again")}</Button>
    </div>
  );
}
