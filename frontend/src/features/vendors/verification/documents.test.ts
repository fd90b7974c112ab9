import { expect, it } from "vitest";
import { whyNotDocument } from "./documents";

it.each(["a.pdf", "IMG_1.HEIC", "scan.JPG", "b.jpeg", "c.png"])("takes %s", (name) => {
  expect(whyNotDocument({ name, size: 10 })).toBeNull();
});

it("says what is wrong with a file before it is sent", () => {
  expect(whyNotDocument({ name: "a.docx", size: 10 })).toContain("PDF");
  expect(whyNotDocument({ name: "a.pdf", size: 11 * 1024 * 1024 })).toBe("a.pdf is larger than 10 MB.");
  expect(whyNotDocument({ name: "a.pdf", size: 0 })).toBe("a.pdf is empty.");
});
