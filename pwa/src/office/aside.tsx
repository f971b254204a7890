// What stands beside a customer's month: what would happen if the invoice went now, what the checks found,
// and how far the invoice has come.

import { format, said } from "../i18n";
import { differenceInWords } from "../prints/differences";
import { Button, Finding, Icon, State, Writes, type IconName } from "../ui";
import { invoiceStages, reached, type CheckName, type Difference, type Found, type MonthView, type Row } from "./types";
import { o } from "./words";

/** How many rows ask for something. */
export interface Asks {
  conflicts: number;
  open: number;
  parked: number;
}

/** What would happen if the invoice went now, and the way to lock or reopen it. */
export function IfItWentNow({ view, asks, busy, onLock, onReopen }: { view: MonthView; asks: Asks; busy: boolean; onLock: () => void; onReopen: () => void }) {
  const count = (severity: Found["severity"]): number => view.preflight.findings.filter((f) => f.severity === severity).length;
  const { month } = view.ore;
  const { paid, checks, ore: risk } = view.preflight;
  const open = view.invoice.state === "open";
  return (
    <section class="leaf" aria-labelledby="now">
      <h2 id="now">{open ? o("now.title") : o("now.isLocked")}</h2>
      {paid && <p class="state state--done"><Icon name="done" /> {o("now.paid")}</p>}
      {risk > 0 ? <p class="risk"><b>{format.kronor(risk)}</b><span>{o("now.risk", { month: format.kronor(month) })}</span></p> : open && !paid && <p>{o("now.noRisk")}</p>}
      {risk > 0 && view.ore.estimated && <p class="soft s">{o("now.estimated")}</p>}
      <ul class="pre">
        <Check ok={asks.conflicts === 0} yes={o("now.noConflict")} no={o("now.conflicts", { n: asks.conflicts })} />
        <Check ok={asks.open === 0} yes={o("now.noOpen")} no={o("now.open", { n: asks.open })} />
        {count("going") > 0 && <li><Icon name="clock" /><span>{o("going.lock", { n: count("going") })}</span></li>}
        <Check ok={count("stops") === 0} yes={o("now.noStops")} no={o("now.stops", { n: count("stops") })} />
        {checks.filter(({ check }) => check !== "rows").map(({ check, state }) => <Checked key={check} check={check} state={state} />)}
        {count("warns") > 0 && <Check ok={false} yes="" no={o("now.warns", { n: count("warns") })} />}
        {asks.parked > 0 && <Check ok={false} yes="" no={o("now.parked", { n: asks.parked })} />}
      </ul>
      <Writes>{open ? (
        <>
          <Button kind="primary" wide icon="lock" busy={busy} onClick={onLock}>{o("now.lock")}</Button>
          <p class="soft s">{o("now.lockWhat")}</p>
        </>
      ) : (
        <Button kind="line" wide icon="unlock" onClick={onReopen}>{o("now.reopen")}</Button>
      )}</Writes>
    </section>
  );
}

/** One part of the pre-flight: it agrees, something is wrong, or it cannot be said yet. */
function Checked({ check, state }: { check: CheckName; state: "agrees" | "wrong" | "waits" }) {
  if (state === "waits") return <li><Icon name="clock" /><span>{o(`check.${check}.waits`)}</span></li>;
  return <Check ok={state === "agrees"} yes={o(`check.${check}`)} no={o(`check.${check}.wrong`)} />;
}

function Check({ ok, yes, no }: { ok: boolean; yes: string; no: string }) {
  return ok ? <li class="state--done"><Icon name="check" /><span>{yes}</span></li> : <li class="todo"><Icon name="you" /><span><b>{no}</b></span></li>;
}

const look: Record<Found["severity"], { tone: "you" | "plain"; icon: IconName; word: "find.stops" | "find.going" | "find.warns" | "find.informs" }> = {
  stops: { tone: "you", icon: "you", word: "find.stops" },
  going: { tone: "plain", icon: "clock", word: "find.going" },
  warns: { tone: "you", icon: "you", word: "find.warns" },
  informs: { tone: "plain", icon: "info", word: "find.informs" },
};

/** What the checks found, in words, with what to do; the gravest first. */
export function Findings({ view, onShow }: { view: MonthView; onShow: (rows: readonly string[]) => void }) {
  const order: Record<Found["severity"], number> = { stops: 0, going: 1, warns: 2, informs: 3 };
  const sorted = [...view.preflight.findings].sort((a, b) => order[a.severity] - order[b.severity] || b.ore - a.ore);
  // What was signed otherwise stands above, and is no finding about rows; nobody shall read that all is well.
  if (sorted.length === 0 && view.invoice.state === "differs") return null;
  return (
    <section class="section" aria-labelledby="findings">
      <h2 id="findings">{o("find.title")}</h2>
      {sorted.length === 0 ? (
        <div class="leaf"><p class="state state--done"><Icon name="done" /> {o("find.none")}</p></div>
      ) : (
        <div class="findings findings--joined">
          {sorted.map((found, i) => <One key={`${found.code}${i}`} found={found} row={view.rows.find(({ id }) => id === found.rows?.[0])} onShow={onShow} />)}
        </div>
      )}
    </section>
  );
}

function One({ found, row, onShow }: { found: Found; row: Row | undefined; onShow: (rows: readonly string[]) => void }) {
  const { tone, icon, word } = look[found.severity];
  const rows = found.rows ?? [];
  const at = (instant: string): string => `${format.shortDay(instant)} ${format.clock(instant)}`;
  if (found.severity === "going" && found.until !== undefined && row) {
    return (
      <Finding state={<State tone={tone} icon={icon}>{o(word)}</State>} title={o("find.goesOn", { name: row.name, when: at(row.start) })}>
        <p class="s">{o("find.goesOnDo", { until: at(found.until) })}</p>
        <Button kind="line" onClick={() => onShow(rows)}>{o("find.show")}</Button>
      </Finding>
    );
  }
  return (
    <Finding state={<State tone={tone} icon={icon}>{o(word)}</State>} title={said(found.message)} rule={found.source && <><b>{o("find.source")}</b> {found.source}</>}>
      {found.action && <p class="s">{said(found.action)}</p>}
      {found.ore > 0 && <p class="s b-risk"><Icon name="coin" /> {o("find.risk", { kr: format.kronor(found.ore) })}</p>}
      {rows.length > 0 && <Button kind="line" onClick={() => onShow(rows)}>{rows.length === 1 ? o("find.show") : o("find.showMany", { n: rows.length })}</Button>}
    </Finding>
  );
}

/** What was signed otherwise than it was sent, field by field. */
export function Differences({ of }: { of: readonly Difference[] }) {
  return (
    <table class="differs">
      <thead><tr><th scope="col">{o("invoice.field")}</th><th scope="col">{o("invoice.sent")}</th><th scope="col">{o("invoice.signedValue")}</th></tr></thead>
      <tbody>{of.map(differenceInWords).map((d) => <tr key={d.name}><th scope="row">{d.name}</th><td>{d.sent}</td><td>{d.signed}</td></tr>)}</tbody>
    </table>
  );
}

/** How far the invoice has come, with times, and what differs where something does. */
export function InvoiceTrack({ view }: { view: MonthView }) {
  const { state, differences, version, despite, why, paper } = view.invoice;
  const at = view.invoice.at ?? {};
  const lacking = view.invoice.lacking ?? [];
  if (state === "open") return null;
  return (
    <section class="leaf" aria-labelledby="track">
      <h2 id="track">{o("invoice.title")} {version && version > 1 ? <span class="soft s">{o("invoice.version", { n: version })}</span> : null}</h2>
      <ol class="pre">
        {invoiceStages.filter((stage) => (at[stage] || !reached(state, stage)) && !(paper && stage === "received")).map((stage) => {
          const when = at[stage] ?? (stage === "signed" ? at.differs : undefined);
          const wrong = stage === "signed" && state === "differs";
          return (
            <li key={stage} class={when && !wrong ? "state--done" : undefined}>
              <Icon name={wrong ? "alarm" : when ? "check" : "todo"} />
              <span>{o(wrong ? "invoice.differs" : paper && stage === "signed" ? "onPaper.signed" : paper && stage === "handed_over" ? "onPaper.sent" : `invoice.${stage}`)}<br /><span class="soft s">{when ? format.moment(when) : o("invoice.not")}</span></span>
            </li>
          );
        })}
      </ol>
      {lacking.length > 0 && (
        <div class="stack stack--s">
          <h3>{o("lack.title")}</h3>
          <ul class="pre">{lacking.map(({ code, ore }) => <li key={code}><Icon name="info" /><span>{ore > 0 ? o("lack.risk", { what: o(`lack.${code}`), kr: format.kronor(ore) }) : o(`lack.${code}`)}</span></li>)}</ul>
        </div>
      )}
      {(view.invoice.insisted ?? []).length > 0 && <p class="s"><Icon name="info" /> {o("invoice.insisted", { n: (view.invoice.insisted ?? []).length })}</p>}
      {despite && (
        <div class="stack stack--s">
          <h3>{o("invoice.despite")}</h3>
          <ul class="pre">{despite.checks.map(({ check, state: how }) => <li key={check}><Icon name="info" /><span>{o(how === "waits" ? `check.${check}.waits` : `check.${check}.wrong`)}</span></li>)}</ul>
          {despite.ore > 0 && <p class="s">{o("invoice.despiteRisk", { kr: format.kronor(despite.ore) })}</p>}
          <p class="s">”{why}”</p>
        </div>
      )}
      {state === "differs" && (
        <div class="notice notice--alarm" role="alert">
          <Icon name="alarm" />
          <div class="stack stack--s">
            <strong>{o("invoice.differs")}</strong>
            <Differences of={differences ?? []} />
            <p>{o("invoice.differsDo")}</p>
          </div>
        </div>
      )}
    </section>
  );
}
