import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { loadEnv } from "vite";
import { defineConfig } from "vitest/config";
import { adminScripts } from "./scripts/adminScripts.ts";
import { mockApi } from "./scripts/mock-api.ts";
import { themeVariablesCss } from "./scripts/themeVariables.ts";
import { trackPage } from "./scripts/trackPage.ts";

// The libraries that every page starts with, in one file: many small ones are larger together, every lazy page
// would name each of them, and a release that changes none leaves this one in the browser's cache.
const FRAMEWORK = { name: "framework", tags: ["$initial" as const], test: /[\\/]node_modules[\\/]/ };

const DOM_TESTS = ["src/**/*.test.tsx", "src/api/http.test.ts", "verifier/page.test.ts"];

/** Django serves the built files under /static/; in development Vite stands in front and passes API calls on. */
export default defineConfig(({ command, mode }) => {
  const backend = loadEnv(mode, process.cwd(), "").BACKEND_URL ?? "http://127.0.0.1:8000";
  const mocked = mode === "mock";
  const proxy = Object.fromEntries(
    ["/api", "/_allauth", "/admin", "/media", "/demo", "/log", "/legal"].map((path) => [
      path,
      { target: backend },
    ]),
  );
  return {
    base: command === "build" ? "/static/" : "/",
    plugins: [react(), adminScripts(), themeVariablesCss(), trackPage(), ...(mocked ? [mockApi()] : [])],
    resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
    server: { proxy: mocked ? {} : { ...proxy, "/ws": { target: backend, ws: true } } },
    build: {
      target: "es2022",
      assetsInlineLimit: 0,
      sourcemap: false,
      manifest: true,
      rolldownOptions: { output: { codeSplitting: { groups: [FRAMEWORK] } } },
    },
    test: {
      restoreMocks: true,
      maxWorkers: 2,
      // Rules run in plain Node; only what draws or reads cookies pays for a browser's document.
      projects: [
        {
          extends: true,
          test: { name: "rules", include: ["{src,verifier,sw}/**/*.test.ts"], exclude: DOM_TESTS },
        },
        {
          extends: true,
          test: {
            name: "pages",
            include: DOM_TESTS,
            environment: "jsdom",
            environmentOptions: { jsdom: { url: "http://localhost/" } },
            setupFiles: ["src/test/setup.ts"],
            testTimeout: 30_000,
          },
        },
      ],
    },
  };
});
