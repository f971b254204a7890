// Which customers of the board are chosen. It knows no screen: what is pressed comes in as what was meant by it.

/** What is chosen; from is where a stretch begins that Shift draws on. */
export interface Selection {
  readonly chosen: ReadonlySet<string>;
  readonly from: string;
}

/** Nothing is chosen. */
export const nothing: Selection = { chosen: new Set(), from: "" };

/** What is pressed. */
export type Press =
  /** One is chosen, or no more. */
  | { readonly is: "one"; readonly id: string }
  /** All between where the stretch begins and this one, as they stand in shown. */
  | { readonly is: "to"; readonly id: string; readonly shown: readonly string[] }
  /** All that are shown; where they are so already, none of them. */
  | { readonly is: "all"; readonly shown: readonly string[] }
  | { readonly is: "none" };

/** The selection after a press. */
export function pressed(s: Selection, press: Press): Selection {
  switch (press.is) {
    case "one": return { chosen: s.chosen.has(press.id) ? without(s.chosen, [press.id]) : new Set([...s.chosen, press.id]), from: press.id };
    case "to": {
      const [a, b] = [press.shown.indexOf(s.from), press.shown.indexOf(press.id)];
      if (b < 0) return s;
      const stretch = a < 0 ? [press.id] : press.shown.slice(Math.min(a, b), Math.max(a, b) + 1);
      return { chosen: new Set([...s.chosen, ...stretch]), from: a < 0 ? press.id : s.from };
    }
    case "all": return { chosen: isAll(s, press.shown) ? without(s.chosen, press.shown) : new Set([...s.chosen, ...press.shown]), from: "" };
    case "none": return nothing;
  }
}

/** Whether all that are shown are chosen. */
export function isAll({ chosen }: Selection, shown: readonly string[]): boolean {
  return shown.length > 0 && shown.every((id) => chosen.has(id));
}

/** What is left of a selection where only these are there any more. */
export function among(s: Selection, there: ReadonlySet<string>): Selection {
  return [...s.chosen].every((id) => there.has(id)) ? s : { chosen: new Set([...s.chosen].filter((id) => there.has(id))), from: there.has(s.from) ? s.from : "" };
}

function without(all: ReadonlySet<string>, gone: readonly string[]): ReadonlySet<string> {
  return new Set([...all].filter((id) => !gone.includes(id)));
}
