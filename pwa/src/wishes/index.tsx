// When notices may come: one's quiet hours, holidays, and what is urgent. For everybody's own page, fetched there.

import { useEffect, useState } from "preact/hooks";
import { core } from "../core";
import { Button, Notice, sentence, TextField, TimeInput } from "../ui";
import { awayWrong, formOf, wishesOf, type Form, type Wishes as Kept } from "./form";
import { hide, show, shown } from "./whose";
import { y } from "./words";

export { NoticesCard } from "./NoticesCard";

const path = "/api/v1/me/notices";

/** The way to the server, as a page has it. */
export interface Way {
  readonly get: (path: string) => Promise<unknown>;
  readonly put: (path: string, body: unknown) => Promise<unknown>;
}

/** The form; office: with the time of the day's digest. */
export function Wishes({ way, office = false }: { way: Way; office?: boolean }) {
  const [form, set] = useState<Form | undefined>(undefined);
  const [said, say] = useState<{ saved: true } | { failed: unknown } | undefined>(undefined);
  const [busy, work] = useState(false);
  useEffect(() => {
    way.get(path).then((kept) => set(formOf(kept as Kept)), (failed: unknown) => say({ failed }));
  }, []);
  const failed = said && "failed" in said && <Notice icon="nonet" live>{sentence(said.failed)}</Notice>;
  if (form === undefined) return failed || null;
  const put = (change: Partial<Form>): void => {
    say(undefined);
    set({ ...form, ...change });
  };
  const save = async (): Promise<void> => {
    const wanted = wishesOf(form);
    if (wanted === undefined || busy) return;
    work(true);
    try {
      set(formOf((await way.put(path, wanted)) as Kept));
      say({ saved: true });
    } catch (why) {
      say({ failed: why });
    }
    work(false);
  };
  const check = (key: "quiet" | "holidays" | "grave", what?: string) => (
    <label class="check">
      <input type="checkbox" checked={form[key]} onChange={(e) => put({ [key]: e.currentTarget.checked })} />
      <span><b>{y(key)}</b>{what !== undefined && <> <span class="soft">{what}</span></>}</span>
    </label>
  );
  return (
    <>
    <form class="leaf stack" aria-labelledby="wishes" onSubmit={(e) => { e.preventDefault(); void save(); }}>
      <h2 id="wishes">{y("title")}</h2>
      {check("quiet")}
      {form.quiet && (
        <div class="grow">
          <div class="pair">
            <TimeInput label={y("from")} value={form.from} onChange={(from) => put({ from })} />
            <TimeInput label={y("to")} value={form.to} onChange={(to) => put({ to })} />
          </div>
        </div>
      )}
      {check("holidays")}
      <fieldset>
        <legend>{y("away")}</legend>
        <p class="s soft">{y("away.what")}</p>
        <div class="pair pair--dates">
          <TextField label={y("away.first")} type="date" value={form.first} onInput={(first) => put({ first })} />
          <TextField label={y("away.last")} type="date" value={form.last} onInput={(last) => put({ last })} wrong={form.last !== "" && awayWrong(form) ? y("away.wrong") : undefined} />
        </div>
      </fieldset>
      {check("grave", y("grave.what"))}
      {office && <TimeInput label={y("digest")} help={y("digest.what")} value={form.digest} onChange={(digest) => put({ digest })} />}
      <div><Button kind="line" submit busy={busy}>{y("save")}</Button></div>
      {failed}
      {said && "saved" in said && <Notice icon="check" live>{y("saved")}</Notice>}
    </form>
    <Whose />
    </>
  );
}

/** Whether notices on this device say whom they are about; it holds from the tap on. */
function Whose() {
  const [on, set] = useState<boolean | undefined>(undefined);
  const me = core.who.value?.person ?? "";
  useEffect(() => void shown(me).then(set), [me]);
  const choose = async (wanted: boolean): Promise<void> => {
    set(wanted);
    await (wanted ? show(me, core.rows.peek()) : hide());
  };
  if (on === undefined) return null;
  return (
    <section class="leaf" aria-label={y("whose")}>
      <label class="check">
        <input type="checkbox" checked={on} onChange={(e) => void choose(e.currentTarget.checked)} />
        <span><b>{y("whose")}</b> <span class="soft">{y("whose.what")}</span></span>
      </label>
    </section>
  );
}
