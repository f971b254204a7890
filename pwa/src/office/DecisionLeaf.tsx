// What is decided of a customer's hours: granted, used and left in the decision's own period, and where it is heading.

import { format } from "../i18n";
import { Icon, Meter } from "../ui";
import { forecastWords } from "./hours";
import type { MonthDecision } from "./types";
import { o } from "./words";

/** The decision that the month goes by. */
export function DecisionLeaf({ decision }: { decision: MonthDecision }) {
  const { use, state } = decision;
  const hours = ({ num, den }: { num: number; den: number }): string => format.hours(Math.round(Math.abs(num) / den));
  const over = use !== null && use.left.num < 0;
  const heading = use !== null && use.forecast.num > use.granted * use.forecast.den;
  return (
    <section class="leaf" aria-labelledby="decision">
      <h2 id="decision">{o("decision.title")}</h2>
      {state !== "granted" && <p class="state"><Icon name="clock" /> {o(`decision.${state}`)}</p>}
      {use && (
        <>
          <p>{o("decision.granted", { hours: format.hours(use.granted), from: format.day(use.from), to: format.day(use.to) })}</p>
          <div class="meter"><Meter part={use.used.num / use.used.den / Math.max(1, use.granted)} label={o("decision.usedOf", { hours: hours(use.used), of: format.hours(use.granted) })} /></div>
          <dl class="told">
            <div><dt>{o("decision.used", { day: format.day(use.through) })}</dt><dd>{hours(use.used)}</dd></div>
            <div><dt>{o(over ? "decision.over" : "decision.left")}</dt><dd>{hours(use.left)}</dd></div>
            <div><dt>{o("decision.forecast", { day: format.day(use.to) })}</dt><dd>{hours(use.forecast)}</dd></div>
          </dl>
          <p class="soft s">{forecastWords(use)}</p>
          {(over || heading) && <p class="state state--you"><Icon name="you" /> {o(over ? "decision.isOver" : "decision.heads")}</p>}
        </>
      )}
      <p class="soft s">{[decision.to ? o("decision.until", { day: `${format.dayMonth(decision.to)} ${decision.to.slice(0, 4)}` }) : "", decision.double ? o("decision.double") : "", decision.granter === "municipality" ? o("decision.municipality") : ""].filter(Boolean).join(" ")}</p>
    </section>
  );
}
