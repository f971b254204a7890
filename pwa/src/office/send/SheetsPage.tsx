import { text } from "../../core/types";
import { format } from "../../i18n";
import { Button, Icon, Notice, readsOnly, Skeleton, State, Trouble, Writes, type Toaster } from "../../ui";
import { Failed } from "../../ui/Failed";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { standingOf } from "../sheets";
import type { SheetLine } from "../types";
import { o } from "../words";
import { byAssistant, grouped, type Group as Which } from "./groups";
import { Archive } from "../out/Archive";
import { Download } from "../out/Download";
import { JoinNotice } from "./JoinNotice";
import { PrintAll } from "./PrintAll";
import { useSitting } from "./resuming";
import { sheetPath } from "./path";
import { SheetCards } from "./SheetCard";
import { Sitting } from "./Sitting";
import { leftInWords, useSendAll } from "./sending";
import { w } from "./words";

/** A month's timesheets over all customers: what needs somebody, what the provider signs, what is sent, whose signature is missing, and what has arrived. */
export function SheetsPage({ desk, month, toaster }: { desk: Desk; month: string; toaster: Toaster }) {
  const asked = useAsked<{ timesheets: readonly SheetLine[] }>(desk, `/api/v1/timesheets/${month}`, 5_000);
  const sending = useSendAll(desk, asked.again, toaster);
  const lines = asked.value?.timesheets ?? [];
  const groups = grouped(lines);
  const of = (group: Which): readonly SheetLine[] => groups.get(group) ?? [];
  const toSign = of("sign");
  const toSend = of("send");
  const { shown, sign } = useSitting(month, toSign);
  const named = format.month(month, true);
  const to = (n: number): string => `/office/sheets/${format.monthAfter(month, n)}`;
  return (
    <>
      <header class="head">
        <div>
          <a class="back" href={`/office?month=${month}`}><Icon name="prev" flip /> {w("all.back")}</a>
          <div class="head__title head__title--sheets">
            <Button kind="line" icon="prev" href={to(-1)} label={w("all.previous", { month: format.month(format.monthAfter(month, -1), true) })} />
            <h1>{w("all.title", { month: named })}</h1>
            <Button kind="line" icon="next" href={to(1)} label={w("all.next", { month: format.month(format.monthAfter(month, 1), true) })} />
          </div>
        </div>
        <div class="row">
          {!readsOnly.value && <Button kind="line" icon="coin" href={`/office/payroll/${month}`}>{o("payroll.link")}</Button>}
          {lines.length > 0 && <PrintAll desk={desk} month={month} toaster={toaster} />}
          {lines.length > 0 && <Archive month={month} />}
          {lines.length > 0 && <Download list={(lists) => lists.sheets(lines, month)} />}
        </div>
      </header>
      <JoinNotice desk={desk} paper />
      {asked.failed !== undefined && (asked.value ? <Notice icon="nonet" live>{o(desk.online.value ? "state.server" : "state.offline")}</Notice> : <Failed failed={asked.failed} again={asked.again} />)}
      {asked.value === undefined && asked.failed === undefined && <Skeleton rows={6} label={w("all.loading")} />}
      {asked.value && groups.size === 0 && <Trouble icon="paper" title={w("all.none", { month: named })}><p>{w("all.noneDo")}</p></Trouble>}
      {groups.size > 0 && (
        <div class="stack stack--l sheets-all">
          <Cards id="look" desk={desk} lines={of("look")} again={asked.again} toaster={toaster} />
          {toSign.length > 0 && (
            <Group id="sign" lines={toSign} act={<Button kind="primary" icon="pen" onClick={() => sign(toSign)}>{w("sheet.signMany", { n: toSign.length })}</Button>} onOne={(line) => <Button kind="quiet" icon="pen" label={`${w("sheet.sign")}, ${line.assistant.name}, ${line.beneficiary.name}`} onClick={() => sign([line])}>{w("sheet.signShort")}</Button>} />
          )}
          {toSend.length > 0 && (
            <Group
              id="send" lines={toSend} onOne={(line) => <Button kind="quiet" icon="arrow" busy={sending.busy} label={`${w("sheet.sendShort")}, ${line.assistant.name}, ${line.beneficiary.name}`} onClick={() => void sending.send([line])}>{w("sheet.sendShort")}</Button>}
              act={<Button kind={toSign.length > 0 ? "line" : "primary"} icon="arrow" busy={sending.busy} onClick={() => void sending.send(toSend)}>{w("sheet.sendMany", { n: toSend.length })}</Button>}
            >
              {sending.failed && <Notice tone="alarm" icon="alarm">{leftInWords(sending.failed)}</Notice>}
            </Group>
          )}
          {of("fix").length > 0 && <Group id="fix" lines={of("fix")} onOne={(line) => <Button kind="quiet" icon="pen" href={`/office/${line.beneficiary.id}/${line.month}`} label={`${w("sheet.toMonth")}, ${line.assistant.name}, ${line.beneficiary.name}`}>{w("sheet.toMonth")}</Button>} />}
          {of("ask").length > 0 && <Ask desk={desk} lines={of("ask")} />}
          <Cards id="doubt" desk={desk} lines={of("doubt")} again={asked.again} toaster={toaster} />
          {(["way", "paper", "done"] as const).map((group) => of(group).length > 0 && <Group key={group} id={group} lines={of(group)} />)}
        </div>
      )}
      {shown && <Sitting key={shown.where} desk={desk} lines={shown.lines} running={shown.running} where={month} month={month} onClose={() => { sign(undefined); asked.again(); }} />}
    </>
  );
}

/** A group in which each has more to say than fits a row. */
function Cards({ id, desk, lines, again, toaster }: { id: "look" | "doubt"; desk: Desk; lines: readonly SheetLine[]; again: () => void; toaster: Toaster }) {
  if (lines.length === 0) return null;
  return (
    <section class="section" aria-labelledby={`g-${id}`}>
      <h2 id={`g-${id}`}>{w(`all.${id}`)} <span class="soft s">{lines.length}</span></h2>
      <SheetCards desk={desk} lines={lines} whose again={again} toaster={toaster} onSign={() => undefined} />
    </section>
  );
}

/** One group as a table: whose, how long, how it stands since when, and what is done with one of them or with all. */
function Group({ id, lines, act, onOne, children }: { id: "sign" | "send" | "fix" | "paper" | "way" | "done"; lines: readonly SheetLine[]; act?: preact.ComponentChildren; onOne?: (line: SheetLine) => preact.ComponentChildren; children?: preact.ComponentChildren }) {
  return (
    <section class="leaf" aria-labelledby={`g-${id}`}>
      <header class="row row--between">
        <h2 id={`g-${id}`}>{w(`all.${id}`)} <span class="soft s">{lines.length}</span></h2>
        {act && <Writes>{act}</Writes>}
      </header>
      {children}
      <table class="sheets" aria-labelledby={`g-${id}`}>
        <thead><tr><th scope="col">{w("all.customer")}</th><th scope="col">{w("all.assistant")}</th><th scope="col">{w("all.time")}</th><th scope="col">{w("all.state")}</th>{onOne && <th scope="col"><span class="vh">{w("all.act")}</span></th>}</tr></thead>
        <tbody>
          {lines.map((line) => (
            <tr key={sheetPath(line)}>
              <th scope="row"><a href={`/office/${line.beneficiary.id}/${line.month}`}>{line.beneficiary.name}</a></th>
              <td data-l={w("all.assistant")}>{line.assistant.name}</td>
              <td data-l={w("all.time")} class="num">{format.hours(total(line))}</td>
              <td data-l={w("all.state")} class="how"><Standing line={line} /></td>
              {onOne && <td class="act"><Writes>{onOne(line)}</Writes></td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Standing({ line }: { line: SheetLine }) {
  const { tone, icon, word } = standingOf(line);
  const since = (line.state === "approved" || line.state === "sent") && line.sending ? line.sending.since : line.at[line.state];
  return <span class="standing"><State tone={tone} icon={icon}>{word}</State>{since && <span class="soft s num">{format.moment(since)}</span>}{line.state === "received" && line.sending?.receipt && <small class="block soft receipt">{w("sheet.receipt")} {line.sending.receipt.tx}</small>}</span>;
}

/** Whose signature is missing: people, since it is people that one calls, each with what they have left to sign. */
function Ask({ desk, lines }: { desk: Desk; lines: readonly SheetLine[] }) {
  const docs = desk.docs.value;
  return (
    <section class="leaf" aria-labelledby="g-ask">
      <h2 id="g-ask">{w("all.ask")} <span class="soft s">{lines.length}</span></h2>
      <p>{w("all.askWhat")}</p>
      <ul class="persons">
        {byAssistant(lines).map(({ assistant, lines: of }) => {
          const phone = text(docs.get(`person/${assistant.id}`)?.fields ?? {}, "phone");
          return (
            <li key={assistant.id}>
              <div class="asked">
                <a href={`/office/people/${assistant.id}`}>{assistant.name}</a>
                {of.map((line) => (
                  <span class="s" key={sheetPath(line)}>
                    <a href={`/office/${line.beneficiary.id}/${line.month}`}>{line.beneficiary.name}</a>, <span class="num">{format.hours(total(line))}</span>. <span class="soft">{w(line.changed ? "all.askChanged" : line.state === "ready" ? "all.askSign" : "all.askReady")}</span>
                  </span>
                ))}
              </div>
              {phone === "" ? <span class="soft s">{w("all.noPhone")}</span> : <a class="btn btn--line" href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function total({ sums: { active, waiting, standby } }: SheetLine): number {
  return active + waiting + standby;
}
