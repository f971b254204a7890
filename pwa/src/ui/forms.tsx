// Fields and choices. Every one has a visible name; what is wrong is said in words beside it.

import type { ComponentChildren } from "preact";
import { useEffect, useId } from "preact/hooks";

/** A field with its name above and, below, help or what is wrong. */
export function Field({ label, optional, help, wrong, children }: { label: ComponentChildren; optional?: string | undefined; help?: ComponentChildren; wrong?: string | undefined; children: (ids: { id: string; describedby: string | undefined; invalid: boolean }) => ComponentChildren }) {
  const id = useId();
  const about = help || wrong ? `${id}-about` : undefined;
  useEffect(() => {
    const field = document.getElementById(id) as HTMLInputElement | null;
    if (field) field.dataset["was"] = field.value; // what it says from now on was written here (written.ts)
  }, []);
  useEffect(() => {
    // Whoever has pressed what found it wrong is led to the first such field: it may be out of sight.
    if (wrong && document.activeElement?.matches(".btn--primary")) document.getElementById(id)?.focus();
  }, [wrong]);
  return (
    <div class="field">
      <label for={id}>{label} {optional && <span class="soft">{optional}</span>}</label>
      {children({ id, describedby: about, invalid: Boolean(wrong) })}
      {about && <small id={about} class={wrong ? "wrong" : undefined} role={wrong ? "alert" : undefined}>{wrong ?? help}</small>}
    </div>
  );
}

/** One line of text. */
export interface TextFieldProps {
  label: ComponentChildren;
  value: string;
  onInput: (value: string) => void;
  type?: "text" | "date";
  optional?: string | undefined;
  help?: ComponentChildren;
  wrong?: string | undefined;
  name?: string;
  autocomplete?: string;
  maxLength?: number;
  /** To be read and copied, not written. */
  readOnly?: boolean;
}

/** A text field. */
export function TextField({ label, value, onInput, type = "text", optional, help, wrong, name, autocomplete = "off", maxLength, readOnly }: TextFieldProps) {
  return (
    <Field label={label} optional={optional} help={help} wrong={wrong}>
      {({ id, describedby, invalid }) => (
        <input
          class="input" {...(type === "date" ? { type } : { type: "text" as const })} id={id} name={name} value={value} autocomplete={autocomplete} maxLength={maxLength} readOnly={readOnly}
          aria-describedby={describedby} aria-invalid={invalid || undefined} onInput={(e) => onInput(e.currentTarget.value)} onFocus={readOnly ? (e) => e.currentTarget.select() : undefined}
        />
      )}
    </Field>
  );
}

/** One thing that can be chosen. */
export interface Option<V extends string> {
  value: V;
  label: ComponentChildren;
  sub?: ComponentChildren;
}

/** One of several, as large faces. */
export function Choices<V extends string>({ legend, name, value, options, onChange, children }: { legend: ComponentChildren; name: string; value: V | undefined; options: readonly Option<V>[]; onChange: (value: V) => void; children?: ComponentChildren }) {
  return (
    <fieldset class="choices">
      <legend>{legend}</legend>
      {children}
      {options.map((option) => (
        <label class="choice" key={option.value}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span class="choice__face"><span><b>{option.label}</b>{option.sub && <small>{option.sub}</small>}</span></span>
        </label>
      ))}
    </fieldset>
  );
}

/** One of a few, in a row: filters, the colour of a chart. */
export function Chips<V extends string>({ legend, name, value, options, onChange }: { legend: string; name: string; value: V; options: readonly { value: V; label: ComponentChildren; count?: number }[]; onChange: (value: V) => void }) {
  return (
    <fieldset class="chips">
      <legend class="vh">{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.label}{option.count !== undefined && <b>{option.count}</b>}</span>
        </label>
      ))}
    </fieldset>
  );
}
