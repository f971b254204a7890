// A customer's day notes in the office: for those who answer for them.

import { useEffect, useState } from "preact/hooks";
import { text } from "../core/types";
import { format } from "../i18n";
import { Button, type Toaster } from "../ui";
import type { Desk } from "../ui/desk";
import { DayNotes } from "./DayNotes";
import { answering, keptDays, keptMonths } from "./notes";
import { n } from "./words";

/** The section on a customer's page. */
export function CustomerNotes({ desk, toasts, who, name }: { desk: Desk; toasts: Toaster; who: string; name: string }) {
  const docs = desk.docs.value;
  const today = format.today(desk.now());
  const me = desk.who.value?.person ?? "";
  const [back, setBack] = useState(1); // how many months before this one are shown
  const names = (id: string): string => text(docs.get(`person/${id}`)?.fields ?? {}, "name");
  const answers = answering(docs, who, today);
  const reads = (desk.who.value?.roles ?? []).includes("coordinator") && (answers.length === 0 || answers.includes(me));
  const kept = keptMonths(docs, today);
  const shown = kept.slice(0, back + 1);
  const older = kept[shown.length];
  const open = reads ? shown.join() : "";
  useEffect(() => {
    if (open !== "") for (const month of open.split(",")) desk.open(`notes/${who}@${month}`);
  }, [who, open]);
  return (
    <section class="leaf paper" aria-labelledby="s-notes">
      <header class="paper__head"><h2 id="s-notes">{n("title")}</h2></header>
      {keptDays(docs) === 0 ? <p class="soft">{n("off")}</p> : !reads ? <p class="soft">{n("others", { name, who: answers.map(names).join(", ") })}</p> : (
        <>
          <DayNotes beneficiary={who} mayNote={() => true} speaker={{ desk, me, as: "coordinator", names, tell: (what) => toasts.say(what) }} />
          {older !== undefined && <Button kind="quiet" start icon="down" onClick={() => setBack(back + 1)}>{n("older", { month: format.month(older) })}</Button>}
        </>
      )}
    </section>
  );
}
