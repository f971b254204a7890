// The talks of one month, each in a line that opens, with what is new and what waits.

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { aboutOf, isNew, type Talk } from "../core/talk";
import { State } from "../ui";
import { keyOf, read, recall } from "./read";
import { aboutInWords, gistOf } from "./tell";
import { Fold, Thread, type Speaker } from "./Thread";
import { s } from "./words";

/** Whether a talk has something new in it for this device's person; nothing has before that is known. */
export function unread(talk: Talk, beneficiary: string, month: string, me: string): boolean {
  return read.value !== undefined && isNew(talk, me, read.value[keyOf(beneficiary, month, talk)] ?? 0);
}

/** Reads what has been read; once is enough. */
export function useRead(): void {
  useEffect(() => void recall(), []);
}

/** How a talk stands, for whoever looks. */
export function Standing({ talk, fresh, office }: { talk: Talk; fresh: boolean; office: boolean }) {
  return (
    <>
      {fresh && <State tone="you" icon="bell">{s("state.new")}</State>}{" "}
      {talk.flags.length > 0 ? <State tone="you" icon="speak">{s("state.holds")}</State>
        : talk.waits ? <State tone={office ? "you" : "plain"} icon="clock">{s(office ? "state.waitsYou" : "state.waits")}</State>
          : <State tone="done" icon="check">{s("state.answered")}</State>}
    </>
  );
}

/** The month's talks; those that are open, or have something new, first. */
export function Talks({ speaker, talks, beneficiary, month, show, opened }: { speaker: Speaker; talks: readonly Talk[]; beneficiary: string; month: string; show?: (talk: Talk) => ComponentChildren; opened?: string | undefined }) {
  const { desk, me, names } = speaker;
  const office = speaker.as === "coordinator";
  const rank = (talk: Talk): number => (talk.flags.length > 0 ? 0 : talk.waits ? 1 : 2);
  const sorted = [...talks].sort((a, b) => rank(a) - rank(b));
  return (
    <div>
      {sorted.map((talk) => {
        const about = aboutOf(talk);
        return (
          <Fold
            key={talk.topic} open={talks.length === 1 || talk.topic === opened} gist={gistOf(talk)}
            title={aboutInWords(about, desk.docs.value, speaker.as === "assistant" ? undefined : names)}
            state={<Standing talk={talk} fresh={unread(talk, beneficiary, month, me)} office={office} />}
          >
            <Thread speaker={speaker} about={about} talk={talk} />
            {show?.(talk)}
          </Fold>
        );
      })}
    </div>
  );
}
