import type { Candidate, Conflict, Fields } from "../../core/types";
import { format, t } from "../../i18n";
import { Button, Ledger, LedgerRow, State, Writes } from "../../ui";
import { wayKeys } from "../../reach/ways";
import type { Value, Values } from "./form";
import type { Asked, Paper } from "./papers";
import { askedIn, removes, settledBy, taken } from "./settling";
import { dated } from "./told";
import { p, word } from "./words";

/** The answers that stand against each other about a paper. */
export interface AnswersProps {
  form: Paper;
  conflicts: readonly Conflict[];
  /** The fields as they stand. */
  stands: Fields | undefined;
  names: (id: string) => string;
  /** Puts an answer into the form; where there is none yet, they are only shown. */
  onTake?: (values: Values) => void;
}

/** Who said what, and when: all answers are seen before one of them is saved. */
export function Answers({ form, conflicts, stands, names, onTake }: AnswersProps) {
  const settled = settledBy(form, conflicts);
  if (settled.length === 0) return null;
  return (
    <article class="finding conflict">
      <State tone="you" icon="you">{p("two")}</State>
      {onTake && <p>{p("twoDo")}</p>}
      {settled.map((conflict) => (
        <Ledger key={conflict.fields.join()} label={t("conflict.who")}>
          {conflict.candidates.map((answer, i) => {
            const who = names(answer.person ?? "");
            return (
              <LedgerRow key={answer.op} when={<span class="s">{p(i === 0 ? "two.stands" : "two.other")}</span>} what={<strong>{who}</strong>}>
                <InWords {...{ form, conflict, stands, answer, names }} />
                {answer.at?.wall && <span class="s">{format.fullMoment(answer.at.wall)}</span>}
                {answer.why && <State icon="speak">”{answer.why}”</State>}
                {onTake && !removes(answer) && <Writes><Button kind="quiet" start icon="pen" label={`${p("two.take")}, ${who}`} onClick={() => onTake(taken(form, conflict, stands, answer))}>{p("two.take")}</Button></Writes>}
              </LedgerRow>
            );
          })}
        </Ledger>
      ))}
    </article>
  );
}

function InWords({ form, conflict, stands, answer, names }: Omit<AnswersProps, "conflicts" | "onTake"> & { conflict: Conflict; answer: Candidate }) {
  if (conflict.fields.includes("void")) return <span class="two__said"><b>{p(removes(answer) ? "two.removed" : "two.kept")}</b></span>;
  const values = taken(form, conflict, stands, answer);
  return <>{askedIn(form, conflict).map((asked) => <span key={asked.name} class="two__said">{word(`f.${asked.name}`)}: <b>{valueInWords(asked, values[asked.name] ?? "", names)}</b></span>)}</>;
}

function valueInWords({ name, shape }: Asked, value: Value, names: (id: string) => string): string {
  if (typeof value === "boolean") return p(value ? "v.signs.yes" : "v.signs.no");
  if (typeof value !== "string") return value.map((one) => word(`v.${name}.${one}`)).join(", ") || p("two.none");
  if (value === "") return p("two.none");
  if (shape.as === "person") return names(value);
  if (shape.as === "one" || (shape.as === "ways" && (wayKeys as readonly string[]).includes(value))) return word(`v.${name}.${value}`);
  return shape.as === "date" ? dated(value) : value;
}
