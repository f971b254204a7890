import { useState } from "preact/hooks";
import { core } from "../core";
import { Button, Field, Notice } from "../ui";
import { sentence } from "../ui/Failed";
import type { Desk } from "../ui/desk";
import { pictureOf, tooLarge } from "./picture";
import type { Scan, SheetLine } from "./types";
import { o } from "./words";

/** A file that is on the server, and that no timesheet names yet. */
export interface Chosen {
  readonly hash: string;
  readonly name: string;
}

interface Choosing {
  desk: Desk;
  /** Where they are given. */
  path: string;
  chosen: readonly Chosen[];
  /** The paper is with Försäkringskassan: they are kept by themselves, and not with a next step. */
  later: boolean;
  onChoose: (chosen: readonly Chosen[]) => void;
}

/** Chooses files, or takes pictures, of the signed paper. They are sent at once, and named with the next step. */
export function ChooseScans({ desk, path, chosen, later, onChoose }: Choosing) {
  const [sending, send] = useState("");
  const [wrong, tell] = useState<readonly string[]>([]);
  const take = async (files: readonly File[]): Promise<void> => {
    const all = [...chosen];
    const troubles: string[] = [];
    for (const [i, file] of files.entries()) {
      send(o("scan.sending", { n: i + 1, all: files.length }));
      try {
        const body = await pictureOf(file);
        if (tooLarge(body)) troubles.push(o("scan.tooLarge", { name: file.name }));
        else {
          const { hash } = (await desk.post(path, body)) as { hash: string };
          if (!all.some((one) => one.hash === hash)) all.push({ hash, name: file.name });
          onChoose([...all]);
        }
      } catch (failed) {
        troubles.push(`${o("scan.failed", { name: file.name })} ${sentence(failed)}`);
      }
      tell([...troubles]);
    }
    send("");
  };
  return (
    <div class="stack stack--s">
      <Field label={o("scan.choose")} help={o(later ? "scan.helpLater" : "scan.help")}>
        {({ id, describedby }) => (
          <input class="input" type="file" id={id} multiple accept="application/pdf,image/*" aria-describedby={describedby} onChange={(e) => {
            const files = [...(e.currentTarget.files ?? [])];
            e.currentTarget.value = ""; // so that the same one can be chosen again
            if (!sending) void take(files);
          }} />
        )}
      </Field>
      <p class="s" role="status">{sending}</p>
      {wrong.map((words) => <Notice key={words} tone="alarm" icon="alarm" live>{words}</Notice>)}
      {chosen.length > 0 && (
        <ul class="listed s" aria-label={o(later ? "scan.waitingLater" : "scan.waiting")}>
          {chosen.map((one) => (
            <li key={one.hash}>{o(later ? "scan.waitsLater" : "scan.waits", { name: one.name })} <Button kind="quiet" label={o("scan.dropNamed", { name: one.name })} onClick={() => onChoose(chosen.filter((other) => other !== one))}>{o("scan.drop")}</Button></li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What the paper of a timesheet looks like: pictures are shown, a PDF is given to the browser to open. */
export function KeptScans({ line, path }: { line: SheetLine; path: string }) {
  return (
    <div class="stack stack--s">
      {line.scans.map((scan, i) => <Kept key={scan.hash} scan={scan} n={i + 1} line={line} path={`${path}/${scan.hash}`} />)}
    </div>
  );
}

function Kept({ scan, n, line, path }: { scan: Scan; n: number; line: SheetLine; path: string }) {
  const [shown, show] = useState("");
  const [busy, work] = useState(false);
  const [failed, fail] = useState<unknown>(undefined);
  const pdf = scan.media === "application/pdf";
  const get = async (): Promise<void> => {
    if (shown) return show("");
    if (busy) return;
    work(true);
    fail(undefined);
    try {
      const file = (await core.request("GET", path, undefined, undefined, true)) as Blob;
      if (pdf) save(file, `tidsredovisning-${line.month}-${n}.pdf`);
      else show(await asData(file));
    } catch (error) {
      fail(error);
    }
    work(false);
  };
  return (
    <>
      <Button kind="line" icon={pdf ? "download" : "paper"} busy={busy} onClick={() => void get()}>{o(pdf ? "scan.get" : shown ? "scan.hide" : "scan.show", { n })}</Button>
      {failed !== undefined && <Notice tone="alarm" icon="alarm" live>{o("scan.notShown")} {sentence(failed)}</Notice>}
      {shown && <img class="scan" src={shown} alt={o("scan.alt", { n, name: line.assistant.name })} />}
    </>
  );
}

/** A picture as text: pages may show no other pictures than the house's own, and such. */
function asData(file: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => failed(reader.error ?? new Error("read a picture"));
    reader.readAsDataURL(file);
  });
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
