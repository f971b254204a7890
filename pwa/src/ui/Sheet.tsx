import type { ComponentChildren } from "preact";
import { effect } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../i18n";
import { locked } from "../lock";
import { Button } from "./Button";

/** A leaf that slides over the page, for one focused task. */
export interface SheetProps {
  title: ComponentChildren;
  sub?: ComponentChildren;
  /** Called when the person leaves it: the cross, Escape. */
  onClose: () => void;
  /** The buttons that stay in sight at the bottom. */
  actions?: ComponentChildren;
  closeLabel?: string;
  children: ComponentChildren;
}

/** A native dialog: the rest is inert, Tab stays inside, Escape leaves, and focus goes back to where it was. */
export function Sheet({ title, sub, onClose, actions, closeLabel, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    const locks = effect(() => (locked.value ? element?.close() : element?.showModal())); // behind the lock it would keep the focus from it
    return () => {
      locks();
      element?.close(); // as long as it is open what lies behind takes no focus
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      class="sheet" ref={dialog} aria-labelledby={id}
      onChange={(e) => e.target instanceof Element && e.target.matches("select,[type=radio],[type=checkbox]") && (e.currentTarget.dataset["chosen"] = "")} // written.ts
      onCancel={(e) => {
        e.preventDefault();
        onClose();
      }}
    >
      <div class="sheet__grip" aria-hidden="true" />
      <div class="sheet__body">
        <div class="row row--between row--top nowrap">
          <div class="grow">
            <h2 class="sheet__title" id={id} tabIndex={-1}>{title}</h2>
            {sub && <p class="soft">{sub}</p>}
          </div>
          <Button kind="line" icon="close" label={closeLabel ?? t("do.closeUnsaved")} onClick={onClose} />
        </div>
        {children}
      </div>
      {actions && <div class="sheet__act">{actions}</div>}
    </dialog>
  );
}
