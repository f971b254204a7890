import { useState } from "preact/hooks";
import { api, core } from "../../core";
import { dateOf } from "../../core/time";
import { Button, Notice } from "../../ui";
import type { RoomView } from "../room";
import { m } from "./words";

/** All that is kept about oneself, as a file. */
export function Data({ room }: { room: RoomView }) {
  const [said, say] = useState<string | undefined>(undefined);
  const [busy, work] = useState(false);
  const get = async (): Promise<void> => {
    work(true);
    const server: unknown = await api.get("/api/v1/me/export").catch(() => undefined);
    const phone = { who: core.who.peek(), rows: [...core.rows.peek().values()], waiting: JSON.parse(core.export()) as unknown };
    download(JSON.stringify({ phone, server: server ?? null }, undefined, 1), `passbok-${dateOf(room.now)}.json`);
    say(server === undefined ? m("data.offline") : m("data.done"));
    work(false);
  };
  return (
    <>
      <p>{m("data.what")}</p>
      <Button kind="line" wide icon="download" busy={busy} onClick={() => void get()}>{m("data.get")}</Button>
      {said && <Notice icon="info" live>{said}</Notice>}
    </>
  );
}

function download(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
