import { useState } from "preact/hooks";
import { core } from "../core";
import { Button, Notice, sentence } from "../ui";

/** What a picture of a paper is called, in the words of the room that shows it. */
export interface ScanWords {
  get: string;
  show: string;
  hide: string;
  alt: string;
  notShown: string;
}

/** A picture of a signed paper: shown here, or, where it is a PDF, given to the browser by the name of a file. Nothing of it is kept. */
export function ScanFile({ path, media, file, words }: { path: string; media: string; file: string; words: ScanWords }) {
  const [shown, show] = useState("");
  const [busy, work] = useState(false);
  const [failed, fail] = useState<unknown>(undefined);
  const pdf = media === "application/pdf";
  const get = async (): Promise<void> => {
    if (shown) return show("");
    if (busy) return;
    work(true);
    fail(undefined);
    try {
      const blob = (await core.request("GET", path, undefined, { file: true })) as Blob;
      if (pdf) save(blob, `${file}.pdf`);
      else show(await asData(blob));
    } catch (error) {
      fail(error);
    }
    work(false);
  };
  return (
    <>
      <Button kind="line" icon={pdf ? "download" : "paper"} busy={busy} onClick={() => void get()}>{pdf ? words.get : shown ? words.hide : words.show}</Button>
      {failed !== undefined && <Notice tone="alarm" icon="alarm" live>{words.notShown} {sentence(failed)}</Notice>}
      {shown && <img class="scan" src={shown} alt={words.alt} />}
    </>
  );
}

/** A picture as text: pages may show no other pictures than the house's own, and such. */
function asData(blob: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => failed(reader.error ?? new Error("read a picture"));
    reader.readAsDataURL(blob);
  });
}

function save(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
