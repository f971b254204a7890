import { Button, Notice, Shape } from "../ui";
import { drawn } from "./drawn";
import { spokenIn } from "./say";
import { mouth, reader } from "./speech";
import { b } from "./words";

const speech = mouth();
const aloud = speech && reader(speech);

/** Reads nothing more: the page that was read is left. */
export function hush(): void {
  aloud?.stop();
}

/** A button that reads a part of the page aloud: the element with the id; with pause and stop while it reads. Nothing where the browser has no speech. */
export function Aloud({ of, children }: { of: string; children: string }) {
  if (!aloud) return null;
  const now = aloud.now.value;
  const mine = now?.of === of ? now.state : undefined;
  const read = (): void => {
    const part = document.getElementById(of);
    if (part) aloud.read(of, spokenIn(part));
  };
  return (
    <div class="aloud" data-silent>
      {mine === "reads" && <Button kind="line" onClick={() => aloud.pause()}><Shape drawn={drawn.pause} /> {b("aloud.pause")}</Button>}
      {mine === "paused" && <Button kind="line" icon="play" onClick={() => aloud.resume()}>{b("aloud.resume")}</Button>}
      {mine === "reads" || mine === "paused" ? (
        <Button kind="line" icon="stop" onClick={() => aloud.stop()}>{b("aloud.stop")}</Button>
      ) : (
        <Button kind="quiet" onClick={read}><Shape drawn={drawn.listen} /> {children}</Button>
      )}
      {mine === "failed" && <Notice icon="info" live>{b("aloud.failed")}</Notice>}
    </div>
  );
}
