import { Problem } from "../core/api";
import { format, said } from "../i18n";
import { Icon, Notice } from "../ui";
import type { Commands } from "./commands";
import { sentence } from "../ui/sentence";
import { Reason } from "./reason";
import type { MonthView } from "./types";
import { o } from "./words";

/** How a command went that was not done, in words; and the sheets that ask why. */
export function Outcome({ view, commands }: { view: MonthView; commands: Commands }) {
  const refusal = commands.refusal.value;
  const asking = commands.asking.value;
  return (
    <>
      {refusal?.kind === "changed" && <Notice tone="you" icon="you" live><strong>{o("now.changed")}.</strong> {o("now.changedDo")}</Notice>}
      {refusal?.kind === "failed" && <Notice tone="alarm" icon="alarm"><Refused failed={refusal.failed} view={view} /></Notice>}
      {asking === "lock" && (
        <Reason title={o("now.lock")} label={o("now.lockWhy")} action={o("now.lockAnyway")} needed onSay={(why) => commands.lockNow(why)} onClose={() => commands.cancel()}>
          <Against view={view} />
          <p>{o("now.lockWhat")}</p>
        </Reason>
      )}
      {asking === "reopen" && (
        <Reason title={o("now.reopenTitle", { month: commands.month() })} label={o("now.reopenWhy")} action={o("now.reopen")} needed onSay={(why) => commands.reopenNow(why)} onClose={() => commands.cancel()}>
          <p>{o("now.reopenWhat")}</p>
        </Reason>
      )}
    </>
  );
}

/** What the checks hold against locking the invoice now, and how much money may not come. */
function Against({ view: { preflight, ore } }: { view: MonthView }) {
  const warns = preflight.findings.filter((f) => f.severity === "warns");
  return (
    <>
      {preflight.ore > 0 && <p class="risk"><b>{format.kronor(preflight.ore)}</b><span>{o("now.risk", { month: format.kronor(ore.month) })}</span></p>}
      {preflight.ore > 0 && ore.estimated && <p class="soft s">{o("now.estimated")}</p>}
      <ul class="pre">
        {warns.map((f, i) => (
          <li key={i} class="todo"><Icon name="you" /><span>{said(f.message)}{f.ore > 0 && <><br /><span class="soft s">{o("find.risk", { kr: format.kronor(f.ore) })}</span></>}</span></li>
        ))}
        {preflight.checks.filter(({ state }) => state === "waits").map(({ check }) => <li key={check}><Icon name="clock" /><span>{o(`check.${check}.waits`)}</span></li>)}
      </ul>
    </>
  );
}

function Refused({ failed, view }: { failed: unknown; view: MonthView }) {
  if (!(failed instanceof Problem) || failed.code !== "month_not_ready") return <>{sentence(failed)}</>;
  const stops = view.findings.filter((f) => f.severity === "stops");
  return (
    <>
      <strong>{sentence(failed)}</strong>
      {stops.length > 0 && <ul class="listed">{stops.map((f, i) => <li key={i}>{said(f.message)}</li>)}</ul>}
    </>
  );
}
