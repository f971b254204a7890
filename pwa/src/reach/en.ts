import type { Key } from "./words";

/** The words of how a person is reached, in English. */
export const en: Record<Key, string> = {
  "title": "Mail and SMS",
  "lead": "Notices come to your phone. When one does not get through we can write to you in another way.",
  "says": "What is sent is a sentence about which month it is, and a link. No names, no times, nothing about health. The link signs nobody in.",
  "mail": "E-mail",
  "mailHow": "As name@example.se.",
  "mobile": "Mobile for SMS",
  "mobileHow": "As 070-174 06 05.",
  "ways": "When a notice does not get through",
  "mail_sms": "Mail, then SMS",
  "sms_mail": "SMS, then mail",
  "only.mail": "Only mail",
  "only.sms": "Only SMS",
  "never": "Neither mail nor SMS",
  "neverWhat": "Then only notices on your devices come.",
  "lang": "Language of mail and SMS",
  "refused.mail": "The address did not take our mail. See that it is right and save again, and we try once more.",
  "refused.sms": "The number did not take our SMS. See that it is right and save again, and we try once more.",
  "not.mail": "Mail is not sent from here yet. What you write is kept until then.",
  "not.sms": "SMS are not sent from here yet. What you write is kept until then.",
  "who": "Only you and the office see this.",
  "saved": "Saved.",
  "changed": "Somebody changed this while you were writing. What holds now is shown. Change what should be changed, and save again.",
  "loading": "Fetching how you are reached",
};
