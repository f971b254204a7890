// An assistant's timesheets of a month that has ended: fetched with its page, since nobody needs them to work.

import { useEffect, useMemo, useState } from "preact/hooks";
import type { End } from "../../bankid";
import { api, core, newId, Problem } from "../../core";
import { once } from "../../core/api";
import type { SheetState } from "../../core/sheet";
import { touches } from "../../core/month";
import { t } from "../../i18n";
import { Button, Notice, sentence, TextField, Writes } from "../../ui";
import { useAsked } from "../../ui/asking";
import { desk } from "../../ui/device";
import { Fetched } from "../../ui/Fetched";
import type { RoomView } from "../room";
import { changeInWords, mayDo, paperInWords, reachedBy, signedInWords, standingOf, type Sheet } from "./sheet";
import { s } from "./words";

/** Where each stands, and the way to say that one's hours are whole. place is whose alone is shown; reach is told the month's step. */
const eid = () => import("../../bankid");

export default function Sheets({ room, month, place, reach }: { room: RoomView; month: string; place: string; reach: (step: number) => void }) {
  const asked = useAsked<{ timesheets: readonly Sheet[] }>(desk, `/api/v1/me/timesheets/${month}`, 60_000);
  const shown = (asked.value?.timesheets ?? []).filter((sheet) => place === "" || sheet.beneficiary.id === place);
  // Without network: what the phone was last told of those that somebody has signed.
  const places = room.mine.filter((m) => touches(m.shift, month)).map((m) => m.shift.beneficiary);
  const told = asked.value ? [] : [...new Set(place === "" ? places : [place])].map((id) => {
    const fields = core.rows.value.get(`timesheet/${room.me}.${id}@${month}`)?.fields;
    return { id, state: (fields?.["state"] ?? "open") as SheetState };
  });
  const step = reachedBy(asked.value ? shown : told);
  const [connected, know] = useState<boolean | undefined>(undefined);
  const [order, follow] = useState({ id: "", at: "" }); // the signature that is going on, and whose time it is over
  const signable = shown.some(({ state, route }) => state === "ready" && route === "elt");
  useEffect(() => {
    if (!signable || connected !== undefined) return;
    // A page that was lost finds what was going on.
    void Promise.all([api.get("/api/v1/about"), eid().then(({ running }) => running())]).then(([about, found]) => {
      know((about as { bankid: boolean }).bankid);
      if (found?.status === "pending" && found.about?.role === "assistant" && found.about.month === month) follow({ id: found.order, at: found.about.beneficiary });
    }, () => undefined);
  }, [signable, asked.value]);
  useEffect(() => reach(step), [step]);
  if (shown.length === 0 && step < 2) return null;
  return (
    <section class="section" aria-labelledby="timesheets">
      <h2 id="timesheets">{s("title")}</h2>
      {told.map(({ id, state }) => state !== "open" && state !== "ready" && <p key={id} class="leaf"><b>{room.short(id)}</b> {s(state)}</p>)}
      {shown.map((sheet) => <One key={sheet.beneficiary.id} sheet={sheet} month={month} room={room} again={asked.again} connected={connected} order={order.at === sheet.beneficiary.id ? order.id : ""} follow={(id) => follow({ id, at: sheet.beneficiary.id })} />)}
    </section>
  );
}

function One({ sheet, month, room, again, connected, order, follow }: { sheet: Sheet; month: string; room: RoomView; again: () => void; connected: boolean | undefined; order: string; follow: (id: string) => void }) {
  const [busy, work] = useState(false);
  const [failed, fail] = useState<unknown>(undefined);
  const [why, explain] = useState<string | undefined>(undefined);
  const [end, finish] = useState<End | undefined>(undefined);
  const [missing, miss] = useState(false);
  const tried = useMemo(() => once(newId), []);
  const name = room.short(sheet.beneficiary.id);
  const may = mayDo(sheet);
  const here = room.mine.some((m) => m.shift.beneficiary === sheet.beneficiary.id && touches(m.shift, month) && (m.row.status === "phone" || m.row.status === "sent"));

  const signs = sheet.state === "ready" && sheet.route === "elt" && connected === true;
  const paper = paperInWords(sheet, name) || (sheet.state === "ready" && sheet.route === "elt" && connected === false ? s("nowhere") : "");

  const give = async (act: "ready" | "reopen" | "sign", reason: string): Promise<void> => {
    work(true);
    fail(undefined);
    try {
      const answer = await api.post(`/api/v1/me/timesheets/${sheet.beneficiary.id}/${month}/${act}`, { id: tried.id(act + sheet.hash + reason), saw: sheet.hash, ...(reason === "" ? {} : { why: reason }) });
      tried.went();
      explain(undefined);
      finish(undefined);
      if (act === "sign") follow((answer as { order: string }).order);
      else room.toasts.say(s(act === "ready" ? "done" : "reopened"));
    } catch (error) {
      tried.went(error);
      fail(error);
    } finally {
      work(false);
      again();
    }
  };
  const ended = (end: End): void => {
    finish(end);
    again();
    if (end === "signed") room.toasts.say(s("signed"));
  };
  // What came of it stays to be read, until the timesheet itself says that it is signed.
  const signing = order !== "" && !(end === "signed" && sheet.state !== "ready");
  const reopen = (): void => {
    if (sheet.state === "ready") void give("reopen", "");
    else if (why === undefined) explain("");
    else if (why.trim() === "") miss(true);
    else void give("reopen", why.trim());
  };
  return (
    <div class="leaf stack stack--s">
      <p><b>{name}</b> {standingOf(sheet, room.me)}</p>
      {sheet.changes.length > 0 && sheet.changed && (
        <details>
          <summary>{s("since")}</summary>
          <ul class="listed s">{sheet.changes.map((change, i) => <li key={i}>{changeInWords(change, month)}</li>)}</ul>
        </details>
      )}
      {failed !== undefined && <Notice tone="you" icon="you" live>{failed instanceof Problem && failed.code === "changed" ? s("seen") : sentence(failed)}</Notice>}
      {why !== undefined && <TextField label={s("why")} value={why} onInput={explain} wrong={missing && why.trim() === "" ? t("why.needed") : undefined} maxLength={500} />}
      {paper !== "" && <p>{paper}</p>}
      {signs && order === "" && <p>{signedInWords(sheet, name)}</p>}
      {signing && <Fetched from={eid} show={({ Signing }) => <Signing key={order} order={order} level={3} onEnd={ended} again={() => void give("sign", "")} close={() => follow("")} />} />}
      <Writes>
        {signs && order === "" && <Button kind="primary" wide icon="check" busy={busy} label={`${s("sign")}, ${name}`} onClick={() => void give("sign", "")}>{s("sign")}</Button>}
        {may === "ready" && !here && <Button kind="primary" wide icon="check" busy={busy} label={`${s("say")}, ${name}`} onClick={() => void give("ready", "")}>{s("say")}</Button>}
        {may === "reopen" && <Button kind="line" icon="unlock" busy={busy} label={`${s("reopen")}, ${name}`} onClick={reopen}>{s("reopen")}</Button>}
      </Writes>
    </div>
  );
}
