import { z } from "zod";
import { t } from "@/lib/language/catalogue";

const LENGTH = 10;

/** The server's rules and no others; it also knows which passwords everybody knows. */
export const PASSWORD_HINT = () =>
  t("At least {length} characters. A few words in a row are easy to keep and hard to guess.", {
    length: LENGTH,
  });
export const newPassword = z.string().min(LENGTH, {
  error: () => t("At least {length} characters", { length: LENGTH }),
});
