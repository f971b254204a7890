// What the office says of one thing: who sees to it, and until when it is put off.

import { useState } from "preact/hooks";
import { format, t } from "../../i18n";
import { Button, Choices, Sheet, TextField } from "../../ui";
import type { Named } from "../types";
import type { Waiting } from "./inbox";
import { i } from "./words";

/** Who sees to it. */
export function Give({ of, colleagues, me, onSay, onClose }: { of: Waiting; colleagues: readonly Named[]; me: string; onSay: (assignee: string, note: string) => void; onClose: () => void }) {
  const [whom, choose] = useState(of.assignee);
  const [note, write] = useState(of.note);
  return (
    <Sheet title={i("give.title")} sub={titleOf(of)} onClose={onClose} closeLabel={t("do.cancel")} actions={<><Button kind="primary" submit form="give">{i("give.save")}</Button><Button kind="quiet" onClick={onClose}>{t("do.cancel")}</Button></>}>
      <form id="give" class="stack" onSubmit={(e) => { e.preventDefault(); onSay(whom, note.trim()); }}>
        <p>{i("give.what")}</p>
        <Choices
          legend={i("give.whom")} name="whom" value={whom} onChange={choose}
          options={[...colleagues.map(({ id, name }) => ({ value: id, label: name, ...(id === me ? { sub: i("give.me") } : {}) })), { value: "", label: i("give.nobody") }]}
        />
        <TextField label={i("note")} optional={t("why.optional")} value={note} onInput={write} maxLength={500} />
      </form>
    </Sheet>
  );
}

/** Until when it is put off. */
export function PutOff({ of, today, onSay, onClose }: { of: Waiting; today: string; onSay: (until: string, note: string) => void; onClose: () => void }) {
  const [until, choose] = useState(of.until || dayAfter(today, 1));
  const [note, write] = useState(of.note);
  const [tried, setTried] = useState(false);
  const wrong = tried && until <= today;
  return (
    <Sheet title={i("put.title")} sub={titleOf(of)} onClose={onClose} closeLabel={t("do.cancel")} actions={<><Button kind="primary" submit form="put">{i("put.save")}</Button><Button kind="quiet" onClick={onClose}>{t("do.cancel")}</Button></>}>
      <form
        id="put" class="stack"
        onSubmit={(e) => {
          e.preventDefault();
          if (until <= today) setTried(true);
          else onSay(until, note.trim());
        }}
      >
        <p>{i("put.what")}</p>
        <TextField label={i("put.until")} type="date" value={until} onInput={choose} wrong={wrong ? i("put.late") : undefined} help={of.last !== "" && until > of.last ? i("put.past", { day: format.day(of.last) }) : undefined} />
        <div class="row">
          <Button kind="line" onClick={() => choose(dayAfter(today, 1))}>{i("put.tomorrow")}</Button>
          <Button kind="line" onClick={() => choose(dayAfter(today, 7))}>{i("put.week")}</Button>
        </div>
        <TextField label={i("note")} optional={t("why.optional")} value={note} onInput={write} maxLength={500} />
      </form>
    </Sheet>
  );
}

/** Whose it is, and of which month. */
export function titleOf({ beneficiary, month, person }: Waiting): string {
  const whose = beneficiary.name || person.name;
  return [whose, month && format.month(month, true)].filter(Boolean).join(", ");
}

/** The day so many days after one. */
export function dayAfter(day: string, n: number): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + n);
  return at.toISOString().slice(0, 10);
}
