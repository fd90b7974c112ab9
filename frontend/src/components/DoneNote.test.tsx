import { act, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { DoneNote } from "./DoneNote";

let say: (words: string | null) => void;

function Speaker() {
  const [words, setWords] = useState<string | null>("This browser is forgotten.");
  say = setWords;
  return <DoneNote message={words} onClose={() => setWords(null)} />;
}

afterEach(() => vi.useRealTimers());

test("a note that takes another's place stays its own time", () => {
  vi.useFakeTimers();
  render(<Speaker />);
  act(() => vi.advanceTimersByTime(3500));
  act(() => say("Your password is changed."));
  act(() => vi.advanceTimersByTime(3500));
  expect(screen.getByText("Your password is changed.")).toBeVisible();
  act(() => vi.advanceTimersByTime(1000));
  expect(screen.queryByText("Your password is changed.")).toBeNull();
});
