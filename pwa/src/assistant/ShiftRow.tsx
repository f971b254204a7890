import { format, t } from "../i18n";
import { core } from "../core";
import type { Status } from "../core/types";
import { answerInWords, clockInWords, KindName, LedgerRow, State, type IconName, type Tone } from "../ui";
import { desk } from "../ui/device";
import { goingOn, worked, type Mine } from "./mine";
import type { RoomView } from "./room";
import { a } from "./words";

const looks: Record<Status, { tone: Tone; icon: IconName; word: Parameters<typeof t>[0] }> = {
  phone: { tone: "plain", icon: "device", word: "state.phone" },
  sent: { tone: "plain", icon: "device", word: "state.sent" },
  received: { tone: "done", icon: "check", word: "state.received" },
  "needs-you": { tone: "you", icon: "you", word: "state.you" },
  refused: { tone: "alarm", icon: "alarm", word: "state.refused" },
  parked: { tone: "plain", icon: "lock", word: "state.parked" },
};

/** How one of several rows stands, in a word: the first that the server has not simply taken. What is on its way is on the phone. */
export function stateOf(refs: readonly string[]): string {
  const all = refs.map((ref) => core.rows.value.get(ref)?.status ?? "received");
  const status = all.find((one) => one !== "received") ?? "received";
  return `${t(looks[status === "sent" ? "phone" : status].word)}.`;
}

/**
 * How a row stands, as an icon and words. What is on its way is on the phone until the server has said that it has it;
 * and on its way it is where the server was there a moment ago, not where it is merely tried.
 */
export function RowState({ status }: { status: Status }) {
  const look = looks[status === "sent" && core.link.value !== "online" ? "phone" : status];
  return <State tone={look.tone} icon={look.icon}>{t(look.word)}</State>;
}

/** One shift in a ledger; a tap opens what can be done with it. */
export function ShiftRow({ of, room }: { of: Mine; room: RoomView }) {
  const { row, shift } = of;
  const going = of === goingOn(room.mine, room.now);
  const endless = shift.end === undefined && !shift.void && !going;
  const conflict = row.conflicts.length > 0;
  const open = desk.outdated.value ? {} : conflict ? { href: `/conflict/${row.id}` } : { onClick: () => room.edit({ shift: of }) };
  return (
    <LedgerRow
      when={format.span(shift.start, shift.end)}
      sub={going ? t("time.going") : endless ? t("time.noEnd") : room.short(shift.beneficiary)}
      what={<KindName kind={shift.kind} />}
      label={`${t(`kind.${shift.kind}`)} ${format.shortDay(shift.start)} ${format.span(shift.start, shift.end)} ${room.short(shift.beneficiary)}`}
      sum={endless ? undefined : format.hours(worked(of, room.mine, room.now))}
      gone={shift.void}
      {...open}
    >
      {shift.void && <State icon="close">{t("state.void")}</State>}
      <RowState status={row.status} />
      {conflict && <span class="s">{t("conflict.both")}</span>}
      {row.parked.map((p) => row.rev > 0 && p.person === room.me && <span key={p.op} class="s">{a("parked.asked", { what: answerInWords(p, room.short) })}</span>)}
      {row.by?.some((person) => person !== room.me) && <span class="s soft">{a(row.by.includes(room.me) ? "row.officeToo" : "row.office")}</span>}
      {row.clock && <span class="s">{clockInWords(row.clock)}</span>}
      {shift.note && <span class="s soft">{shift.note}</span>}
    </LedgerRow>
  );
}
