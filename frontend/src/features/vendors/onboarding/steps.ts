import type { OnboardingStep } from "@/api/types";

/** The screens of the way, in order. The profile is the first screen, where the business is opened. */
export const SCREENS: readonly { step: OnboardingStep; title: string; hint: string }[] = [
  { step: "profile", title: "Your business", hint: "What customers read first." },
  { step: "place", title: "Where are you?", hint: "So that people near you find you." },
  { step: "hours", title: "When are you open?", hint: "You can change it any day." },
  { step: "items", title: "What do you sell?", hint: "One thing is enough to begin with." },
  { step: "checks", title: "Show who you are", hint: "Orders open once these are approved." },
];

export const indexOf = (step: OnboardingStep): number => SCREENS.findIndex((each) => each.step === step);

export const isStep = (text: string | undefined): text is OnboardingStep =>
  SCREENS.some(({ step }) => step === text);

/** Where "continue" and "skip" lead: the next screen, or none after the last. */
export const following = (step: OnboardingStep): OnboardingStep | undefined =>
  SCREENS[indexOf(step) + 1]?.step;
export const preceding = (step: OnboardingStep): OnboardingStep | undefined =>
  SCREENS[indexOf(step) - 1]?.step;
