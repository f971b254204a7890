import { format, t } from "../i18n";
import { Choices, Ribbon } from "../ui";
import type { Fold } from "./form";
import { a } from "./words";

/**
 * Which of the two hours is meant, on the night when 02 comes twice. lengths are the minutes that the shift becomes by
 * each answer, where they are known.
 */
export function FoldQuestion({ name, clock, value, lengths, onChange, missing }: { name: string; clock: number | undefined; value: Fold | undefined; lengths: Readonly<Record<Fold, number | undefined>>; onChange: (fold: Fold) => void; missing: boolean }) {
  const reading = clock === undefined ? "" : format.clockOf(clock);
  const sub = (which: Fold) => {
    const minutes = lengths[which];
    return minutes === undefined ? undefined : t(which === "first" ? "edit.firstIs" : "edit.secondIs", { time: format.hours(minutes) });
  };
  return (
    <Choices
      legend={t("edit.twice", { clock: reading })} name={name} value={value} onChange={onChange}
      options={[
        { value: "first", label: t("edit.first", { clock: reading }), sub: sub("first") },
        { value: "second", label: t("edit.second", { clock: reading }), sub: sub("second") },
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
