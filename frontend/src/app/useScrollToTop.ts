import { useEffect } from "react";
import { NavigationType, useLocation, useNavigationType } from "react-router";

/** A new page starts at its top, or where its address points; going back, the browser restores where the reader was. */
export function useScrollToTop(): void {
  const { pathname, hash } = useLocation();
  const type = useNavigationType();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what this waits for
  useEffect(() => {
    if (type !== NavigationType.Pop && !hash) window.scrollTo(0, 0);
  }, [pathname, type]);
}
