import { act, renderHook } from "@testing-library/react";
import { useForm } from "react-hook-form";
import { describe, expect, it } from "vitest";
import { pathOf, showProblem } from "./formProblems";
import { Problem } from "./problem";

const FIELDS = ["contact.phone", "note"] as const;

function setUp() {
  const { result } = renderHook(() => {
    const form = useForm({ defaultValues: { contact: { phone: "" }, note: "" } });
    return { form, errors: form.formState.errors };
  });
  return result;
}

describe("server complaints", () => {
  it("turns pointers into paths", () => {
    expect(pathOf("/contact/phone")).toBe("contact.phone");
    expect(pathOf("#/items/0/quantity")).toBe("items.0.quantity");
    expect(pathOf("/a~1b")).toBe("a/b");
  });

  it("stand beside their fields, and what has no field is handed back", () => {
    const result = setUp();
    let rest: string | null = null;
    act(() => {
      rest = showProblem(
        result.current.form,
        new Problem(400, "invalid", "Look again.", [
          { pointer: "/contact/phone", detail: "Too short" },
          { pointer: "/items/0/quantity", detail: "Only 2 left" },
        ]),
        FIELDS,
      );
    });
    expect(result.current.errors.contact?.phone?.message).toBe("Too short");
    expect(rest).toBe("Only 2 left");
  });

  it("without pointers the whole message is shown", () => {
    const result = setUp();
    expect(showProblem(result.current.form, new Problem(409, "closed", "The shop is closed."), FIELDS)).toBe(
      "The shop is closed.",
    );
  });

  it("a lost connection is told as such", () => {
    const result = setUp();
    expect(showProblem(result.current.form, new TypeError("Failed to fetch"), FIELDS)).toMatch(
      /could not reach/,
    );
  });
});
