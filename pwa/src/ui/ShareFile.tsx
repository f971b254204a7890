import type { ComponentChildren } from "preact";
import { t } from "../i18n";
import { dateOf } from "../core/time";
import { Button } from "./Button";
import type { Desk } from "./desk";

/** Hands all that has not reached the server over as a file: to another app where the device can, else as a download. */
export function ShareFile({ desk, children }: { desk: Desk; children?: ComponentChildren }) {
  return <Button kind="line" wide icon="download" onClick={() => void share(desk)}>{children ?? t("more.shareFile")}</Button>;
}

async function share(desk: Desk): Promise<void> {
  const file = new File([desk.file()], `passbok-${dateOf(desk.now().getTime())}.json`, { type: "application/json" });
  const asText = new File([file], file.name.replace(/json$/, "txt"), { type: "text/plain" }); // what phones share
  if (navigator.canShare?.({ files: [asText] })) {
    try {
      return await navigator.share({ files: [asText] });
    } catch (error) {
      if (error instanceof Error && error.name === "AbortError") return;
    }
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
