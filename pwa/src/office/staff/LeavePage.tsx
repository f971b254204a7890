import { useEffect, useRef, useState } from "preact/hooks";
import { perhaps } from "../../core/perhaps";
import { there } from "../../core/there";
import { text } from "../../core/types";
import { format, t } from "../../i18n";
import { Button, Notice, Skeleton, State, TextField, Trouble, Writes, type Toaster } from "../../ui";
import { Failed } from "../../ui/Failed";
import { sentence } from "../../ui/sentence";
import type { Desk } from "../../ui/desk";
import { isDate } from "../papers/form";
import { rolesOf } from "../papers/holding";
import { Mark } from "../papers/Fields";
import { dated } from "../papers/told";
import { p, word } from "../papers/words";
import { weekOf } from "../plan/week";
import { useGiving } from "../commands";
import { standsAfter, vacancies, type Leaving, type LeavingPaper } from "./leaving";
import { q } from "./words";

const ending = ["assistant", "coordinator", "auditor"] as const;

/** The end of somebody's work: the last day, everything that follows from it, then all of it at once; and what is left for people to do. */
export function LeavePage({ desk, toasts, id }: { desk: Desk; toasts: Toaster; id: string }) {
  const today = format.today(desk.now());
  const doc = desk.docs.value.get(`person/${id}`);
  const held = rolesOf(desk.docs.value.values(), id, today);
  const [roles, choose] = useState<readonly string[]>(() => ending.filter((role) => held.has(role)).slice(0, 1));
  const [last, setLast] = useState(today);
  const [ended, setEnded] = useState<{ readonly saw: Leaving; readonly command: string } | undefined>(undefined);
  const done = ended?.saw;
  // What was asked for, until it is known whether it was done: what would follow now says nothing of that.
  const [asked, ask] = useState<{ readonly saw: Leaving; readonly body: { readonly roles: readonly string[]; readonly last: string }; readonly failed?: unknown } | undefined>(undefined);
  const looked = usePreview(desk, id, roles, last, done === undefined && asked === undefined);
  const giving = useGiving(desk, looked.again, toasts);
  const name = doc ? text(doc.fields, "name") : t("who.someone");
  const back = <Button kind="quiet" icon="prev" start href={`/office/people/${id}`}>{name}</Button>;
  const refusal = giving.refusal.value;
  const failure = refusal?.kind === "failed" ? refusal.failed : undefined;
  const end = async (what: NonNullable<typeof asked>): Promise<void> => {
    ask(what);
    await giving.give(`/api/v1/people/${id}/leave`, { ...what.body, saw: what.saw.hash }, (_, command) => {
      setEnded({ saw: what.saw, command });
      return q("done", { name, day: dated(what.saw.last) });
    });
    const now = giving.refusal.peek();
    ask(now?.kind === "failed" && perhaps(now.failed) ? { ...what, failed: now.failed } : undefined);
  };
  const undo = async (end: string): Promise<void> => {
    await giving.give(`/api/v1/people/${id}/leave/undo`, { end }, () => {
      setEnded(undefined);
      return q("undone");
    });
  };
  if (ended && done) {
    return (
      <>
        <header class="head"><div>{back}<h1>{q("done.title", { name })}</h1></div><Writes><Button kind="line" icon="undo" busy={giving.busy.value} onClick={() => void undo(ended.command)}>{q("undo")}</Button></Writes></header>
        {refusal?.kind === "changed" && <Notice tone="you" icon="you" live>{q("undoChanged")}</Notice>}
        {failure !== undefined && <Notice tone="alarm" icon="alarm">{sentence(failure)}</Notice>}
        <Notice tone="done" icon="check">{q("done", { name, day: dated(done.last) })}</Notice>
        <Left desk={desk} of={done} id={id} giving={giving} />
      </>
    );
  }
  if (asked?.failed !== undefined) {
    return (
      <>
        <header class="head"><div>{back}<h1>{q("title", { name })}</h1></div></header>
        <Unsure name={name} of={asked.saw} failed={asked.failed} busy={giving.busy.value} again={() => void end(asked)} />
      </>
    );
  }
  const { value, failed } = looked;
  return (
    <>
      <header class="head"><div>{back}<h1>{q("title", { name })}</h1><p class="soft">{q("what")}</p></div></header>
      <section class="leaf stack one-form" aria-label={q("when")}>
        {ending.filter((role) => held.has(role)).length > 1 && (
          <fieldset class="several">
            <legend>{q("roles")}</legend>
            <div class="several__of">{ending.filter((role) => held.has(role)).map((role) => <Mark key={role} label={word(`v.role.${role}`)} checked={roles.includes(role)} onChange={(on) => choose(ending.filter((one) => (one === role ? on : roles.includes(one))))} />)}</div>
          </fieldset>
        )}
        <TextField label={q("last")} type="date" value={last} onInput={setLast} help={q("lastHelp")} wrong={isDate(last) ? undefined : p("wrong.date")} />
      </section>
      {failed !== undefined && <Failed failed={failed} again={looked.again} />}
      {value === undefined && failed === undefined && roles.length > 0 && <Skeleton rows={6} label={q("loading")} />}
      {roles.length === 0 && <Trouble icon="info" title={q("noRole")} />}
      {value && (
        <>
          <section class="leaf stack" aria-labelledby="l-happens">
            <h2 id="l-happens">{q("happens")}</h2>
            <ul class="papers"><Papers of={value} /><Links of={value} /></ul>
            {value.vacant.length === 0 && roles.includes("assistant") && <p class="soft">{q("noPlans")}</p>}
          </section>
          <Left desk={desk} of={value} id={id} />
          {refusal?.kind === "changed" && <Notice tone="you" icon="you" live>{q("changed")}</Notice>}
          {failure !== undefined && <Notice tone="alarm" icon="alarm">{sentence(failure)}</Notice>}
          <Writes><div class="one-form"><Button kind="primary" wide busy={giving.busy.value} onClick={() => void end({ saw: value, body: { roles, last } })}>{q("do", { name, day: dated(value.last) })}</Button></div></Writes>
        </>
      )}
    </>
  );
}

/** What an end writes. */
function Papers({ of }: { of: Leaving }) {
  return (
    <>
      {of.ends.map((one, i) => <li key={i}><div><b>{named(one)}</b><small>{q(one.to === "" ? "ends" : "endsSooner", { day: dated(of.last), was: one.to === "" ? "" : dated(one.to) })}</small></div></li>)}
      {of.never.map((one, i) => <li key={`n${i}`}><div><b>{named(one)}</b><small>{q("never", { day: dated(one.from) })}</small></div></li>)}
      {vacancies(of.vacant).map((one) => <li key={one.at.id}><div><b>{q("vacant", { n: one.n, name: one.at.name })}</b><small>{q("vacantFrom", { day: format.fullMoment(one.first) })}</small></div></li>)}
    </>
  );
}

/** What ends beside it. */
function Links({ of }: { of: Leaving }) {
  return (
    <>
      {of.links.feeds.length > 0 && <li><div><b>{q("links", { n: of.links.feeds.length })}</b><small>{q("linksWhy", { names: [...new Set(of.links.feeds.map((one) => one.name))].join(", ") })}</small></div></li>}
      {of.links.hooks.map((host, i) => <li key={`h${i}`}><div><b>{q("hook", { host })}</b><small>{q("hookWhy")}</small></div></li>)}
    </>
  );
}

/** Not all of an end is known to be done: what is, what is not, and the same once more. The page says of it what was looked at. */
function Unsure({ name, of, failed, busy, again }: { name: string; of: Leaving; failed: unknown; busy: boolean; again: () => void }) {
  const what = standsAfter(failed);
  return (
    <section class="leaf stack" aria-labelledby="l-unsure">
      <div class="stack" role="alert">
        <h2 id="l-unsure">{q(what === "unknown" ? "unsure" : "rest", { name })}</h2>
        <p>{sentence(failed)}</p>
      </div>
      <Writes><div class="one-form"><Button kind="primary" wide busy={busy} onClick={again}>{t("do.retry")}</Button></div></Writes>
      {what === "papers" ? (
        <>
          <h3>{q("isDone")}</h3>
          <ul class="papers"><Papers of={of} /></ul>
          <h3>{q("isNotDone")}</h3>
          <ul class="papers"><Links of={of} /></ul>
        </>
      ) : (
        <>
          <h3>{q(what === "unknown" ? "mayBeDone" : "partlyDone")}</h3>
          <ul class="papers"><Papers of={of} /><Links of={of} /></ul>
        </>
      )}
    </section>
  );
}

function named({ kind, role, about }: LeavingPaper): string {
  const what = kind === "membership" ? q("role", { role: word(`v.role.${role ?? ""}`) }) : word(`section.${kind}`);
  return about.name === "" ? what : `${what}: ${about.name}`;
}

/** What an end leaves for people to do. After it, what can be noted here is. */
function Left({ desk, of, id, giving }: { desk: Desk; of: Leaving; id: string; giving?: ReturnType<typeof useGiving> }) {
  const today = format.today(desk.now());
  const registration = (beneficiary: string) => [...desk.docs.value.values()].find((doc) => doc.kind === "registration" && doc.fields["void"] !== true && there(doc) && text(doc.fields, "assistant") === id && text(doc.fields, "beneficiary") === beneficiary && text(doc.fields, "to") === of.last);
  return (
    <section class="leaf stack" aria-labelledby="l-left">
      <h2 id="l-left">{q("left")}</h2>
      <ul class="papers">
        {of.tell.map((one) => {
          const doc = registration(one.id);
          const told = doc ? text(doc.fields, "end_sent") : "";
          return (
            <li key={one.id}>
              <div><b>{q("tell", { name: one.name })}</b><small>{told ? q("toldOn", { day: dated(told) }) : q("tellWhy")}</small></div>
              {giving && doc && told === "" && <Writes><Button kind="quiet" icon="check" label={`${q("toldNow")}, ${one.name}`} onClick={() => void desk.act(doc.ref, doc.rev, { end_sent: today })}>{q("toldNow")}</Button></Writes>}
              {told && <State tone="done" icon="check">{q("tellDone")}</State>}
            </li>
          );
        })}
        {of.sheets.map((line) => (
          <li key={`${line.beneficiary.id}@${line.month}`}>
            <div><b>{q("sheet", { name: line.beneficiary.name, month: format.month(line.month, true) })}</b><small>{q(line.state === "open" ? "sheetOpen" : "sheetOnWay")}</small></div>
            <Button kind="quiet" icon="arrow" href={`/office/${line.beneficiary.id}/${line.month}`} label={`${q("toMonth")}, ${line.beneficiary.name}, ${format.month(line.month, true)}`}>{q("toMonth")}</Button>
          </li>
        ))}
        {vacancies(of.vacant).map((one) => (
          <li key={`v/${one.at.id}`}>
            <div><b>{q("fill", { n: one.n, name: one.at.name })}</b><small>{q("vacantFrom", { day: format.fullMoment(one.first) })}</small></div>
            <Button kind="quiet" icon="calendar" href={`/office/plan/${one.at.id}/${weekOf(one.first.slice(0, 10))}`} label={`${p("person.plan")}, ${one.at.name}`}>{p("person.plan")}</Button>
          </li>
        ))}
        {of.after > 0 && <li><div><b>{q("after", { n: of.after })}</b><small>{q("afterWhy")}</small></div></li>}
        <li><div><b>{q(of.devices > 0 ? "devices" : "noDevices", { n: of.devices })}</b><small>{of.devices > 0 ? q("devicesWhy", { day: dated(format.today(new Date(of.sends))) }) : q("noDevicesWhy")}</small></div></li>
        <li><div><b>{q("export")}</b><small>{q("exportWhy", { day: dated(of.last) })}</small></div></li>
      </ul>
    </section>
  );
}

// What would follow, asked anew when the day, the roles or the book change.
function usePreview(desk: Desk, id: string, roles: readonly string[], last: string, wanted: boolean) {
  const [state, set] = useState<{ value?: Leaving; failed?: unknown }>({});
  const [turn, again] = useState(0);
  const newest = useRef(0);
  const key = roles.join();
  const changed = desk.changed.value;
  useEffect(() => {
    if (!wanted || key === "" || !isDate(last)) return;
    const mine = ++newest.current;
    desk.post(`/api/v1/people/${id}/leave/preview`, { roles: key.split(","), last }).then(
      (value) => mine === newest.current && set({ value: value as Leaving }),
      (failed: unknown) => mine === newest.current && set({ failed }),
    );
  }, [id, key, last, turn, changed, wanted]);
  return { ...state, again: () => again((n) => n + 1) };
}
