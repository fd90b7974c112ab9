interface Kept {
  what: string;
  why: string;
  until: string;
}

export const KEPT: Kept[] = [
  {
    what: "Name, e-mail and phone",
    why: "So that you can sign in, and businesses can reach you about an order.",
    until: "Until you delete your account.",
  },
  {
    what: "Orders, addresses and notes",
    why: "The business needs them to prepare your order, and the law has it keep its books.",
    until: "Your name, address and words go with your account; the order itself stays with the business.",
  },
  {
    what: "Reviews",
    why: "Others rely on them, and only people who ordered can write one.",
    until: "They stay, without your name once your account is deleted.",
  },
  {
    what: "Which mails we sent you",
    why: "So that none is sent twice, and we can answer when you ask.",
    until: "Half a year, or until you delete your account.",
  },
  {
    what: "Sign-ins and security events",
    why: "So that you can see who used your account.",
    until: "Sessions until they end. Of events, the kind, time, network and browser stay.",
  },
  {
    what: "Sealed entries of your orders",
    why: "In the public log they prove that nobody rewrote an order. They tell nobody who you are.",
    until: "For ever. What opens them is erased with your account.",
  },
];
