import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { make } from "../../ceremony";
import { api } from "../../core";
import { format, t } from "../../i18n";
import { lock, setLock } from "../../lock";
import { Declined, forget, possible, remember, remembered } from "../../passkey";
import { Button, Icon, Notice, sentence, TextField } from "../../ui";
import type { RoomView } from "../room";
import { a } from "../words";
import { useMine, type Mine } from "./asked";
import { m } from "./words";

interface Device { id: string; name: string; seen: string; this: boolean; closed?: string }
interface Key { id: string; name: string; made: string; used?: string; here: boolean }

/** The devices that a person is signed in on, and the keys that they come back with. */
export function Devices({ room }: { room: RoomView }) {
  return (
    <>
      <OwnDevices room={room} />
      <Keys room={room} />
      <p class="soft">{m("lost")}</p>
    </>
  );
}

function OwnDevices({ room }: { room: RoomView }) {
  const { value, failed, busy, change } = useMine<{ devices: readonly Device[] }>("/api/v1/me/devices");
  return (
    <section class="section" aria-label={a("me.devices")}>
      <div class="said" role="status">{failed !== undefined && <Notice icon="nonet">{sentence(failed)}</Notice>}</div>
      {value?.devices.map((d) => {
        const name = d.name || m("devices.none");
        const path = `/api/v1/me/devices/${d.id}`;
        return (
          <Thing
            key={d.id} H="h2" icon="device" name={name} {...{ busy, change, path, room }} what={m("devices.closeWhat", { name })}
            end={d.this || d.closed ? undefined : m("devices.close", { name })} yes={m("devices.closeYes")}
            onEnd={async () => (await change(() => api.delete(path))) && room.toasts.say(m("devices.closeDone"))}
          >
            {d.this && <b>{m("devices.here")}</b>}
            <span class="soft">{d.closed ? m("devices.closed") : m("devices.seen", { time: format.moment(d.seen) })}</span>
          </Thing>
        );
      })}
    </section>
  );
}

function Keys({ room }: { room: RoomView }) {
  const { value, failed, busy, change } = useMine<{ passkeys: readonly Key[] }>("/api/v1/me/passkeys");
  const add = async (): Promise<void> => {
    const done = await change(async () => {
      const { id, answer } = await make(await api.post("/api/v1/me/passkeys/options", {}));
      await api.post("/api/v1/me/passkeys", { name: "", credential: answer });
      remember(id);
    });
    if (done) room.toasts.say(m("key.added"));
  };
  return (
    <section class="section" aria-labelledby="keys">
      <h2 id="keys">{m("key.title")}</h2>
      <p class="soft">{m("key.what")}</p>
      {value?.passkeys.map((k, i) => {
        const name = k.name || m("key.one", { n: i + 1 });
        const path = `/api/v1/me/passkeys/${k.id}`;
        return (
          <Thing
            key={k.id} H="h3" icon="lock" name={name} {...{ busy, change, path, room }} what={m("key.removeWhat", { name })}
            end={m("key.remove", { name })} yes={m("key.removeYes")}
            onEnd={async () => {
              if (!(await change(() => api.delete(path)))) return;
              const opened = k.here && lock.peek()?.credential === remembered();
              if (k.here) forget();
              if (opened) setLock(undefined);
              document.getElementById("main")?.focus({ preventScroll: true });
              room.toasts.say(opened ? `${m("key.removed")} ${m("key.removedLock")}` : m("key.removed"));
            }}
          >
            <span class="soft">{k.used ? m("key.used", { time: format.moment(k.used) }) : m("key.made", { time: format.moment(k.made) })}</span>
          </Thing>
        );
      })}
      <div class="said" role="status">{failed !== undefined && <Notice icon="info">{failed instanceof Declined ? m("key.declined") : sentence(failed)}</Notice>}</div>
      {possible() ? <Button kind="line" icon="plus" busy={busy} onClick={() => void add()}>{m("key.add")}</Button> : <p>{m("key.cannot")}</p>}
    </section>
  );
}

interface ThingProps extends Pick<Mine<unknown>, "busy" | "change"> {
  room: RoomView;
  /** Where its name is put. */
  path: string;
  H: "h2" | "h3";
  icon: "device" | "lock";
  name: string;
  /** The name of the button that ends it; absent where it cannot be ended here. */
  end: string | undefined;
  what: string;
  yes: string;
  onEnd: () => Promise<unknown>;
  children: ComponentChildren;
}

/** A device or a key: its name, which can be changed, and its end, which is asked about once more. */
function Thing({ H, icon, name, busy, change, path, room, end, what, yes, onEnd, children }: ThingProps) {
  const [asking, ask] = useState<"name" | "end" | undefined>(undefined);
  const [written, write] = useState(name);
  const article = useRef<HTMLElement>(null);
  const asked = useRef(false);
  // The focus follows what is asked, and comes back to where it was.
  useEffect(() => {
    if (asking) article.current?.querySelector<HTMLElement>("input, .btn--primary")?.focus();
    else if (asked.current) article.current?.querySelector("button")?.focus();
    asked.current = asking !== undefined;
  }, [asking]);
  // What could not be saved stays written.
  const rename = async (): Promise<void> => {
    if (!(await change(() => api.put(path, { name: written })))) return;
    room.toasts.say(m("devices.renamed"));
    ask(undefined);
  };
  const cancel = <Button kind="quiet" onClick={() => ask(undefined)}>{t("do.cancel")}</Button>;
  return (
    <article class="leaf" ref={article}>
      <H><Icon name={icon} /> {name}</H>
      <p class="stack stack--s">{children}</p>
      {asking === "name" ? (
        <form class="stack" onSubmit={(e) => {
          e.preventDefault();
          void rename();
        }}>
          <TextField label={m("devices.name")} value={written} onInput={write} maxLength={100} />
          <div class="row"><Button kind="primary" submit busy={busy}>{t("do.save")}</Button>{cancel}</div>
        </form>
      ) : asking === "end" ? (
        <>
          <Notice icon="info" live>{what}</Notice>
          <div class="row"><Button kind="primary" busy={busy} onClick={() => void onEnd().then(() => ask(undefined))}>{yes}</Button>{cancel}</div>
        </>
      ) : (
        <div class="row">
          <Button kind="quiet" icon="pen" label={m("devices.rename", { name })} onClick={() => ask("name")}>{m("devices.renameDo")}</Button>
          {end && <Button kind="quiet" label={end} onClick={() => ask("end")}>{yes}</Button>}
        </div>
      )}
    </article>
  );
}
