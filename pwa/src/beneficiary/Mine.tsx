import { useState } from "preact/hooks";
import { core } from "../core";
import type { Named } from "../office/types";
import { format } from "../i18n";
import { Button, Notice, sentence, type Desk } from "../ui";
import { b } from "./words";

/** All that is kept about somebody, as one file that can be proved: theirs to take along. */
export function Mine({ desk, whom }: { desk: Desk; whom: Named }) {
  const [state, tell] = useState<"busy" | "done" | { failed: unknown } | undefined>(undefined);
  const own = desk.who.value?.person === whom.id;
  const get = async (): Promise<void> => {
    if (state === "busy") return;
    tell("busy");
    try {
      save((await core.request("GET", `/api/v1/record/${encodeURIComponent(whom.id)}`, undefined, { file: true })) as Blob, `passbok-${format.today(desk.now())}.zip`);
      tell("done");
    } catch (failed) {
      tell({ failed });
    }
  };
  return (
    <section class="leaf" aria-labelledby="mine">
      <h2 id="mine">{own ? b("mine.title") : b("mine.titleOf", { name: whom.name })}</h2>
      <p>{b("mine.what")}</p>
      <Button kind="line" wide icon="download" busy={state === "busy"} onClick={() => void get()}>{b("mine.get")}</Button>
      {state === "done" && <Notice icon="info" live>{b("mine.done")}</Notice>}
      {typeof state === "object" && <Notice tone="alarm" icon="alarm">{b("mine.failed")} {sentence(state.failed)}</Notice>}
    </section>
  );
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
