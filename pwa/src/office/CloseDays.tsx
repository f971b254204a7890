import { useState } from "preact/hooks";
import { format, t } from "../i18n";
import { Button, Icon, TextField, Writes } from "../ui";
import type { Commands } from "./commands";
import type { MonthView } from "./types";
import { o } from "./words";

/** The first days of a month that is open: closed before its invoice is locked, or opened again with a reason. */
export function CloseDays({ view, commands, today }: { view: MonthView; commands: Commands; today: string }) {
  const [chosen, choose] = useState("");
  const [why, explain] = useState<string | undefined>(undefined);
  const [missing, miss] = useState(false);
  if (view.invoice.state !== "open") return null;
  const days = view.days.map(({ day }) => `${view.month}-${String(day).padStart(2, "0")}`).filter((day) => day < today && day > (view.closed ?? ""));
  const busy = commands.busy.value;
  const reopen = (): void => {
    if (why === undefined) explain("");
    else if (why.trim() === "") miss(true);
    else {
      commands.openDays(why.trim());
      explain(undefined);
    }
  };
  if (days.length === 0 && !view.closed) return null;
  const until = days.includes(chosen) ? chosen : (days.at(-1) ?? "");
  return (
    <section class="leaf stack stack--s" aria-labelledby="close">
      <h2 id="close">{o("close.title")}</h2>
      {view.closed && <p class="state"><Icon name="lock" /> {o("close.until", { day: format.day(view.closed) })}</p>}
      <p class="soft s">{o("close.what")}</p>
      <Writes>
        {days.length > 0 && (
          <div class="row">
            <label><span class="vh">{o("close.choose")}</span>
              <select class="input" value={until} onChange={(e) => choose(e.currentTarget.value)}>{days.map((day) => <option key={day} value={day}>{format.capital(format.day(day))}</option>)}</select>
            </label>
            <Button kind="line" icon="lock" busy={busy} onClick={() => commands.close(until)}>{o("close.do")}</Button>
          </div>
        )}
        {why !== undefined && <TextField label={o("close.openWhy")} value={why} onInput={explain} wrong={missing && why.trim() === "" ? t("why.needed") : undefined} maxLength={500} />}
        {view.closed && <Button kind="quiet" icon="unlock" busy={busy} onClick={reopen}>{o("close.open")}</Button>}
      </Writes>
    </section>
  );
}
