import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { End } from "../../bankid";
import { Problem, Unreachable } from "../../core/api";
import { format, said, t, type Said } from "../../i18n";
import { Button, Meter, Notice, Sheet, State, type IconName, type Tone } from "../../ui";
import { sentence } from "../../ui/sentence";
import { Fetched } from "../../ui/Fetched";
import type { Desk } from "../../ui/desk";
import { giver } from "../giving";
import { forget, keep, leave as leaves, resumed } from "./keeping";
import { sheetPath } from "./path";
import { after, counts, current, goingOn, isOver, keyOf, sit, type Event, type Item, type Mark, type Running } from "./sitting";
import type { SheetLine } from "../types";
import { w } from "./words";

/**
 * The provider's signatures, one after the other: what will be signed, each with BankID, and how it went. where names it in what this tab keeps;
 * running is an order that was begun in another.
 */
export function Sitting({ desk, lines, where, month, running, onClose }: { desk: Desk; lines: readonly SheetLine[]; where: string; month: string; running?: Running | undefined; onClose: () => void }) {
  const [s, set] = useState(() => resumed(where, lines) ?? goingOn(running, lines) ?? sit(lines));
  const give = useMemo(() => giver(desk), []);
  const [empty, lack] = useState(false);
  const at = useRef<HTMLHeadingElement>(null);
  const shown = useRef<string>(s.phase);
  const on = (event: Event): void => set((before) => after(before, event));
  const now = current(s);
  const key = now ? keyOf(now.line) : "";
  const n = counts(s);

  useEffect(() => keep(where, s), [s]);
  // Whoever listens, or sees little, is led to what the sitting has come to; while something is signed, the signing leads.
  useEffect(() => {
    if (shown.current !== s.phase && (s.phase === "paused" || s.phase === "over")) at.current?.focus();
    shown.current = s.phase;
  }, [s.phase]);
  useEffect(() => {
    if (s.phase === "going" && s.order === "" && now) void order(give, now.line).then(on);
  }, [s.phase, s.order, key]);

  const begin = (): void => {
    if (n.of === 0) lack(true);
    else on({ is: "begin" });
  };
  const leave = (): void => {
    leaves(s.order);
    forget(where);
    onClose();
  };
  const asked = (of: Mark): Promise<SheetLine[]> => Promise.all(s.items.filter(({ mark }) => mark === of).map(({ line }) => desk.get(sheetPath(line)).catch(() => line) as Promise<SheetLine>));
  const again = async (): Promise<void> => on({ is: "again", lines: await asked("failed") });
  const others = s.elsewhere === true && s.phase === "over" ? s.items.length - n.of : 0;
  const rest = async (): Promise<void> => {
    const lines = (await asked("left")).filter(({ state }) => state === "signed");
    if (lines.length > 0) on({ is: "rest", lines });
    else leave(); // somebody has signed them meanwhile
  };
  const heading = s.phase === "list" ? w("sit.list") : s.phase === "paused" ? w("sit.paused", { n: n.signed, of: n.of }) : s.phase === "over" ? (n.signed === n.of && others === 0 ? w("sit.overAll", { n: n.signed }) : w("sit.over", { n: n.signed, of: n.of })) : n.of === 1 && now ? w("sit.whose", { name: now.line.assistant.name, customer: now.line.beneficiary.name }) : w("sit.of", { n: n.at, of: n.of });
  return (
    <Sheet
      title={w("sit.title")} sub={format.capital(format.month(month, true))} onClose={leave} closeLabel={s.phase === "going" || s.phase === "paused" ? w("sit.closeLater") : t("do.close")}
      actions={
        s.phase === "list" ? <><Button kind="primary" icon="pen" onClick={begin}>{n.of > 1 ? w("sheet.signMany", { n: n.of }) : w("sit.begin")}</Button><Button kind="quiet" onClick={leave}>{t("do.cancel")}</Button></>
          : s.phase === "going" ? undefined
            : s.phase === "paused" ? <><Button kind="primary" icon="pen" onClick={() => on({ is: "goOn" })}>{w("sit.goOn")}</Button><Button kind="quiet" onClick={leave}>{w("sit.closeLater")}</Button></>
              : <>{n.failed > 0 && <Button kind="line" icon="undo" onClick={() => void again()}>{w("sit.again", { n: n.failed })}</Button>}{others > 0 && <Button kind="primary" icon="pen" onClick={() => void rest()}>{w("sit.rest", { n: others })}</Button>}<Button kind={others > 0 ? "quiet" : "primary"} onClick={leave}>{t("do.close")}</Button></>
      }
    >
      <section class="stack" aria-labelledby="sitting">
        <div class="stack stack--s">
          <h3 id="sitting" class="sit__at" tabIndex={-1} ref={at}>{heading}</h3>
          {s.phase === "list" && n.of > 1 && <p>{w("sit.what")}</p>}
          {s.phase !== "list" && n.of > 1 && <div class="meter"><Meter part={n.of === 0 ? 0 : n.signed / n.of} label={w("sit.over", { n: n.signed, of: n.of })} /></div>}
          {s.phase === "going" && now && n.of > 1 && <p class="l"><b>{w("sit.whose", { name: now.line.assistant.name, customer: now.line.beneficiary.name })}</b></p>}
          {s.phase === "paused" && <p>{w("sit.pausedWhat")}</p>}
        </div>
        <p class="vh" role="status">{s.phase === "going" && now ? w("sit.now", { n: n.at, of: n.of, name: now.line.assistant.name, customer: now.line.beneficiary.name }) : s.phase === "list" ? "" : heading}</p>
        {s.phase === "paused" && s.why && <Notice tone="you" icon="you">{said(s.why)}</Notice>}
        {empty && n.of === 0 && <Notice tone="you" icon="you" live>{w("sit.nothing")}</Notice>}
        {s.phase === "going" && (s.order === "" ? <p class="soft" role="status">{w("sit.preparing")}</p> : (
          <Fetched from={bankid} show={({ Signing }) => (
            <Signing key={s.order} order={s.order} level={3} stop={n.of > 1 ? w("sit.pause") : undefined} onEnd={(end) => ended(end, on)} again={() => on({ is: "reorder" })} close={() => (n.of > 1 ? on({ is: "paused" }) : leave())} />
          )} />
        ))}
        <ul class="sit">
          {s.items.map((item) => (s.phase === "list" ? (
            <li key={keyOf(item.line)}>
              <label class="check">
                <input type="checkbox" checked={item.mark !== "left"} onChange={(e) => on({ is: "choose", key: keyOf(item.line), chosen: e.currentTarget.checked })} />
                <span><Whose line={item.line} /></span>
              </label>
            </li>
          ) : item.mark === "left" ? null : <Row key={keyOf(item.line)} item={item} />))}
        </ul>
      </section>
    </Sheet>
  );
}

const bankid = () => import("../../bankid");

function Whose({ line }: { line: SheetLine }) {
  const { active, waiting, standby } = line.sums;
  const sums = (["active", "waiting", "standby"] as const).filter((kind) => line.sums[kind] > 0).map((kind) => `${t(`kind.${kind}`)} ${format.hours(line.sums[kind])}`);
  return <><b>{w("sit.whose", { name: line.assistant.name, customer: line.beneficiary.name })}</b><small class="block soft">{sums.length > 1 ? `${sums.join(", ")}` : format.hours(active + waiting + standby)}</small></>;
}

const looks: Record<Exclude<Mark, "left">, { tone: Tone; icon: IconName }> = {
  waits: { tone: "plain", icon: "todo" }, signing: { tone: "plain", icon: "pen" }, signed: { tone: "done", icon: "check" }, failed: { tone: "alarm", icon: "alarm" },
};

function Row({ item: { line, mark, why } }: { item: Item }) {
  const look = looks[mark === "left" ? "waits" : mark];
  return (
    <li class={mark === "signing" ? "is-now" : undefined} aria-current={mark === "signing" ? "step" : undefined}>
      <span><Whose line={line} />{why && <span class="block s">{said(why)}</span>}</span>
      <State tone={look.tone} icon={look.icon}>{w(`sit.${mark}`)}</State>
    </li>
  );
}

/** The order of one signature, begun now, or found again where the page was lost before it heard of it: what then has happened. */
async function order(give: ReturnType<typeof giver>, line: SheetLine): Promise<Event> {
  try {
    const { running } = await bankid();
    const before = await running();
    if (before?.status === "pending" && isOver(before, line)) return { is: "ordered", order: before.order };
    const { order } = (await give(`${sheetPath(line)}/sign`, { saw: line.hash })).answer as { order: string };
    return { is: "ordered", order };
  } catch (failed) {
    if (failed instanceof Problem && failed.code === "changed") return { is: "failed", why: both("sit.changed") };
    // What concerns this timesheet alone leaves the others; anything else would stop them as well.
    if (failed instanceof Problem && failed.code.startsWith("sheet_")) return { is: "failed", why: whyOf(failed) };
    return { is: "paused", why: whyOf(failed) };
  }
}

/** What BankID's end means for the sitting: one that was signed or turned down is behind us; one that was broken off is begun again, or left, where that is said. */
function ended(end: End, on: (event: Event) => void): void {
  if (end === "approved" || end === "signed") on({ is: "signed" });
  else if (end === "fallen" || end === "refused") on({ is: "failed", why: both(end === "fallen" ? "sit.fallen" : "sit.refused") });
}

function whyOf(failed: unknown): Said {
  if (failed instanceof Problem && failed.sentence) return failed.sentence;
  if (failed instanceof Unreachable && failed.came === "offline") return { sv: `${sentence(failed)} ${t("try.safe")}`, en: `${sentence(failed)} ${t("try.safe")}` };
  return { sv: sentence(failed), en: sentence(failed) };
}

// Said in the language shown: a sitting does not outlive it.
function both(key: Parameters<typeof w>[0]): Said {
  return { sv: w(key), en: w(key) };
}
