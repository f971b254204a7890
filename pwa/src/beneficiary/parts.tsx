// The parts of the beneficiary's invoice: when it must be sent, the sums, the hours granted, who worked.

import { format } from "../i18n";
import { Icon, KindName, kinds, Meter, State, Sum, SumLedger } from "../ui";
import type { MonthView } from "../office/types";
import { Section } from "./Section";
import { against, whole } from "./tell";
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
    <Section id="sums" title={title} read={b("aloud.sums")}>
      <SumLedger>{kinds.map((kind) => <Sum key={kind} what={<KindName kind={kind} />}>{format.hours(view.sums[kind])}</Sum>)}</SumLedger>
      <p class="soft s">{b("invoice.sumsWhat")}</p>
    </Section>
  );
}

/** Counted time against the hours granted, and against the month before; nothing where there is neither. */
export function Granted({ view, own }: { view: InvoiceView; own: boolean }) {
  const { before } = view;
  if (!view.granted && !before) return null;
  return (
    <Section id="granted" title={b(!view.granted ? "invoice.beforeTitle" : own ? "invoice.granted" : "invoice.grantedOf")} read={b("aloud.granted")}>
      <div class="leaf stack">
        <Used month={view.month} counted={whole(view.counted)} granted={view.granted ?? 0} scale={view.granted || Math.max(whole(view.counted), before ? whole(before.counted) : 0)} />
        {before && <Used soft month={before.month} counted={whole(before.counted)} granted={before.granted ?? 0} scale={view.granted || Math.max(whole(view.counted), whole(before.counted))} />}
        {before && <p>{against(view, before)}</p>}
        <p class="soft s">{b("invoice.counted")}</p>
      </div>
    </Section>
  );
}

function Used({ month, counted, granted, scale, soft }: { month: string; counted: number; granted: number; scale: number; soft?: boolean }) {
  const left = granted - counted;
  const said = granted > 0 ? b("invoice.meter", { counted: format.spokenHours(counted), granted: format.spokenHours(granted) }) : format.spokenHours(counted);
  return (
    <div class="meter">
      <div class="meter__line"><strong>{format.capital(format.month(month))}</strong><span class="strong">{format.hours(counted)}</span></div>
      <Meter part={counted / Math.max(1, scale)} label={said} {...(soft ? { soft } : {})} />
      {granted > 0 && !soft && (
        <div class="meter__line">
          <span class="soft">{b("invoice.grantedIs", { hours: format.hours(granted) })}</span>
          <span class="soft">{left >= 0 ? b("invoice.left", { time: format.hours(left) }) : b("invoice.over", { time: format.hours(-left) })}</span>
        </div>
      )}
    </div>
  );
}

const sheetState = {
  signed: ["done", "check"], paper: ["done", "paper"], unsigned: ["you", "you"], changed: ["you", "you"], rejected: ["you", "you"], missing: ["you", "you"],
} as const;

/** Who has worked, how long, and how it stands with their timesheets. */
export function Workers({ view }: { view: InvoiceView }) {
  const total = (a: MonthView["assistants"][number]): number => a.active + a.waiting + a.standby;
  const how = new Map((view.sheets ?? []).map((one) => [one.assistant, one]));
  return (
    <Section id="workers" title={b("invoice.who")} read={b("aloud.workers")}>
      <SumLedger>
        {[...view.assistants].sort((x, y) => total(y) - total(x)).map((a) => {
          const sheet = how.get(a.id);
          const [tone, icon] = sheet ? sheetState[sheet.sheet] : [];
          return (
            <Sum key={a.id} what={<><strong>{a.name}</strong>{sheet && icon && <span class="block"><State tone={tone} icon={icon}>{b(`sheet.${sheet.sheet}`)}</State></span>}{sheet && !sheet.notice && <span class="block"><State tone="you" icon="you">{b("sheet.notice")}</State></span>}</>}>
              {format.hours(total(a))}
            </Sum>
          );
        })}
      </SumLedger>
    </Section>
  );
}
