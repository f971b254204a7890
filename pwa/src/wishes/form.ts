// What a person says of when notices may come, as the server keeps it and as the form shows it.

/** As the server has it. */
export interface Wishes {
  readonly quiet: { readonly from: string; readonly to: string };
  readonly holidays: boolean;
  readonly away: { readonly from: string; readonly to: string };
  readonly grave: boolean;
  readonly digest: string;
}

/** As the form has it: clock readings in minutes after midnight. */
export interface Form {
  readonly quiet: boolean;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly holidays: boolean;
  readonly first: string;
  readonly last: string;
  readonly grave: boolean;
  readonly digest: number | undefined;
}

/** Minutes after midnight of HH:MM. */
function minutes(clock: string): number | undefined {
  const read = /^(\d\d):(\d\d)$/.exec(clock);
  return read ? Number(read[1]) * 60 + Number(read[2]) : undefined;
}

function clock(minutes: number): string {
  const of = minutes % 1440;
  return `${String(Math.floor(of / 60)).padStart(2, "0")}:${String(of % 60).padStart(2, "0")}`;
}

/** The form of what is kept. Whoever has no quiet hours is offered the night. */
export function formOf(w: Wishes): Form {
  const quiet = w.quiet.from !== w.quiet.to;
  return {
    quiet, from: quiet ? minutes(w.quiet.from) : 21 * 60, to: quiet ? minutes(w.quiet.to) : 8 * 60,
    holidays: w.holidays, first: w.away.from, last: w.away.to, grave: w.grave, digest: minutes(w.digest),
  };
}

/** Whether the days away are none that anybody could mean: they are sixty at most. */
export function awayWrong({ first, last }: Form): boolean {
  if (first === "" && last === "") return false;
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1;
  return !(days >= 1 && days <= 60);
}

/** What the server is told; undefined while something is missing or wrong. */
export function wishesOf(form: Form): Wishes | undefined {
  if (form.from === undefined || form.to === undefined || form.digest === undefined || awayWrong(form)) return undefined;
  return {
    quiet: form.quiet ? { from: clock(form.from), to: clock(form.to) } : { from: "00:00", to: "00:00" },
    holidays: form.holidays, away: { from: form.first, to: form.last }, grave: form.grave, digest: clock(form.digest),
  };
}
