// The parts of the beneficiary's screens: when it must be sent, the sums, who worked, what has happened.

import type { ComponentChildren } from "preact";
import { format } from "../i18n";
import { Icon, KindName, kinds, Meter, Sum, SumLedger } from "../ui";
import { invoiceStages, type InvoiceStage, type MonthView } from "../office/types";
import type { InvoiceView } from "./view";
import { b } from "./words";

/** The last day, in words, and how many are left. */
export function Due({ deadline, today }: { deadline: string; today: string }) {
  const left = format.daysBetween(today, deadline);
  return (
    <p class="due">
      <Icon name="calendar" />
      <span>
        {b("due.by")} <b>{format.day(deadline)}.</b><br />
        {left > 0 ? b("due.left", { n: left }) : left === 0 ? b("due.today") : b("due.late")}
      </span>
    </p>
  );
}

/** The three sums that go to Försäkringskassan. */
export function Sums({ view, title }: { view: InvoiceView; title: string }) {
  return (
    <section class="section" aria-labelledby="sums">
      <h2 id="sums">{title}</h2>
      <SumLedger>{kinds.map((kind) => <Sum key={kind} what={<KindName kind={kind} />}>{format.hours(view.sums[kind])}</Sum>)}</SumLedger>
      <p class="soft s">{b("invoice.sumsWhat")}</p>
    </section>
  );
}

/** Counted time against the hours granted; nothing where no decision says how many. */
export function Granted({ view, own }: { view: InvoiceView; own: boolean }) {
  if (!view.granted) return null;
  const counted = Math.round(view.counted.num / view.counted.den);
  const left = view.granted - counted;
  return (
    <section class="section" aria-labelledby="granted">
      <h2 id="granted">{b(own ? "invoice.granted" : "invoice.grantedOf")}</h2>
      <div class="leaf stack">
        <div class="meter">
          <div class="meter__line"><strong>{format.capital(format.month(view.month))}</strong><span class="strong">{format.hours(counted)}</span></div>
          <Meter part={counted / view.granted} label={b("invoice.meter", { counted: format.spokenHours(counted), granted: format.spokenHours(view.granted) })} />
          <div class="meter__line">
            <span class="soft">{b("invoice.grantedIs", { hours: format.hours(view.granted) })}</span>
            <span class="soft">{left >= 0 ? b("invoice.left", { time: format.hours(left) }) : b("invoice.over", { time: format.hours(-left) })}</span>
          </div>
        </div>
        <p class="soft s">{b("invoice.counted")}</p>
      </div>
    </section>
  );
}

/** Who has worked, and how long. */
export function Workers({ view }: { view: InvoiceView }) {
  const total = (a: MonthView["assistants"][number]): number => a.active + a.waiting + a.standby;
  return (
    <section class="section" aria-labelledby="workers">
      <h2 id="workers">{b("invoice.who")}</h2>
      <SumLedger>
        {[...view.assistants].sort((x, y) => total(y) - total(x)).map((a) => <Sum key={a.id} what={<strong>{a.name}</strong>}>{format.hours(total(a))}</Sum>)}
      </SumLedger>
    </section>
  );
}

const told: readonly InvoiceStage[] = invoiceStages.filter((stage) => stage !== "notified" && stage !== "opened");

/** What has happened with the invoice, as a track with times. me is the person who looks. */
export function Track({ view, me, names }: { view: InvoiceView; me: string; names: (id: string) => string }) {
  const { state } = view.invoice;
  const reached = view.invoice.at ?? {};
  const at = reached.differs ? { ...reached, signed: reached.signed ?? reached.differs } : reached;
  const sender = view.invoice.by?.handed_over;
  const words: Record<string, string> = {
    ready: b("track.ready"),
    handed_over: sender && sender.id !== me ? b("track.handed_overBy", { name: sender.name || names(sender.id) }) : b("track.handed_over"),
    received: b("track.received"),
    signed: sender && sender.id !== me ? b("track.signedAny") : b("track.signed"),
  };
  const next = told.find((stage) => !at[stage]);
  return (
    <section class="section" aria-labelledby="happened">
      <h2 id="happened">{b("after.happened")}</h2>
      <ol class="track leaf">
        {told.map((stage) => <Stop key={stage} done={Boolean(at[stage])} now={stage === next} title={words[stage]} sub={at[stage] ? format.fullMoment(at[stage]) : b("track.not")} />)}
        {state === "signed" && <Stop done title={b("track.compared")} sub={b("track.comparedWhat")} />}
        {state === "signed" && <Stop title={b("track.next")} sub={b("track.nextWhat")} />}
      </ol>
    </section>
  );
}

function Stop({ done, now, title, sub }: { done?: boolean; now?: boolean; title: ComponentChildren; sub: ComponentChildren }) {
  return (
    <li class={done ? "is-done" : now ? "is-now" : undefined}>
      <Icon name={done ? "done" : "todo"} /><strong>{title}</strong><span class="soft">{sub}</span>
    </li>
  );
}
