import { useState } from "preact/hooks";
import { api } from "../../core";
import { format } from "../../i18n";
import { Button, Notice, sentence } from "../../ui";
import { s } from "./words";

/** A code by which the app on the home screen, or another device, is signed in. now: in milliseconds. */
export function Pairing({ now }: { now: number }) {
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
      <h2 id="pair">{s("pair.title")}</h2>
      <p class="soft">{s("pair.what")}</p>
      <div class="said" role="status">{failed !== undefined && <Notice icon="nonet">{sentence(failed)}</Notice>}</div>
      {made && Date.parse(made.expires) > now ? (
        <p role="status"><span class="soft">{s("pair.code")}</span> <strong class="l code">{made.code}</strong><br />{s("pair.expires", { time: format.moment(made.expires) })}</p>
      ) : <Button kind="line" onClick={() => void make()}>{s("pair.make")}</Button>}
    </section>
  );
}
