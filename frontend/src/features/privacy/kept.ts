import { t } from "@/lib/language/catalogue";

interface Kept {
  what: string;
  why: string;
  until: string;
}

export const KEPT = (): Kept[] => [
  {
    what: t("Name, e-mail and phone"),
    why: t("So that you can sign in, and businesses can reach you about an order."),
    until: t("Until you delete your account."),
  },
  {
    what: t("Orders, addresses and notes"),
    why: t("The business needs them to prepare your order, and the law has it keep its books."),
    until: "Your name, address and words go with your account; the order itself stays with the business.",
  },
  {
    what: t("Reviews"),
    why: t("Others rely on them, and only people who ordered can write one."),
    until: t("They stay, without your name once your account is deleted."),
  },
  {
    what: t("Which mails we sent you"),
    why: t("So that none is sent twice, and we can answer when you ask."),
    until: t("Half a year, or until you delete your account."),
  },
  {
    what: t("Sign-ins and security events"),
    why: t("So that you can see who used your account."),
    until: t("Sessions until they end. Of events, the kind, time, network and browser stay."),
  },
  {
    what: t("Sealed entries of your orders"),
    why: t("In the public log they prove that nobody rewrote an order. They tell nobody who you are."),
    until: t("For ever. What opens them is erased with your account."),
  },
];
