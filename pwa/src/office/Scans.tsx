import { useState } from "preact/hooks";
import { ScanFile } from "../prints/ScanFile";
import { Button, Field, Notice } from "../ui";
import { sentence } from "../ui/sentence";
import type { Desk } from "../ui/desk";
import { pictureOf, tooLarge } from "./picture";
import type { SheetLine } from "./types";
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
      {line.scans.map((scan, i) => (
        <ScanFile
          key={scan.hash} path={`${path}/${scan.hash}`} media={scan.media} file={`tidsredovisning-${line.month}-${i + 1}`}
          words={{ get: o("scan.get", { n: i + 1 }), show: o("scan.show", { n: i + 1 }), hide: o("scan.hide", { n: i + 1 }), alt: o("scan.alt", { n: i + 1, name: line.assistant.name }), notShown: o("scan.notShown") }}
        />
      ))}
    </div>
  );
}
