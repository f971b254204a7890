import { useState } from "preact/hooks";
import { format, said } from "../../i18n";
import { Button, Icon, Meter, Notice, Skeleton, State, TextField, Writes, type Toaster } from "../../ui";
import { Failed } from "../../ui/Failed";
import { sentence } from "../../ui/sentence";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { useLanding } from "../landing";
import { doneOf, isDone, troubleOf, type Certificate, type Connection, type Step, type Tried } from "./connection";
import { Words } from "./JoinNotice";
import { w } from "./words";

/** How this house stands with Försäkringskassan and BankID: what works, what is in the way, the steps that are left, and a call that proves it. */
export function ConnectionPage({ desk, toaster }: { desk: Desk; toaster: Toaster }) {
  const asked = useAsked<Connection>(desk, "/api/v1/connection", 10_000);
  const at = asked.value;
  useLanding();
  const trouble = at && troubleOf(at);
  const last = format.monthAfter(format.today(desk.now()), -1);
  return (
    <>
      <header class="head">
        <div>
          <Button kind="quiet" icon="prev" start href="/office/provider">{w("join.back")}</Button>
          <h1>{w("join.title")}</h1>
          <p class="soft">{w("join.what")}</p>
        </div>
      </header>
      {asked.failed !== undefined && (at ? <Notice icon="nonet" live>{sentence(asked.failed)}</Notice> : <Failed failed={asked.failed} again={asked.again} />)}
      {at === undefined && asked.failed === undefined && <Skeleton rows={6} label={w("join.loading")} />}
      {at && trouble && trouble !== "off" && (
        <Notice tone={trouble === "stopped" || trouble === "expired" ? "alarm" : "you"} icon={trouble === "outage" ? "nonet" : trouble === "expires" ? "clock" : "alarm"} live><Words trouble={trouble} of={at} /></Notice>
      )}
      {at && (
        <div class="cols">
          <div class="cols__main">
            <Steps desk={desk} at={at} again={asked.again} toaster={toaster} />
          </div>
          <aside class="cols__side">
            <Service id="elt" on={at.elt.connected} off={w("join.offElt")} certificate={at.elt.certificate}>
              {!at.elt.connected && <Button kind="line" icon="paper" href={`/office/sheets/${last}`}>{w("join.paper")}</Button>}
              {at.elt.connected && <Trial desk={desk} />}
            </Service>
            <Service id="bankid" on={at.bankid.connected} off={w("join.offBankid")} certificate={at.bankid.certificate} />
            <Service id="erak" on={at.erak.connected} off={w("join.offErak")} certificate={at.erak.certificate} />
          </aside>
        </div>
      )}
    </>
  );
}

function Service({ id, on, off, certificate, children }: { id: "elt" | "bankid" | "erak"; on: boolean; off: string; certificate: Certificate | null; children?: preact.ComponentChildren }) {
  return (
    <section class="leaf" aria-labelledby={`s-${id}`}>
      <h2 id={`s-${id}`}>{w(`join.${id}`)}</h2>
      <State tone={on ? "done" : "plain"} icon={on ? "done" : "plug"}>{w(on ? "join.on" : "join.off")}</State>
      {!on && <p class="s">{off}</p>}
      {certificate && (
        <p class="s">
          {certificate.days <= 0 ? w("join.certificateOver") : w("join.certificate", { day: format.dated(certificate.notAfter).replace(/ \d\d[.:]\d\d$/, "") })}
          {certificate.days > 0 && <span class={certificate.days <= 90 ? "block b-risk" : "block soft"}>{w("join.certificateDays", { n: certificate.days })}</span>}
        </p>
      )}
      {children}
    </section>
  );
}

/** A call to Försäkringskassan's service, and what it proved. */
function Trial({ desk }: { desk: Desk }) {
  const [busy, work] = useState(false);
  const [came, come] = useState<Tried | { failed: unknown } | undefined>(undefined);
  const call = async (): Promise<void> => {
    if (busy) return;
    work(true);
    come(undefined);
    try {
      come((await desk.post("/api/v1/connection/test", {})) as Tried);
    } catch (failed) {
      come({ failed });
    } finally {
      work(false);
    }
  };
  return (
    <div class="stack stack--s">
      <p class="s">{w("join.testWhat")}</p>
      <div role="status">
        {busy && <p class="soft s">{w("join.testing")}</p>}
        {came && "failed" in came && <Notice tone="you" icon="you">{sentence(came.failed)}</Notice>}
        {came && "ok" in came && (
          <Notice tone={came.ok ? "done" : "you"} icon={came.ok ? "done" : "you"}>
            {said(came)}
            {came.fk ? <span class="block">{w("sheet.fk")} <q>{came.fk}</q></span> : null}
          </Notice>
        )}
      </div>
      <Writes><Button kind="line" icon="plug" busy={busy} onClick={() => void call()}>{w("join.test")}</Button></Writes>
    </div>
  );
}

/** Försäkringskassan's steps in their order: what is done and when, what is next and who does it. */
function Steps({ desk, at: { elt }, again, toaster }: { desk: Desk; at: Connection; again: () => void; toaster: Toaster }) {
  const [failed, fail] = useState<unknown>(undefined);
  const n = doneOf(elt.steps);
  const mark = async (step: Step, done: string): Promise<void> => {
    fail(undefined);
    try {
      await desk.put(`/api/v1/connection/steps/${step.step}`, { done });
      const title = said(step.title);
      toaster.say(w(done === "" ? "join.stepUnsaved" : "join.stepSaved", { step: title }), () => void mark(step, step.done));
    } catch (why) {
      fail(why);
    } finally {
      again();
    }
  };
  return (
    <section class="leaf" aria-labelledby="steps">
      <header class="row row--between">
        <h2 id="steps">{w("join.steps")}</h2>
        <span class="soft">{w("join.stepsOf", { n, of: elt.steps.length })}</span>
      </header>
      <div class="meter"><Meter part={elt.steps.length === 0 ? 0 : n / elt.steps.length} label={w("join.stepsOf", { n, of: elt.steps.length })} /></div>
      {failed !== undefined && <Notice tone="alarm" icon="alarm">{sentence(failed)}</Notice>}
      <ol class="joining">
        {elt.steps.map((step) => <One key={`${step.step} ${step.done}`} step={step} next={step.step === elt.next} today={format.today(desk.now())} onMark={(done) => void mark(step, done)} />)}
      </ol>
    </section>
  );
}

function One({ step, next, today, onMark }: { step: Step; next: boolean; today: string; onMark: (done: string) => void }) {
  const [day, write] = useState(today);
  const done = isDone(step);
  const title = said(step.title);
  return (
    <li class={done ? "is-done" : next ? "is-next" : undefined} aria-current={next ? "step" : undefined}>
      <Icon name={done ? "check" : next ? "you" : "todo"} />
      <div class="stack stack--s">
        <h3>{title}</h3>
        <p class="s soft">{step.done !== "" ? w("join.stepDone", { day: format.dayOfMonth(step.done) + " " + step.done.slice(0, 4) }) : done ? w("join.stepKnown") : <><b>{w(next ? "join.stepNext" : "join.stepWaits")}.</b> {w("join.stepWho", { who: said(step.who) })}</>}</p>
        {!done && <p class="s">{said(step.text)}</p>}
        <Writes>
          {next && (
            <form class="row joining__say" onSubmit={(e) => { e.preventDefault(); onMark(day); }}>
              <TextField label={w("join.stepDay")} type="date" value={day} onInput={write} />
              <Button kind="primary" submit icon="check" label={w("join.stepSayLabel", { step: title })}>{w("join.stepSay")}</Button>
            </form>
          )}
          {step.done !== "" && <Button kind="quiet" icon="undo" start label={w("join.stepUndoLabel", { step: title })} onClick={() => onMark("")}>{w("join.stepUndo")}</Button>}
        </Writes>
      </div>
    </li>
  );
}
