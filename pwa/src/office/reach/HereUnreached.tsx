import { useState } from "preact/hooks";
import { format } from "../../i18n";
import { Button, Notice, Skeleton, Writes, type Toaster } from "../../ui";
import { useAsked } from "../../ui/asking";
import type { Desk } from "../../ui/desk";
import { Failed } from "../../ui/Failed";
import { sentence } from "../../ui/sentence";
import { Reach } from "../papers/Reach";
import { Letter } from "./Letter";
import { Steps } from "./Told";
import type { Case } from "./told";
import { r } from "./words";

interface HereProps {
  desk: Desk;
  /** The case. */
  id: string;
  toaster: Toaster;
  again: () => void;
  /** They know of it now: it is put off for some days, with a note. */
  onTold: (note: string) => void;
}

/** What can be done about somebody who was not reached, where it is seen: to tell them by another way, or that they have been told. */
export function HereUnreached({ desk, id, toaster, again, onTold }: HereProps) {
  const asked = useAsked<{ people: readonly Case[] }>(desk, "/api/v1/office/unreached", 60_000);
  const [busy, work] = useState(false);
  const [came, say] = useState<string | undefined>(undefined);
  const [failed, fail] = useState<unknown>(undefined);
  const one = asked.value?.people.find((other) => other.id === id);
  if (asked.value === undefined) return asked.failed === undefined ? <Skeleton rows={3} label={r("loading")} /> : <Failed failed={asked.failed} again={asked.again} />;
  if (one === undefined) return <p class="soft" role="status">{r("here.gone")}</p>;
  const name = one.person.name;
  const remind = async (): Promise<void> => {
    work(true);
    fail(undefined);
    say(undefined);
    try {
      const { reminded } = (await desk.post(`/api/v1/months/${one.beneficiary.id}/${one.month}/remind`, {})) as { reminded: readonly { person: { id: string } }[] };
      say(r(reminded.some(({ person }) => person.id === one.person.id) ? "here.reminded" : "here.notReminded", { name }));
      asked.again();
      again();
    } catch (why) {
      fail(why);
    }
    work(false);
  };
  return (
    <div class="leaf stack">
      <p>{r("here.what", { name })}</p>
      <Steps steps={one.steps} />
      {one.phone === "" && <p class="soft">{r("here.noPhone", { name })} <a href={`/office/people/${one.person.id}`}>{r("here.person")}</a></p>}
      <Writes><div class="row">
        <Button kind="line" icon="check" label={`${r("here.told")}, ${name}`} onClick={() => onTold(r("here.note", { name, day: format.day(format.today(desk.now())) }))}>{r("here.told")}</Button>
        {one.month !== "" && one.beneficiary.id !== "" && <Button kind="line" icon="bell" busy={busy} label={`${r("here.remind")}, ${name}`} onClick={() => void remind()}>{r("here.remind")}</Button>}
      </div></Writes>
      {came !== undefined && <Notice icon="info" live>{came}</Notice>}
      {failed !== undefined && <Notice tone="alarm" icon="alarm" live>{sentence(failed)}</Notice>}
      <Letter one={one} />
      <Reach desk={desk} toasts={toaster} who={one.person.id} name={name} />
    </div>
  );
}
