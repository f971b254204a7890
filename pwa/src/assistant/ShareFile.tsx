import { t } from "../i18n";
import { core } from "../core";
import { dateOf } from "../core/time";
import { Button } from "../ui";

/** Hands all that has not reached the server over as a file: to another app where the phone can, else as a download. */
export function ShareFile() {
  return <Button kind="line" wide icon="download" onClick={() => void share()}>{t("more.shareFile")}</Button>;
}

async function share(): Promise<void> {
  const file = new File([core.export()], `passbok-${dateOf(core.now())}.json`, { type: "application/json" });
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
