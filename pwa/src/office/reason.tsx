import { useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { t } from "../i18n";
import { Button, Sheet, TextField } from "../ui";

/** A sheet that asks why before something is done; needed says that an empty answer will not do. */
export function Reason({ title, label, action, needed, children, onSay, onClose }: { title: string; label: string; action: string; needed: boolean; children?: ComponentChildren; onSay: (why: string) => void; onClose: () => void }) {
  const [why, explain] = useState("");
  const [tried, setTried] = useState(false);
  return (
    <Sheet title={title} onClose={onClose} closeLabel={t("do.cancel")} actions={<><Button kind="primary" submit form="reason">{action}</Button><Button kind="quiet" onClick={onClose}>{t("do.cancel")}</Button></>}>
      {children}
      <form
        id="reason"
        onSubmit={(e) => {
          e.preventDefault();
          if (needed && why.trim() === "") setTried(true);
          else onSay(why.trim());
        }}
      >
        <TextField label={label} optional={needed ? undefined : t("why.optional")} value={why} onInput={explain} wrong={tried && why.trim() === "" ? t("why.needed") : undefined} maxLength={500} />
      </form>
    </Sheet>
  );
}
