import { useState } from "preact/hooks";
import { Button, Notice, sentence, State, type Notices } from "../ui";
import { y } from "./words";

/** Notices on this device: what they say, whether they come, and the way to change it. */
export function NoticesCard({ notices, title }: { notices: Notices; title?: string }) {
  const [failed, fail] = useState<unknown>(undefined);
  const [busy, work] = useState(false);
  const state = notices.state.value;
  const untold = state === "off" && failed === undefined ? notices.why.value : undefined;
  const change = async (to: () => Promise<void>): Promise<void> => {
    if (busy) return;
    work(true);
    fail(undefined);
    try {
      await to();
    } catch (error) {
      fail(error);
    } finally {
      work(false);
    }
  };
  return (
    <section class="leaf" aria-labelledby="notices">
      <h2 id="notices">{title ?? y("here.title")}</h2>
      {state === "on" && <State tone="done" icon="check">{y("here.on")}</State>}
      {state === "denied" && <p>{y("here.denied")}</p>}
      {state === "cannot" && <p>{y("here.cannot")}</p>}
      {(state === "on" || state === "off") && <p class="soft">{y("here.what")}</p>}
      {failed !== undefined && <Notice tone="alarm" icon="alarm">{sentence(failed)}</Notice>}
      {untold !== undefined && <Notice icon="info" live>{y("here.untold")} {sentence(untold)}</Notice>}
      {state === "off" && <Button kind="line" icon="bell" busy={busy} onClick={() => void change(() => notices.on())}>{y("here.turnOn")}</Button>}
      {state === "on" && <Button kind="quiet" busy={busy} start onClick={() => void change(() => notices.off())}>{y("here.turnOff")}</Button>}
    </section>
  );
}
