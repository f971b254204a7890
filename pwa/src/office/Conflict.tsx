import { useState } from "preact/hooks";
import { format, t } from "../i18n";
import { answerInWords, Button, Choices, Ledger, LedgerRow, State, TextField, Writes } from "../ui";
import type { Answer, Disagreement } from "./doc";
import type { Row } from "./types";
import { o } from "./words";

/** What the coordinator chose: one of the answers, and why. */
export interface Choice {
  answer: Answer;
  /** All the answers that were in sight when it was chosen. */
  seen: readonly string[];
  why: string;
}

/** Two answers about one row: both values, who, when, why; one of them is chosen, or another is written. */
export function Conflict({ row, conflict, names, onChoose, onOther }: { row: Row; conflict: Disagreement; names: (id: string) => string; onChoose: (choice: Choice) => void; onOther: (seen: readonly string[]) => void }) {
  const [chosen, choose] = useState<string>(conflict.candidates[0]?.op ?? "other");
  const [why, explain] = useState("");
  const seen = conflict.candidates.map((c) => c.op);
  const name = `conflict-${row.id}-${conflict.fields.join("-")}`;
  return (
    <article class="finding conflict">
      <State tone="you" icon="you">{t("state.you")}</State>
      <h3>{o("conflict.title", { day: format.capital(format.day(row.start)) })} <span class="soft">{row.name}, {format.span(row.start, row.end)}</span></h3>
      <p class="s">{t("conflict.both")}</p>
      <Ledger label={t("conflict.who")}>
        {conflict.candidates.map((answer, i) => (
          <LedgerRow key={answer.op} when={<span class="l">{answerInWords(answer, names)}</span>} what={<strong>{names(answer.person)}</strong>} sub={i === 0 ? o("conflict.stands") : undefined}>
            {answer.at?.wall && <span class="s">{format.fullMoment(answer.at.wall)}</span>}
            {answer.why && <State icon="speak">”{answer.why}”</State>}
          </LedgerRow>
        ))}
      </Ledger>
      <Writes><form
        class="stack"
        onSubmit={(e) => {
          e.preventDefault();
          const answer = conflict.candidates.find((c) => c.op === chosen);
          const theirs = answer?.set["void"] === true ? answer.why : undefined; // a row goes for a reason: whoever says none takes theirs
          if (answer) onChoose({ answer, seen, why: why.trim() || (theirs ?? "") });
          else onOther(seen);
        }}
      >
        <Choices
          legend={o("conflict.choose")} name={name} value={chosen} onChange={choose}
          options={[
            ...conflict.candidates.map((answer) => ({ value: answer.op, label: answerInWords(answer, names), sub: names(answer.person) })),
            { value: "other", label: o("conflict.other"), sub: o("conflict.otherHow") },
          ]}
        />
        {chosen !== "other" && <TextField label={o("conflict.why")} optional={t("why.optional")} value={why} onInput={explain} maxLength={500} />}
        <div class="row"><Button kind="primary" submit>{chosen === "other" ? o("conflict.otherHow") : o("conflict.save")}</Button></div>
      </form></Writes>
    </article>
  );
}
