import { QueryClient } from "@tanstack/react-query";
import { isProblem } from "@/api/problem";

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A refusal stays a refusal; only what may be a hiccup is asked again.
        retry: (failures, error) =>
          failures < 2 && !(isProblem(error) && error.status > 0 && error.status < 500),
      },
    },
  });
}
