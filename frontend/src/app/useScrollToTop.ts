import { useEffect } from "react";
import { NavigationType, useLocation, useNavigationType } from "react-router";

/** A new page starts at its top; going back, the browser restores where the reader was. */
export function useScrollToTop(): void {
  const { pathname } = useLocation();
  const type = useNavigationType();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what this waits for
  useEffect(() => {
    if (type !== NavigationType.Pop) window.scrollTo(0, 0);
  }, [pathname, type]);
}
