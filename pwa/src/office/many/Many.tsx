import { useEffect, useRef, useState } from "preact/hooks";
import { format, t } from "../../i18n";
import { Button, Icon, Meter, Notice, Sheet, Skeleton, State, TextField, type IconName, type Toaster } from "../../ui";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { Failed } from "../../ui/Failed";
import { sentence } from "../../ui/sentence";
import { Fetched } from "../../ui/Fetched";
import type { Customer, SheetLine } from "../types";
import { opener } from "./back";
import { usePack } from "../out/packing";
import { useDoing, type Receipt } from "./doing";
import { customersOf, lockPlan, notReminded, papersOf, peopleOf, printPlan, remindPlan, sheetPlan, type Deed, type Plan, type Reminder, type Row } from "./plan";
import { m } from "./words";

interface Chosen {
  desk: Desk;
  month: string;
  customers: readonly Customer[];
  toaster: Toaster;
  /** Something was done: what is shown is asked for anew. */
  again: () => void;
  onClose: () => void;
}

/** What would be done with those that are chosen, in words, and then what came of it, row by row. */
export function Many({ deed, ...chosen }: Chosen & { deed: Deed }) {
  if (deed === "lock") return <Lock {...chosen} />;
  if (deed === "print") return <Print {...chosen} />;
  return deed === "remind" ? <Remind {...chosen} /> : <Timesheets deed={deed} {...chosen} />;
}

function Lock(chosen: Chosen) {
  const { desk, month, customers, toaster, again } = chosen;
  // As it was seen: what changes meanwhile is refused, and said.
  const [plan] = useState(() => lockPlan(customers, month, format.today(desk.now())));
  const [open] = useState(() => opener(desk, month, m("lock.undoWhy")));
  const reopen = async (rows: readonly Row[]): Promise<void> => {
    const left = await open(rows);
    const n = rows.length - left.length;
    if (left.length === 0) toaster.say(m("lock.undone", { n }));
    else toaster.say(m("lock.notUndone", { n, of: rows.length }), () => void reopen(left));
    again();
  };
  return (
    <Doing
      {...chosen} deed="lock" icon="lock" plan={plan} sum={plan.asks.length > 0 ? m(plan.going.length > 0 ? "lock.sumAsks" : "lock.sumOnly", { n: plan.going.length, asks: plan.asks.length, of: customers.length }) : m("lock.sum", { n: plan.going.length, of: customers.length })} body={(row, why) => ({ saw: row.saw, ...(plan.asks.includes(row) ? { why } : {}) })}
      done={(rows) => toaster.say(m("lock.done", { n: rows.length }), () => void reopen(rows))} undo={(rows) => void reopen(rows)}
    />
  );
}

function Remind(chosen: Chosen) {
  const { desk, month, customers, toaster } = chosen;
  const asked = useAsked<{ reminders: readonly Reminder[] }>(desk, `/api/v1/office/reminders/${month}`, 60_000);
  const plan = useOnce(asked.value && (() => remindPlan(customers, month, asked.value?.reminders ?? [])), asked.value !== undefined);
  if (plan === undefined) return <Before deed="remind" {...chosen} failed={asked.failed} retry={asked.again} />;
  return (
    <Doing
      {...chosen} deed="remind" icon="bell" plan={plan} sum={m("remind.sum", { n: peopleOf(plan.going), of: customersOf(plan.going) })} body={() => ({})} once={(row) => row.customer.id} count={peopleOf} judge={notReminded}
      done={(rows) => toaster.say(m("remind.done", { n: peopleOf(rows) }))}
    />
  );
}

function Timesheets({ deed, ...chosen }: Chosen & { deed: "sign" | "send" }) {
  const { desk, month, customers, toaster } = chosen;
  const asked = useAsked<{ timesheets: readonly SheetLine[] }>(desk, `/api/v1/timesheets/${month}`, 60_000);
  const plan = useOnce(asked.value && (() => sheetPlan(deed, customers, asked.value?.timesheets ?? [])), asked.value !== undefined);
  const [signing, sign] = useState<readonly SheetLine[] | undefined>(undefined);
  if (signing) {
    const leave = (): void => {
      chosen.again();
      chosen.onClose();
    };
    return <Fetched from={pages} show={({ Sitting }) => <Sitting desk={desk} lines={signing} where={month} month={month} onClose={leave} />} />;
  }
  if (plan === undefined) return <Before deed={deed} {...chosen} failed={asked.failed} retry={asked.again} />;
  return (
    <Doing
      {...chosen} deed={deed} icon={deed === "sign" ? "pen" : "arrow"} plan={plan} sum={m(`${deed}.sum`, { n: plan.going.length, of: customersOf(plan.going) })} body={(row) => ({ saw: row.saw })}
      instead={deed === "sign" ? () => sign(plan.going.flatMap(({ line }) => line ?? [])) : undefined}
      done={(rows) => toaster.say(m("send.done", { n: rows.length }))}
    />
  );
}

function Print(chosen: Chosen) {
  const { desk, month, customers, toaster, onClose } = chosen;
  const asked = useAsked<{ timesheets: readonly SheetLine[] }>(desk, `/api/v1/timesheets/${month}`, 60_000);
  const plan = useOnce(asked.value && (() => printPlan(customers, asked.value?.timesheets ?? [])), asked.value !== undefined);
  const { busy, failed, get } = usePack(month);
  if (plan === undefined) return <Before deed="print" {...chosen} failed={asked.failed} retry={asked.again} />;
  const print = async (): Promise<void> => {
    if (!(await get(plan.going.map((row) => row.customer.id)))) return;
    toaster.say(m("print.done"));
    onClose();
  };
  return (
    <Doing
      {...chosen} deed="print" icon="paper" plan={plan} sum={m("print.sum", { n: papersOf(plan.going), of: plan.going.length })} body={() => ({})} count={papersOf}
      instead={() => void print()} busyElsewhere={busy} failedElsewhere={failed} done={() => undefined}
    />
  );
}

const pages = () => import("../send/pages");

/** What was worked out when it could be, and stays so. */
function useOnce<T>(work: (() => T) | undefined, known: boolean): T | undefined {
  const kept = useRef<T | undefined>(undefined);
  if (known && kept.current === undefined) kept.current = work?.();
  return kept.current;
}

function Before({ deed, failed, retry, onClose }: Chosen & { deed: Deed; failed: unknown; retry: () => void }) {
  return (
    <Sheet title={m(`${deed}.title`)} onClose={onClose} closeLabel={t("do.close")}>
      {failed === undefined ? <Skeleton rows={4} label={m("loading")} /> : <Failed failed={failed} again={retry} />}
    </Sheet>
  );
}

interface DoingProps extends Chosen {
  deed: Deed;
  icon: IconName;
  plan: Plan;
  sum: string;
  body: (row: Row, why: string) => object;
  /** One command is enough for all rows of which this is the same. */
  once?: (row: Row) => string;
  /** Why a row was not done though the server did what it was asked; "" where it was. */
  judge?: (row: Row, answer: unknown) => string;
  /** How many are meant by rows, where it is not as many. */
  count?: (rows: readonly Row[]) => number;
  /** It is not done here, but goes on elsewhere. */
  instead?: (() => void) | undefined;
  /** There it is under way, or did not work. */
  busyElsewhere?: boolean;
  failedElsewhere?: unknown;
  done: (rows: readonly Row[]) => void;
  /** Takes back what was done, where that can be. */
  undo?: (rows: readonly Row[]) => void;
}

/** First what will happen and who is left out; then what came of each. */
function Doing({ desk, month, deed, icon, plan, sum, body, once, judge, count, instead, busyElsewhere, failedElsewhere, done, undo, again, onClose }: DoingProps) {
  const { receipts, answers, busy, run } = useDoing(desk);
  const [why, explain] = useState("");
  const [missing, miss] = useState(false);
  const at = useRef<HTMLHeadingElement>(null);
  const rows = why.trim() === "" ? plan.going : [...plan.going, ...plan.asks];
  const some = plan.going.length + plan.asks.length > 0;
  const [doing, setDoing] = useState(rows);
  const over = receipts !== undefined && !busy;
  useEffect(() => {
    if (over) at.current?.focus();
  }, [over]);
  const begin = async (which: readonly Row[]): Promise<void> => {
    if (which.length === 0) return miss(true);
    if (instead) return instead();
    setDoing(which);
    const firsts = once ? which.filter((row, i) => which.findIndex((other) => once(other) === once(row)) === i) : which;
    const went = await run(firsts, (row) => body(row, why.trim()));
    const first = (row: Row): string => (once ? (firsts.find((other) => once(other) === once(row)) ?? row) : row).key;
    const all = which.filter((row) => went.some((other) => other.key === first(row)) && !judge?.(row, answers.get(first(row))));
    if (all.length > 0) done(all);
    again();
  };
  const cameOf = (row: Row): Receipt | undefined => {
    const { key } = once ? (doing.find((other) => once(other) === once(row)) ?? row) : row;
    const came = receipts?.get(key);
    const why = came?.is === "done" && judge ? judge(row, answers.get(key)) : "";
    return why === "" ? came : { is: "failed", why };
  };
  const good = doing.filter((row) => cameOf(row)?.is === "done");
  const bad = doing.filter((row) => cameOf(row) && cameOf(row)?.is !== "done");
  const worth = bad.filter((row) => cameOf(row)?.why !== m("changed")); // what has changed is to be looked at first, in its month
  const given = doing.filter((row) => cameOf(row) !== undefined).length;
  if (receipts === undefined) {
    return (
      <Sheet
        title={m(`${deed}.title`)} sub={format.capital(format.month(month, true))} onClose={onClose} closeLabel={t("do.cancel")}
        actions={<>{some && <Button kind="primary" icon={icon} busy={busyElsewhere} onClick={() => void begin(rows)}>{m(`${deed}.do`, { n: (count ?? ((all) => all.length))(rows.length > 0 ? rows : plan.asks) })}</Button>}<Button kind={some ? "quiet" : "line"} onClick={onClose}>{t(some ? "do.cancel" : "do.close")}</Button></>}
      >
        <div class="stack stack--s">
          <h3 class="many__sum">{some ? sum : m("nothing")}</h3>
          <p>{some ? m(`${deed}.what`) : m("nothingDo")}</p>
        </div>
        {failedElsewhere !== undefined && <Notice tone="alarm" icon="alarm" live>{sentence(failedElsewhere)}</Notice>}
        <Rows id="going" title={m("going")} rows={plan.going} icon={icon} />
        {plan.asks.length > 0 && (
          <div class="stack">
            <Rows id="asks" title={m("asks")} rows={plan.asks} icon="you" />
            <TextField label={m("lock.why")} help={m("lock.whyHelp")} value={why} onInput={explain} wrong={missing && why.trim() === "" ? t("why.needed") : undefined} maxLength={500} />
          </div>
        )}
        <Rows id="left" title={m("left")} rows={plan.left} icon="todo" />
      </Sheet>
    );
  }
  return (
    <Sheet
      title={m(`${deed}.title`)} sub={format.capital(format.month(month, true))} onClose={onClose} closeLabel={t("do.close")}
      actions={over && <>{worth.length > 0 && <Button kind="line" icon="undo" onClick={() => void begin(worth)}>{t("do.retry")}</Button>}<Button kind="primary" onClick={onClose}>{t("do.close")}</Button>{undo && good.length > 0 && <Button kind="quiet" icon="undo" onClick={() => { undo(good); onClose(); }}>{t("do.undo")}</Button>}</>}
    >
      <div class="stack stack--s">
        <h3 class="many__sum" tabIndex={-1} ref={at}>{!over ? m("working", { n: given, of: doing.length }) : bad.length === 0 ? m("overAll") : m("over", { n: good.length, of: doing.length })}</h3>
        {doing.length > 1 && <div class="meter"><Meter part={given / doing.length} label={m("working", { n: given, of: doing.length })} /></div>}
      </div>
      {over && bad.length > 0 && <Notice tone="you" icon="you" live>{m(bad.some((row) => cameOf(row)?.is === "unsure") ? "notSure" : "notAll")}</Notice>}
      <ul class="many">
        {doing.map((row) => {
          const came = cameOf(row);
          return (
            <li key={row.key}>
              <span><Whose row={row} /><span class="block s">{came?.is === "done" ? m(`${deed === "sign" || deed === "print" ? "send" : deed}.row`) : (came?.why ?? "")}</span></span>
              {came && <State tone={came.is === "done" ? "done" : "alarm"} icon={came.is === "done" ? "check" : "alarm"}>{m(came.is)}</State>}
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}

function Rows({ id, title, rows, icon }: { id: string; title: string; rows: readonly Row[]; icon: IconName }) {
  if (rows.length === 0) return null;
  return (
    <section class="stack stack--s" aria-labelledby={`many-${id}`}>
      <h3 id={`many-${id}`}>{title} <span class="soft s">{rows.length}</span></h3>
      <ul class="many">
        {rows.map((row) => (
          <li key={row.key}>
            <span>
              <Whose row={row} />
              <span class="block s">{row.text}</span>
              {row.ore > 0 && <span class="block s b-risk"><Icon name="coin" /> {m("risk", { kr: format.kronor(row.ore) })}</span>}
            </span>
            <span class={`many__i many__i--${id}`}><Icon name={icon} /></span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Whose({ row }: { row: Row }) {
  return <b>{row.of === "" ? row.customer.name : `${row.of}, ${row.customer.name}`}</b>;
}
