import { format, t } from "../i18n";
import { between, type Minute } from "../core/time";
import { Choices, Ribbon } from "../ui";
import type { Fold } from "./form";
import { a } from "./words";

/**
 * Which of the two hours is meant, on the night when 02 comes twice. other is the other end of the shift, where it is
 * known: then each answer says how long the shift becomes. start: the question is about the beginning.
 */
export function FoldQuestion({ name, clock, twice, value, other, start, onChange, missing }: { name: string; clock: number | undefined; twice: readonly [Minute, Minute]; value: Fold | undefined; other: Minute | undefined; start?: boolean; onChange: (fold: Fold) => void; missing: boolean }) {
  const reading = clock === undefined ? "" : format.clockOf(clock);
  const long = (at: Minute): string => {
    if (other === undefined) return "";
    return format.hours(start ? between(at, other) : between(other, at));
  };
  const sub = (which: Fold, at: Minute) => {
    const time = long(at);
    return time === "" ? undefined : t(which === "first" ? "edit.firstIs" : "edit.secondIs", { time });
  };
  return (
    <Choices
      legend={t("edit.twice", { clock: reading })} name={name} value={value} onChange={onChange}
      options={[
        { value: "first", label: t("edit.first", { clock: reading }), sub: sub("first", twice[0]) },
        { value: "second", label: t("edit.second", { clock: reading }), sub: sub("second", twice[1]) },
      ]}
    >
      <Ribbon
        pieces={[{ from: 2 / 7, to: 4 / 7, kind: "again" }]}
        hours={["00", "01", `02 ${t("time.first")}`, `02 ${t("time.second")}`, "03", "04", "05", "06"]}
      />
      {missing && value === undefined && <small class="wrong" role="alert">{a("edit.choose")}</small>}
    </Choices>
  );
}
