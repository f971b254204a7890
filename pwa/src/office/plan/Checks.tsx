import { format, said } from "../../i18n";
import { Button, Icon, State } from "../../ui";
import type { Found, Fraction } from "../types";
import type { PlanHours } from "./check";
import { p } from "./words";

/** How many findings stand open; the rest fold. */
const open = 3;

/** What the rules find in a week, the gravest first. onShow leads to a plan. */
export function Findings({ findings, shown, onShow }: { findings: readonly Found[]; shown: (ref: string) => boolean; onShow: (ref: string) => void }) {
  if (findings.length === 0) return null;
  const one = (found: Found, i: number) => <One key={found.code + String(i)} found={found} row={(found.rows ?? []).find(shown)} onShow={onShow} />;
  return (
    <section class="leaf found" aria-labelledby="checks">
      <h2 id="checks">{p("check.title")}</h2>
      <ul>{findings.slice(0, open).map(one)}</ul>
      {findings.length > open && (
        <details>
          <summary><Icon name="down" />{p("check.more", { n: findings.length - open })}</summary>
          <ul>{findings.slice(open).map(one)}</ul>
        </details>
      )}
    </section>
  );
}

function One({ found, row, onShow }: { found: Found; row: string | undefined; onShow: (ref: string) => void }) {
  return (
    <li>
      <State tone="you" icon="you">{p(found.severity === "stops" ? "check.stops" : "check.warns")}</State>
      <p class="grow"><b>{said(found.message)}</b> <span class="s">{said(found.action)}</span> <span class="soft s">{p("check.rule", { source: found.source ?? "" })}</span></p>
      {row && <Button kind="quiet" label={`${p("check.show")}: ${said(found.message)}`} onClick={() => onShow(row)}>{p("check.show")}</Button>}
    </li>
  );
}

/** The same beside one plan, short. */
export function Notes({ findings }: { findings: readonly Found[] }) {
  return (
    <ul class="notes">
      {findings.map((found, i) => (
        <li key={found.code + String(i)}>
          <State tone="you" icon="you">{p(found.severity === "stops" ? "check.stops" : "check.warns")}</State> {said(found.message)} <span class="soft s">{p("check.rule", { source: found.source ?? "" })}</span>
        </li>
      ))}
    </ul>
  );
}

const whole = ({ num, den }: Fraction): number => Math.round(num / den);

/** Granted hours, filled by what is worked and what is planned: as a bar, and in words. */
export function Hours({ hours }: { hours: readonly PlanHours[] }) {
  if (hours.length === 0) return null;
  return (
    <div class="budget">
      {hours.map((one) => {
        const [worked, planned, left] = [whole(one.worked), whole(one.planned), whole(one.left)];
        const scale = Math.max(1, one.granted, worked + planned);
        const percent = (minutes: number): string => `${Math.min(100, (100 * minutes) / scale)}%`;
        return (
          <section class="leaf hours" key={one.from + one.to}>
            <div class="row row--between">
              <h2>{p("hours.title", { from: format.dayOfMonth(one.from), to: format.dayOfMonth(one.to) })}</h2>
              {left < 0 ? <State tone="you" icon="you">{p("hours.over", { over: format.hours(-left) })}</State> : <State tone={left === 0 ? "done" : "plain"} icon={left === 0 ? "check" : "clock"}>{left === 0 ? p("hours.full") : p("hours.left", { left: format.hours(left) })}</State>}
            </div>
            <svg class="hours__bar" aria-hidden="true">
              <rect class="h-work" width={percent(worked)} height="100%" />
              <rect class="h-plan" x={percent(worked)} width={percent(planned)} height="100%" />
              {left < 0 && <line class="h-end" x1={percent(one.granted)} x2={percent(one.granted)} y1="0" y2="100%" />}
            </svg>
            <p class="s">{p("hours.said", { worked: format.hours(worked), planned: format.hours(planned), granted: format.hours(one.granted) })}</p>
          </section>
        );
      })}
    </div>
  );
}
