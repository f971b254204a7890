import { useState } from "preact/hooks";
import { format, t } from "../i18n";
import { answerInWords, Button, Finding, State, TextField, Writes } from "../ui";
import type { Answer } from "./doc";
import type { Row } from "./types";
import { changesOf, kindInWords, reasonOf } from "./late";
import { o } from "./words";

/** A change that came too late, and what the coordinator decides: apply it, or decline and say why. */
export function Parked({ row, declares, change, isNew, days, signed, names, onApply, onDecline }: { row: Row | undefined; declares?: Readonly<Record<string, unknown>> | undefined; change: Answer; isNew: boolean; days: boolean; signed: boolean; names: (id: string) => string; onApply: () => void; onDecline: (why: string) => void }) {
  const [declining, decline] = useState(false);
  const [why, explain] = useState("");
  const [missing, miss] = useState(false);
  const who = names(change.person);
  const reason = change.reason === undefined ? {} : { reason: change.reason };
  const declared = declares && { doc: "declaration/", set: change.set, is: declares, made: true, ...reason };
  return (
    <Finding state={<State tone="you" icon="you">{t("state.you")}</State>} title={declared ? kindInWords(declared.doc) : <>{row?.start ? `${format.capital(format.day(row.start))}: ` : ""}{answerInWords(change, names)}</>}>
      {declared && <ul class="listed s">{changesOf(declared, names).map(({ label, is, set }) => <li key={label}>{is === undefined ? o("late.new", { label, set }) : o("late.change", { label, is, set })}</li>)}</ul>}
      <p class="s">{reasonOf(declared ?? { doc: "shift/", made: !isNew, days, signed, ...reason }, who)} {change.at?.wall ? format.fullMoment(change.at.wall) : ""}</p>
      {change.why && <p class="s">”{change.why}”</p>}
      {declining && <TextField label={o("parked.declineWhy")} value={why} onInput={explain} wrong={missing && why.trim() === "" ? t("why.needed") : undefined} maxLength={500} />}
      <Writes><div class="row">
        {!declining && <Button kind="line" icon="check" onClick={onApply}>{o("parked.apply")}</Button>}
        <Button
          kind={declining ? "line" : "quiet"}
          onClick={() => {
            if (!declining) decline(true);
            else if (why.trim() === "") miss(true);
            else onDecline(why.trim());
          }}
        >
          {o("parked.decline")}
        </Button>
        {declining && <Button kind="quiet" onClick={() => decline(false)}>{t("do.cancel")}</Button>}
      </div></Writes>
    </Finding>
  );
}
