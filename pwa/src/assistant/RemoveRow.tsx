import { useState } from "preact/hooks";
import { format, t } from "../i18n";
import { Button, Sheet, TextField } from "../ui";
import { doIt } from "./doing";
import type { Mine } from "./mine";
import type { RoomView } from "./room";
import { a } from "./words";

/** Removing a row asks why, and can be undone. Nothing is deleted: the row stays in the history. */
export function RemoveRow({ of, room, onClose, onBack }: { of: Mine; room: RoomView; onClose: () => void; onBack: () => void }) {
  const [why, setWhy] = useState("");
  const [tried, setTried] = useState(false);
  const { ref, rev } = of.row;
  const remove = async (): Promise<void> => {
    setTried(true);
    if (why.trim() === "") return;
    await doIt(room, [{ ref, base: rev, set: { void: true }, why: why.trim() }], t("edit.removed"));
    onClose();
  };
  return (
    <Sheet
      title={t("do.remove")} onClose={onClose}
      sub={a("edit.row", { when: format.span(of.shift.start, of.shift.end), name: room.short(of.shift.beneficiary) })}
      actions={<><Button kind="primary" onClick={() => void remove()}>{t("do.remove")}</Button><Button kind="quiet" onClick={onBack}>{t("do.cancel")}</Button></>}
    >
      <TextField label={t("edit.removeWhy")} value={why} onInput={setWhy} maxLength={500} wrong={tried && why.trim() === "" ? t("why.needed") : undefined} />
    </Sheet>
  );
}
