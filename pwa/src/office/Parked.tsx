import { useState } from "preact/hooks";
import { format, t } from "../i18n";
import { answerInWords, Button, Finding, State, TextField, Writes } from "../ui";
import type { Answer } from "./doc";
import type { Row } from "./types";
import { o } from "./words";

/** A change that came too late, and what the coordinator decides: apply it, or decline and say why. */
export function Parked({ row, change, isNew, names, onApply, onDecline }: { row: Row | undefined; change: Answer; isNew: boolean; names: (id: string) => string; onApply: () => void; onDecline: (why: string) => void }) {
  const [declining, decline] = useState(false);
  const [why, explain] = useState("");
  const [missing, miss] = useState(false);
  const who = names(change.person);
  const reason = change.reason === "right_ended" ? "parked.left" : change.reason === "right_moved" ? "parked.moved" : change.reason === "newer_version" ? "parked.version" : change.reason === "restored" ? "parked.restored" : isNew ? "parked.new" : "parked.what";
  return (
    <Finding state={<State tone="you" icon="you">{t("state.you")}</State>} title={<>{row?.start ? `${format.capital(format.day(row.start))}: ` : ""}{answerInWords(change, names)}</>}>
      <p class="s">{o(reason, { who })} {change.at?.wall ? format.fullMoment(change.at.wall) : ""}</p>
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
