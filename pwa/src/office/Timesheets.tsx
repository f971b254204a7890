import { format } from "../i18n";
import { Button, Notice, Writes, type Toaster } from "../ui";
import { Fetched } from "../ui/Fetched";
import { useAsked } from "../ui/asking";
import type { Desk } from "../ui/desk";
import { JoinNotice } from "./send/JoinNotice";
import { SheetCards } from "./send/SheetCard";
import { grouped } from "./send/groups";
import { useSitting } from "./send/resuming";
import { leftInWords, useSendAll } from "./send/sending";
import { w } from "./send/words";
import type { SheetLine } from "./types";
import { o } from "./words";

/** Where every assistant's timesheet of the month stands, and what the office does next: one by one, or all of a kind. */
export function Timesheets({ desk, beneficiary, month, toaster }: { desk: Desk; beneficiary: string; month: string; toaster: Toaster }) {
  const path = `/api/v1/months/${beneficiary}/${month}/timesheets`;
  const asked = useAsked<{ timesheets: readonly SheetLine[] }>(desk, path, 15_000);
  const sending = useSendAll(desk, asked.again, toaster);
  const where = `${beneficiary}@${month}`;
  const lines = asked.value?.timesheets ?? [];
  const groups = grouped(lines);
  const toSign = groups.get("sign") ?? [];
  const toSend = groups.get("send") ?? [];
  const { shown, sign } = useSitting(where, toSign);
  if (lines.length === 0) return null;
  return (
    <section class="section" aria-labelledby="sheets">
      <header>
        <h2 id="sheets">{o("sheet.title")}</h2>
        <a class="s" href={`/office/sheets/${month}`}>{w("all.every", { month: format.month(month) })}</a>
      </header>
      <JoinNotice desk={desk} paper />
      {sending.failed && <Notice tone="alarm" icon="alarm">{leftInWords(sending.failed)}</Notice>}
      <Writes>
        {toSign.length + toSend.length > 0 && (
          <div class="row">
            {toSign.length > 1 && <Button kind="primary" icon="pen" onClick={() => sign(toSign)}>{w("sheet.signMany", { n: toSign.length })}</Button>}
            {toSend.length > 1 && <Button kind={toSign.length > 1 ? "line" : "primary"} icon="arrow" busy={sending.busy} onClick={() => void sending.send(toSend)}>{w("sheet.sendMany", { n: toSend.length })}</Button>}
          </div>
        )}
      </Writes>
      <SheetCards desk={desk} lines={lines} again={asked.again} toaster={toaster} onSign={(line) => sign([line])} />
      {shown && <Fetched from={pages} show={({ Sitting }) => <Sitting key={shown.where} desk={desk} lines={shown.lines} running={shown.running} where={where} month={month} onClose={() => { sign(undefined); asked.again(); }} />} />}
    </section>
  );
}

const pages = () => import("./send/pages");
