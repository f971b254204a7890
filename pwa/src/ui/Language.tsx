import { language, speak, t, type Language as Spoken } from "../i18n";
import { Choices } from "./forms";

/** The language of the app, each named in itself. */
export function Language() {
  return (
    <Choices<Spoken>
      legend={t("more.language")} name="language" value={language.value} onChange={speak}
      options={[{ value: "sv", label: <span lang="sv">Svenska</span> }, { value: "en", label: <span lang="en">English</span> }]}
    />
  );
}
