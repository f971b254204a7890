import { language, languages, speak, t } from "../i18n";
import { Choices } from "./forms";

/** The language of the app, each named in itself. */
export function Language() {
  return (
    <Choices
      legend={t("more.language")} name="language" value={language.value} onChange={(next) => void speak(next).catch(() => undefined)}
      options={Object.entries(languages).map(([value, { name }]) => ({ value, label: <span lang={value}>{name}</span> }))}
    />
  );
}
