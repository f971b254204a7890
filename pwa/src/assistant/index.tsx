// The assistant's room: now, the month, the rest. Everything in it works without network.

import { useComputed } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { core, Outdated, type Act } from "../core";
import { dateOf } from "../core/time";
import { format, t } from "../i18n";
import { route } from "../route";
import { App, Button, Icon, Notice, Tabs, toaster, Toasts, Trouble, Troubles, useArrival } from "../ui";
import { desk } from "../ui/device";
import { Fetched } from "../ui/Fetched";
import { EditSheet } from "./EditSheet";
import { Header } from "./Header";
import { standingOf } from "./forgotten";
import { counted, goingOn, namesIn, shiftsOf, shortName, todos, whereToFix, type Todo } from "./mine";
import { InstallPage } from "./InstallPage";
import { KeepingNotice } from "./Keeping";
import { Month } from "./Month";
import { newsIn } from "./news";
import { More, ownPages, SignedOut } from "./More";
import { MePage } from "./MePage";
import { Now } from "./Now";
import { PlanPage } from "./PlanPage";
import { RowHistory } from "./RowHistory";
import { Talk } from "./Talk";
import { plansOf, unanswered } from "./plans";
import type { Editing, RoomView } from "./room";
import { a } from "./words";

/** The room, standing on this app's device. */
export default function Assistant() {
  const now = useMinute();
  const toasts = useMemo(toaster, []);
  const [editing, edit] = useState<Editing | undefined>(undefined);
  const who = core.who.value;
  const me = who?.person ?? "";
  const mine = useComputed(() => shiftsOf(core.rows.value, core.who.value?.person ?? "")).value;
  const plans = useComputed(() => plansOf(core.rows.value, core.who.value?.person ?? "")).value;
  const name = namesIn(core.rows.value, who);
  const act = async (acts: readonly Act[]): Promise<boolean> => {
    try {
      await core.actAll(acts);
      return true;
    } catch (error) {
      if (error instanceof Outdated) toasts.say(`${t("outdated.title")}.`);
      return false; // what is unsaved is shown, with what can be done
    }
  };
  const unfetched = core.rounds.value === 0 && core.rows.value.size === 0;
  const room: RoomView = { me, now, unfetched, mine, plans, name, short: (id) => shortName(name(id)), toasts, edit, act };

  const seen = useRef(mine);
  useEffect(() => {
    const news = core.rounds.value > 0 ? newsIn(seen.current, mine, me) : []; // what happened while one was away is read, not said
    seen.current = mine;
    for (const { what, of: { shift } } of news) toasts.tell(a(`news.${what}`, { day: format.day(shift.start), span: format.span(shift.start, shift.end) }));
  }, [mine]);

  const { path } = route.value;
  const [, place = "", which = "", then = ""] = path.split("/");
  const conflict = place === "conflict";
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(which) ? which : dateOf(now).slice(0, 7);
  const talked = useComputed(() => [...core.rows.value.keys()].some((ref) => ref.startsWith("message/"))).value;
  const fix = todos(mine, now);
  const going = goingOn(mine, now);
  const asks = place !== "" && going !== undefined && standingOf(going, mine, plans, now).asked !== undefined;
  const asked = unanswered(plans, counted(mine), now).length;
  const own = place === "more" && which in ownPages ? a(`me.${which as keyof typeof ownPages}`) : undefined;
  const here = own ?? (place === "plan" ? t("nav.plan") : place === "month" ? t("nav.month") : place === "reach" ? a("me.reach") : place === "more" || place === "install" ? t("nav.more") : conflict ? t("conflict.title") : place === "" || place === "talk" ? t("nav.now") : t("trouble.nothing"));
  useArrival(path, here);
  return (
    <>
      <App bar={<Header fix={fix} back={conflict ? "/" : place === "reach" || (place === "more" && which) ? "/more" : undefined} />} tabs={conflict ? undefined : <Tabs items={tabs(place, fix, asks, asked)} />}>
        <Troubles desk={desk} short={room.short} busy={conflict} rows />
        <div class="said" role="status">{core.link.value === "offline" && <Notice icon="device-ok">{t("sync.offlineNotice")}</Notice>}</div>
        <SignedOut />
        {place !== "install" && <KeepingNotice />}
        {place === "" && talked && <Talk room={room} />}
        {place === "" ? <Now room={room} />
          : place === "month" ? <Month key={month} room={room} month={month} />
          : place === "plan" ? <PlanPage room={room} />
          : place === "more" && which ? <MePage page={which} room={room} />
          : place === "more" ? <More room={room} />
          : place === "reach" ? <Fetched from={reach} show={({ default: Reach }) => <Reach />} />
          : place === "install" ? <InstallPage />
          : place === "talk" ? <Talk key={path} room={room} page={`${which}/${then}`} />
          : conflict ? <Fetched from={answers} show={({ default: ConflictPage }) => <ConflictPage id={which} room={room} history={(of) => <RowHistory of={of} room={room} />} />} />
          : <Trouble icon="info" level={1} title={t("trouble.nothing")}><Button kind="primary" wide href="/">{t("nav.now")}</Button></Trouble>}
      </App>
      {editing && <EditSheet editing={editing} room={room} onClose={() => edit(undefined)} />}
      <Toasts toaster={toasts} />
    </>
  );
}

const answers = () => import("./conflict");
const reach = () => import("../reach");

function tabs(place: string, fix: readonly Todo[], asks: boolean, asked: number) {
  const dot = (n: number) => (n > 0 ? { dot: n, dotWords: t("sync.needsYou", { n }).replace(String(n), "").trim() } : {});
  return [
    { href: "/", icon: <Icon name="clock" />, label: t("nav.now"), current: place === "", ...dot(Number(asks)) },
    { href: `/month${whereToFix(fix)}`, icon: <Icon name="book" />, label: t("nav.month"), current: place === "month", ...dot(fix.length) },
    { href: "/plan", icon: <Icon name="calendar" />, label: t("nav.plan"), current: place === "plan", ...dot(asked) },
    { href: "/more", icon: <Icon name="more" />, label: t("nav.more"), current: /^(more|install|reach)$/.test(place) },
  ];
}

/** This minute, in milliseconds; a new one draws the room anew. It is read whenever the room is drawn: the clock may just have been put right. */
function useMinute(): number {
  const minute = (): number => Math.floor(core.time() / 60_000) * 60_000;
  const [, set] = useState(minute);
  useEffect(() => {
    const tick = (): void => set(minute());
    const timer = setInterval(tick, 1000);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, []);
  return minute();
}
