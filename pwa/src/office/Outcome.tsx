import { Problem } from "../core/api";
import { said } from "../i18n";
import { Notice } from "../ui";
import type { Commands } from "./commands";
import { sentence } from "../ui/Failed";
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
        <Reason title={o("now.lock")} label={o("now.lockWhy")} action={o("now.lockAnyway")} needed={false} onSay={(why) => commands.lockNow(why)} onClose={() => commands.cancel()}>
          <ul class="pre">
            {view.findings.filter((f) => f.severity === "warns").map((f, i) => <li key={i} class="todo"><span /><span>{said(f.message)}</span></li>)}
          </ul>
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
