import { useState } from "preact/hooks";
import { makeLocal } from "../../ceremony";
import { waits } from "../../core/lock";
import { lock, setLock } from "../../lock";
import { possible, remembered } from "../../passkey";
import { Choices, Notice } from "../../ui";
import type { RoomView } from "../room";
import { m } from "./words";

type Wait = "never" | "0" | "5" | "15" | "60";

/** When the app asks for the device's own unlock. */
export function LockPage({ room }: { room: RoomView }) {
  const [declined, decline] = useState(false);
  const now = lock.value;
  if (!possible()) return <p>{m("lock.cannot")}</p>;
  const choose = async (wait: Wait): Promise<void> => {
    decline(false);
    try {
      const credential = now?.credential ?? remembered();
      if (wait === "never") setLock(undefined);
      else setLock({ after: Number(wait), credential: credential ?? (await makeLocal(m("lock.key", { name: room.name(room.me) || "Passbok" }))) });
      room.toasts.say(m("lock.set"));
    } catch {
      decline(true);
    }
  };
  return (
    <>
      <p>{m("lock.what")}</p>
      {declined && <Notice tone="you" icon="lock" live>{m("lock.declined")}</Notice>}
      <div class="leaf">
        <Choices<Wait>
          key={String(declined)} legend={m("lock.when")} name="lock" value={now ? (String(now.after) as Wait) : "never"} onChange={(wait) => void choose(wait)}
          options={[{ value: "never", label: m("lock.never") }, ...waits.map((wait) => ({
            value: String(wait) as Wait, label: m(`lock.${String(wait) as Exclude<Wait, "never">}`), ...(wait === 0 ? { sub: m("lock.0how") } : {}),
          }))]}
        />
      </div>
      <p class="soft">{m("lock.lost")}</p>
    </>
  );
}
