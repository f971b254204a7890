import { useEffect, useState } from "preact/hooks";
import { format, t } from "../i18n";
import { Button } from "./Button";
import { readClock } from "./clock";
import { Field } from "./forms";

/** A clock reading in minutes after midnight; undefined while what is written is no time. */
export interface TimeInputProps {
  label: string;
  value: number | undefined;
  onChange: (minutes: number | undefined) => void;
  help?: string | undefined;
  wrong?: string | undefined;
  /** What a sheet that opens gives the focus to. */
  autofocus?: boolean | undefined;
}

/** A time written as 22.10 (or 2210, 22:10, 7), with a minute earlier and later under it. */
export function TimeInput({ label, value, onChange, help, wrong, autofocus }: TimeInputProps) {
  const [text, write] = useState(shown(value));
  useEffect(() => {
    if (value !== undefined && readClock(text) !== value) write(shown(value));
  }, [value]);
  const [writes, writing] = useState(false);
  const unreadable = !writes && text.trim() !== "" && readClock(text) === undefined; // a time that is half written is not wrong
  const nudge = (by: number): void => {
    const next = ((value ?? 0) + by + 1440) % 1440;
    write(shown(next));
    onChange(next);
  };
  return (
    <Field label={label} help={help} wrong={unreadable ? t("time.unreadable") : wrong}>
      {({ id, describedby, invalid }) => (
        <>
          <input
            class="input input--time" type="text" inputMode="numeric" id={id} autocomplete="off" value={text} autofocus={autofocus}
            aria-describedby={describedby} aria-invalid={invalid || undefined}
            onInput={(e) => {
              writing(true);
              write(e.currentTarget.value);
              onChange(readClock(e.currentTarget.value));
            }}
            onBlur={() => {
              writing(false);
              if (value !== undefined) write(shown(value));
            }}
          />
          <div class="nudge">
            {([[-1, "−1 min", "time.earlier"], [1, "+1 min", "time.later"]] as const).map(([by, face, said]) => (
              <Button key={by} kind="line" label={`${face}. ${label}: ${t(said)}`} onClick={() => nudge(by)}>{face}</Button>
            ))}
          </div>
        </>
      )}
    </Field>
  );
}

function shown(value: number | undefined): string {
  return value === undefined ? "" : format.clockOf(value);
}
