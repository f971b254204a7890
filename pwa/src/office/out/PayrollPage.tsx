import { useState } from "preact/hooks";
import { core } from "../../core";
import { format, t } from "../../i18n";
import { Button, Icon, Notice, Skeleton, State, Trouble, type Toaster } from "../../ui";
import { Failed } from "../../ui/Failed";
import { sentence } from "../../ui/sentence";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { Mark } from "../papers/Fields";
import type { Sums } from "../types";
import { o } from "../words";
import { Download } from "./Download";
import { codeOf, employersOf, minutesBy, ofPapers, payable, stopped, unsocialCodes, type Payroll } from "./payroll";
import { save } from "./save";
import { u } from "./words";

/** A month's time for payroll: who is paid for how long, what is in the way, and the file for the payroll system. */
export function PayrollPage({ desk, month, toaster }: { desk: Desk; month: string; toaster: Toaster }) {
  const asked = useAsked<Payroll>(desk, `/api/v1/payroll/${month}`, 15_000);
  const [left, leave] = useState<ReadonlySet<string>>(new Set());
  const [absence, take] = useState(true);
  const [busy, work] = useState(false);
  const [failed, fail] = useState<unknown>(undefined);
  const pay = asked.value;
  const named = format.month(month, true);
  const to = (n: number): string => `/office/payroll/${format.monthAfter(month, n)}`;
  const inTheWay = pay ? stopped(pay) : [];
  const paid = pay ? payable(pay) : [];
  const away = paid.flatMap((who) => who.absence.map((one) => ({ who, one })));
  const get = async (): Promise<void> => {
    if (busy) return;
    work(true);
    fail(undefined);
    try {
      save((await core.request("POST", `/api/v1/payroll/${month}/paxml`, { leave: inTheWay.map((one) => one.id).filter((id) => left.has(id)), absence }, { file: true })) as Blob, `loneunderlag-${month}.xml`);
      toaster.say(u("pay.saved"));
    } catch (error) {
      fail(error);
      asked.again();
    } finally {
      work(false);
    }
  };
  return (
    <>
      <header class="head">
        <div>
          <a class="back" href={`/office/sheets/${month}`}><Icon name="prev" flip /> {u("pay.back")}</a>
          <div class="head__title head__title--sheets">
            <Button kind="line" icon="prev" href={to(-1)} label={o("board.previous", { month: format.month(format.monthAfter(month, -1), true) })} />
            <h1>{o("payroll.title", { month: named })}</h1>
            <Button kind="line" icon="next" href={to(1)} label={o("board.next", { month: format.month(format.monthAfter(month, 1), true) })} />
          </div>
          <p class="soft">{u("pay.what")}</p>
        </div>
      </header>
      {asked.failed !== undefined && (pay ? <Notice icon="nonet" live>{o(desk.online.value ? "state.server" : "state.offline")}</Notice> : <Failed failed={asked.failed} again={asked.again} />)}
      {pay === undefined && asked.failed === undefined && <Skeleton rows={6} label={u("pay.loading")} />}
      {pay && inTheWay.length + paid.length + pay.others.length === 0 && <Trouble icon="coin" title={u("pay.none", { month: named })}><p>{u("pay.noneDo")}</p></Trouble>}
      {pay && inTheWay.length + paid.length + pay.others.length > 0 && (
        <div class="cols">
          <div class="cols__main">
            {inTheWay.length > 0 && (
              <section class="leaf stack" aria-labelledby="pay-stops">
                <h2 id="pay-stops">{u("pay.stops")} <span class="soft s">{inTheWay.length}</span></h2>
                <p>{u("pay.stopsWhat")}{inTheWay.some(({ stops }) => stops.some(({ code }) => code === "open")) && <> {u("pay.openHow")}</>}</p>
                <div><Button kind="quiet" start icon={left.size >= inTheWay.length ? "undo" : "close"} onClick={() => leave(new Set(left.size >= inTheWay.length ? [] : inTheWay.map(({ id }) => id)))}>{u(left.size >= inTheWay.length ? "pay.leaveNone" : "pay.leaveAll")}</Button></div>
                <ul class="persons">
                  {inTheWay.map((one) => (
                    <li key={one.id}>
                      <div class="asked">
                        <a href={`/office/people/${one.id}`}>{one.name}</a>
                        {one.stops.map((stop) => (
                          <span class="s" key={`${stop.beneficiary.id} ${stop.code}`}>
                            <State tone={stop.code === "open" ? "plain" : "you"} icon={stop.code === "open" ? "unlock" : "you"}>{u(`stop.${stop.code}`)}</State>{" "}
                            {ofPapers(stop) ? <a href={`/office/people/${one.id}`}>{u("pay.toPerson")}</a> : <a href={`/office/${stop.beneficiary.id}/${month}`}>{u("pay.toMonth", { name: stop.beneficiary.name })}</a>}
                          </span>
                        ))}
                      </div>
                      <Mark label={u("pay.leave", { name: one.name })} checked={left.has(one.id)} onChange={(on) => leave(new Set([...left].filter((id) => id !== one.id).concat(on ? [one.id] : [])))} />
                    </li>
                  ))}
                </ul>
              </section>
            )}
            {paid.length > 0 && <Paid employees={paid} />}
            {pay && unsocialCodes(pay).length > 0 && <Unsocial employees={paid} codes={unsocialCodes(pay)} />}
            {away.length > 0 && (
              <section class="leaf stack" aria-labelledby="pay-away">
                <h2 id="pay-away">{u("pay.away")}</h2>
                <ul class="persons">
                  {away.map(({ who, one }) => (
                    <li key={`${who.id} ${one.from} ${one.kind}`}>
                      <span><b>{who.name}</b> {u(`away.${one.kind}`)}{!one.whole && <small class="block soft">{u("pay.awayPart")}</small>}</span>
                      <span>{one.from === one.to ? format.dayMonth(one.from) : `${format.dayMonth(one.from)} – ${format.dayMonth(one.to)}`}</span>
                    </li>
                  ))}
                </ul>
              </section>
            )}
            {pay.others.length > 0 && (
              <section class="leaf stack" aria-labelledby="pay-others">
                <h2 id="pay-others">{u("pay.others")}</h2>
                <p>{u("pay.othersWhat")}</p>
                <ul class="persons">
                  {employersOf(pay).map((one) => <li key={`${one.assistant.id} ${one.beneficiary.id}`}><span><b>{one.assistant.name}</b> {u(`by.${one.employer}`, { name: one.beneficiary.name })}</span><span class="num">{format.hours(total(one.sums))}</span></li>)}
                </ul>
              </section>
            )}
            <Download list={(lists) => lists.payroll(pay, month)} />
          </div>
          <aside class="cols__side">
            <section class="leaf stack" aria-labelledby="pay-file">
              <h2 id="pay-file">{u("pay.file")}</h2>
              <p>{u("pay.fileWhat")}</p>
              {away.length > 0 && <Mark label={u("pay.takeAway")} checked={absence} onChange={take} />}
              {failed !== undefined && <Notice tone="alarm" icon="alarm" live>{sentence(failed)}</Notice>}
              <Button kind="primary" wide icon="download" busy={busy} onClick={() => void get()}>{paid.length === 0 ? u("pay.getNone") : u("pay.get", { n: paid.length })}</Button>
              <p class="s soft">{u("pay.twice")}</p>
            </section>
            <section class="leaf stack stack--s" aria-labelledby="pay-codes">
              <h2 id="pay-codes">{u("pay.codes")}</h2>
              <dl class="codes">
                {(["active", "waiting", "standby"] as const).map((kind) => <div key={kind}><dt>{t(`kind.${kind}`)}</dt><dd>{codeOf(pay, kind)}{pay.codes[kind] === "" && <span class="soft s"> {u("pay.assumed")}</span>}</dd></div>)}
              </dl>
              <p class="s soft">{u("pay.codesWhat")}</p>
              <Button kind="quiet" icon="pen" start href="/office/provider">{u("pay.codesChange")}</Button>
              <p class="s soft">{u("pay.unsocialWhat")}</p>
              <Button kind="quiet" icon="coin" start href="/office/unsocial">{o("unsocial.title")}</Button>
            </section>
          </aside>
        </div>
      )}
    </>
  );
}

function Paid({ employees }: { employees: Payroll["employees"] }) {
  const all = employees.reduce((sum, { sums }) => ({ active: sum.active + sums.active, waiting: sum.waiting + sums.waiting, standby: sum.standby + sums.standby }), { active: 0, waiting: 0, standby: 0 });
  const cells = (of: Sums) => (
    <>
      {(["active", "waiting", "standby"] as const).map((kind) => <td key={kind} data-l={t(`kind.${kind}`)} class="num">{of[kind] === 0 ? "–" : format.hours(of[kind])}</td>)}
      <td data-l={o("month.total")} class="num">{format.hours(total(of))}</td>
    </>
  );
  return (
    <section class="leaf" aria-labelledby="pay-paid">
      <h2 id="pay-paid">{u("pay.paid")} <span class="soft s">{employees.length}</span></h2>
      <table class="sheets" aria-labelledby="pay-paid">
        <thead><tr><th scope="col">{o("month.assistant")}</th><th scope="col">{u("pay.number")}</th>{(["active", "waiting", "standby"] as const).map((kind) => <th key={kind} scope="col">{t(`kind.${kind}`)}</th>)}<th scope="col">{o("month.total")}</th></tr></thead>
        <tbody>
          {employees.map((one) => (
            <tr key={`${one.id} ${one.number}`}>
              <th scope="row"><a href={`/office/people/${one.id}`}>{one.name}</a></th>
              <td data-l={u("pay.number")}>{one.number || u("pay.byPersonnummer")}</td>
              {cells(one.sums)}
            </tr>
          ))}
        </tbody>
        <tfoot><tr><th scope="row">{o("month.total")}</th><td class="none" />{cells(all)}</tr></tfoot>
      </table>
    </section>
  );
}

/** What of the time is unsocial hours, by code: part of the sums above, and no more time. */
function Unsocial({ employees, codes }: { employees: Payroll["employees"]; codes: readonly string[] }) {
  const some = employees.filter(({ unsocial }) => unsocial.length > 0);
  const cell = (minutes: number | undefined, code: string) => <td key={code} data-l={code} class="num">{minutes === undefined ? "–" : format.hours(minutes)}</td>;
  return (
    <section class="leaf" aria-labelledby="pay-unsocial">
      <h2 id="pay-unsocial">{u("pay.unsocial")} <span class="soft s">{some.length}</span></h2>
      <p class="soft">{u("pay.unsocialPart")}</p>
      <table class="sheets" aria-labelledby="pay-unsocial">
        <thead><tr><th scope="col">{o("month.assistant")}</th>{codes.map((code) => <th key={code} scope="col">{code}</th>)}</tr></thead>
        <tbody>{some.map((one) => <tr key={`${one.id} ${one.number}`}><th scope="row">{one.name}</th>{codes.map((code) => cell(minutesBy(one.unsocial, code), code))}</tr>)}</tbody>
        <tfoot><tr><th scope="row">{o("month.total")}</th>{codes.map((code) => cell(some.reduce((sum, one) => sum + (minutesBy(one.unsocial, code) ?? 0), 0), code))}</tr></tfoot>
      </table>
    </section>
  );
}

function total({ active, waiting, standby }: Sums): number {
  return active + waiting + standby;
}
