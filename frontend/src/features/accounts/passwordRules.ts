import { z } from "zod";

const LENGTH = 10;

/** The server's rules and no others; it also knows which passwords everybody knows. */
export const PASSWORD_HINT = `At least ${LENGTH} characters. A few words in a row are easy to keep and hard to guess.`;
export const newPassword = z.string().min(LENGTH, `At least ${LENGTH} characters`);
