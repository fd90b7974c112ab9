import { render } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { AppRoutes } from "@/app/AppRoutes";
import { Providers } from "@/app/providers";
import "@/app/track/engine"; // warmed up: fetching it takes seconds here
import { TrackApp } from "@/app/track/TrackApp";

const TRACKED = /^\/track\/([\w-]+)/;

/** The whole app at one address, as a reader gets it: the tracking page is a web app of its own. */
export function renderApp(path: string) {
  const uid = TRACKED.exec(path)?.[1];
  if (uid) {
    history.replaceState(null, "", path);
    return render(<TrackApp uid={uid} />);
  }
  return render(
    <Providers>
      <MemoryRouter initialEntries={[path]}>
        <AppRoutes />
      </MemoryRouter>
    </Providers>,
  );
}
