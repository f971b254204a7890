import { useState } from "preact/hooks";
import { format, t } from "../i18n";
import { api, core, type Kept } from "../core";
import { Fetched } from "../ui/Fetched";
import { Button, Icon, Ledger, LedgerRow, Notice, sentence, ShareFile, type IconName } from "../ui";
import { desk } from "../ui/device";
import { reveal } from "../ui/stay";
import { go } from "../route";
import { setLock } from "../lock";
import { askedInWords } from "../ui/told";
import type { RoomView } from "./room";
import { outcome } from "./RowHistory";
import { InstallCard, Loose } from "./Keeping";
import { Employers } from "./MePage";
import { RowState } from "./ShiftRow";
import { a } from "./words";

/** The rest: what waits on the phone, carrying the sign-in over, one's own pages, signing out. */
export function More({ room }: { room: RoomView }) {
  return (
    <>
      <div>
        <h1>{t("more.title")}</h1>
        <p class="soft">{a("more.book", { name: core.who.value?.name ?? "" })}</p>
      </div>
      <Employers room={room} when="all" />
      <Waiting room={room} />
      <Fetched quiet from={outcome} show={({ Decided }) => <Decided room={room} />} />
      <InstallCard />
      <Pairing now={room.now} />
      <OwnPages />
      <SignOut />
    </>
  );
}

/** On every page of who is signed out: what that means for what they have written, and the way in. The header says it aloud. */
export function SignedOut() {
  if (core.session.value !== "out") return null;
  const n = core.waiting.value.length;
  return (
    <Notice tone="you" icon="lock">
      <b>{t("trouble.signedOut")}.</b> {n > 0 ? t("trouble.signedOutSafe", { n }) : core.who.value?.sendOnly && a("more.signedOutSent")} <a class="alone" href="/join">{a("more.signedOutDo")}</a>
    </Notice>
  );
}

function Waiting({ room }: { room: RoomView }) {
  const waiting = core.waiting.value;
  return (
    <section class="section" id="vantar" aria-labelledby="waiting">
      <h2 id="waiting">{t("more.waiting")}</h2>
      {core.trouble.value && <Notice tone="alarm" icon="alarm">{sentence(core.trouble.value)} {t("trouble.serverSafe")}</Notice>}
      {waiting.length === 0 ? <p class="soft">{t("more.waitingNone")}</p> : (
        <>
          <Ledger>
            {waiting.map((kept) => (
              <LedgerRow key={kept.id} when={format.moment(new Date(kept.saved).toISOString())} what={<WaitingRow kept={kept} room={room} />}>
                <RowState status="phone" />
                {kept.op.why && <span class="s">”{kept.op.why}”</span>}
              </LedgerRow>
            ))}
          </Ledger>
          <Loose />
          <ShareFile desk={desk} />
        </>
      )}
    </section>
  );
}

// Which row it is about, and what it says of it.
function WaitingRow({ kept, room }: { kept: Kept; room: RoomView }) {
  const of = room.mine.find((m) => m.row.ref === kept.op.doc);
  if (!of) return <>{askedInWords(kept.op.set, room.short)}</>;
  const { shift } = of;
  const whole = "start" in kept.op.set && "beneficiary" in kept.op.set;
  return (
    <>
      <b>{room.short(shift.beneficiary)}</b> {format.shortDay(shift.start)} {format.span(shift.start, shift.end)}
      {!whole && <><br />{kept.op.set["end"] && t("time.to")} {askedInWords(kept.op.set, room.short)}</>}
    </>
  );
}

/** A person's own pages, by the last word of their address, each with its icon. */
export const ownPages = { employers: "switch", notices: "bell", time: "clock", looks: "globe", lock: "lock", devices: "device", data: "download" } as const satisfies Record<string, IconName>;

function OwnPages() {
  return (
    <nav class="section" aria-labelledby="own">
      <h2 id="own">{a("me.title")}</h2>
      <ul class="leaf places">
        {(Object.keys(ownPages) as (keyof typeof ownPages)[]).map((page) => (
          <li key={page}><a href={`/more/${page}`}><Icon name={ownPages[page]} /> <span>{a(`me.${page}`)}</span> <Icon name="next" flip /></a></li>
        ))}
        <li><a href="/reach"><Icon name="speak" /> <span>{a("me.reach")}</span> <Icon name="next" flip /></a></li>
        <li><a href="/tillganglighet"><Icon name="help" /> <span>{t("access.link")}</span> <Icon name="next" flip /></a></li>
      </ul>
    </nav>
  );
}

function Pairing({ now }: { now: number }) {
  const [made, setMade] = useState<{ code: string; expires: string } | undefined>(undefined);
  const [failed, fail] = useState<unknown>(undefined);
  const make = async (): Promise<void> => {
    fail(undefined);
    try {
      setMade((await api.post("/api/v1/session/pairing", {})) as { code: string; expires: string });
    } catch (error) {
      fail(error);
    }
  };
  return (
    <section class="leaf" aria-labelledby="pair">
      <h2 id="pair">{t("more.pair")}</h2>
      <p class="soft">{t("more.pairWhat")}</p>
      <div class="said" role="status">{failed !== undefined && <Notice icon="nonet">{sentence(failed)}</Notice>}</div>
      {made && Date.parse(made.expires) > now ? (
        <p role="status"><span class="soft">{t("more.pairCode")}</span> <strong class="l code">{made.code}</strong><br />{a("more.expires", { time: format.moment(made.expires) })}</p>
      ) : <Button kind="line" onClick={() => void make()}>{t("more.pairMake")}</Button>}
    </section>
  );
}

function SignOut() {
  const [asked, ask] = useState(false);
  const n = core.waiting.value.length + core.unsaved.value.length;
  const leave = async (insist: boolean): Promise<void> => {
    if (n > 0 && !insist) return ask(true);
    await core.signOut(insist);
    if (core.who.peek()) return go("/"); // to the other employer
    setLock(undefined);
    go("/join", true);
  };
  return (
    <section class="leaf" aria-labelledby="leave">
      <h2 id="leave">{t("more.device")}</h2>
      <p class="soft">{a("more.signOutThen")}</p>
      {asked && n > 0 ? (
        <>
          <Notice tone="you" icon="you" live>{t("more.signOutWaits", { n })}</Notice>
          <ShareFile desk={desk} />
          <div ref={reveal}><Button kind="quiet" onClick={() => void leave(true)}>{t("more.signOutAnyway")}</Button></div>
        </>
      ) : <Button kind="line" onClick={() => void leave(false)}>{t("more.signOut")}</Button>}
    </section>
  );
}
