import { useRef, useState } from "preact/hooks";
import { api } from "../../core";
import { push } from "../../push";
import { Button, Notice, sentence } from "../../ui";
import { Fetched } from "../../ui/Fetched";
import type { RoomView } from "../room";
import { useMine } from "./asked";
import { m } from "./words";

const kinds = ["shift_conflict", "shift_forgotten", "shift_not_started", "plan_changed"] as const;
const explained = { shift_conflict: "notices.shift_conflict.what", shift_forgotten: "notices.shift_forgotten.what", shift_not_started: undefined, plan_changed: undefined } as const;
const wishes = () => import("../../wishes");

interface Wishes { readonly optional: readonly string[]; readonly muted: readonly string[] }

/** Notices on this device, which of them the person wants, and one to see that they come. */
export function NoticesPage({ room }: { room: RoomView }) {
  const { value, failed, change } = useMine<Wishes>("/api/v1/me/notices");
  const [test, tested] = useState<{ devices: number } | { failed: unknown } | undefined>(undefined);
  // What was chosen is shown at once; where it could not be kept, what is kept is shown again, and why.
  const [chosen, choose] = useState<readonly string[] | undefined>(undefined);
  const muted = chosen ?? value?.muted ?? [];
  const [wanted, sent] = [useRef(chosen), useRef<readonly string[] | undefined>(undefined)];
  const wish = async (code: string, on: boolean): Promise<void> => {
    const others = muted.filter((c) => c !== code);
    const next = on ? others : [...others, code];
    choose(next);
    wanted.current = next;
    if (sent.current) return; // it goes after what is under way
    let kept = true;
    while (kept && sent.current !== wanted.current) {
      const muted = (sent.current = wanted.current);
      kept = await change(() => api.put("/api/v1/me/notices", { muted }));
    }
    sent.current = undefined;
    if (kept) room.toasts.say(m("notices.saved"));
    else choose(undefined);
  };
  const send = async (): Promise<void> => {
    try {
      tested((await api.post("/api/v1/me/notices/test", {})) as { devices: number });
    } catch (error) {
      tested({ failed: error });
    }
  };
  return (
    <>
      <Fetched quiet from={wishes} show={({ NoticesCard }) => <NoticesCard notices={push} title={m("notices.here")} />} />
      <div class="said" role="status">{failed !== undefined && <Notice icon="nonet">{sentence(failed)}</Notice>}</div>
      {value && (
        <section class="leaf" role="group" aria-labelledby="kinds">
          <h2 id="kinds">{m("notices.kinds")}</h2>
          {kinds.filter((code) => value.optional.includes(code)).map((code) => (
            <label class="check" key={code}>
              <input type="checkbox" checked={!muted.includes(code)} onChange={(e) => void wish(code, e.currentTarget.checked)} />
              <span><b>{m(`notices.${code}`)}</b> {explained[code] && <span class="soft">{m(explained[code])}</span>}</span>
            </label>
          ))}
          <p class="s soft">{m("notices.all")}</p>
        </section>
      )}
      <Fetched quiet from={wishes} show={({ Wishes }) => <Wishes way={api} />} />
      <Button kind="line" icon="bell" onClick={() => void send()}>{m("notices.test")}</Button>
      {test && <Notice icon={"failed" in test ? "info" : "bell"} live>{"failed" in test ? sentence(test.failed) : m("notices.tested", { n: test.devices })}</Notice>}
    </>
  );
}
