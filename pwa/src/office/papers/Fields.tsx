import { useId } from "preact/hooks";
import { readClock } from "../../ui/clock";
import { format } from "../../i18n";
import { Field, TextField } from "../../ui";
import type { Named } from "../types";
import { wayKeys } from "../../reach/ways";
import { wanted, type Value, type Values, type Wrong } from "./form";
import { readPerson } from "./numbers";
import type { Asked, Paper } from "./papers";
import { p, word } from "./words";

/** The fields of a form. */
export interface FieldsProps {
  paper: Paper;
  values: Values;
  wrong: Readonly<Record<string, Wrong>>;
  /** Fields that are given from where one stands, and not asked for. */
  given?: readonly string[];
  today: string;
  /** The people who can be chosen in a role, and whoever is chosen. */
  people: (role: string, chosen: string) => readonly Named[];
  onChange: (name: string, value: Value) => void;
}

/** Every field that the form asks for, by what stands in the others. */
export function Fields({ paper, values, given = [], ...rest }: FieldsProps) {
  return <>{paper.fields.filter((asked) => !given.includes(asked.name) && wanted(asked, values)).map((asked) => <One key={asked.name} asked={asked} value={values[asked.name] ?? ""} {...rest} />)}</>;
}

function One({ asked, value, wrong: all, today, people, onChange }: { asked: Asked; value: Value } & Omit<FieldsProps, "paper" | "values" | "given">) {
  const { name, shape } = asked;
  const label = word(`f.${name}`);
  const wrong = all[name] && p(`wrong.${all[name]}`);
  const help = word(`h.${name}`) || undefined;
  const optional = asked.required ? undefined : p("optional");
  const set = (next: Value): void => onChange(name, next);
  if (shape.as === "flag") return <Mark label={label} checked={value === true} onChange={set} />;
  if (shape.as === "many") return <Several legend={label} name={name} of={shape.of} chosen={Array.isArray(value) ? (value as readonly string[]) : []} help={help} wrong={wrong} onChange={set} />;
  const typed = typeof value === "string" ? value : "";
  const options = shape.as === "person" ? people(shape.role, typed) : shape.as === "one" || shape.as === "ways" ? (shape.as === "one" ? shape.of : wayKeys).map((v) => ({ id: v, name: word(`v.${name}.${v}`) })) : undefined;
  if (options) {
    return (
      <Field label={label} help={help} wrong={wrong} optional={optional}>
        {({ id, describedby, invalid }) => (
          <select class="input" id={id} name={name} value={typed} aria-describedby={describedby} aria-invalid={invalid || undefined} onChange={(e) => set(e.currentTarget.value)}>
            {(!asked.required || typed === "") && <option value="">{p("v.none")}</option>}
            {options.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        )}
      </Field>
    );
  }
  if (shape.as === "moment") return <Moment label={label} value={typed} help={help} wrong={wrong} onChange={set} />;
  if (shape.as === "number") {
    const found = readPerson(typed, today);
    const whole = typed.replace(/\D/g, "").length >= 10;
    const live = whole && "wrong" in found ? p(`wrong.number.${found.wrong}`) : undefined;
    const fine = "wrong" in found ? help : p(found.kind === "personnummer" ? "number.fine" : "number.coordination");
    return <TextField label={label} name={name} value={typed} onInput={set} help={fine} wrong={live ?? wrong} maxLength={16} optional={optional} />;
  }
  return (
    <TextField
      label={label} name={name} value={typed} onInput={set} type={shape.as === "date" ? "date" : "text"} help={help} wrong={wrong} optional={optional}
      maxLength={shape.as === "text" ? shape.most : shape.as === "mail" ? 254 : 40}
    />
  );
}

/** A mark that is set or not. */
export function Mark({ label, checked, onChange }: { label: string; checked: boolean; onChange: (on: boolean) => void }) {
  return <label class="check"><input type="checkbox" checked={checked} onChange={(e) => onChange(e.currentTarget.checked)} /><span>{label}</span></label>;
}

function Several({ legend, name, of, chosen, help, wrong, onChange }: { legend: string; name: string; of: readonly string[]; chosen: readonly string[]; help: string | undefined; wrong: string | undefined; onChange: (chosen: readonly string[]) => void }) {
  const about = useId();
  return (
    <fieldset class="several" aria-describedby={help || wrong ? about : undefined}>
      <legend>{legend}</legend>
      <div class="several__of">
        {of.map((one, i) => (
          <label class="check" key={one}>
            <input type="checkbox" checked={chosen.includes(one)} aria-invalid={(wrong && i === 0) || undefined} onChange={(e) => onChange(of.filter((v) => (v === one ? e.currentTarget.checked : chosen.includes(v))))} />
            <span>{word(`v.${name}.${one}`)}</span>
          </label>
        ))}
      </div>
      {(help || wrong) && <small id={about} class={wrong ? "wrong" : undefined} role={wrong ? "alert" : undefined}>{wrong ?? help}</small>}
    </fieldset>
  );
}

// A day and a clock, kept as one text with a blank between.
function Moment({ label, value, help, wrong, onChange }: { label: string; value: string; help: string | undefined; wrong: string | undefined; onChange: (value: string) => void }) {
  const [day = "", clock = ""] = value.split(" ");
  const joined = (d: string, c: string): string => (d === "" && c === "" ? "" : `${d} ${c}`);
  const at = readClock(clock);
  return (
    <div class="pair pair--dates">
      <TextField label={label} type="date" value={day} help={help} wrong={wrong} onInput={(d) => onChange(joined(d, clock))} />
      <TextField label={`${label}, ${p("f.clock").toLocaleLowerCase("sv")}`} value={clock} onInput={(c) => onChange(joined(day, c.replace(/ /g, "")))} help={at !== undefined && clock.length < 4 ? format.clockOf(at) : undefined} maxLength={5} />
    </div>
  );
}
